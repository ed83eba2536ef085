import { groupId } from "../../core/platform.ts";
import type { Ref } from "../../core/request.ts";

/** How this adapter writes Discord's ids (snowflakes) for the rest of the program, and reads them back. */

const SPACE_OF = "discord:";
const SNOWFLAKE = /^discord:(\d{1,20})$/;
const ROLE = /^discord:&(\d{1,20})$/;

/** A user, channel, guild or interaction as the rest of the program knows it. */
export function namespaced(snowflake: string): string {
	return `${SPACE_OF}${snowflake}`;
}

/** A role as the rest of the program knows it: a group. */
export function roleId(snowflake: string): string {
	return groupId(namespaced(snowflake));
}

/** The snowflake in the id of a role, or null when it is none of Discord's. */
export function roleIn(id: string): string | null {
	return ROLE.exec(id)?.[1] ?? null;
}

/** The space of an account where no server has installed the bot; `@` keeps it apart from servers. */
export function personalSpace(user: string): string {
	return `${SPACE_OF}@${user}`;
}

/** The snowflake in a namespaced id, or null when it is not one of Discord's. */
export function snowflakeIn(id: string): string | null {
	return SNOWFLAKE.exec(id)?.[1] ?? null;
}

/** A message, opaque to everybody outside this adapter. */
export function refOf(channel: string, message: string): Ref {
	return `${channel}/${message}`;
}

const REF = /^(\d{1,20})\/(\d{1,20})$/;

/** The message behind a Ref; null when there is none, also for one that was deleted at once. */
export function messageIn(ref: Ref): { readonly channel: string; readonly message: string } | null {
	const [, channel, message] = REF.exec(ref) ?? [];
	return channel === undefined || message === undefined ? null : { channel, message };
}
