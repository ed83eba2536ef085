import type { webApi } from "@slack/bolt";
import { codeOf, faultOf } from "./faults.ts";

/**
 * Looks for a post of ours in a conversation, from a moment on. Each post carries the key of its
 * delivery in its metadata; reading it back takes a history scope (`channels:history` and its like),
 * which the manifest does not ask for: an operator may add it. Without it nobody can tell.
 */

type Sought = {
	readonly channel: string;
	readonly key: string;
	/** Epoch milliseconds of the first try. */
	readonly since: number;
};

export type Found = { readonly ts: string } | "absent" | "unreadable";

/** The metadata of every delivery. */
export const DELIVERY = "cairn_delivery";

const PAGE = 100;
/** A thousand messages; far fewer where Slack gives out less at once. */
const PAGES = 10;
/** Clocks differ: Slack's stamps carry Slack's time, the first try was noted in ours. */
const CLOCKS_MS = 30_000;

/** The scope is missing, or was never meant for such a conversation. */
const UNREADABLE = new Set([
	"missing_scope",
	"not_allowed_token_type",
	"no_permission",
	"accesslimited",
	"access_denied",
	"method_not_supported_for_channel_type",
]);

/** @throws what the call threw, where that says something of the conversation or of Slack itself */
export async function lookBack(web: webApi.WebClient, sought: Sought): Promise<Found> {
	const range = { oldest: stampAt(sought.since - CLOCKS_MS), include_all_metadata: true };
	let cursor: string | undefined;
	for (let page = 0; page < PAGES; page += 1) {
		const at = { channel: sought.channel, ...range, limit: PAGE, ...(cursor ? { cursor } : {}) };
		const read = await web.conversations.history(at).catch((error) => unreadable(error, page));
		if (read === "unreadable") return read;
		const found = read.messages?.find((message) => isSought(message, sought));
		if (found?.ts) return { ts: found.ts };
		cursor = read.response_metadata?.next_cursor;
		if (!cursor) return "absent";
	}
	return "unreadable";
}

/**
 * Apps that are given out widely read one small page a minute: where more was written than that, the
 * second page would be refused for ever.
 */
function unreadable(error: unknown, page: number): "unreadable" {
	const isLimited = page > 0 && faultOf(error).kind === "rate-limited";
	if (isLimited || UNREADABLE.has(codeOf(error))) return "unreadable";
	throw error;
}

type Read = NonNullable<webApi.ConversationsHistoryResponse["messages"]>[number];

function isSought({ metadata }: Read, { key }: Sought): boolean {
	const payload = metadata?.event_payload as { readonly key?: unknown } | undefined;
	return metadata?.event_type === DELIVERY && payload?.key === key;
}

/** Slack counts seconds, with six places behind the point. */
function stampAt(at: number): string {
	return (Math.max(0, at) / 1000).toFixed(6);
}
