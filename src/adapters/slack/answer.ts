import type {
	AckFn,
	BlockAction,
	RespondArguments,
	SlashCommand,
	ViewResponseAction,
	ViewSubmitAction,
} from "@slack/bolt";
import type { App } from "../../core/app.ts";
import { code, type Form, heading, type Message, text } from "../../core/message.ts";
import type { Log } from "../../core/ports.ts";
import type { FormRequest, PressRequest, Reply, Request } from "../../core/request.ts";
import { onSlack } from "../../text/en.ts";
import type { Courier } from "./courier.ts";
import { codeOf } from "./faults.ts";
import { renderForm } from "./form.ts";
import { fromAction, fromCommand, fromView, type Home, pictureWanted } from "./intake.ts";
import { readRef, writeRef } from "./ref.ts";
import type { Render } from "./render.ts";
import { type Lookups, withRights } from "./rights.ts";
import { type Asker, privately, type Voice } from "./voice.ts";
import { within } from "./work.ts";

/** Everything an answer needs. */
export type Answering = {
	readonly app: App;
	readonly home: Home;
	readonly voice: Voice;
	readonly lookups: Lookups;
	readonly render: Render;
	readonly courier: Courier;
	readonly prefix: string;
	readonly log: Log;
	/** How long Slack is kept waiting for an answer before it gets a bare acknowledgement. */
	readonly ackAfterMs: number;
};

/** A command is answered in the acknowledgement itself, or soon after it when it takes longer. */
export async function answerCommand(
	body: SlashCommand,
	ack: AckFn<string | RespondArguments>,
	by: Answering,
): Promise<void> {
	const request = fromCommand(body, by.home, by.app.commands, by.prefix);
	const { channel_id: channel, response_url: url } = body;
	const card = { channel, ...(url ? { url } : {}) };
	const asker = askerOf(request, body.user_id, body.trigger_id, writeRef(card));
	const reply = handle(request, by);
	const early = await within(reply, by.ackAfterMs);
	if (early === null || early.do === "ask" || early.message.files !== undefined) {
		await quietly(asker, ack(), by);
		return deliver(early ?? (await reply), asker, false, by);
	}
	const told = await arrives(ack(privately(by.render(early.message))), asker, by);
	if (!told) await by.voice.say(asker, early.message);
}

/** A press is acknowledged at once; what comes of it goes through its response_url. */
export async function answerAction(
	body: BlockAction,
	ack: AckFn<void>,
	by: Answering,
): Promise<void> {
	const request = fromAction(body, by.home);
	const asker = askerOf(request, body.user.id, body.trigger_id, request?.on);
	await quietly(asker, ack(), by);
	if (request === null) return;
	const ticket = pictureWanted(body);
	if (ticket !== null)
		return by.voice.say(asker, sentence(await by.courier.bring(body.user.id, ticket)));
	await deliver(await handle(request, by), asker, isInPlace(request, by), by);
}

/**
 * A form closes, and what comes of it goes to the card it was opened from. A form that is asked
 * again takes the place of the first, so that nothing typed is lost.
 */
export async function answerView(
	body: ViewSubmitAction,
	ack: AckFn<ViewResponseAction>,
	by: Answering,
): Promise<void> {
	const request = fromView(body, by.home);
	const asker = askerOf(request, body.user.id, body.trigger_id, request.on);
	const reply = handle(request, by);
	const early = await within(reply, by.ackAfterMs);
	if (early?.do === "ask") {
		const view = renderForm(early.form, asker.on);
		return quietly(asker, ack({ response_action: "update", view }), by);
	}
	await quietly(asker, ack({ response_action: "clear" }), by);
	await deliver(early ?? (await reply), asker, isInPlace(request, by), by);
}

function askerOf(request: Request | null, user: string, trigger: string, on = ""): Asker {
	return { request: request?.id ?? "", user, trigger, card: readRef(on), on };
}

async function handle(request: Request, { app, lookups }: Answering): Promise<Reply> {
	const known = await withRights(request, app, lookups);
	return known === null ? { do: "say", message: RIGHTS_UNKNOWN } : app.handle(known);
}

const RIGHTS_UNKNOWN = sentence(onSlack.rightsUnknown);

function sentence(words: string): Message {
	return { gist: words, parts: [text(words)] };
}

/** Only where the declaration says so may a card be replaced: a public post never is. */
function isInPlace(request: PressRequest | FormRequest, { app }: Answering): boolean {
	return app.answers(request) !== "asker";
}

async function deliver(reply: Reply, asker: Asker, inPlace: boolean, by: Answering): Promise<void> {
	const bare = await unlessAsked(reply, asker, by);
	if (bare === null) return;
	const message = await withFilesSent(bare, asker, by);
	const { card } = asker;
	const canReplace = inPlace && card?.ts !== undefined && card.url !== undefined;
	if (reply.do === "replace" && canReplace) await by.voice.replace(asker, message);
	else await by.voice.say(asker, message);
}

/** Opens the form a reply asks for; otherwise gives the message there is to show. */
async function unlessAsked(
	reply: Reply,
	asker: Asker,
	{ voice }: Answering,
): Promise<Message | null> {
	if (reply.do !== "ask") return reply.message;
	return (await voice.ask(asker, reply.form)) ? null : tooLate(reply.form);
}

/** Files go ahead as a direct message; what became of that is said below the words. */
async function withFilesSent(
	message: Message,
	{ user }: Asker,
	{ courier }: Answering,
): Promise<Message> {
	if (message.files === undefined) return message;
	const said = await courier.hand(user, message.files);
	return { ...message, parts: [...message.parts, text(said)] };
}

/** Instead of a form that did not open; what was typed into an earlier one is handed back. */
function tooLate({ fields }: Form): Message {
	const typed = fields.filter(({ value = "" }) => value.trim() !== "");
	const back = typed.flatMap(({ label, value = "" }) => [heading(label), code(value)]);
	const sorry = text(onSlack.tooLate);
	const parts = back.length === 0 ? [sorry] : [sorry, text(onSlack.typed), ...back];
	return { gist: onSlack.tooLate, parts };
}

async function quietly(asker: Asker, ack: Promise<void>, by: Answering): Promise<void> {
	await arrives(ack, asker, by);
}

/** An acknowledgement can fail when the connection went meanwhile; the answer must not. */
async function arrives(ack: Promise<void>, asker: Asker, { log }: Answering): Promise<boolean> {
	try {
		await ack;
		return true;
	} catch (error) {
		log.warn({ interaction: asker.request, err: codeOf(error) }, "not acknowledged");
		return false;
	}
}
