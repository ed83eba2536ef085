import { describe, expect, test } from "vitest";
import { render, renderForm } from "../../../src/adapters/playground/render.ts";
import { code, facts, heading, link, list, moment, note, text } from "../../../src/core/message.ts";
import { everything, hostile } from "./demo-app.ts";

/** Where pictures and files would be put for the page. */
const keep = {
	keep: () => "/playground/pictures/p1.png",
	keepFile: (name: string) => `/playground/files/f1/${name}`,
};

describe("a message for the page", () => {
	test("has every part, run and control in its order", () => {
		const face = render(everything, keep);
		expect(face.parts.map(({ part }) => part)).toEqual(everything.parts.map(({ part }) => part));
		expect(face.controls.map(({ control }) => control)).toEqual(
			everything.controls?.map(({ control }) => control),
		);
		const runs = face.parts.flatMap((part) => ("runs" in part ? part.runs : []));
		expect(new Set(runs.map((run) => run.as))).toEqual(
			new Set(["plain", "strong", "em", "code", "link", "person", "place", "moment", "command"]),
		);
	});

	test("spells out what may be left open", () => {
		const message = {
			gist: "All",
			parts: [
				heading("Title"),
				text("words ", { as: "command", name: "quiz" }),
				list([{ text: ["no mark"] }, { mark: "A", text: ["marked"] }]),
				code("x"),
				facts([["Label", moment(7, "date")]]),
				note({ as: "person", account: "playground:ben", name: "Ben" }),
			],
			controls: [
				{ control: "buttons" as const, buttons: [{ label: "Go", press: "a.b:1" }] },
				{
					control: "pick" as const,
					press: "a.c:1",
					label: "Which",
					least: 1,
					most: 2,
					options: [{ label: "One", value: "1" }],
				},
			],
		};
		expect(render(message, keep)).toEqual({
			gist: "All",
			parts: [
				{ part: "heading", text: "Title" },
				{
					part: "text",
					runs: [
						{ as: "plain", text: "words " },
						{ as: "command", text: "/quiz" },
					],
				},
				{
					part: "list",
					items: [
						{ mark: "", runs: [{ as: "plain", text: "no mark" }] },
						{ mark: "A", runs: [{ as: "plain", text: "marked" }] },
					],
				},
				{ part: "code", code: "x", language: "" },
				{
					part: "facts",
					facts: [{ label: "Label", runs: [{ as: "moment", at: 7, show: "date" }] }],
				},
				{
					part: "note",
					runs: [{ as: "person", account: "playground:ben", text: "Ben", ping: false }],
				},
			],
			controls: [
				{
					control: "buttons",
					buttons: [{ label: "Go", press: "a.b:1", tone: "plain", off: false }],
				},
				{
					control: "pick",
					press: "a.c:1",
					label: "Which",
					least: 1,
					most: 2,
					options: [{ label: "One", value: "1", about: "" }],
				},
			],
			files: [],
		});
	});

	test("offers a file under a path of this machine", () => {
		const files = [{ name: "data.json", about: "All of it", text: "{}" }];
		expect(render({ gist: "Here", parts: [], files }, keep).files).toEqual([
			{ name: "data.json", about: "All of it", src: "/playground/files/f1/data.json" },
		]);
	});

	test("lets one choose among the people and the channel there are", () => {
		const choose = { control: "choose", press: "a.b:1", label: "Who", most: 20 } as const;
		const { controls } = render(
			{
				gist: "",
				parts: [],
				controls: [
					{ ...choose, of: "people" },
					{ ...choose, of: "places" },
				],
			},
			keep,
		);
		const option = (label: string, value: string) => ({ label, value, about: "" });
		const people = ["Ada", "Ben", "Grace"].map((name) =>
			option(name, `playground:${name.toLowerCase()}`),
		);
		const asked = { control: "pick", press: "a.b:1", label: "Who", least: 1 };
		expect(controls).toEqual([
			{ ...asked, most: 20, options: people },
			{ ...asked, most: 1, options: [option("#backend", "playground:backend")] },
		]);
	});

	test("calls a place by its name, and an unknown one by its id", () => {
		const { parts } = render(
			{
				gist: "",
				parts: [
					text(
						{ as: "place", place: "playground:backend" },
						{ as: "place", place: "playground:@ben" },
						{ as: "place", place: "discord:1" },
					),
				],
			},
			keep,
		);
		expect(parts).toEqual([
			{
				part: "text",
				runs: ["#backend", "Cairn", "discord:1"].map((name) => ({ as: "place", text: name })),
			},
		]);
	});

	test.each([
		"javascript:alert(1)",
		" JavaScript:alert(1)",
		"data:text/html,x",
		"/relative",
		"",
		"file:///x",
	])("makes no link of %s", (url) => {
		const { parts, controls } = render(
			{
				gist: "",
				parts: [text(link("press me", url))],
				controls: [{ control: "buttons", buttons: [{ label: "Go", url }] }],
			},
			keep,
		);
		expect(parts).toEqual([{ part: "text", runs: [{ as: "plain", text: "press me" }] }]);
		expect(controls).toEqual([
			{ control: "buttons", buttons: [{ label: "Go", press: "", tone: "plain", off: true }] },
		]);
	});

	test("keeps hostile words as they are, for the page sets them as text", () => {
		const face = JSON.stringify(render(hostile, keep));
		expect(face).toContain("<script>");
		expect(face).not.toContain('"url"');
	});
});

describe("a form for the page", () => {
	test("keeps what was typed and says what may stay empty", () => {
		const form = {
			title: "Zone",
			press: "a.b:1",
			submit: "Save",
			fields: [
				{ name: "zone", label: "Zone", kind: "line" as const, value: "Berln", max: 60 },
				{ name: "why", label: "Why", kind: "area" as const, hint: "Short", optional: true, max: 9 },
			] as const,
		};
		expect(renderForm(form)).toEqual({
			title: "Zone",
			press: "a.b:1",
			submit: "Save",
			fields: [
				{
					name: "zone",
					label: "Zone",
					kind: "line",
					hint: "",
					value: "Berln",
					optional: false,
					max: 60,
				},
				{
					name: "why",
					label: "Why",
					kind: "area",
					hint: "Short",
					value: "",
					optional: true,
					max: 9,
				},
			],
		});
	});
});
