import type { Ref } from "../../core/request.ts";

/** How this adapter writes Discord's ids (snowflakes) for the rest of the program, and reads them back. */

const SPACE_OF = "discord:";
const SNOWFLAKE = /^discord:(\d{1,20})$/;

/** A user, channel, guild, role or interaction as the rest of the program knows it. */
export function namespaced(snowflake: string): string {
	return `${SPACE_OF}${snowflake}`;
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
