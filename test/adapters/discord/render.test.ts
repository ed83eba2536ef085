import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderForm } from "../../../src/adapters/discord/form.ts";
import { LIMITS } from "../../../src/adapters/discord/limits.ts";
import { type MessageBody, renderMessage } from "../../../src/adapters/discord/render.ts";
import {
	type Button,
	buttons,
	code,
	type Form,
	facts,
	heading,
	link,
	list,
	type Message,
	mono,
	note,
	person,
	strong,
	text,
	words,
} from "../../../src/core/message.ts";
import { checkMessage, checkModal } from "../../support/discord-limits.ts";

const ids = new Map([["quiz", "77"]]);
const render = (message: Message): MessageBody => renderMessage(message, ids);

/** What Discord would hold against it. */
const faults = (body: MessageBody) => checkMessage({ ...body });

function lines(message: Message): string[] {
	return render(message).components.flatMap((one) => (one.type === 10 ? [one.content] : []));
}

const everything: Message = {
	gist: "Not quite: it is B",
	parts: [
		note(...words("One round is open. {/quiz} goes on.")),
		heading("Not quite: it is B"),
		text("What does ", mono("COUNT(*)"), " count in ", strong("all*rows"), "?"),
		code("SELECT count(*)\nFROM rows;", "sql"),
		list([
			{ mark: "✗ A", text: ["Columns (your pick)"] },
			{ mark: "✓ B", text: ["Rows, ", { as: "em", text: "NULL" }, " or not"] },
			{ text: ["1. neither"] },
		]),
		facts([
			["Points", "+10"],
			["Ends", { as: "moment", at: 1_763_596_800_000, show: "time" }],
		]),
		text(person("discord:5", "Ada_L"), ", see ", link("docs", "https://docs.example/a(b)")),
		note("Source: one\nand two"),
	],
	controls: [
		buttons(
			{ label: "A", press: "quiz.pick:1:r:0:0" },
			{ label: "B", press: "quiz.pick:1:r:0:1", tone: "right", off: true },
			{ label: "C", press: "quiz.pick:1:r:0:2", tone: "wrong" },
			{ label: "Next", press: "quiz.next:1:r", tone: "main" },
			{ label: "Stop", press: "quiz.stop:1:r", tone: "danger" },
		),
		buttons({ label: "Read", url: "https://docs.example/x" }),
		{
			control: "pick",
			press: "quiz.many:1:r:0",
			label: "All that are right",
			least: 1,
			most: 3,
			options: [
				{ label: "A", value: "0", about: "Columns" },
				{ label: "B", value: "1" },
			],
		},
	],
};

describe("a message", () => {
	test("with everything in it", () => {
		expect(faults(render(everything))).toEqual([]);
		expect(render(everything)).toMatchSnapshot();
	});

	test("notifies nobody, unless a person is to be pinged", () => {
		expect(render(everything).allowed_mentions).toEqual({ parse: [] });
		const ping = { as: "person", account: "discord:5", name: "Ada", ping: true } as const;
		const pinging = { gist: "Hi", parts: [text("Hi ", ping), list([{ text: [ping] }])] };
		expect(render(pinging).allowed_mentions).toEqual({ parse: [], users: ["5"] });
	});
});

describe("the first line", () => {
	test.each<[string, Message, string]>([
		[
			"is a heading that says the gist",
			{ gist: "Right: it is B.", parts: [heading("Right: it is B")] },
			"### Right: it is B",
		],
		[
			"is a heading whose words the gist has, and more",
			{ gist: "Question 2 of 5 · SQL: What is a row?", parts: [heading("Question 2 of 5 · SQL")] },
			"### Question 2 of 5 · SQL",
		],
		[
			"is the gist before a heading that says something else",
			{ gist: "Why your streak is 5 days", parts: [heading("Why this number")] },
			"Why your streak is 5 days",
		],
		[
			"is not said twice by a text",
			{ gist: "Use /quiz now", parts: [text(...words("Use {/quiz} now"))] },
			"Use </quiz:77> now",
		],
		[
			"is the gist before other words",
			{ gist: "Saved", parts: [text("Your zone is Berlin.")] },
			"Saved",
		],
		["is the gist where there is nothing else", { gist: "*Saved*", parts: [] }, "\\*Saved\\*"],
		[
			"is small print where a view puts it first",
			{ gist: "A", parts: [note("n"), heading("A")] },
			"-# n",
		],
		["is never nothing", { gist: "", parts: [text("\u200b")] }, "…"],
	])("%s", (_, message, first) => {
		expect(lines(message)[0]).toBe(first);
		expect(faults(render(message))).toEqual([]);
	});
});

describe("what does not fit", () => {
	const button = (at: number): Button => ({ label: `${at}`, press: `x.y:1:${at}` });

	test("is cut at the limit of text, and says so", () => {
		const long = "*ab".repeat(3_000);
		const body = render({ gist: "G", parts: [heading("G"), text(long), note("after")] });
		expect(faults(body)).toEqual([]);
		expect(lines({ gist: "G", parts: [text(long)] }).at(-1)).toMatch(/…$/);
	});

	test("leaves a code block whole", () => {
		const [, block] = lines({ gist: "G", parts: [heading("G"), code("`x`".repeat(3_000), "sql")] });
		expect(block).toMatch(/^```sql\n[\s\S]*…\n```$/);
		expect(block?.length).toBeLessThanOrEqual(LIMITS.message.text);
	});

	test("becomes fewer components, and more rows", () => {
		const parts = Array.from({ length: 60 }, (_, at) => text(`part ${at}`));
		const many = Array.from({ length: 12 }, (_, at) => button(at));
		const body = render({ gist: "part 0", parts, controls: [buttons(...many)] });
		expect(faults(body)).toEqual([]);
		expect(lines({ gist: "", parts }).join("\n")).toContain("part 59");
		expect(
			body.components.filter((one) => one.type === 1).map((row) => row.components.length),
		).toEqual([5, 5, 2]);
	});

	test("leaves room for words among too many controls", () => {
		const rows = Array.from({ length: 9 }, (_, row) =>
			buttons(...Array.from({ length: 5 }, (_, at) => button(row * 5 + at))),
		);
		const body = render({ gist: "Choose", parts: [], controls: rows });
		expect(faults(body)).toEqual([]);
		expect(body.components[0]).toEqual({ type: 10, content: "Choose" });
	});

	test("case 33: labels are cut between emoji, and never empty", () => {
		const body = render({
			gist: "G",
			parts: [],
			controls: [
				buttons(
					{ label: "👨‍👩‍👧".repeat(30), press: "a.b:1" },
					{ label: "\u200b ", press: "a.c:1" },
				),
			],
		});
		const [long, none] = body.components.flatMap((one) => (one.type === 1 ? one.components : []));
		expect(long).toMatchObject({ label: `${"👨‍👩‍👧".repeat(9)}…` });
		expect(none).toMatchObject({ label: "…" });
		expect(faults(body)).toEqual([]);
	});

	test("a press on two buttons gets a number", () => {
		const twice = buttons({ label: "A", press: "a.b:1:x" }, { label: "B", press: "a.b:1:x" });
		const body = render({ gist: "G", parts: [], controls: [twice] });
		expect(faults(body)).toEqual([]);
		expect(JSON.stringify(body)).toContain("a.b:1:x~2");
	});

	test("an address no button can hold becomes text, and one that is not https words", () => {
		const address = `https://a.example/${"x".repeat(600)}`;
		const controls = [
			buttons({ label: "Long", url: address }, { label: "Odd", url: "javascript:alert(1)" }),
		];
		const body = render({ gist: "G", parts: [], controls });
		expect(faults(body)).toEqual([]);
		expect(body.components).toEqual([
			{ type: 10, content: "G" },
			{ type: 10, content: `[Long](${address})` },
			{ type: 10, content: "Odd" },
		]);
	});

	test("a select keeps to what it has", () => {
		const options = Array.from({ length: 30 }, (_, at) => ({
			label: "x".repeat(200),
			value: `${at % 28}`,
		}));
		const pick = {
			control: "pick",
			press: "a.b:1",
			label: "y".repeat(200),
			least: 0,
			most: 99,
			options,
		} as const;
		const body = render({
			gist: "G",
			parts: [],
			controls: [pick, { ...pick, press: "a.c:1", options: [] }],
		});
		expect(faults(body)).toEqual([]);
		expect(body.components).toHaveLength(2);
	});

	test("people and roles are chosen in one select, a channel in another", () => {
		const label = "y".repeat(200);
		const choose = { control: "choose", of: "people", press: "a.b:1", label, most: 99 } as const;
		const body = render({
			gist: "G",
			parts: [],
			controls: [choose, { ...choose, of: "places", press: "a.c:1" }],
		});
		expect(faults(body)).toEqual([]);
		expect(body.components).toMatchObject([
			{ type: 10 },
			{ components: [{ type: 7, custom_id: "a.b:1", min_values: 1, max_values: 25 }] },
			{
				components: [
					{ type: 8, custom_id: "a.c:1", max_values: 1, channel_types: [0, 5, 10, 11, 12] },
				],
			},
		]);
	});
});

test("any message keeps to Discord's limits", () => {
	const wild = fc.string({ unit: "binary", maxLength: 3_000 });
	const label = fc.string({ unit: "grapheme", maxLength: 300 });
	const part = fc.oneof(
		wild.map(heading),
		wild.map((one) => text(one, strong(one))),
		wild.map((one) => code(one, "sql")),
		wild.map((one) => note(one)),
		fc.array(wild, { maxLength: 8 }).map((all) => list(all.map((one) => ({ text: [one] })))),
	);
	const row = fc
		.array(fc.record({ label, press: fc.string({ minLength: 1, maxLength: 100 }) }), {
			maxLength: 7,
		})
		.map((all) => buttons(...all));
	const message = fc.record({
		gist: wild,
		parts: fc.array(part, { maxLength: 12 }),
		controls: fc.array(row, { maxLength: 9 }),
	});
	fc.assert(
		fc.property(message, (one) => {
			expect(faults(render(one))).toEqual([]);
		}),
		{ numRuns: 40 },
	);
});

describe("a form", () => {
	const form: Form = {
		title: "Your own words",
		press: "quiz.short:1:r:0",
		submit: "Check",
		fields: [
			{ name: "answer", label: "Which command?", kind: "line", max: 200, hint: "One word" },
			{ name: "why", label: "Why", kind: "area", max: 9_999, optional: true, value: "kept" },
		],
	};

	test("becomes a modal", () => {
		expect(checkModal({ ...renderForm(form) })).toEqual([]);
		expect(renderForm(form)).toMatchSnapshot();
	});

	test("is cut to what a modal holds", () => {
		const field = {
			name: "f",
			label: "🏳️‍🌈".repeat(30),
			kind: "line",
			max: 5,
			value: "longer than five",
		} as const;
		const fields = Array.from({ length: 7 }, (_, at) => ({ ...field, name: `f${at}` }));
		const modal = renderForm({ ...form, title: "t".repeat(99), fields });
		expect(checkModal({ ...modal })).toEqual([]);
		expect(modal.components).toHaveLength(5);
		expect(modal.title).toBe(`${"t".repeat(44)}…`);
	});
});
