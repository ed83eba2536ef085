import {
	type APIChannel,
	DiscordAPIError,
	type REST,
	type RESTGetAPIChannelResult,
	Routes,
} from "discord.js";
import type { Sender } from "../../core/ports.ts";
import { onDiscord } from "../../text/en.ts";
import { snowflakeIn } from "./ids.ts";
import { CODE } from "./troubles.ts";

const { gone } = onDiscord.post;

const CLOSED: ReadonlyMap<unknown, string> = new Map([
	[CODE.unknownChannel, gone.noChannel],
	[CODE.missingAccess, gone.noAccess],
	[CODE.missingPermissions, gone.noAccess],
]);

/**
 * Looks at a channel before somebody relies on it: whether it is there, whether the bot sees it, and
 * whether a thread is closed. Whether it may write there Discord tells only piece by piece (roles,
 * overwrites, parents), so that is left to the first post, which tells it exactly.
 */
export function createProbe(rest: REST): NonNullable<Sender["probe"]> {
	return async (place) => {
		const channel = snowflakeIn(place);
		if (channel === null) return null;
		try {
			return troubleIn((await rest.get(Routes.channel(channel))) as RESTGetAPIChannelResult);
		} catch (error) {
			// Discord does not say just now: that is no reason to refuse.
			return error instanceof DiscordAPIError ? (CLOSED.get(error.code) ?? null) : null;
		}
	};
}

function troubleIn(channel: APIChannel): string | null {
	const thread = "thread_metadata" in channel ? channel.thread_metadata : undefined;
	return thread?.locked ? gone.locked : null;
}
