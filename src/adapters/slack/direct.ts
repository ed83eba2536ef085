import type { webApi } from "@slack/bolt";

/** Opens direct messages with a person (`im:write`), by their user id. @returns the channel's id */
export type OpenDirect = (user: string) => Promise<string>;

/** Two ids each; whoever is forgotten costs one more call. */
const MOST_KEPT = 5_000;

/** Opening the same one again gives the same channel and shows the person nothing. */
export function createDirect(web: webApi.WebClient): OpenDirect {
	const kept = new Map<string, string>();
	return async (user) => {
		const known = kept.get(user);
		if (known !== undefined) return known;
		const { channel } = await web.conversations.open({ users: user });
		const id = channel?.id ?? "";
		if (kept.size >= MOST_KEPT) kept.clear();
		kept.set(user, id);
		return id;
	};
}
