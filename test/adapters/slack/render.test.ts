import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TICK } from "../../../src/adapters/slack/controls.ts";
import { renderForm } from "../../../src/adapters/slack/form.ts";
import { LIMITS } from "../../../src/adapters/slack/limits.ts";
import { typedName } from "../../../src/adapters/slack/names.ts";
import { renderMessage } from "../../../src/adapters/slack/render.ts";
import {
	buttons,
	code,
	facts,
	heading,
	type Inline,
	link,
	list,
	type Message,
	moment,
	note,
	type Part,
	person,
	strong,
	text,
} from "../../../src/core/message.ts";
import { PRESS_LIMIT } from "../../../src/core/press.ts";
import { onSlack } from "../../../src/text/en.ts";
import { messageFaults, viewFaults } from "../../support/slack-limits.ts";

const typed = (name: string) => typedName(name);
const render = (message: Partial<Message>) =>
	renderMessage({ gist: "gist", parts: [], ...message }, typed);
const blocksOf = (...parts: Part[]) => render({ parts }).blocks;
const inlines = (...words: Inline[]) => {
	const [block] = blocksOf(text(...words));
	return block?.type === "rich_text" && block.elements[0]?.type === "rich_text_section"
		? block.elements[0].elements
		: block;
};
const NINE = Date.UTC(2026, 10, 20, 9);

describe("parts", () => {
	it("makes a heading a header, without emoji codes", () => {
		expect(blocksOf(heading("Streak :fire:\n*3* days"))).toEqual([
			{
				type: "header",
				text: { type: "plain_text", text: "Streak :fire: *3* days", emoji: false },
			},
		]);
	});

	it("gives every inline its element", () => {
		expect(
			inlines(
				"plain ",
				strong("strong"),
				{ as: "em", text: "em" },
				{ as: "code", text: "code" },
				link("here", "https://example.org/"),
				{ as: "command", name: "settings" },
				{ as: "place", place: "slack:T1:C1" },
				{ as: "place", place: "slack:T1:D1" },
				moment(NINE, "both"),
			),
		).toEqual([
			{ type: "text", text: "plain " },
			{ type: "text", text: "strong", style: { bold: true } },
			{ type: "text", text: "em", style: { italic: true } },
			{ type: "text", text: "code", style: { code: true } },
			{ type: "link", text: "here", url: "https://example.org/" },
			{ type: "text", text: "/cairn settings", style: { code: true } },
			{ type: "channel", channel_id: "C1" },
			{ type: "text", text: onSlack.directly },
			{
				type: "date",
				timestamp: NINE / 1000,
				format: "{date_pretty}, {time}",
				fallback: "2026-11-20, 09:00 UTC",
			},
		]);
	});

	it("case 26: shows a person as a name, and mentions only with a ping", () => {
		const ada = person("slack:T1:U1", "Ada");
		expect(inlines(ada)).toEqual([{ type: "text", text: "Ada" }]);
		expect(inlines({ as: "person", account: "slack:T1:U1", name: "Ada", ping: true })).toEqual([
			{ type: "user", user_id: "U1" },
		]);
		expect(inlines({ as: "person", account: "discord:1", name: "Ada", ping: true })).toEqual([
			{ type: "text", text: "Ada" },
		]);
	});

	it("keeps the marks of a list, and uses bullets where there are none", () => {
		const items = [{ mark: "A", text: ["one"] }, { mark: "B", text: ["two"] }, { text: ["three"] }];
		expect(blocksOf(list(items))).toEqual([
			{
				type: "rich_text",
				elements: [
					{
						type: "rich_text_section",
						elements: [
							{ type: "text", text: "A  ", style: { bold: true } },
							{ type: "text", text: "one" },
							{ type: "text", text: "\n" },
							{ type: "text", text: "B  ", style: { bold: true } },
							{ type: "text", text: "two" },
						],
					},
					{
						type: "rich_text_list",
						style: "bullet",
						elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "three" }] }],
					},
				],
			},
		]);
	});

	it("sets code and facts", () => {
		expect(blocksOf(code("a\n\tb", "ts"), facts([["Best", "3 days"]]))).toEqual([
			{
				type: "rich_text",
				elements: [
					{ type: "rich_text_preformatted", elements: [{ type: "text", text: "a\n\tb" }] },
				],
			},
			{
				type: "rich_text",
				elements: [
					{
						type: "rich_text_section",
						elements: [
							{ type: "text", text: "Best: ", style: { bold: true } },
							{ type: "text", text: "3 days" },
						],
					},
				],
			},
		]);
	});

	it("sets a note small: as plain words, with links, or as rich text when mrkdwn would read it", () => {
		const [words, links, rich] = blocksOf(
			note("Try ", { as: "command", name: "quiz" }, " *now*"),
			note("Source: ", link("docs", "https://example.org/"), ", at ", moment(NINE, "time")),
			note("snake_case ", link("docs", "https://example.org/")),
		);
		expect(words).toMatchObject({
			type: "context",
			elements: [{ type: "plain_text", text: "Try /quiz *now*", emoji: false }],
		});
		expect(links).toMatchObject({
			type: "context",
			elements: [
				{
					type: "mrkdwn",
					text: `Source: <https://example.org/|docs>, at <!date^${NINE / 1000}^{time}|09:00 UTC>`,
					verbatim: true,
				},
			],
		});
		expect(rich).toMatchObject({ type: "rich_text" });
	});
});

describe("controls", () => {
	const row = (...all: Parameters<typeof buttons>) =>
		render({ controls: [buttons(...all)] }).blocks;

	it("gives buttons their press and tone", () => {
		const [, actions] = row(
			{ label: "A", press: "quiz.pick:1:r:0", tone: "main" },
			{ label: "B", press: "quiz.pick:1:r:1", tone: "danger" },
			{ label: "Next", press: "quiz.next:1:r" },
			{ label: "Read", url: "https://example.org/" },
		);
		expect(actions).toMatchObject({
			type: "actions",
			elements: [
				{ action_id: "quiz.pick:1:r:0", style: "primary" },
				{ action_id: "quiz.pick:1:r:1", style: "danger" },
				{ action_id: "quiz.next:1:r" },
				{ action_id: "open 4", url: "https://example.org/" },
			],
		});
	});

	it("keeps presses that come twice in one row apart", () => {
		const press = "quiz.pick:1:r:0";
		expect(row({ label: "A", press }, { label: "B", press })[1]).toMatchObject({
			elements: [{ action_id: press }, { action_id: `${press} #2` }],
		});
	});

	it("tells buttons that are off in words, so that a result stays readable", () => {
		const press = "quiz.pick:1:r:0";
		const [, told, actions] = row(
			{ label: "A", press, off: true },
			{ label: "B", press, off: true, tone: "right" },
			{ label: "C", press, off: true, tone: "wrong" },
			{ label: "Next", press: "quiz.next:1:r" },
		);
		expect(told).toMatchObject({ type: "context", elements: [{ text: "A · ✓ B · ✗ C" }] });
		expect(actions).toMatchObject({ elements: [{ action_id: "quiz.next:1:r" }] });
	});

	it("never makes an address of anything but a web page", () => {
		expect(row({ label: "Run", url: "javascript:alert(1)" })[1]).toMatchObject({
			type: "context",
			elements: [{ text: "Run" }],
		});
		expect(inlines(link("run", "javascript:alert(1)"))).toEqual([{ type: "text", text: "run" }]);
	});
});

it("leaves room in an action_id for what is put around a press", () => {
	expect(`${TICK}${"p".repeat(PRESS_LIMIT)} #99`.length).toBeLessThanOrEqual(LIMITS.actionId);
});

describe("what people and packs write", () => {
	const HOSTILE = [
		"<!channel> <!here> <@U1> <#C1> <https://evil.example|slack.com>",
		"@everyone @here @channel",
		"*bold* _it_ ~x~ `code` ```fence``` > quote",
		"&lt;!channel&gt;",
		"\u202egnp.exe \u2066x\u2069 \u200b\u200c\ufeff\u00ad",
		"nul\0 bell\u0007 \u001b[31m",
		`z${"\u0301".repeat(60)}`,
		"\ud83d lone \udc00",
		"a\nb\r\nc\u2028d",
		":skull: [link](https://evil.example)",
	];

	it.each(HOSTILE)("cases 26–29, 31: shows %j as words and nothing else", (words) => {
		const { text: gist, blocks } = render({
			gist: words,
			parts: [heading(words), text(words), note(words), list([{ mark: words, text: [words] }])],
			controls: [buttons({ label: words, press: "quiz.pick:1" })],
		});
		expect(gist).not.toMatch(/<|&(?!amp;|lt;|gt;)/);
		const types = JSON.stringify(blocks).match(/"type":"[a-z_]+"/g) ?? [];
		for (const kind of ["user", "broadcast", "channel", "usergroup", "link", "mrkdwn", "emoji"])
			expect(types).not.toContain(`"type":"${kind}"`);
		for (const seen of strings(blocks)) {
			expect(seen.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}/u);
			expect(seen.isWellFormed()).toBe(true);
			expect(seen).not.toMatch(/\p{M}{5}/u);
		}
	});

	it("case 29: keeps joined emoji and flags whole", () => {
		const words = "👩‍👩‍👧 👩🏽‍💻 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣";
		expect(inlines(words)).toEqual([{ type: "text", text: words }]);
	});

	it("case 33: cuts labels between signs, never inside one", () => {
		const family = "👩‍👩‍👧";
		const [, actions] = render({
			controls: [buttons({ label: family.repeat(20), press: "quiz.pick:1" })],
		}).blocks;
		const label = strings(actions).find((one) => one.includes("…")) ?? "";
		expect(label.length).toBeLessThanOrEqual(75);
		expect(label.slice(0, -1).replaceAll(family, "")).toBe("");
	});
});

describe("limits", () => {
	it("fits Slack with everything in it", () => {
		expect(messageFaults(render(everything(1, "words ")))).toEqual([]);
	});

	it("cuts what is too much, says so, and keeps the controls", () => {
		for (const message of [everything(30, "long words ".repeat(200)), everything(60, "w ")]) {
			const rendered = render(message);
			expect(messageFaults(rendered)).toEqual([]);
			expect(strings(rendered.blocks)).toContain(onSlack.more);
			expect(rendered.blocks.at(-1)).toMatchObject({ type: "actions" });
		}
	});

	it("shows at least the gist", () => {
		expect(messageFaults(render({}))).toEqual([]);
		expect(strings(render({ gist: "Nothing here" }).blocks)).toContain("Nothing here");
		const empty = render({ gist: "\u200b", parts: [text(""), heading(" "), code("\n"), note("")] });
		expect(messageFaults(empty)).toEqual([]);
		expect(empty.text).toBe(onSlack.emptyLabel);
	});

	it("renders whatever message there is", () => {
		fc.assert(
			fc.property(anyMessage(), (message) => {
				expect(messageFaults(render(message))).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});
});

describe("forms", () => {
	const form = {
		title: "A title that is too long for Slack",
		press: "quiz.short:1:r:0",
		submit: "Send",
		fields: [
			{ name: "answer", label: "Answer", kind: "line" as const, max: 5, value: "too long" },
			{
				name: "more",
				label: "",
				kind: "area" as const,
				max: 9999,
				optional: true as const,
				hint: "h",
			},
		],
	};

	it("becomes a modal within Slack's limits", () => {
		const view = renderForm(form, "card");
		expect(viewFaults({ ...view })).toEqual([]);
		expect(view).toMatchObject({
			callback_id: "quiz.short:1:r:0",
			private_metadata: "card",
			title: { text: "A title that is too lon…" },
			blocks: [
				{ block_id: "answer", optional: false, element: { max_length: 5, initial_value: "too…" } },
				{ block_id: "more", optional: true, element: { multiline: true, max_length: 3000 } },
			],
		});
	});
});

/** Every string that a person would see, at whatever depth. */
function strings(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(strings);
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([name, item]) =>
		name === "text" && typeof item === "string" ? [item] : strings(item),
	);
}

/** A message with every part and control, some number of times. */
function everything(times: number, words: string): Message {
	const press = "quiz.pick:1:r:0";
	const options = Array.from({ length: 25 }, (_, index) => ({
		label: words,
		value: String(index),
		about: words,
	}));
	const pick = { control: "pick" as const, press, label: words, least: 1, options };
	const parts = [
		heading(words),
		text(words, strong(words), link(words, "https://example.org/"), moment(NINE, "date")),
		list([{ mark: "A", text: [words] }, { text: [words] }]),
		code(words),
		facts([[words, words]]),
		note(words),
		text({ as: "group", group: "slack:T1:&S1", name: words }),
	];
	return {
		gist: words,
		parts: Array.from({ length: times }, () => parts).flat(),
		controls: [
			{ ...pick, most: 1 },
			{ ...pick, most: 3, options: options.slice(0, 10) },
			{ control: "choose", of: "people", press, label: words, most: 20 },
			{ control: "choose", of: "places", press, label: words, most: 1 },
			buttons(
				{ label: words, press, tone: "main" },
				{ label: words, press, off: true },
				{ label: words, url: "https://example.org/" },
			),
		],
	};
}

/** Messages nobody would write, but the types allow. */
function anyMessage(): fc.Arbitrary<Message> {
	const words = fc.string({ unit: "binary", maxLength: 300 });
	const inline: fc.Arbitrary<Inline> = fc.oneof(
		words,
		fc.record({ as: fc.constantFrom("strong", "em", "code"), text: words }),
		fc.record({ as: fc.constant("link" as const), text: words, url: fc.oneof(words, fc.webUrl()) }),
		fc.record({ as: fc.constant("person" as const), account: words, name: words }),
		fc.record({ as: fc.constant("place" as const), place: words }),
		fc.record({
			as: fc.constant("moment" as const),
			at: fc.double(),
			show: fc.constantFrom("time", "date", "both"),
		}),
	);
	const texts = fc.array(inline, { maxLength: 5 });
	const part: fc.Arbitrary<Part> = fc.oneof(
		fc.record({ part: fc.constant("heading" as const), text: words }),
		fc.record({ part: fc.constantFrom("text", "note"), text: texts }),
		fc.record({ part: fc.constant("code" as const), code: words }),
		fc.record({
			part: fc.constant("list" as const),
			items: fc.array(
				fc.oneof(fc.record({ text: texts }), fc.record({ mark: words, text: texts })),
			),
		}),
		fc.record({
			part: fc.constant("facts" as const),
			facts: fc.array(fc.record({ label: words, value: texts })),
		}),
	);
	return fc.record({ gist: words, parts: fc.array(part, { maxLength: 80 }) });
}
