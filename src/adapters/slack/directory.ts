import type { webApi } from "@slack/bolt";
import type { Clock, Directory, Profile } from "../../core/ports.ts";
import { codeOf } from "./faults.ts";
import type { Home } from "./intake.ts";

/** Somebody who has just changed their profile waits no longer than this. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 1_000;

type Kept = { readonly at: number; readonly profile: Profile | null };

/**
 * Looks up people of this workspace (`users:read`). Rights are not part of it: those must be fresher
 * than a name, and have their own look-up in `rights.ts`.
 */
export function createDirectory(
	web: webApi.WebClient,
	{ team }: Home,
	{ clock }: { readonly clock: Clock },
): Directory {
	const kept = new Map<string, Kept>();
	const ours = `slack:${team}:`;
	return {
		// The id of a stranger in a shared channel could be somebody else's here.
		knows: (account) => account.startsWith(ours),
		async profile(account) {
			const known = kept.get(account);
			if (known && clock.now() - known.at < KEPT_MS) return known.profile;
			const profile = await ask(web, account.slice(ours.length));
			if (kept.size >= MOST_KEPT) kept.clear();
			kept.set(account, { at: clock.now(), profile });
			return profile;
		},
	};
}

async function ask(web: webApi.WebClient, user: string): Promise<Profile | null> {
	const { user: found } = await web.users.info({ user }).catch((error: unknown) => {
		// Slack's own errors can hold what was sent, the token included.
		throw new Error(`Slack did not tell a profile: ${codeOf(error)}`);
	});
	if (!found || found.deleted || found.is_stranger || found.is_bot) return null;
	const { profile, real_name, name, tz } = found;
	const names = [profile?.display_name, profile?.real_name, real_name, name];
	return { name: names.find((one) => one) ?? "", zone: tz ?? null };
}
