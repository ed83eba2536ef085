import { setTimeout as sleep } from "node:timers/promises";
import type { APIInteraction, RawFile, REST } from "discord.js";
import { Routes } from "discord.js";
import { FLAG } from "./limits.ts";
import { isAlreadyAnswered, mayPass } from "./troubles.ts";

/**
 * The line back to the person behind one interaction. What fails on the way is tried again a few
 * times: at once for the first answer, which has three seconds; with more patience for what follows.
 */
export type Line = {
	/** Whether the control sat on a card that nobody else sees, so that it may be changed for them. */
	readonly ownCard: boolean;
	/** The first answer. */
	first(type: number, data?: object, files?: RawFile[]): Promise<void>;
	/** Changes what stands there since the first answer. */
	edit(body: object, files?: RawFile[]): Promise<void>;
	/** A further message. */
	further(body: object, files?: RawFile[]): Promise<void>;
};

export type Patience = {
	/** The pauses before further tries at the first answer, and at what follows it. */
	readonly firstAgainMs: readonly number[];
	readonly laterAgainMs: readonly number[];
};

/**
 * Clients that need no token and try once: an interaction brings its own. The first answer has one
 * with a patience of its own, for a signal with each of them would cost more than all the rest here.
 */
export type Clients = { readonly first: REST; readonly later: REST };

export function lineTo(clients: Clients, event: APIInteraction, patience: Patience): Line {
	const { id, token, application_id } = event;
	const callback = Routes.interactionCallback(id, token);
	// Most lines end with their first answer.
	const hook = () => Routes.webhook(application_id, token);
	const original = () => Routes.webhookMessage(application_id, token, "@original");
	const { firstAgainMs, laterAgainMs } = patience;
	const { first, later } = clients;
	return {
		ownCard: hasOwnCard(event),
		first(type, data, files = []) {
			const body = { type, data };
			const post = () => first.post(callback, { auth: false, body, files });
			return insist(once(post), firstAgainMs);
		},
		edit: (body, files = []) =>
			insist(() => later.patch(original(), { auth: false, body, files }), laterAgainMs),
		further: (body, files = []) =>
			insist(() => later.post(hook(), { auth: false, body, files }), laterAgainMs),
	};
}

async function insist(send: () => Promise<unknown>, pauses: readonly number[]): Promise<void> {
	for (const pause of pauses) {
		try {
			return void (await send());
		} catch (error) {
			if (!mayPass(error)) throw error;
		}
		await sleep(pause);
	}
	await send();
}

/** Discord takes one first answer: refusing a repeat, it says that an earlier try has arrived. */
function once(send: () => Promise<unknown>): () => Promise<void> {
	let repeated = false;
	return async () => {
		try {
			await send();
		} catch (error) {
			if (!(repeated && isAlreadyAnswered(error))) throw error;
		} finally {
			repeated = true;
		}
	};
}

/** From resources/channel. */
const DIRECT_MESSAGES = 1;

/**
 * A card is private, or stands in direct messages. Anything else is a post for everybody, or a copy
 * of a card that somebody made: what one person does there is not shown to the others.
 */
function hasOwnCard(event: APIInteraction): boolean {
	if (!("message" in event) || event.message === undefined) return false;
	const isPrivate = ((event.message.flags ?? 0) & FLAG.ephemeral) !== 0;
	return isPrivate || event.channel?.type === DIRECT_MESSAGES;
}
