import { say } from "../text/en.ts";
import type { Tools } from "./command.ts";
import { type Command, type Context, type Press, usage } from "./command.ts";
import { type Message, text, words } from "./message.ts";
import { cleanName } from "./people.ts";
import type { Clock } from "./ports.ts";
import { readPress } from "./press.ts";
import { Problem, StoreTrouble } from "./problem.ts";
import type { Answers, CommandRequest, Reply, Request } from "./request.ts";

export type Dispatcher = {
	handle(request: Request): Promise<Reply>;
	answers(request: Request): Answers;
};

/** A wish whose command is found and whose values are checked. */
type Found = {
	readonly command: Command;
	readonly answers: Answers;
	run(context: Context): Promise<Reply>;
};

/**
 * The one place through which every wish passes: it finds the command, checks input and rights,
 * loads the learner, runs, and turns whatever goes wrong into something a person can read.
 */
export function createDispatcher(tools: Tools, clock: Clock): Dispatcher {
	return {
		async handle(request) {
			try {
				const found = find(tools.commands, request);
				mayRun(found.command, request);
				return await found.run(await meet(tools, request, clock.now()));
			} catch (error) {
				return { do: "say", message: explain(error, request, tools) };
			}
		},
		answers(request) {
			try {
				return find(tools.commands, request).answers;
			} catch {
				return "asker";
			}
		},
	};
}

function find(commands: readonly Command[], request: Request): Found {
	return request.kind === "command"
		? findCommand(commands, request)
		: findPress(commands, request.press, request);
}

function findCommand(commands: readonly Command[], request: CommandRequest): Found {
	const command = commands.find((one) => one.name === request.name);
	if (!command) throw new Problem(say.unknownCommand(request.name));
	return {
		command,
		answers: command.answers,
		run: (context) => command.run(context, readInput(command, request.input)),
	};
}

function findPress(
	commands: readonly Command[],
	code: string,
	request: Exclude<Request, CommandRequest>,
): Found {
	const used = readPress(code);
	const command = commands.find((one) => one.name === used.command);
	const press = command?.presses[used.press];
	if (!command || !press) throw new Problem(say.press.unknown);
	if (press.version !== used.version) throw new Problem(say.press.old);
	const extra = {
		picked: request.kind === "press" ? request.picked : [],
		fields: request.kind === "form" ? request.fields : {},
		...(request.on === undefined ? {} : { on: request.on }),
	};
	return {
		command,
		answers: press.answers,
		run: (context) => press.run(context, readArgs(press, used.args), extra),
	};
}

function readArgs(press: Press, args: readonly string[]): readonly unknown[] {
	const read = press.args.safeParse(args);
	if (!read.success) throw new Problem(say.press.unknown);
	return read.data;
}

/** @throws {Problem} naming every value that does not fit. */
function readInput(
	command: Command,
	input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	const faults: string[] = [];
	const read: Record<string, unknown> = {};
	for (const [name, parameter] of Object.entries(command.parameters)) {
		const value = parameter.schema.safeParse(input[name]);
		if (value.success) read[name] = value.data;
		else faults.push(say.input.wrong(name, value.error.issues[0]?.message ?? ""));
	}
	for (const name of Object.keys(input).filter((one) => !Object.hasOwn(command.parameters, one)))
		faults.push(say.input.unknown(name === "" ? String(input[name]) : name, usage(command)));
	if (faults.length > 0) throw new Problem(faults.join("\n"));
	return read;
}

function mayRun(command: Command, request: Request): void {
	if (command.where === "space" && request.at.personal) throw new Problem(say.onlyInSpace);
	if (command.who === "moderators" && !request.rights.manages)
		throw new Problem(say.onlyModerators);
}

async function meet(tools: Tools, request: Request, now: number): Promise<Context> {
	const { learner, space } = await tools.store.learners.meet(
		{
			account: request.from.id,
			name: cleanName(request.from.name),
			space: request.at.space,
			personal: request.at.personal,
			place: request.at.id,
		},
		now,
	);
	const { id, from, at } = request;
	return { request: id, now, account: from.id, place: at, learner, space, tools };
}

/** Ids are short so that a person can read one out: they only have to find a line in a log. */
const QUOTABLE = 6;

function explain(error: unknown, request: Request, tools: Tools): Message {
	if (error instanceof Problem) return sentence(error.message);
	const id = tools.ids.make().slice(-QUOTABLE);
	const what = request.kind === "command" ? `/${request.name}` : request.press;
	tools.log.error({ err: error, id, interaction: request.id, what }, "a wish failed");
	return sentence(error instanceof StoreTrouble ? say.notSaved(id) : say.fault(id));
}

function sentence(message: string): Message {
	return {
		gist: message.replaceAll(/\{(\/[a-z]+)\}/g, "$1"),
		parts: message.split("\n").map((line) => text(...words(line))),
	};
}
