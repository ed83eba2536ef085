import { say } from "../text/en.ts";
import {
	type Command,
	type Context,
	commandBehind,
	type Press,
	type Tools,
	usage,
} from "./command.ts";
import type { Libraries } from "./libraries.ts";
import { withFields } from "./log.ts";
import { sentence } from "./message.ts";
import { cleanName } from "./people.ts";
import { platformOf } from "./platform.ts";
import type { Clock, Limiter, Meter, Space, WishOutcome } from "./ports.ts";
import { readPress } from "./press.ts";
import { Problem, StoreTrouble } from "./problem.ts";
import type { Profiles } from "./profiles.ts";
import type { Answers, CommandRequest, Reply, Request } from "./request.ts";

export type Dispatcher = {
	handle(request: Request): Promise<Reply>;
	answers(request: Request): Answers;
};

/** What stands around the commands, who see nothing of it. */
type Around = {
	readonly libraries: Pick<Libraries, "of">;
	readonly clock: Clock;
	readonly limiter: Limiter;
	readonly meter: Meter;
	readonly profiles: Profiles;
};

type Answered = { readonly reply: Reply; readonly outcome: WishOutcome };

/** A wish whose command is found and whose values are checked. */
type Found = {
	readonly command: Command;
	readonly answers: Answers;
	run(context: Context): Promise<Reply>;
};

/**
 * The one place through which every wish passes: it holds back floods, finds the command, checks
 * input and rights, loads the learner, runs, and turns whatever goes wrong into something a person
 * can read. Every wish is counted, and leaves one line in the log.
 */
export function createDispatcher(tools: Omit<Tools, "library">, around: Around): Dispatcher {
	return {
		async handle(request) {
			const { kind, id, from, at } = request;
			const library = around.libraries.of(at.space);
			const log = withFields(tools.log, { interaction: id });
			const done = around.meter.wish(kind, platformOf(from.id));
			const { reply, outcome } = await answer({ ...tools, log, library }, around, request);
			const command = commandOf(tools.commands, request);
			log.debug({ command, kind, outcome, ms: done(command, outcome) }, "a wish was answered");
			return reply;
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

async function answer(tools: Tools, around: Around, request: Request): Promise<Answered> {
	try {
		const wait = await waitFor(around.limiter, request);
		if (wait > 0) return { reply: refuse(say.tooFast(secondsIn(wait))), outcome: "limited" };
		const found = find(tools.commands, request);
		mustHaveSpace(found.command, request);
		const context = await meet(tools, around, request);
		await mayRun(found.command, context);
		const reply = await found.run(context);
		return { reply, outcome: "done" };
	} catch (error) {
		return explain(error, request, tools);
	}
}

/** A personal space is the account itself, and need not be counted twice. */
function waitFor(limiter: Limiter, { from, at }: Request): Promise<number> {
	return limiter.take(from.id, at.personal ? null : at.space);
}

function secondsIn(ms: number): number {
	return Math.ceil(ms / 1000);
}

/** Whatever is no command's name is somebody's words, which no metric may hold. */
const UNKNOWN = "unknown";

const commandOf = (commands: readonly Command[], request: Request): string =>
	commandBehind(commands, request)?.name ?? UNKNOWN;

function find(commands: readonly Command[], request: Request): Found {
	return request.kind === "command"
		? findCommand(commands, request)
		: findPress(commands, request.press, request);
}

function findCommand(commands: readonly Command[], request: CommandRequest): Found {
	const command = commandBehind(commands, request);
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
	const command = commandBehind(commands, request);
	// Own names only: a press may call itself "constructor".
	const known = command !== undefined && Object.hasOwn(command.presses, used.press);
	const press = known ? command.presses[used.press] : undefined;
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

/** A personal space has nobody to moderate, whatever the evidence says. */
function mustHaveSpace({ who, where }: Command, { at }: Request): void {
	if ((where === "space" || who !== "everyone") && at.personal) throw new Problem(say.onlyInSpace);
}

/**
 * What the platform says of rights is evidence, brought along by each command, press and form anew;
 * who moderates besides is for the space to say.
 */
async function mayRun({ who }: Command, context: Context): Promise<void> {
	if (who === "everyone" || context.moderates) return;
	const { tools, space, learner } = context;
	if (who === "leads" && (await tools.store.cohorts.leads(space.id, learner.id)).length > 0) return;
	throw new Problem(who === "leads" ? say.onlyLeads : say.onlyModerators);
}

/** Whoever manages the space on the platform, or has been named: in person, or by a group. */
function isModerator({ rights, from, at }: Request, { moderators }: Space): boolean {
	if (at.personal) return false;
	const held = [from.id, ...rights.groups];
	return rights.manages || moderators.some(({ id }) => held.includes(id));
}

async function meet(tools: Tools, around: Around, request: Request): Promise<Context> {
	const { id, from, at } = request;
	const now = around.clock.now();
	const visit = {
		account: from.id,
		name: cleanName(from.name),
		space: at.space,
		personal: at.personal,
		place: at.id,
		guessed: around.profiles.guesses(from.id),
	};
	const { learner, space } = await tools.store.learners.meet(visit, now);
	around.profiles.notice(from.id, id, now);
	const moderates = isModerator(request, space);
	const named = namedIn(request);
	const place = at;
	return { request: id, now, account: from.id, place, learner, space, moderates, named, tools };
}

function namedIn(request: Request): Context["named"] {
	const named = request.kind === "form" ? [] : (request.named ?? []);
	return named.map(({ id, name }) => ({ id, name: cleanName(name) }));
}

/** Ids are short so that a person can read one out: they only have to find a line in a log. */
const QUOTABLE = 6;

function explain(error: unknown, request: Request, tools: Tools): Answered {
	if (error instanceof Problem) return { reply: refuse(error.message), outcome: "problem" };
	const id = tools.ids.make().slice(-QUOTABLE);
	const what = request.kind === "command" ? `/${request.name}` : request.press;
	tools.log.error({ err: error, id, what }, "a wish failed");
	const words = error instanceof StoreTrouble ? say.notSaved(id) : say.fault(id);
	return { reply: refuse(words), outcome: "fault" };
}

function refuse(words: string): Reply {
	return { do: "say", message: sentence(words) };
}
