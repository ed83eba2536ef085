import type { App } from "../../../src/core/app.ts";
import { type Command, choice, command, line, place, whole } from "../../../src/core/command.ts";
import { buttons, type Message, text } from "../../../src/core/message.ts";
import { writePress } from "../../../src/core/press.ts";
import type { Answers, Reply, Request } from "../../../src/core/request.ts";

/** A message of one line. */
export function said(words: string, more: Partial<Message> = {}): Message {
	return { gist: words, parts: [text(words)], ...more };
}

type Handler = (request: Request) => Reply | Promise<Reply>;

/** A core of a few hand-made commands: it keeps every wish and answers by name or press. */
export type SmallApp = App & {
	readonly wishes: Request[];
	/** Sets what a command (`quiz`) or a press (`quiz.pick`) answers. */
	on(name: string, answers: Answers, handler: Handler): void;
};

const silent = { run: async () => ({ do: "say" as const, message: said("ran") }) };

/** The declarations that tests of the adapter use. */
export const commands: readonly Command[] = [
	command({
		name: "quiz",
		about: "Five questions, only for you",
		who: "everyone",
		where: "anywhere",
		answers: "asker",
		parameters: {
			topic: line({ about: "What about" }),
			difficulty: choice({
				about: "How hard",
				choices: [
					{ name: "easy", value: "easy" },
					{ name: "hard", value: "hard" },
				],
			}),
			count: whole({ about: "How many", least: 1, most: 20 }),
		},
		...silent,
	}),
	command({
		name: "daily",
		about: "Today's question",
		who: "everyone",
		where: "space",
		answers: "asker",
		parameters: {},
		...silent,
	}),
	command({
		name: "settings",
		about: "Your time zone",
		who: "everyone",
		where: "anywhere",
		answers: "asker",
		parameters: {},
		...silent,
	}),
	command({
		name: "help",
		about: "What I can do",
		who: "everyone",
		where: "anywhere",
		answers: "asker",
		parameters: {},
		...silent,
	}),
	command({
		name: "setup",
		about: "Set things up",
		who: "moderators",
		where: "space",
		answers: "asker",
		parameters: { place: place({ about: "Where" }) },
		...silent,
	}),
];

/** A card with two buttons, as a quiz shows it. */
export function card(words: string): Message {
	return said(words, {
		controls: [
			buttons(
				{ label: "A", press: writePress("quiz.pick", 1, "r1", 0, 0) },
				{ label: "B", press: writePress("quiz.pick", 1, "r1", 0, 1), tone: "main" },
			),
		],
	});
}

export function smallApp(): SmallApp {
	const handlers = new Map<string, { answers: Answers; handler: Handler }>();
	const wishes: Request[] = [];
	const find = (request: Request) => handlers.get(nameOf(request));
	return {
		commands,
		wishes,
		on: (name, answers, handler) => void handlers.set(name, { answers, handler }),
		preview: { items: () => [], examples: () => [] },
		async handle(request) {
			wishes.push(request);
			const handler = find(request)?.handler;
			if (!handler) return { do: "say", message: said(`I don't know “${nameOf(request)}”.`) };
			return handler(request);
		},
		answers: (request) => find(request)?.answers ?? "asker",
		moderatorGroups: async () => [],
		paint: async () => null,
		complete: () => [],
		tick: async () => {},
	};
}

function nameOf(request: Request): string {
	return request.kind === "command" ? request.name : (request.press.split(":")[0] ?? "");
}
