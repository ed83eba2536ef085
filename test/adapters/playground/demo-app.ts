import type { App } from "../../../src/core/app.ts";
import { choice, command, line, place, time, whole } from "../../../src/core/command.ts";
import {
	buttons,
	code,
	type Form,
	facts,
	heading,
	type Inline,
	link,
	list,
	type Message,
	moment,
	mono,
	note,
	strong,
	text,
	words,
} from "../../../src/core/message.ts";
import type { Answers, Reply, Request } from "../../../src/core/request.ts";

/**
 * A bot without a core: a few commands that show every part and control, so that the playground can
 * be tried and tested by itself.
 */

const topics = ["sql-joins", "sql-crud-queries", "http-basics", "git basics", "jwt"];
const NOON = Date.UTC(2026, 10, 20, 12);

const never = async (): Promise<Reply> => {
	throw new Error("the demo app answers by name");
};
const anyone = { who: "everyone", where: "anywhere", answers: "asker", run: never } as const;

const topic = line({
	about: "What it is about",
	complete: (typed) =>
		topics
			.filter((name) => name.includes(typed.toLowerCase()))
			.map((name) => ({ name, value: name })),
});

const commands = [
	command({
		...anyone,
		name: "quiz",
		about: "Answer a few questions, at your level",
		parameters: {
			topic,
			difficulty: choice({
				about: "How hard it may be",
				choices: [
					{ name: "Easy", value: "easy" },
					{ name: "Medium", value: "medium" },
					{ name: "Hard", value: "hard" },
				],
			}),
			count: whole({ about: "How many questions", least: 1, most: 20 }),
		},
	}),
	command({
		...anyone,
		name: "tip",
		about: "One thing worth knowing, in a minute",
		parameters: { topic },
	}),
	command({
		...anyone,
		name: "roadmap",
		about: "Where you are, and what comes next",
		parameters: {},
	}),
	command({ ...anyone, name: "settings", about: "Your time zone and rest days", parameters: {} }),
	command({ ...anyone, name: "everything", about: "Every part and control", parameters: {} }),
	command({
		...anyone,
		name: "hostile",
		about: "Words that would like to be more",
		parameters: {},
	}),
	command({ ...anyone, name: "slow", about: "Takes two seconds", parameters: {} }),
	command({ ...anyone, name: "help", about: "What I can do", parameters: {} }),
	command({
		...anyone,
		name: "setup",
		about: "Post a question every day",
		who: "moderators",
		where: "space",
		parameters: { place: place({ about: "Where to post" }), time: time({ about: "When to post" }) },
	}),
];

export type DemoApp = App & { readonly requests: Request[] };

/** @param wait lets `/slow` take its time */
export function createDemoApp(wait: (ms: number) => Promise<void> = async () => {}): DemoApp {
	const requests: Request[] = [];
	return {
		commands,
		requests,
		preview: { items: () => [], examples: () => [] },
		async handle(request) {
			requests.push(request);
			if (request.kind === "command" && request.name === "slow") await wait(2000);
			return request.kind === "command" ? answer(request.name) : answerPress(request);
		},
		answers: (request) => answersOf(request),
		moderatorGroups: async () => [],
		paint: async () => null,
		complete(_space, name, parameter, typed) {
			const found = commands.find((one) => one.name === name)?.parameters[parameter];
			if (found?.kind === "choice") return found.choices;
			return found?.kind === "line" ? (found.complete?.(typed, none) ?? []) : [];
		},
		tick: async () => {},
	};
}

/** Completion of the demo looks nothing up. */
const none = undefined as never;

function answersOf(request: Request): Answers {
	if (request.kind === "command") return "asker";
	if (request.press.startsWith("quiz.") || request.press.startsWith("set.")) return "in-place";
	return request.press.startsWith("ask.") ? "form" : "asker";
}

const say = (message: Message): Reply => ({ do: "say", message });
const replace = (message: Message): Reply => ({ do: "replace", message });
const plain = (words: string): Message => ({ gist: words, parts: [text(words)] });

function answer(name: string): Reply {
	const messages: Record<string, () => Message> = {
		quiz: () => question(1),
		tip: () => tip,
		roadmap: () => roadmap,
		settings: () => settings(["Saturday", "Sunday"]),
		everything: () => everything,
		hostile: () => hostile,
		slow: () => plain("That took a while."),
		help: () => help,
		setup: () => plain("From tomorrow on there is a question at 09:00."),
	};
	const unknown = () => ({
		gist: `I don't know “${name}”.`,
		parts: [text(`I don't know “${name}”. `, { as: "command", name: "help" }, " lists them.")],
	});
	return say((messages[name] ?? unknown)());
}

function answerPress(request: Exclude<Request, { kind: "command" }>): Reply {
	const [name = "", , first = "", second = ""] = request.press.split(":");
	if (name === "quiz.pick") return replace(result(Number(first), Number(second)));
	if (name === "quiz.next") return replace(question(Number(first)));
	if (name === "ask.zone") return { do: "ask", form: zoneForm };
	if (name === "set.rest" && request.kind === "press") return replace(settings(request.picked));
	if (name === "set.zone" && request.kind === "form") return zone(request.fields.zone ?? "");
	return say(plain("Noted. Only you know."));
}

const letters = ["A", "B", "C", "D"];
const options = [
	"Every row of orders, matched or not",
	"Only customers with at least one order",
	"Every customer, with NULL where there is no order",
	"It fails: the columns are ambiguous",
];
const KEY = 2;
const SOURCE = `SELECT c.name, o.total
FROM customers c
LEFT JOIN orders o ON o.customer_id = c.id;`;

function question(at: number): Message {
	return {
		gist: `Question ${at} of 5: which rows come back?`,
		parts: [
			heading(`Question ${at} of 5`),
			text("Which rows does this query give back?"),
			code(SOURCE, "sql"),
			list(options.map((option, index) => ({ mark: letters[index] ?? "", text: [option] }))),
			note("SQL joins · medium · 15 points"),
		],
		controls: [
			buttons(...letters.map((label, index) => ({ label, press: `quiz.pick:1:${at}:${index}` }))),
		],
	};
}

function result(at: number, picked: number): Message {
	const right = picked === KEY;
	const lead = right ? "Right: C. +15 points" : "Not quite: C is the one";
	return {
		gist: lead,
		parts: [
			heading(lead),
			text("Which rows does this query give back?"),
			code(SOURCE, "sql"),
			list(
				options.map((option, index) => ({
					mark: `${index === KEY ? "✓ " : index === picked ? "✗ " : ""}${letters[index] ?? ""}`,
					text: index === picked ? [option, " (your answer)"] : [option],
				})),
			),
			text(
				"A ",
				mono("LEFT JOIN"),
				" keeps every row of the left table. Where nothing on the right matches, its columns are ",
				mono("NULL"),
				".",
			),
			note(
				"Source: ",
				link(
					"PostgreSQL, table expressions",
					"https://www.postgresql.org/docs/current/queries-table-expressions.html",
				),
			),
		],
		controls: [
			buttons(
				...letters.map((label, index) => ({
					label,
					press: `quiz.pick:1:${at}:${index}`,
					off: true as const,
					...(index === KEY ? { tone: "right" as const } : {}),
					...(index === picked && !right ? { tone: "wrong" as const } : {}),
				})),
			),
			buttons(
				{ label: "Next question", press: `quiz.next:1:${at + 1}`, tone: "main" },
				{ label: "I guessed", press: "note.guess:1" },
				{ label: "I think this is wrong", press: "note.wrong:1" },
			),
		],
	};
}

const tip: Message = {
	gist: "Tip: EXPLAIN shows what a query costs",
	parts: [
		heading("See what a query costs"),
		text("Put ", mono("EXPLAIN"), " before a query and read how it would run, without running it."),
		code("EXPLAIN SELECT * FROM orders WHERE customer_id = 42;", "sql"),
		note("More in ", { as: "command", name: "quiz" }, " about indexes."),
	],
	controls: [
		buttons(
			{ label: "Another one", press: "note.again:1" },
			{ label: "Read more", url: "https://www.postgresql.org/docs/current/sql-explain.html" },
		),
	],
};

const roadmap: Message = {
	gist: "Stage 2 of 10: how the web talks",
	parts: [
		heading("Stage 2 of 10 · How the web talks"),
		facts([
			["Level", "Beginner"],
			["Known", strong("14"), " of 36 topics"],
			["Streak", "6 days, one freeze left"],
		]),
		list([
			{ mark: "●", text: [strong("HTTP basics"), ", three of three known"] },
			{ mark: "◐", text: ["Status codes, one of three known"] },
			{ mark: "○", text: ["Headers and caching"] },
		]),
		text("Next: ", { as: "command", name: "quiz" }, " on status codes."),
	],
};

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function settings(rest: readonly string[]): Message {
	return {
		gist: "Your settings",
		parts: [
			heading("Your settings"),
			facts([
				["Time zone", "Europe/Berlin"],
				["Day ends", moment(NOON, "time")],
				["Rest days", rest.join(", ") || "none"],
			]),
		],
		controls: [
			{
				control: "pick",
				press: "set.rest:1",
				label: "Rest days",
				least: 0,
				most: 2,
				options: days.map((day) => ({ label: day, value: day })),
			},
			{
				control: "pick",
				press: "note.remind:1",
				label: "Reminder",
				least: 1,
				most: 1,
				options: [
					{ label: "Never", value: "never" },
					{ label: "In the evening", value: "evening", about: "at 18:00" },
				],
			},
			buttons(
				{ label: "Change time zone", press: "ask.zone:1" },
				{ label: "Delete my data", press: "note.delete:1", tone: "danger" },
			),
		],
	};
}

const zoneForm: Form = {
	title: "Your time zone",
	press: "set.zone:1",
	submit: "Save",
	fields: [
		{ name: "zone", label: "City or zone", kind: "line", hint: "Like Europe/Berlin", max: 60 },
		{ name: "why", label: "Anything to add?", kind: "area", optional: true, max: 500 },
	],
};

function zone(typed: string): Reply {
	if (typed !== "Europe/Berlin") return say(plain(`I don't know “${typed}”. Try Europe/Berlin.`));
	return replace(settings(["Sunday"]));
}

const help: Message = {
	gist: "What I can do",
	parts: [
		list(commands.map(({ name, about }) => ({ text: [{ as: "command", name }, ` ${about}`] }))),
		text(...words("Start with {/quiz}.")),
	],
};

const inlines: readonly Inline[] = [
	"Plain, ",
	strong("strong"),
	", ",
	{ as: "em", text: "stressed" },
	", ",
	mono("code"),
	", ",
	link("a link", "https://example.org/"),
	", ",
	{ as: "person", account: "playground:ben", name: "Ben" },
	", ",
	{ as: "person", account: "playground:ada", name: "Ada", ping: true },
	", ",
	{ as: "place", place: "playground:backend" },
	", ",
	{ as: "command", name: "quiz" },
	", ",
	moment(NOON, "time"),
	" or ",
	moment(NOON, "date"),
	" or ",
	moment(NOON, "both"),
	".",
];

/** Every part, inline and control there is. */
export const everything: Message = {
	gist: "Everything at once",
	parts: [
		heading("Everything at once"),
		text(...inlines),
		list([{ text: ["A point"] }, { text: ["Another one, with ", mono("code")] }]),
		list([
			{ mark: "1", text: ["Ada ", strong("120")] },
			{ mark: "10", text: ["Ben ", strong("90")] },
		]),
		code("const answer = 42;\n\tindented", "js"),
		code(`no language, and a very long line ${"that goes on ".repeat(12)}`),
		facts([
			["Label", "value"],
			["Longer label", ...inlines.slice(0, 4)],
		]),
		note("A note, with ", link("a source", "https://example.org/"), "."),
	],
	controls: [
		buttons(
			{ label: "Plain", press: "note.a:1" },
			{ label: "Main", press: "note.b:1", tone: "main" },
			{ label: "Right", press: "note.c:1", tone: "right" },
			{ label: "Wrong", press: "note.d:1", tone: "wrong" },
			{ label: "Danger", press: "note.e:1", tone: "danger" },
		),
		buttons(
			{ label: "Off", press: "note.f:1", off: true },
			{ label: "Off and right", press: "note.g:1", tone: "right", off: true },
			{ label: "A link", url: "https://example.org/" },
		),
		{
			control: "pick",
			press: "note.one:1",
			label: "One of these",
			least: 1,
			most: 1,
			options: [
				{ label: "First", value: "first", about: "with words about it" },
				{ label: "Second", value: "second" },
			],
		},
		{
			control: "pick",
			press: "note.some:1",
			label: "Several of these",
			least: 1,
			most: 3,
			options: letters.map((letter) => ({ label: letter, value: letter, about: "an option" })),
		},
	],
};

const EVIL = `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>`;

/** Words that try to be markup, a script or a link that runs. */
export const hostile: Message = {
	gist: EVIL,
	parts: [
		heading(EVIL),
		text(EVIL, strong(EVIL), link("press me", "javascript:document.title='broken in'")),
		text(
			{ as: "person", account: EVIL, name: `\u202e${EVIL}` },
			" has joined @everyone <!channel>",
		),
		list([{ mark: EVIL, text: [mono(EVIL)] }]),
		code(EVIL, `html" onload="x`),
		facts([[EVIL, EVIL]]),
		note("a".repeat(400)),
	],
	controls: [
		buttons(
			{ label: EVIL.slice(0, 80), press: "note.x:1" },
			{ label: "Bad link", url: "javascript:document.title='broken in'" },
		),
	],
};
