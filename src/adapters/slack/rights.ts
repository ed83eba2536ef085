import type { webApi } from "@slack/bolt";
import { type Command, commandBehind, needsRights } from "../../core/command.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { Request } from "../../core/request.ts";
import { codeOf } from "./faults.ts";
import type { Home } from "./intake.ts";

/** Whether an account may moderate; null while Slack does not say. */
export type IsAdmin = (account: string) => Promise<boolean | null>;

/** How long a no holds: somebody who was just made an admin waits no longer than this. */
const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;

/** Slack's answers for somebody it does not show to us, which is a no. */
const NOBODY = new Set(["user_not_found", "user_not_visible"]);

/**
 * Adds the asker's rights where they matter; null while Slack does not say and nothing can be done
 * without.
 * Slack's payloads hold no rights, so this costs a look-up; nobody else's wish pays for it.
 */
export async function withRights<Wish extends Request>(
	request: Wish,
	commands: readonly Command[],
	isAdmin: IsAdmin,
): Promise<Wish | null> {
	const command = commandBehind(commands, request);
	const input = request.kind === "command" ? request.input : {};
	if (command === undefined || !needsRights(command, input)) return request;
	const manages = await isAdmin(request.from.id);
	if (manages === null) return command.who === "everyone" ? request : null;
	return { ...request, rights: { ...request.rights, manages } };
}

/**
 * Asks Slack whether somebody is an admin or owner of this workspace. Strangers in shared channels
 * are not, whatever they are at home.
 *
 * A yes is never kept: a right that was taken away a second ago counts no more. A no is, and is
 * asked for once at a time, so that nobody makes the bot ask a hundred times a second.
 */
export function adminLookup(
	web: webApi.WebClient,
	home: Home,
	{ log, clock }: { readonly log: Log; readonly clock: Clock },
): IsAdmin {
	const kept = new Map<string, { readonly at: number; readonly answer: Promise<boolean | null> }>();
	const ours = `slack:${home.team}:`;
	return async (account) => {
		if (!account.startsWith(ours)) return false;
		const known = kept.get(account);
		if (known && clock.now() - known.at < KEPT_MS) return known.answer;
		if (kept.size >= MOST_KEPT) kept.clear();
		const answer = look(account.slice(ours.length));
		kept.set(account, { at: clock.now(), answer });
		if ((await answer) !== false) kept.delete(account);
		return answer;
	};

	async function look(user: string): Promise<boolean | null> {
		try {
			return await ask(web, user);
		} catch (error) {
			const code = codeOf(error);
			if (NOBODY.has(code)) return false;
			log.warn({ err: code }, "Slack did not say whether somebody is an admin");
			return null;
		}
	}
}

async function ask(web: webApi.WebClient, user: string): Promise<boolean> {
	const { user: found } = await web.users.info({ user });
	if (!found || found.deleted || found.is_stranger || found.is_bot) return false;
	return found.is_admin === true || found.is_owner === true;
}
