import { groupId } from "../../core/platform.ts";

/** How this adapter writes the ids of user groups for the rest of the program, and reads them back. */

export function userGroupId(team: string, id: string): string {
	return groupId(`slack:${team}:${id}`);
}

const USER_GROUP = /^slack:[A-Z0-9]+:&(S[A-Z0-9]+)$/;

/** The id of a user group as Slack knows it; null for anything else. */
export function userGroupIn(group: string): string | null {
	return USER_GROUP.exec(group)?.[1] ?? null;
}
