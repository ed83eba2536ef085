import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { commandPayloads } from "../../src/adapters/discord/register.ts";
import { renderMessage as onDiscord } from "../../src/adapters/discord/render.ts";
import { render as onPlayground } from "../../src/adapters/playground/render.ts";
import { renderMessage as onSlack } from "../../src/adapters/slack/render.ts";
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
	});

	test("is valid by Discord's own description of its API", () => {
		expect(
			faulty((message) => schemaFaults("MessageCreateRequest", onDiscord(message, new Map()))),
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
	expect(faulty((message) => messageFaults({ ...onSlack(message, (name) => `/${name}`) }))).toEqual(
		{},
	);
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
				JSON.stringify(onSlack(message, (name) => `/${name}`)),
				JSON.stringify(onPlayground(message)),
			];
			return wanted.filter((press) => !shown.every((face) => face.includes(JSON.stringify(press))));
		}),
	).toEqual({});
});

function pressesOf(control: Control): string[] {
	if (control.control === "pick") return [control.press];
	return control.buttons.flatMap((button) => ("press" in button ? [button.press] : []));
}
