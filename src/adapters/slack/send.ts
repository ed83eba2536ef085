import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import type { Delivered } from "../../core/delivery/delivery.ts";
import type { Message } from "../../core/message.ts";
import { accountIn } from "../../core/platform.ts";
import type { Clock, Log, PostKey, Sender } from "../../core/ports.ts";
import type { Ref } from "../../core/request.ts";
import { onSlack } from "../../text/en.ts";
import { createDirect, type OpenDirect } from "./direct.ts";
import { type Fault, faultOf } from "./faults.ts";
import type { Home } from "./intake.ts";
import { DELIVERY, lookBack } from "./lookback.ts";
import { readRef, writeRef } from "./ref.ts";
import type { Render, Rendered } from "./render.ts";
import type { TypedName } from "./richtext.ts";
import { isTokenRefused, TOKEN_REFUSALS } from "./token.ts";

const { post: words } = onSlack;

const GONE: Readonly<Record<string, (setup: string) => string>> = words.gone;
const DIRECT: Readonly<Record<string, string | undefined>> = {
	...words.direct,
	users_not_found: words.direct.user_not_found,
	user_not_visible: words.direct.user_not_found,
};

/** Further codes that no other message and no waiting will change. */
const CLOSED = new Set([
	"user_not_found",
	"team_access_not_granted",
	"ekm_access_denied",
	"no_permission",
	"cannot_dm_bot",
	"not_allowed",
]);

/** The message is there, and will never be changed by us. */
const FIXED = new Set(["cant_update_message", "edit_window_closed"]);

/** Slack takes the token, but not for this; an operator can mend that. */
const LACKING = new Set(["missing_scope", "accesslimited"]);

const SOON_MS = 30_000;
const MENDED_MS = 10 * 60_000;

/** What sending goes through. */
type Posting = {
	readonly web: webApi.WebClient;
	readonly home: Home;
	readonly render: Render;
	readonly typed: TypedName;
	readonly open: OpenDirect;
	readonly log: Log;
	readonly clock: Clock;
	/** How long a post whose answer was lost may still be on its way. */
	readonly settleMs: number;
};

/**
 * Posts deliveries. Slack has no key that makes a repeat harmless, so after a try whose outcome
 * nobody knows the conversation is searched first, once that try can no longer be on its way; where
 * it may not be read the outcome stays unknown, and nothing is posted again. Opening a direct
 * conversation and changing a post can be repeated. The client must neither retry nor wait on its own.
 */
export function createSender(
	web: webApi.WebClient,
	home: Home,
	render: Render,
	typed: TypedName,
	deps: { readonly log: Log; readonly clock: Clock; readonly settleMs: number },
): Sender {
	const posting = { web, home, render, typed, open: createDirect(web), ...deps };
	return {
		async post(place, message, key) {
			if (!isHere(place, home)) return { outcome: "gone", why: words.anotherWorkspace };
			const channel = await channelOf(posting, place, key);
			if (typeof channel !== "string") return channel;
			const found = await earlier(posting, place, channel, key);
			return found ?? post(posting, place, channel, message, key);
		},
		async edit(place, ref, message) {
			if (!isHere(place, home)) return { outcome: "gone", why: words.anotherWorkspace };
			return change(posting, place, ref, message);
		},
	};
}

function isHere(place: string, home: Home): boolean {
	return place.split(":")[1] === home.team;
}

/** The channel to post to; or, where that is a person's and cannot be opened, what became of the try. */
async function channelOf(
	posting: Posting,
	place: string,
	{ id }: PostKey,
): Promise<string | Delivered> {
	const [, , name = ""] = (accountIn(place) ?? place).split(":");
	if (accountIn(place) === null) return name;
	return posting
		.open(name)
		.catch((error) => failed(posting, error, { place, again: true, about: { delivery: id } }));
}

/** What an earlier try has come to, where there was one nobody knows of; null when to post. */
async function earlier(
	posting: Posting,
	place: string,
	channel: string,
	{ id, unsettledSince: since }: PostKey,
): Promise<Delivered | null> {
	if (since === null) return null;
	try {
		const found = await lookBack(posting.web, { channel, key: id, since });
		if (found === "absent") return null;
		if (found === "unreadable") return { outcome: "unknown", why: words.earlierUnclear };
		return { outcome: "sent", ref: writeRef({ channel, ts: found.ts }) };
	} catch (error) {
		return failed(posting, error, { place, again: true, about: { delivery: id } });
	}
}

async function post(
	posting: Posting,
	place: string,
	channel: string,
	message: Message,
	{ id }: PostKey,
): Promise<Delivered> {
	const { web, render } = posting;
	try {
		const posted = await web.chat.postMessage(postOf(channel, render(message), id));
		return { outcome: "sent", ref: writeRef({ channel, ts: posted.ts ?? "" }) };
	} catch (error) {
		return failed(posting, error, { place, again: false, about: { delivery: id } });
	}
}

async function change(
	posting: Posting,
	place: string,
	ref: Ref,
	message: Message,
): Promise<Delivered> {
	const { channel, ts } = readRef(ref) ?? {};
	if (!channel || !ts) return { outcome: "gone", why: words.removed };
	const { text, blocks } = posting.render(message);
	try {
		await posting.web.chat.update({ channel, ts, text, blocks });
		return { outcome: "sent", ref };
	} catch (error) {
		return failed(posting, error, { place, again: true, about: { place, ts } });
	}
}

type Trying = {
	readonly place: string;
	/** Whether the same call once more is harmless. */
	readonly again: boolean;
	/** For the log. */
	readonly about: Readonly<Record<string, string>>;
};

function failed(posting: Posting, error: unknown, trying: Trying): Delivered {
	const fault = faultOf(error);
	const delivered = deliveredOf(fault, posting, trying);
	// A refused token has been told of already, once.
	if (!isTokenRefused(fault))
		posting.log.warn({ ...trying.about, outcome: delivered.outcome, fault }, WENT_WRONG);
	return delivered;
}

const WENT_WRONG = "a post did not go well";

function postOf(channel: string, rendered: Rendered, key: string) {
	return {
		channel,
		...rendered,
		unfurl_links: false,
		unfurl_media: false,
		client_msg_id: uuidOf(key),
		metadata: { event_type: DELIVERY, event_payload: { key } },
	};
}

/**
 * The same key, the same id. Slack does not document what it does with it; its list of errors only
 * hints that a repeat may be recognised, so nothing relies on it.
 */
function uuidOf(key: string): string {
	const hex = createHash("sha256").update(key).digest("hex");
	const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
	const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`];
	return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

function deliveredOf(fault: Fault, posting: Posting, { place, again }: Trying): Delivered {
	const now = posting.clock.now();
	switch (fault.kind) {
		case "rate-limited":
			return { outcome: "later", until: now + fault.waitMs, why: words.rateLimited };
		case "unreached":
			return { outcome: "later", until: now + SOON_MS, why: words.unreached };
		case "unclear":
			return again
				? { outcome: "later", until: now + SOON_MS, why: words.unreached }
				: { outcome: "later", until: now + posting.settleMs, why: words.unclear, unsettled: true };
		case "refused":
			return waiting(fault.code, now) ?? refused(fault.code, place, posting.typed("setup"));
	}
}

/** For what an operator, or Slack itself, has to mend first. */
function waiting(code: string, now: number): Delivered | null {
	const until = now + MENDED_MS;
	if (TOKEN_REFUSALS.has(code) || LACKING.has(code))
		return { outcome: "later", until, why: words.token };
	return code.startsWith("http_") ? { outcome: "later", until, why: words.unreached } : null;
}

function refused(code: string, place: string, setup: string): Delivered {
	if (code === "message_not_found") return { outcome: "gone", why: words.removed };
	if (FIXED.has(code)) return { outcome: "gone", why: words.fixed(code) };
	const why = accountIn(place) === null ? closed(code, setup) : closedDirectly(code);
	return why === null ? { outcome: "dead", why: words.refused(code) } : { outcome: "gone", why };
}

/** Why a channel takes no messages from us; null when it is the message that is refused. */
function closed(code: string, setup: string): string | null {
	if (code.startsWith("restricted_action")) return words.gone.restricted(setup);
	return GONE[code]?.(setup) ?? (CLOSED.has(code) ? words.closed(code, setup) : null);
}

/** The same for somebody's direct messages. */
function closedDirectly(code: string): string | null {
	const isClosed = closed(code, "") !== null;
	return DIRECT[code] ?? (isClosed ? words.notDirectly(code) : null);
}
