import type { webApi } from "@slack/bolt";
import type { Command } from "../../core/command.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { Request } from "../../core/request.ts";
import { codeOf } from "./faults.ts";
import type { Home } from "./intake.ts";

/** Whether an account may moderate, as far as Slack knows. */
export type IsAdmin = (account: string) => Promise<boolean>;

/** How long an answer holds: somebody who was just made an admin waits no longer than this. */
const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;

/**
 * Adds the asker's rights where the command is for moderators. Slack's payloads hold no rights, so
 * this costs a look-up; nobody else's wish pays for it.
 */
export async function withRights<Wish extends Request>(
	request: Wish,
	commands: readonly Command[],
	isAdmin: IsAdmin,
): Promise<Wish> {
	const name = request.kind === "command" ? request.name : request.press.split(".")[0];
	const command = commands.find((one) => one.name === name);
	if (command?.who !== "moderators") return request;
	return { ...request, rights: { ...request.rights, manages: await isAdmin(request.from.id) } };
}

/**
 * Asks Slack whether somebody is an admin or owner of this workspace. Strangers in shared channels
 * are not, whatever they are at home. A look-up that fails counts as no.
 */
export function adminLookup(
	web: webApi.WebClient,
	home: Home,
	{ log, clock }: { readonly log: Log; readonly clock: Clock },
): IsAdmin {
	const kept = new Map<string, { readonly at: number; readonly admin: boolean }>();
	const ours = `slack:${home.team}:`;
	return async (account) => {
		if (!account.startsWith(ours)) return false;
		const known = kept.get(account);
		if (known && clock.now() - known.at < KEPT_MS) return known.admin;
		try {
			const admin = await ask(web, account.slice(ours.length));
			if (kept.size >= MOST_KEPT) kept.clear();
			kept.set(account, { at: clock.now(), admin });
			return admin;
		} catch (error) {
			log.warn({ err: codeOf(error) }, "Slack did not say whether somebody is an admin");
			return false;
		}
	};
}

async function ask(web: webApi.WebClient, user: string): Promise<boolean> {
	const { user: found } = await web.users.info({ user });
	if (!found || found.deleted || found.is_stranger || found.is_bot) return false;
	return found.is_admin === true || found.is_owner === true;
}
