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
import type { Clock, Log, PostKey, Sender } from "../../core/ports.ts";
import { onDiscord } from "../../text/en.ts";
import { refOf, snowflakeIn } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { lookBack } from "./lookback.ts";
import type { CommandIds } from "./markdown.ts";
import { filesOf } from "./pictures.ts";
import { type MessageBody, renderMessage } from "./render.ts";
import { CODE, logged, neverLeft } from "./troubles.ts";

/**
 * Posts of the bot's own accord. Each carries a nonce made of what is posted and where; while Discord
 * remembers it, a repeat gives back the first message instead of a second one. So a try whose outcome
 * nobody knows is simply made again, for as long as {@link LIMITS.nonceMs}. After that the channel is
 * read back to the time of the first try; only where that cannot be read the outcome stays unknown.
 */

const says = onDiscord.post;

/** After a lost answer: soon, while the nonce is still remembered. */
const SOON_MS = 5_000;
/** Where Discord cannot be reached, or refuses the token: someone has to mend that first. */
const OUTAGE_MS = 30_000;
const REFUSED_TOKEN_MS = 300_000;

export type Posting = {
	readonly rest: REST;
	readonly paint: Paint;
	readonly clock: Clock;
	readonly log: Log;
	/** The bot's own user id. */
	readonly self: string;
	readonly commands: CommandIds;
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
	return {
		async post(place, bare, key) {
			const channel = snowflakeIn(place);
			if (channel === null) return { outcome: "dead", why: says.notDiscord };
			const message = await withPictures(bare, posting.paint);
			const delivered = await attempt(posting, tryOf(posting, channel, message, key));
			const plain = withoutPictures(message);
			if (plain === null || !mayBeThePictures(delivered)) return delivered;
			posting.log.warn({ delivery: key.id, ...delivered }, "a post goes out without its pictures");
			return attempt(posting, tryOf(posting, channel, plain, key));
		},
	};
}

/** A channel may take words and no files; nothing was posted, so another try cannot be a second. */
function mayBeThePictures({ outcome }: Delivered): boolean {
	return outcome === "gone" || outcome === "dead";
}

function tryOf({ commands }: Posting, channel: string, message: Message, key: PostKey): Try {
	return { channel, message, body: renderMessage(message, commands), key };
}

async function attempt(posting: Posting, one: Try): Promise<Delivered> {
	const startedAt = posting.clock.now();
	try {
		return (await earlier(posting, one, startedAt)) ?? (await post(posting, one));
	} catch (error) {
		const outcome = outcomeOf(error, posting.clock.now(), one);
		if (outcome !== null) return restored(posting, outcome, error, one);
		const since = one.key.unsettledSince ?? startedAt;
		const wait = startedAt - since < LIMITS.nonceMs ? SOON_MS : OUTAGE_MS;
		const until = posting.clock.now() + wait;
		return { outcome: "later", until, why: says.unclear, unsettled: true };
	}
}

/** What an earlier try has come to, where the nonce is no longer sure to tell; null when to post. */
async function earlier(
	{ rest, self }: Posting,
	{ channel, body, key }: Try,
	now: number,
): Promise<Delivered | null> {
	const since = key.unsettledSince;
	if (since === null || now - since < LIMITS.nonceMs) return null;
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
function nonceOf(delivery: string, channel: string): string {
	const digest = createHash("sha256").update(`${delivery}/${channel}`).digest("base64url");
	return digest.slice(0, LIMITS.message.nonce - 1);
}

/** What an error means for the delivery, or null when the message may have arrived all the same. */
function outcomeOf(error: unknown, now: number, { channel }: Try): Delivered | null {
	if (error instanceof RateLimitError)
		return { outcome: "later", until: now + waitOf(error), why: says.rateLimited };
	if (error instanceof DiscordAPIError) return answered(error, now, channel);
	if (neverLeft(error)) return { outcome: "later", until: now + OUTAGE_MS, why: says.unreached };
	// A failure of Discord, a broken connection, a try that took too long.
	return null;
}

/** A limit that does not say how long it lasts must not be met again at once. */
function waitOf({ retryAfter }: RateLimitError): number {
	return retryAfter > 0 ? retryAfter : SOON_MS;
}

function answered(error: DiscordAPIError, now: number, channel: string): Delivered {
	const { code, status } = error;
	if (status === 401) return { outcome: "later", until: now + REFUSED_TOKEN_MS, why: says.token };
	// The nonce belongs to a message that somebody has deleted since: it did arrive.
	if (code === CODE.unknownMessage) return { outcome: "sent", ref: refOf(channel, "deleted") };
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

const GONE: ReadonlyMap<unknown, string> = new Map([
	[CODE.unknownChannel, says.gone.noChannel],
	[CODE.unknownGuild, says.gone.noChannel],
	[CODE.missingAccess, says.gone.noAccess],
	[CODE.missingPermissions, says.gone.noPermission],
	[CODE.noDirectMessage, says.gone.noDirectMessage],
	[CODE.noText, says.gone.noText],
	[CODE.threadArchived, says.gone.locked],
	[CODE.threadLocked, says.gone.locked],
]);

/** A refused token is an operator's business, so it is told aloud. */
function restored(posting: Posting, outcome: Delivered, error: unknown, { key }: Try): Delivered {
	if (error instanceof DiscordAPIError && error.status === 401) {
		posting.log.error({ delivery: key.id, ...logged(error) }, "Discord refused the token");
		posting.restoreToken();
	}
	return outcome;
}
