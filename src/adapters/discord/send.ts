import { createHash } from "node:crypto";
import {
	DiscordAPIError,
	RateLimitError,
	type REST,
	type RESTPostAPIChannelMessageResult,
	Routes,
} from "discord.js";
import type { Delivered } from "../../core/delivery/delivery.ts";
import type { Message } from "../../core/message.ts";
import { type Paint, withoutPictures, withPictures } from "../../core/paint.ts";
import { accountIn } from "../../core/platform.ts";
import type { Clock, Log, PostKey, Sender } from "../../core/ports.ts";
import type { Ref } from "../../core/request.ts";
import { onDiscord } from "../../text/en.ts";
import { createDirect, type OpenDirect } from "./direct.ts";
import { messageIn, refOf, snowflakeIn } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { lookBack } from "./lookback.ts";
import type { CommandIds } from "./markdown.ts";
import { filesOf } from "./pictures.ts";
import { type MessageBody, renderMessage } from "./render.ts";
import { CODE, logged, neverLeft } from "./troubles.ts";

/**
 * Posts of the bot's own accord. Each carries a nonce made of what is posted and where; while Discord
 * remembers it, a repeat gives back the first message instead of a second one. So a try whose outcome
 * nobody knows is simply made again, for as long as {@link Posting.nonceMs}. After that the channel is
 * read back to the time of the first try; only where that cannot be read the outcome stays unknown.
 * Opening direct messages, and changing a post, can be repeated without all that.
 */

const says = onDiscord.post;

/** After a lost answer: soon, while the nonce is still remembered. */
const SOON_MS = 5_000;
/** Where Discord cannot be reached, or refuses the token: someone has to mend that first. */
const OUTAGE_MS = 30_000;
const REFUSED_TOKEN_MS = 300_000;
/** Such limits last for minutes, and meeting them again makes them longer. */
const SLOWER_MS = 300_000;

export type Posting = {
	readonly rest: REST;
	readonly paint: Paint;
	readonly clock: Clock;
	readonly log: Log;
	/** The bot's own user id. */
	readonly self: string;
	readonly commands: CommandIds;
	/** How long Discord is trusted to remember a nonce. */
	readonly nonceMs: number;
	/** discord.js forgets a token that was refused once; this gives it back. */
	restoreToken(): void;
};

type Try = {
	readonly channel: string;
	readonly message: Message;
	readonly body: MessageBody;
	readonly key: PostKey;
};

export function createSender(posting: Posting): Sender {
	const direct = createDirect(posting.rest);
	return {
		async post(place, bare, key) {
			const channel = await channelOf(posting, direct, place);
			if (typeof channel !== "string") return channel;
			const message = await withPictures(bare, posting.paint);
			const delivered = await attempt(posting, tryOf(posting, channel, message, key));
			const plain = withoutPictures(message);
			if (plain === null || !mayBeThePictures(delivered)) return delivered;
			posting.log.warn({ delivery: key.id, ...delivered }, "a post goes out without its pictures");
			return attempt(posting, tryOf(posting, channel, plain, key));
		},
		async edit(_place, ref, bare) {
			if (messageIn(ref) === null) return { outcome: "gone", why: says.gone.removed };
			const message = await withPictures(bare, posting.paint);
			const changed = await change(posting, ref, message);
			const plain = withoutPictures(message);
			return plain === null || !mayBeThePictures(changed) ? changed : change(posting, ref, plain);
		},
	};
}

/** The pictures of before go, and those of now come: what is not sent again would stay. */
async function change(posting: Posting, ref: Ref, message: Message): Promise<Delivered> {
	const { channel = "", message: id = "" } = messageIn(ref) ?? {};
	const body = { attachments: [], ...renderMessage(message, posting.commands) };
	try {
		await posting.rest.patch(Routes.channelMessage(channel, id), { body, files: filesOf(message) });
	} catch (error) {
		return harmless(posting, error, { ref });
	}
	return { outcome: "sent", ref };
}

/** A channel may take words and no files; nothing was posted, so another try cannot be a second. */
function mayBeThePictures({ outcome }: Delivered): boolean {
	return outcome === "gone" || outcome === "dead";
}

function tryOf({ commands }: Posting, channel: string, message: Message, key: PostKey): Try {
	return { channel, message, body: renderMessage(message, commands), key };
}

/** The channel to post to; or, where that is a person's and cannot be opened, what became of the try. */
async function channelOf(
	posting: Posting,
	open: OpenDirect,
	place: string,
): Promise<string | Delivered> {
	const account = accountIn(place);
	const id = snowflakeIn(account ?? place);
	if (id === null) return { outcome: "dead", why: says.notDiscord };
	if (account === null) return id;
	return open(id).catch((error) => harmless(posting, error, { place }));
}

/** What a failure means that can be made good by doing the same once more. */
function harmless(posting: Posting, error: unknown, about: object): Delivered {
	const now = posting.clock.now();
	const outcome = outcomeOf(error, now);
	if (outcome === null) return { outcome: "later", until: now + OUTAGE_MS, why: says.unreached };
	return restored(posting, outcome, error, about);
}

async function attempt(posting: Posting, one: Try): Promise<Delivered> {
	const startedAt = posting.clock.now();
	try {
		return (await earlier(posting, one, startedAt)) ?? (await post(posting, one));
	} catch (error) {
		const { channel, key } = one;
		// The nonce belongs to a message that somebody has deleted since: it did arrive.
		if (isRemoved(error)) return { outcome: "sent", ref: refOf(channel, "deleted") };
		const outcome = outcomeOf(error, posting.clock.now());
		if (outcome !== null) return restored(posting, outcome, error, { delivery: key.id });
		const since = key.unsettledSince ?? startedAt;
		const wait = startedAt - since < posting.nonceMs ? SOON_MS : OUTAGE_MS;
		const until = posting.clock.now() + wait;
		return { outcome: "later", until, why: says.unclear, unsettled: true };
	}
}

/** What an earlier try has come to, where the nonce is no longer sure to tell; null when to post. */
async function earlier(
	{ rest, self, nonceMs }: Posting,
	{ channel, body, key }: Try,
	now: number,
): Promise<Delivered | null> {
	const since = key.unsettledSince;
	if (since === null || now - since < nonceMs) return null;
	const sought = { channel, author: self, since, body };
	const found = await lookBack(rest, sought).catch(unreadable);
	if (found === "absent") return null;
	if (found === "unreadable") return { outcome: "unknown", why: says.earlierUnclear };
	return { outcome: "sent", ref: refOf(channel, found.message) };
}

/** That the channel is closed to us, or that we have to wait, is told as for a post. */
function unreadable(error: unknown): "unreadable" {
	const tells = !(error instanceof DiscordAPIError) || error.status === 401 || GONE.has(error.code);
	if (tells) throw error;
	return "unreadable";
}

async function post({ rest }: Posting, { channel, message, body, key }: Try): Promise<Delivered> {
	const made = (await rest.post(Routes.channelMessages(channel), {
		files: filesOf(message),
		body: { ...body, nonce: nonceOf(key.id, channel), enforce_nonce: true },
	})) as RESTPostAPIChannelMessageResult;
	return { outcome: "sent", ref: refOf(made.channel_id, made.id) };
}

/** The same for every try of one delivery, in every process. */
export function nonceOf(delivery: string, channel: string): string {
	const digest = createHash("sha256").update(`${delivery}/${channel}`).digest("base64url");
	return digest.slice(0, LIMITS.message.nonce - 1);
}

function isRemoved(error: unknown): boolean {
	return error instanceof DiscordAPIError && error.code === CODE.unknownMessage;
}

/** What an error means for the delivery, or null when it may have been done all the same. */
function outcomeOf(error: unknown, now: number): Delivered | null {
	if (error instanceof RateLimitError)
		return { outcome: "later", until: now + waitOf(error), why: says.rateLimited };
	if (error instanceof DiscordAPIError) return answered(error, now);
	if (neverLeft(error)) return { outcome: "later", until: now + OUTAGE_MS, why: says.unreached };
	// A failure of Discord, a broken connection, a try that took too long.
	return null;
}

/** A limit that does not say how long it lasts must not be met again at once. */
function waitOf({ retryAfter }: RateLimitError): number {
	return retryAfter > 0 ? retryAfter : SOON_MS;
}

function answered(error: DiscordAPIError, now: number): Delivered {
	const { code, status } = error;
	if (status === 401) return { outcome: "later", until: now + REFUSED_TOKEN_MS, why: says.token };
	if (SLOWER.has(code)) return { outcome: "later", until: now + SLOWER_MS, why: says.rateLimited };
	const gone = GONE.get(code);
	if (gone !== undefined) return { outcome: "gone", why: gone };
	// What stands between us and Discord says no in pages, not in codes, and changes its mind.
	if (typeof code !== "number")
		return { outcome: "later", until: now + OUTAGE_MS, why: says.unreached };
	const closed = (status === 403 || status === 404) && code > 0;
	return closed
		? { outcome: "gone", why: says.gone.other(code) }
		: { outcome: "dead", why: says.refused(code) };
}

/** Limits that Discord tells by a code instead of a 429. */
const SLOWER: ReadonlySet<unknown> = new Set([CODE.openingTooFast, CODE.oldEdits]);

const GONE: ReadonlyMap<unknown, string> = new Map([
	[CODE.unknownMessage, says.gone.removed],
	[CODE.unknownUser, says.gone.noPerson],
	[CODE.unknownChannel, says.gone.noChannel],
	[CODE.unknownGuild, says.gone.noChannel],
	[CODE.missingAccess, says.gone.noAccess],
	[CODE.missingPermissions, says.gone.noPermission],
	[CODE.noDirectMessage, says.gone.noDirectMessage],
	[CODE.noCommonServer, says.gone.noCommonServer],
	[CODE.noText, says.gone.noText],
	[CODE.threadArchived, says.gone.locked],
	[CODE.threadLocked, says.gone.locked],
]);

/** A refused token is an operator's business, so it is told aloud. */
function restored(posting: Posting, outcome: Delivered, error: unknown, about: object): Delivered {
	if (error instanceof DiscordAPIError && error.status === 401) {
		posting.log.error({ ...about, ...logged(error) }, "Discord refused the token");
		posting.restoreToken();
	}
	return outcome;
}
