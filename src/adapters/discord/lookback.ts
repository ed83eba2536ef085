import type { APIMessage, REST } from "discord.js";
import { Routes } from "discord.js";
import type { MessageBody } from "./render.ts";

/**
 * Looks for a message of ours in a channel, from a moment on. A bot may read what it wrote itself
 * without any intent; it needs the permission to read the history, and where that is missing
 * Discord answers with an empty list and no error. Whether anything was written at all the channel
 * tells without it.
 */

type Sought = {
	readonly channel: string;
	readonly author: string;
	/** Epoch milliseconds of the first try. */
	readonly since: number;
	readonly body: MessageBody;
};

export type Found = { readonly message: string } | "absent" | "unreadable";

/** What every channel with messages has; null where there never was one. */
type Written = { readonly last_message_id?: string | null };

const PAGE = 100;
/** A thousand messages: in a channel busier than that nobody can tell cheaply. */
const PAGES = 10;
/** Clocks differ: Discord's ids carry Discord's time, the first try was noted in ours. */
const CLOCKS_MS = 30_000;

export async function lookBack(rest: REST, sought: Sought): Promise<Found> {
	const wanted = signature(sought.body.components);
	let after = snowflakeAt(sought.since - CLOCKS_MS);
	for (let page = 0; page < PAGES; page += 1) {
		const messages = await read(rest, sought.channel, { after, limit: String(PAGE) });
		const found = messages.find(
			({ author, components }) =>
				author.id === sought.author && signature(components ?? []) === wanted,
		);
		if (found) return { message: found.id };
		const isAll = messages.length < PAGE;
		if (isAll && page === 0 && messages.length === 0) return quietOr(rest, sought.channel, after);
		if (isAll) return "absent";
		after = newest(messages);
	}
	return "unreadable";
}

/** Nothing new may mean that nothing may be read; the channel tells what was last written there. */
async function quietOr(rest: REST, channel: string, after: string): Promise<Found> {
	const { last_message_id: last } = (await rest.get(Routes.channel(channel))) as Written;
	const isQuiet = last === null || (last !== undefined && BigInt(last) <= BigInt(after));
	return isQuiet ? "absent" : "unreadable";
}

async function read(
	rest: REST,
	channel: string,
	query: Record<string, string>,
): Promise<readonly APIMessage[]> {
	const found = await rest.get(Routes.channelMessages(channel), {
		query: new URLSearchParams(query),
	});
	return found as readonly APIMessage[];
}

function newest(messages: readonly APIMessage[]): string {
	return messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
}

/** The first id of a moment; ids count milliseconds from the first second of 2015. */
function snowflakeAt(at: number): string {
	return String(BigInt(Math.max(0, Math.floor(at) - 1_420_070_400_000)) << 22n);
}

/** What makes a message this one: its presses, which name the delivery, or else its texts. */
function signature(components: readonly unknown[]): string {
	const presses = valuesOf(components, "custom_id");
	return JSON.stringify(presses.length > 0 ? presses : valuesOf(components, "content"));
}

function valuesOf(value: unknown, name: "custom_id" | "content"): string[] {
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		key === name && typeof inner === "string" ? [inner.trim()] : valuesOf(inner, name),
	);
}
