import { DAY_MS, zoneNamed } from "./days.ts";
import { cleanName } from "./people.ts";
import type { Directory, Log, Profile, Store } from "./ports.ts";

/** Both platforms drop an answer that takes longer than 3 s, so a reply is gone by then. */
const REPLY_GONE_MS = 3_000;

/** Look-ups at one beat: 40 a minute, where Slack allows 100 for this call. */
const MOST_AT_ONCE = 10;

/** Far above what waits between two beats; who finds it full is noticed again with the next wish. */
const MOST_WAITING = 1_000;

/** Accounts of whom it is remembered when they were last asked after; some 2 MB. */
const MOST_REMEMBERED = 10_000;

/** The platform may have been busy: long enough for that to pass. */
const AFTER_FAILURE_MS = 3_600_000;

export type Profiles = {
	/** Whether the name that comes with a wish is only a guess. */
	guesses(account: string): boolean;
	/** Remembers to look somebody up, at most once a day. The store must know the account. */
	notice(account: string, interaction: string, now: number): void;
	/** Drops all that is remembered of somebody. */
	forget(account: string): void;
	/** Looks up those whose reply has gone, a few at a time. Never throws: failures are logged. */
	lookUp(now: number): Promise<void>;
};

type Waiting = { readonly since: number; readonly interaction: string };

/** Keeps names and zones as the platform's directory tells them, without delaying an answer. */
export function createProfiles(world: {
	readonly directory: Directory;
	readonly store: Pick<Store, "learners">;
	readonly log: Log;
}): Profiles {
	const { directory, store, log } = world;
	const waiting = new Map<string, Waiting>();
	const notBefore = createMemory(MOST_REMEMBERED);
	return {
		guesses: (account) => directory.knows(account),
		notice(account, interaction, now) {
			if (waiting.has(account) || waiting.size >= MOST_WAITING) return;
			if (now < notBefore.of(account) || !directory.knows(account)) return;
			waiting.set(account, { since: now, interaction });
		},
		forget(account) {
			waiting.delete(account);
			notBefore.forget(account);
		},
		async lookUp(now) {
			const ready = [...waiting].filter(([, { since }]) => now - since >= REPLY_GONE_MS);
			await Promise.all(ready.slice(0, MOST_AT_ONCE).map(([account]) => one(account, now)));
		},
	};

	async function one(account: string, now: number): Promise<void> {
		const interaction = waiting.get(account)?.interaction;
		waiting.delete(account);
		notBefore.set(account, now + DAY_MS);
		try {
			const profile = await directory.profile(account);
			if (profile) await store.learners.describe(account, checked(profile), now);
		} catch (err) {
			notBefore.set(account, now + AFTER_FAILURE_MS);
			log.warn({ err, interaction }, "could not look up a profile");
		}
	}
}

/** A zone that this program does not know is none. */
function checked({ name, zone }: Profile): Profile {
	return { name: cleanName(name), zone: zone === null ? null : zoneNamed(zone) };
}

/** Instants by account. The one set longest ago goes when there are too many. */
function createMemory(most: number) {
	const kept = new Map<string, number>();
	return {
		of: (account: string) => kept.get(account) ?? 0,
		forget: (account: string) => void kept.delete(account),
		set(account: string, until: number) {
			kept.delete(account);
			const [oldest] = kept.keys();
			if (oldest !== undefined && kept.size >= most) kept.delete(oldest);
			kept.set(account, until);
		},
	};
}
