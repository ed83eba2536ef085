import type { App } from "../../core/app.ts";
import type { Message } from "../../core/message.ts";
import { withoutPictures, withPictures } from "../../core/paint.ts";
import type { Log } from "../../core/ports.ts";
import type { Answers, Reply, Request } from "../../core/request.ts";
import { onDiscord } from "../../text/en.ts";
import { renderForm } from "./form.ts";
import { FLAG } from "./limits.ts";
import type { Line } from "./line.ts";
import type { CommandIds } from "./markdown.ts";
import { filesOf } from "./pictures.ts";
import { type MessageBody, renderMessage } from "./render.ts";
import { isAlreadyAnswered, isOurs, isTooLate, logged } from "./troubles.ts";

/**
 * How an answer reaches the person. Discord wants the first one within three seconds and fixes with
 * it whether the message is private; so the reply goes into that first answer (the interaction
 * callback, which no rate limit slows), and only when the program takes long it is put off and
 * written into what stands there then. A form has to be the first answer and is never put off.
 */

/** From interactions/receiving-and-responding. */
const CALLBACK = {
	message: 4,
	laterMessage: 5,
	laterUpdate: 6,
	update: 7,
	choices: 8,
	modal: 9,
} as const;

/** What was promised to the person before the reply was there. */
type Promised = "nothing" | "message" | "update";
type Means = {
	readonly log: Log;
	readonly commands: CommandIds;
	readonly deferAfterMs: number;
};

/** Hands a wish to the program and its reply to the person. Never throws. */
export async function answer(app: App, request: Request, line: Line, means: Means): Promise<void> {
	const note = notes(means.log, request);
	const declared = app.answers(request);
	const reply = app.handle(request).then((bare) => painted(bare, app));
	const bring = async (promised: Promised): Promise<void> => {
		const step = stepFor(await reply, { declared, promised, request, line });
		await deliver(line, step, means.commands);
	};
	try {
		const putOff = declared !== "form" && !(await settlesWithin(reply, means.deferAfterMs));
		const wanted = putOff ? promiseFor(declared, line) : "nothing";
		const promised = await announce(line, wanted, note);
		await bring(promised).catch((error: unknown) => {
			// It had been put off after all: only Discord's word of it was lost.
			if (promised === wanted || !isAlreadyAnswered(error)) throw error;
			return bring(wanted);
		});
	} catch (error) {
		note(error);
		if (isOurs(error)) await apologise(line, request).catch(note);
		// The work goes on to its end even where nobody hears of it.
		await reply.catch(() => {});
	}
}

/** A line of the log for every failure: that nobody can be answered any more is no fault. */
function notes(log: Log, { id }: Request): (error: unknown) => void {
	return (error) => {
		const fields = { interaction: id, ...logged(error) };
		if (isTooLate(error)) log.info(fields, "too late to answer");
		else log.error(fields, "could not answer");
	};
}

async function painted(reply: Reply, app: App): Promise<Reply> {
	if (reply.do === "ask") return reply;
	return { ...reply, message: await withPictures(reply.message, app.paint) };
}

function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms, false);
		const done = (): void => {
			clearTimeout(timer);
			resolve(true);
		};
		work.then(done, done);
	});
}

function promiseFor(declared: Answers, line: Line): Promised {
	return declared === "in-place" && line.ownCard ? "update" : "message";
}

/**
 * Tells the person that it takes longer. Where that cannot be told, the answer itself may still come
 * through.
 *
 * @returns what is promised now
 */
async function announce(
	line: Line,
	wanted: Promised,
	note: (error: unknown) => void,
): Promise<Promised> {
	try {
		if (wanted === "update") await line.first(CALLBACK.laterUpdate);
		if (wanted === "message") await line.first(CALLBACK.laterMessage, { flags: FLAG.ephemeral });
		return wanted;
	} catch (error) {
		if (isTooLate(error)) throw error;
		note(error);
		return "nothing";
	}
}

/** One thing to do with a reply. */
type Step =
	| { readonly do: "say" | "update" | "edit" | "add"; readonly message: Message }
	| { readonly do: "ask"; readonly form: Extract<Reply, { do: "ask" }>["form"] };

type Standing = {
	readonly declared: Answers;
	readonly promised: Promised;
	readonly request: Request;
	readonly line: Line;
};

/**
 * What becomes of a reply. A press that was declared to answer the asker leaves its message alone
 * whatever the reply says, for that may be a post that everybody sees; and a problem said in answer
 * to a press that changes its card leaves the card as it is.
 */
function stepFor(reply: Reply, standing: Standing): Step {
	const { declared, promised, request, line } = standing;
	if (reply.do === "ask") {
		const canAsk = promised === "nothing" && request.kind !== "form";
		return canAsk ? reply : stepFor(sentence(onDiscord.formTooLate), standing);
	}
	const { message } = reply;
	const replaces = reply.do === "replace" && declared !== "asker" && line.ownCard;
	if (promised === "message") return { do: "edit", message };
	if (promised === "update") return { do: replaces ? "edit" : "add", message };
	return { do: replaces ? "update" : "say", message };
}

function sentence(words: string): Reply {
	return { do: "say", message: { gist: words, parts: [] } };
}

/** Where Discord does not take the pictures, the words go out alone. */
async function deliver(line: Line, step: Step, commands: CommandIds): Promise<void> {
	if (step.do === "ask") return line.first(CALLBACK.modal, renderForm(step.form));
	const plain = withoutPictures(step.message);
	try {
		await send(line, step.do, step.message, commands);
	} catch (error) {
		if (plain === null || !isOurs(error)) throw error;
		await send(line, step.do, plain, commands);
	}
}

async function send(
	line: Line,
	how: Exclude<Step["do"], "ask">,
	message: Message,
	commands: CommandIds,
): Promise<void> {
	const body = renderMessage(message, commands);
	const files = filesOf(message);
	// What a message showed before stays with it, unless a list says otherwise.
	const instead = { attachments: [], ...body };
	if (how === "say") await line.first(CALLBACK.message, privately(body), files);
	else if (how === "update") await line.first(CALLBACK.update, instead, files);
	else if (how === "edit") await line.edit(instead, files);
	else await line.further(privately(body), files);
}

function privately(body: MessageBody): MessageBody {
	return { ...body, flags: body.flags | FLAG.ephemeral };
}

/** Discord would not have the answer, which is a fault of ours; silence would be another. */
async function apologise(line: Line, { id }: Request): Promise<void> {
	const words = onDiscord.notShown(id.slice(-6));
	const body = privately(renderMessage({ gist: words, parts: [] }, new Map()));
	await line.first(CALLBACK.message, body).catch(() => line.further(body));
}

/** Offers what could complete a value. Whoever types on has no use for a late answer. */
export async function offer(line: Line, choices: readonly object[]): Promise<void> {
	await line.first(CALLBACK.choices, { choices });
}
