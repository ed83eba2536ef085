import { type REST, type RESTPostAPICurrentUserCreateDMChannelResult, Routes } from "discord.js";

/** Opens direct messages with a person, by their user id. @returns the id of the channel */
export type OpenDirect = (user: string) => Promise<string>;

/** Two ids each; whoever is forgotten costs one more call. */
const MOST_KEPT = 5_000;

/** Opening the same one again gives the same channel and shows the person nothing. */
export function createDirect(rest: REST): OpenDirect {
	const kept = new Map<string, string>();
	return async (user) => {
		const known = kept.get(user);
		if (known !== undefined) return known;
		const { id } = (await rest.post(Routes.userChannels(), {
			body: { recipient_id: user },
		})) as RESTPostAPICurrentUserCreateDMChannelResult;
		if (kept.size >= MOST_KEPT) kept.clear();
		kept.set(user, id);
		return id;
	};
}
