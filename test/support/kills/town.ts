import { nonceOf } from "../../../src/adapters/discord/send.ts";
import type { Schedule, ScheduleKind } from "../../../src/core/delivery/delivery.ts";
import type { Store } from "../../../src/core/ports.ts";
import type { DiscordServer } from "../discord-server.ts";
import { recordOf } from "../slack-json.ts";
import type { SlackServer } from "../slack-server.ts";
import { type Post, SLACK_IDS } from "../slack-types.ts";

/**
 * Places on both platforms with a schedule each, spread over the day, so that with a fast clock a
 * few fall due every second. What has to be posted when follows from this file alone.
 */
export type Town = {
	readonly spots: readonly Spot[];
};

/** A place, and the one schedule in it. */
export type Spot = {
	readonly schedule: Schedule;
	readonly platform: "discord" | "slack";
	/** As the platform calls it. */
	readonly channel: string;
	/** How many posts stand there, each for itself, even where two say the same. */
	posts(): number;
	/** How many of them were made of one delivery: the platform itself was told which. */
	postsOf(delivery: string): number;
};

const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const MINUTES = 24 * 60;
const GUILDS = 5;

/** Kinds that never end, so that every moment of every day has its post. */
const KINDS: readonly ScheduleKind[] = ["daily", "tip", "nudge", "tip", "recap", "tip"];

/** @param each how many places there are on each platform */
export function createTown(
	{ discord, slack }: { readonly discord: DiscordServer; readonly slack: SlackServer },
	{ at, each }: { readonly at: number; readonly each: number },
): Town {
	const guilds = Array.from({ length: GUILDS }, (_, n) => discord.guild({ name: `Guild ${n}` }));
	const numbers = Array.from({ length: each }, (_, n) => n);
	const onDiscord = numbers.map((n): Spot => {
		const guild = guilds[n % GUILDS]?.id ?? "";
		const { id: channel } = discord.channel(guild, `place-${n}`);
		const [space, place] = [`discord:${guild}`, `discord:${channel}`];
		const schedule = scheduleAt({ id: `d${n}`, space, place, nth: 2 * n, of: 2 * each, at });
		const posts = () => discord.posts(channel);
		return {
			platform: "discord",
			channel,
			schedule,
			posts: () => posts().length,
			postsOf(delivery) {
				const nonce = nonceOf(delivery, channel);
				return posts().filter(({ message }) => message?.nonce === nonce).length;
			},
		};
	});
	const onSlack = numbers.map((n): Spot => {
		const channel = `C${String(n).padStart(6, "0")}`;
		slack.channel({ id: channel, name: `place-${n}` });
		const space = `slack:${SLACK_IDS.team}`;
		const place = `${space}:${channel}`;
		const schedule = scheduleAt({ id: `s${n}`, space, place, nth: 2 * n + 1, of: 2 * each, at });
		const posts = () => slack.posts(channel);
		const keyOf = ({ metadata }: Post) => recordOf(metadata?.event_payload).key;
		return {
			platform: "slack",
			channel,
			schedule,
			posts: () => posts().length,
			postsOf: (delivery) => posts().filter((post) => keyOf(post) === delivery).length,
		};
	});
	return { spots: [...onDiscord, ...onSlack] };
}

type Wanted = {
	readonly id: string;
	readonly space: string;
	readonly place: string;
	/** Its turn in the day. */
	readonly nth: number;
	readonly of: number;
	/** When all begins. */
	readonly at: number;
};

function scheduleAt({ id, space, place, nth, of, at }: Wanted): Schedule {
	const minute = Math.floor((nth * MINUTES) / of);
	const time = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, "0"));
	const today = Math.floor(at / DAY) * DAY + minute * MINUTE;
	return {
		id,
		space,
		place,
		kind: KINDS[Math.floor(nth / 2) % KINDS.length] ?? "tip",
		time: time.join(":"),
		weekdays: [1, 2, 3, 4, 5, 6, 7],
		zone: "UTC",
		nextRunAt: today > at ? today : today + DAY,
		state: "active",
		trouble: null,
		from: null,
		until: null,
		// The newest is posted late on its own day; shortly before midnight that may be too short.
		missed: minute < LATE && nth % 4 < 2 ? "latest" : "all",
		cohort: null,
		owner: null,
	};
}

/** Four hours before midnight: with the fast clock no restart takes that long. */
const LATE = 20 * 60;

/** The moments of a schedule up to an instant: once a day, and nothing else. */
export function momentsOf({ schedule }: Spot, until: number): readonly number[] {
	const moments: number[] = [];
	for (let at = schedule.nextRunAt; at <= until; at += DAY) moments.push(at);
	return moments;
}

/** As the store calls the slot of a moment. */
export function slotKey({ schedule }: Spot, moment: number): string {
	return `${schedule.id}/${new Date(moment).toISOString().slice(0, 10)}/${schedule.time}`;
}

/** Puts the schedules into a store. */
export async function settleTown(store: Store, { spots }: Town, now: number): Promise<void> {
	const visits = new Map(spots.map(({ schedule: { space, place } }) => [space, place]));
	for (const [space, place] of visits) {
		const grace = { account: `${space}:grace`, name: "Grace", personal: false };
		await store.learners.meet({ ...grace, space, place }, now);
	}
	await Promise.all(
		spots.map(({ schedule }) => store.schedules.save(`setup:${schedule.id}`, schedule)),
	);
}
