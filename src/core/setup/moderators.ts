import { nobody, setup as says } from "../../text/en.ts";
import { type Context, isAccount } from "../command.ts";
import { groupId, isGroup, platformOf } from "../platform.ts";
import type { Moderator, SpaceSettings } from "../ports.ts";
import { Problem } from "../problem.ts";

/** More would be looked through with every press of a moderator's button. */
export const MOST_MODERATORS = 20;

/**
 * Puts people and groups on the list of those who moderate. Whoever is on it stays once.
 *
 * @param request the wish may have written something else under its own id
 * @throws {Problem} when one of them cannot be meant
 */
export async function addModerators(
	context: Context,
	ids: readonly string[],
	request: string,
): Promise<SpaceSettings> {
	for (const id of ids) mustBeFromHere(context, id);
	const named = await Promise.all(ids.map(async (id) => ({ id, name: await nameOf(context, id) })));
	const { store } = context.tools;
	return store.spaces.change(request, context.space.id, (before) => {
		const moderators = withAll(before.moderators, named);
		if (moderators.length > MOST_MODERATORS)
			throw new Problem(says.moderators.enough(MOST_MODERATORS));
		return { ...before, moderators };
	});
}

function withAll(before: readonly Moderator[], named: readonly Moderator[]): readonly Moderator[] {
	const ids = named.map(({ id }) => id);
	return [...before.filter(({ id }) => !ids.includes(id)), ...named];
}

function mustBeFromHere({ space }: Context, id: string): void {
	const known = isAccount(id) || isGroup(id);
	if (!known || platformOf(id) !== platformOf(space.id))
		throw new Problem(says.moderators.elsewhere);
	// Discord has a group of everybody, which goes by the id of the server.
	if (id === groupId(space.id)) throw new Problem(says.moderators.everyone);
}

/** As the platform said with the wish, as they are known here, or as the platform says when asked. */
async function nameOf({ tools, space, named, now }: Context, id: string): Promise<string> {
	const sent = named.find((one) => one.id === id)?.name;
	if (sent !== undefined) return sent;
	if (isGroup(id)) return says.moderators.aGroup;
	const learner = await tools.store.learners.find(id, space.id, now);
	return learner?.name ?? (await tools.nameOf(id)) ?? nobody;
}

/** Takes them off the list; whoever is not on it stays so. */
export function dropModerators(context: Context, ids: readonly string[]): Promise<SpaceSettings> {
	const { tools, request, space } = context;
	return tools.store.spaces.change(request, space.id, (before) => ({
		...before,
		moderators: before.moderators.filter(({ id }) => !ids.includes(id)),
	}));
}
