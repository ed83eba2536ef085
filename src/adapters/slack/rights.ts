import type { webApi } from "@slack/bolt";
import type { App } from "../../core/app.ts";
import { commandBehind, needsRights } from "../../core/command.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { Request } from "../../core/request.ts";
import { codeOf, faultOf } from "./faults.ts";
import { userGroupIn } from "./groups.ts";
import type { Home } from "./intake.ts";

/** Whether an account may moderate; null while Slack does not say. */
export type IsAdmin = (account: string) => Promise<boolean | null>;
/** Whether an account is in a user group; null while Slack does not say. */
export type IsIn = (account: string, group: string) => Promise<boolean | null>;

/** What Slack can be asked about somebody. */
export type Lookups = { readonly isAdmin: IsAdmin; readonly isIn: IsIn };

/** How long a no holds: somebody who was just made an admin waits no longer than this. */
const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;

/** Slack's answers for somebody it does not show to us, which is a no. */
const NOBODY = new Set(["user_not_found", "user_not_visible"]);

/**
 * Adds the asker's rights where they matter; null while Slack does not say and nothing can be done
 * without.
 * Slack's payloads hold no rights, so this costs a look-up; nobody else's wish pays for it. User
 * groups are asked after only where a space has named some.
 */
export async function withRights<Wish extends Request>(
	request: Wish,
	app: Pick<App, "commands" | "moderatorGroups">,
	lookups: Lookups,
): Promise<Wish | null> {
	const command = commandBehind(app.commands, request);
	const input = request.kind === "command" ? request.input : {};
	if (command === undefined || !needsRights(command, input)) return request;
	const manages = await lookups.isAdmin(request.from.id);
	const groups = manages === false ? await groupsOf(request, app, lookups.isIn) : [];
	if (manages === null || groups === null) return command.who === "everyone" ? request : null;
	return { ...request, rights: { manages, groups } };
}

/** Which of the groups that moderate the asker is in; null while Slack does not say. */
async function groupsOf(
	{ at, from }: Request,
	app: Pick<App, "moderatorGroups">,
	isIn: IsIn,
): Promise<readonly string[] | null> {
	const all = await app.moderatorGroups(at.space);
	const held = await Promise.all(all.map((group) => isIn(from.id, group)));
	// One that is held is enough, whatever becomes of the others.
	if (!held.includes(true) && held.includes(null)) return null;
	return all.filter((_, at) => held[at] === true);
}

type Deps = { readonly log: Log; readonly clock: Clock };

/**
 * Asks Slack whether somebody is an admin or owner of this workspace. Strangers in shared channels
 * are not, whatever they are at home.
 */
export function adminLookup(web: webApi.WebClient, home: Home, { log, clock }: Deps): IsAdmin {
	const ours = `slack:${home.team}:`;
	const asked = keepingNo(clock, look);
	return async (account) => (account.startsWith(ours) ? asked(account) : false);

	async function look(account: string): Promise<boolean | null> {
		try {
			return await askAdmin(web, account.slice(ours.length));
		} catch (error) {
			const code = codeOf(error);
			if (NOBODY.has(code)) return false;
			log.warn({ err: code }, "Slack did not say whether somebody is an admin");
			return null;
		}
	}
}

/**
 * Asks Slack whether somebody of this workspace is in a user group. A group that is gone, or that the
 * app may not look into, has nobody in it.
 */
export function groupLookup(web: webApi.WebClient, home: Home, { log, clock }: Deps): IsIn {
	const ours = `slack:${home.team}:`;
	const asked = keepingNo(clock, look);
	return async (account, group) =>
		account.startsWith(ours) ? asked(`${account} ${group}`) : false;

	async function look(both: string): Promise<boolean | null> {
		const [account = "", group = ""] = both.split(" ");
		const usergroup = userGroupIn(group);
		if (usergroup === null) return false;
		try {
			const { users = [] } = await web.usergroups.users.list({ usergroup });
			return users.includes(account.slice(ours.length));
		} catch (error) {
			log.warn({ err: codeOf(error) }, "Slack did not say who is in a user group");
			return faultOf(error).kind === "refused" ? false : null;
		}
	}
}

/**
 * A yes is never kept: a right that was taken away a second ago counts no more. A no is, and is
 * asked for once at a time, so that nobody makes the bot ask a hundred times a second.
 */
function keepingNo(
	clock: Clock,
	look: (key: string) => Promise<boolean | null>,
): (key: string) => Promise<boolean | null> {
	const kept = new Map<string, { readonly at: number; readonly answer: Promise<boolean | null> }>();
	return async (key) => {
		const known = kept.get(key);
		if (known && clock.now() - known.at < KEPT_MS) return known.answer;
		if (kept.size >= MOST_KEPT) kept.clear();
		const answer = look(key);
		kept.set(key, { at: clock.now(), answer });
		if ((await answer) !== false) kept.delete(key);
		return answer;
	};
}

async function askAdmin(web: webApi.WebClient, user: string): Promise<boolean> {
	const { user: found } = await web.users.info({ user });
	if (!found || found.deleted || found.is_stranger || found.is_bot) return false;
	return found.is_admin === true || found.is_owner === true;
}
