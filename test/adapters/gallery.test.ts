import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { commandPayloads } from "../../src/adapters/discord/register.ts";
import { renderMessage as onDiscord } from "../../src/adapters/discord/render.ts";
import { render } from "../../src/adapters/playground/render.ts";
import { picturesBy } from "../../src/adapters/slack/pictures.ts";
import { renderMessage } from "../../src/adapters/slack/render.ts";
import { createTickets } from "../../src/adapters/slack/tickets.ts";
import { overweight } from "../../src/content/lints/cards.ts";
import { loadLibrary } from "../../src/content/load.ts";
import { type Example, gallery } from "../../src/core/gallery.ts";
import type { LibraryContent } from "../../src/core/library.ts";
import type { Control, Message } from "../../src/core/message.ts";
import { faces } from "../../src/faces.ts";
import { checkMessage } from "../support/discord-limits.ts";
import { kindsLibrary } from "../support/kinds.ts";
import { messageFaults } from "../support/slack-limits.ts";

/** Every view, with what is really taught, on every platform. */
let examples: readonly Example[];
beforeAll(async () => {
	const content = await loadLibrary(["content/packs/backend-core"], {
		now: Date.parse("2026-11-20T00:00:00Z"),
		warn: () => {},
	});
	examples = gallery(both(content, kindsLibrary), commands);
});

/** Every way of answering is tried, whatever the pack happens to ask. */
function both(one: LibraryContent, other: LibraryContent): LibraryContent {
	return {
		...one,
		topics: [...one.topics, ...other.topics],
		questions: [...one.questions, ...other.questions],
	};
}

/** A file that is there; how it looks is another test's business. */
const png = new Uint8Array(8);
const painted = (message: Message): Message => ({
	...message,
	parts: message.parts.map((part) => (part.part === "picture" ? { ...part, png } : part)),
});

/** With addresses that Slack can fetch, and with buttons instead. */
const tickets = createTickets("a secret", { now: () => Date.parse("2026-11-20T00:00:00Z") });
const typed = (name: string) => `/${name}`;
const onSlack = (message: Message) =>
	renderMessage(message, typed, picturesBy(tickets, "https://cairn.example.org"));
const onClosedSlack = (message: Message) =>
	renderMessage(message, typed, picturesBy(tickets, undefined));
const keep = { keep: () => "/playground/pictures/1", keepFile: () => "/playground/files/1" };
const onPlayground = (message: Message) => render(painted(message), keep);

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(
	JSON.parse(readFileSync(new URL("../support/discord-schemas.json", import.meta.url), "utf8")),
	"discord",
);

function schemaFaults(schema: string, payload: unknown): string[] {
	const validate = ajv.getSchema(`discord#/$defs/${schema}`);
	if (!validate) throw new Error(`no schema ${schema}`);
	validate(JSON.parse(JSON.stringify(payload)));
	return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** What breaks a rule, by the view's name; empty when all is well. */
function faulty(
	look: (message: Message) => readonly unknown[],
): Record<string, readonly unknown[]> {
	return Object.fromEntries(
		examples
			.map(({ name, message }) => [name, look(message)] as const)
			.filter(([, faults]) => faults.length > 0),
	);
}

test("the gallery shows every view", () => {
	expect(examples.length).toBeGreaterThan(150);
	expect(new Set(examples.map((example) => example.name)).size).toBe(examples.length);
});

describe("on Discord every view", () => {
	test("keeps to the stand-in's table of limits", () => {
		expect(faulty((message) => checkMessage({ ...onDiscord(message, new Map()) }))).toEqual({});
		expect(
			faulty((message) => checkMessage({ ...onDiscord(painted(message), new Map()) })),
		).toEqual({});
	});

	test("is valid by Discord's own description of its API", () => {
		expect(
			faulty((message) =>
				[message, painted(message)].flatMap((one) =>
					schemaFaults("MessageCreateRequest", onDiscord(one, new Map())),
				),
			),
		).toEqual({});
	});

	test("begins with a heading or with the gist", () => {
		expect(
			faulty((message) => {
				const [first] = onDiscord(message, new Map()).components;
				return first && "content" in first ? [] : ["does not begin with text"];
			}),
		).toEqual({});
	});
});

test("the commands are valid by Discord's own description of its API", () => {
	for (const command of commands) {
		// The description calls this one a number; the documents, and what Discord sends, a string.
		const { default_member_permissions: _, ...payload } = commandPayloads([command])[0] ?? {};
		expect(schemaFaults("ApplicationCommandCreateRequest", payload)).toEqual([]);
	}
});

test("on Slack every view keeps to the table of limits", () => {
	expect(faulty((message) => messageFaults({ ...onSlack(message) }))).toEqual({});
	expect(faulty((message) => messageFaults({ ...onClosedSlack(message) }))).toEqual({});
});

test("every picture is shown, and said in words, on every platform", () => {
	expect(
		faulty((message) => {
			const alts = message.parts.flatMap((part) => (part.part === "picture" ? [part.alt] : []));
			const discord = JSON.stringify(onDiscord(painted(message), new Map()));
			const slack = JSON.stringify(onSlack(message));
			const closed = JSON.stringify(onClosedSlack(message));
			return alts.flatMap((alt) => [
				...(discord.includes("attachment://picture-1.png") ? [] : ["not on Discord"]),
				...(slack.includes("/pictures/") ? [] : ["not on Slack"]),
				...(closed.includes("Send me the picture") ? [] : ["no button on Slack"]),
				...[discord, slack, closed, JSON.stringify(onPlayground(message))].flatMap((face) =>
					face.includes(JSON.stringify(alt).slice(1, 200)) ? [] : ["its words are missing"],
				),
			]);
		}),
	).toEqual({});
});

test("no card is heavier than a phone can bear, on either platform", () => {
	expect(faulty((message) => overweight(message, faces))).toEqual({});
});

test("nothing is lost on the way: every control is there on every platform", () => {
	expect(
		faulty((message) => {
			const wanted = (message.controls ?? []).flatMap(pressesOf);
			const shown = [
				JSON.stringify(onDiscord(message, new Map())),
				JSON.stringify(onSlack(message)),
				JSON.stringify(onPlayground(message)),
			];
			return wanted.filter((press) => !shown.every((face) => face.includes(JSON.stringify(press))));
		}),
	).toEqual({});
});

function pressesOf(control: Control): string[] {
	if (control.control !== "buttons") return [control.press];
	return control.buttons.flatMap((button) => ("press" in button ? [button.press] : []));
}
