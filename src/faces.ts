import { renderMessage as onDiscord } from "./adapters/discord/render.ts";
import { renderMessage as onSlack } from "./adapters/slack/render.ts";
import type { Face, Weight } from "./content/lints/cards.ts";

/** What cards weigh on the platforms, for the checker, which knows none of them. */
export const faces: readonly Face[] = [
	{
		name: "Discord",
		weigh(message) {
			const body = onDiscord(message, new Map());
			const texts = body.components.flatMap((one) => ("content" in one ? [one.content] : []));
			return weightOf(texts.join("").length, body);
		},
	},
	{
		name: "Slack",
		weigh(message) {
			const body = onSlack(message, (name) => `/${name}`);
			return weightOf(textLength(body.blocks), body);
		},
	},
];

function weightOf(characters: number, body: object): Weight {
	return { characters, bytes: Buffer.byteLength(JSON.stringify(body)) };
}

/** All that is read in blocks, labels included. */
function textLength(part: unknown): number {
	if (typeof part !== "object" || part === null) return 0;
	return Object.entries(part)
		.map(([key, value]) =>
			key === "text" && typeof value === "string" ? value.length : textLength(value),
		)
		.reduce((sum, length) => sum + length, 0);
}
