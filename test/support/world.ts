import { commands } from "../../commands/index.ts";
import { type App, createApp, type Ports } from "../../src/core/app.ts";
import type { Command } from "../../src/core/command.ts";
import { DAY_MS } from "../../src/core/days.ts";
import type { Delivered } from "../../src/core/delivery/delivery.ts";
import type { LibraryContent } from "../../src/core/library.ts";
import { matchCommand, readLine, splitLine } from "../../src/core/line.ts";
import type { Form, Message, MessageFile } from "../../src/core/message.ts";
import { directPlace } from "../../src/core/platform.ts";
import type { Ids, Log, Sender, Store } from "../../src/core/ports.ts";
import type { Place, Ref, Request } from "../../src/core/request.ts";
import { openStore } from "../../src/store/open.ts";
import { nothingAround } from "./around.ts";
import { smallLibrary } from "./library.ts";
import { told, toldForm } from "./told.ts";

/**
 * A small world: the real core and commands, the real SQLite in memory, a clock that only tests
 * move, chance from counted ids, and a platform that is nothing but people talking. A test in it
 * reads like a talk.
 */
export type World = {
	readonly app: App;
	readonly store: Store;
	now(): number;
	/** Moves the clock on and beats once, as the heart would after a pause. */
	passes(time: { days?: number; hours?: number; minutes?: number }): Promise<void>;
	person(name: string, where?: Partial<Where>): Person;
	/** Messages posted to a place by deliveries, oldest first, as they stand now. */
	posts(place: string): readonly Message[];
	/** Direct messages that somebody got by deliveries, the same way. */
	directs(name: string): readonly Message[];
	/** How often posts were changed; {@link posts} shows them as they are then. */
	edits(): number;
	/** The place is closed to the bot from now on, for this reason; null opens it again. */
	closes(place: string, why: string | null): void;
	/** What the platform answers to the next post, and to the next change of one. */
	nextPost(delivered: Delivered): void;
	nextEdit(delivered: Delivered): void;
	/** The way to the platform that deliveries take. */
	readonly sender: Sender;
	/** Faults that reached the log: what the person was quoted an id for. */
	readonly faults: readonly Record<string, unknown>[];
	close(): Promise<void>;
};

type Where = Place & {
	readonly manages: boolean;
	/** Answers for themselves what the first quiz asks; the others say that all is new to them. */
	readonly newcomer: boolean;
	/** Groups they are in, as their platform says. */
	readonly groups: readonly string[];
};

const WELCOME = "# Welcome!";
const BEGINS = "New to this";

export type Person = {
	/** Types a line, such as `/quiz sql count:3`, and hears the answer. */
	says(line: string): Promise<string>;
	/** Presses a button of the message in sight, by its label. */
	presses(label: string): Promise<string>;
	/** Presses a button of the newest post in a place; the answer is private. */
	pressesPost(place: string, label: string): Promise<string>;
	/** Presses whatever text one gives: an old, forged or foreign press. */
	pressesRaw(press: string, id?: string, picked?: readonly string[]): Promise<string>;
	/** Chooses values of the pick in sight, by the beginnings of their labels. */
	picks(...labels: string[]): Promise<string>;
	/** Chooses people, groups or places of the platform, by their ids, in the choice in sight. */
	chooses(...ids: string[]): Promise<string>;
	/** Submits the form that has opened. */
	submits(fields: Readonly<Record<string, string>>): Promise<string>;
	/** The message in sight, as text. */
	sees(): string;
	/** Files that came with the message in sight. */
	files(): readonly MessageFile[];
	/** The press behind a button in sight. */
	pressOf(label: string): string;
	/** Answers the question in sight rightly, or wrongly. */
	answers(how: "rightly" | "wrongly"): Promise<string>;
	readonly requests: readonly Request[];
};

export async function createWorld(
	start: {
		at?: string;
		content?: LibraryContent;
		store?: Store;
		/** For a second world on the same store, whose ids must go on. */
		ids?: Ids;
		commands?: readonly Command[];
		/** What else than {@link nothingAround} stands around the core. */
		around?: Partial<Ports>;
	} = {},
): Promise<World> {
	let now = Date.parse(start.at ?? "2026-11-20T08:00:00Z");
	const ids = start.ids ?? countedIds();
	const wall = createWall();
	const faults: Record<string, unknown>[] = [];
	const log: Log = {
		debug() {},
		info() {},
		warn() {},
		error: (fields) => void faults.push(fields),
	};
	const store = start.store ?? (await openStore(":memory:", { ids }));
	const clock = { now: () => now };
	const app = createApp(
		{ store, sender: wall.sender, clock, ids, log, ...nothingAround, ...start.around },
		start.content ?? smallLibrary,
		start.commands ?? commands,
	);
	return {
		app,
		store,
		now: clock.now,
		faults,
		async passes({ days = 0, hours = 0, minutes = 0 }) {
			now += days * DAY_MS + hours * 3_600_000 + minutes * 60_000;
			await app.tick(now);
		},
		person: (name, where) => createPerson(app, ids, wall.posts, name, where),
		directs: (name) => wall.posts(directPlace(accountOf(name))),
		...wall,
		close: () => store.close(),
	};
}

type Wall = Pick<World, "sender" | "posts" | "edits" | "closes" | "nextPost" | "nextEdit">;

/** What deliveries have posted, on a platform that does what the test says. */
function createWall(): Wall {
	const posted = new Map<string, Map<Ref, Message>>();
	const next: { post: Delivered[]; edit: Delivered[] } = { post: [], edit: [] };
	const closed = new Map<string, string | null>();
	let count = 0;
	let edits = 0;
	const put = (place: string, message: Message, delivered: Delivered): Delivered => {
		const here = posted.get(place) ?? new Map();
		if (delivered.outcome === "sent") posted.set(place, here.set(delivered.ref, message));
		return delivered;
	};
	return {
		sender: {
			async post(place, message) {
				count += 1;
				return put(place, message, next.post.shift() ?? { outcome: "sent", ref: `post${count}` });
			},
			async edit(place, ref, message) {
				edits += 1;
				const stands = posted.get(place)?.has(ref) ?? false;
				const usual: Delivered = stands ? { outcome: "sent", ref } : REMOVED;
				return put(place, message, next.edit.shift() ?? usual);
			},
			probe: async (place) => closed.get(place) ?? null,
		},
		edits: () => edits,
		closes: (place, why) => void closed.set(place, why),
		posts: (place) => [...(posted.get(place)?.values() ?? [])],
		nextPost: (delivered) => void next.post.push(delivered),
		nextEdit: (delivered) => void next.edit.push(delivered),
	};
}

const REMOVED: Delivered = { outcome: "gone", why: "that message is gone" };

function accountOf(name: string): string {
	return `test:${name.toLowerCase().replaceAll(/\W/g, "")}`;
}

function createPerson(
	app: App,
	ids: Ids,
	posts: World["posts"],
	name: string,
	where: Partial<Where> = {},
): Person {
	const account = accountOf(name);
	const { manages = false, newcomer = false, groups = [], ...at } = where;
	const common = {
		from: { id: account, name },
		at: { id: "test:square", space: "test:town", personal: false, ...at },
		rights: { manages, groups },
	};
	const requests: Request[] = [];
	let sight: Message = { gist: "", parts: [] };
	let form: Form | null = null;
	const hears = async (request: Request): Promise<string> => {
		requests.push(request);
		const reply = await app.handle(request);
		form = reply.do === "ask" ? reply.form : null;
		if (reply.do === "ask") return toldForm(reply.form);
		sight = reply.message;
		return told(sight);
	};
	const pressesRaw = (press: string, id = ids.make(), picked: readonly string[] = []) =>
		hears({ kind: "press", id, press, picked, ...common });
	return {
		requests,
		async says(line) {
			const said = typed(app.commands, line);
			const heard = await hears({ kind: "command", id: ids.make(), ...common, ...said });
			// Most tests are about what comes after the first quiz has asked where one begins.
			return !newcomer && heard.startsWith(WELCOME) ? pressesRaw(pressOf(sight, BEGINS)) : heard;
		},
		presses: (label) => pressesRaw(pressOf(sight, label)),
		pressesPost: (place, label) => pressesRaw(pressOf(newest(posts, place), label)),
		pressesRaw,
		picks: (...labels) => {
			const { press, values } = picked(sight, labels);
			return pressesRaw(press, ids.make(), values);
		},
		chooses: (...ids) => pressesRaw(choiceOf(sight), undefined, ids),
		submits: (fields) => {
			if (!form) throw new Error("no form has opened");
			return hears({ kind: "form", id: ids.make(), press: form.press, fields, ...common });
		},
		sees: () => told(sight),
		files: () => sight.files ?? [],
		pressOf: (label) => pressOf(sight, label),
		answers: (how) => pressesRaw(pressOf(sight, labelFor(sight, how))),
	};
}

function typed(all: readonly Command[], line: string) {
	const found = matchCommand(all, line);
	return found ? readLine(found.command, found.rest) : { name: splitLine(line).name, input: {} };
}

function picked(message: Message, labels: readonly string[]) {
	for (const control of message.controls ?? [])
		if (control.control === "pick") {
			const chosen = control.options.filter((option) =>
				labels.some((label) => option.label.startsWith(label)),
			);
			if (chosen.length > 0 || labels.length === 0)
				return { press: control.press, values: chosen.map((option) => option.value) };
		}
	throw new Error(`nothing to pick from in:\n${told(message)}`);
}

function choiceOf(message: Message): string {
	const found = message.controls?.find((one) => one.control === "choose");
	if (found?.control === "choose") return found.press;
	throw new Error(`nothing to choose from in:\n${told(message)}`);
}

function newest(posts: World["posts"], place: string): Message {
	const message = posts(place).at(-1);
	if (!message) throw new Error(`nothing was posted to ${place}`);
	return message;
}

function pressOf(message: Message, label: string): string {
	for (const control of message.controls ?? [])
		if (control.control === "buttons")
			for (const button of control.buttons)
				if (button.label === label && "press" in button) return button.press;
	throw new Error(`no button “${label}” in:\n${told(message)}`);
}

/** The letter beside the option that reads "right", or beside another; true/false has no letters. */
function labelFor(message: Message, how: "rightly" | "wrongly"): string {
	for (const part of message.parts)
		if (part.part === "list") {
			const fits = part.items.find((item) => (item.text[0] === "right") === (how === "rightly"));
			if (fits?.mark) return fits.mark;
		}
	return how === "rightly" ? "True" : "False";
}

/** Ids that are the same at every run. */
export function countedIds(): Ids {
	let count = 0;
	return {
		make() {
			count += 1;
			return `id${String(count).padStart(6, "0")}`;
		},
	};
}
