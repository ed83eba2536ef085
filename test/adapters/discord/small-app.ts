import type { App } from "../../../src/core/app.ts";
import { type Command, choice, command, line, place, whole } from "../../../src/core/command.ts";
import { buttons, type Form, heading, type Message, text } from "../../../src/core/message.ts";
import type { Answers, Reply, Request } from "../../../src/core/request.ts";

/** A core of a few made-up commands, which tells what reached it and answers as each test wants. */
export type SmallApp = App & {
	/** What was asked, oldest first. */
	readonly asked: Request[];
	/** Resolves with the n-th wish (the next one, unless told otherwise). */
	nth(n?: number): Promise<Request>;
};

export type Answering = {
	readonly answers?: Answers;
	reply(request: Request): Reply | Promise<Reply>;
};

export const say = (words: string): Reply => ({
	do: "say",
	message: { gist: words, parts: [text(words)] },
});
export const card = (title: string, press: string): Message => ({
	gist: title,
	parts: [heading(title)],
	controls: [buttons({ label: "Press", press })],
});
export const form: Form = {
	title: "Your own words",
	press: "deck.save:1",
	submit: "Save",
	fields: [
		{ name: "front", label: "Question", kind: "line", max: 100 },
		{ name: "back", label: "Answer", kind: "area", max: 1000, optional: true },
	],
};

const declared = { who: "everyone", where: "anywhere", answers: "asker" } as const;
const silent = { run: async () => say("") };

export const declarations: readonly Command[] = [
	command({
		...{ ...declared, ...silent },
		name: "quiz",
		about: "A short quiz",
		parameters: {
			topic: line({ about: "A topic", complete: () => [] }),
			difficulty: choice({ about: "How hard", choices: [{ name: "Easy", value: "easy" }] }),
			count: whole({ about: "How many", least: 1, most: 20 }),
		},
	}),
	command({ ...declared, ...silent, name: "deck", about: "Your own cards", parameters: {} }),
	command({
		...{ ...declared, ...silent },
		name: "setup",
		about: "Set the bot up",
		who: "moderators",
		where: "space",
		parameters: { place: place({ about: "Where to post" }) },
	}),
];

/**
 * @param answering by the name of the command, or by the press without its version and arguments
 */
export function smallApp(answering: Readonly<Record<string, Answering>>): SmallApp {
	const asked: Request[] = [];
	const waiting: (() => void)[] = [];
	const find = (request: Request): Answering => {
		const key = request.kind === "command" ? request.name : request.press.replace(/:.*/, "");
		return answering[key] ?? { reply: () => say(`nothing answers ${key}`) };
	};
	return {
		commands: declarations,
		asked,
		preview: { items: () => [], examples: () => [] },
		async handle(request) {
			asked.push(request);
			for (const look of waiting) look();
			return find(request).reply(request);
		},
		answers: (request) => find(request).answers ?? "asker",
		moderatorGroups: async () => [],
		paint: async () => null,
		complete: (_space, name, parameter, typed) =>
			typed === "all"
				? Array.from({ length: 40 }, (_, at) => ({ name: `${at}`, value: `${at}` }))
				: [{ name: `${name} ${parameter} ${typed}`, value: typed }],
		async tick() {},
		nth(n = asked.length + 1) {
			return new Promise((resolve) => {
				const look = (): void => {
					const found = asked[n - 1];
					if (found) resolve(found);
				};
				waiting.push(look);
				look();
			});
		},
	};
}
