import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../../src/core/ports.ts";
import type { DiscordServer } from "../discord-server.ts";
import type { SlackServer } from "../slack-server.ts";
import { SLACK_IDS } from "../slack-types.ts";
import type { Chance } from "./chance.ts";
import { DAY, momentsOf, type Spot, type Town } from "./town.ts";

/** People on both platforms who answer the daily questions, and whose word counts. */
export type People = {
	/** Everybody answers what is new until the bot is gone. */
	answer(gone: Promise<void>): Promise<void>;
	/** `account/daily` of every answer whose result somebody has seen. */
	readonly acknowledged: ReadonlySet<string>;
};

/** What somebody saw after pressing a letter under a post; null when there is nothing to press. */
type Seen = { readonly daily: string; readonly texts: string } | null;

type Answerer = {
	readonly account: string;
	readonly spots: readonly Spot[];
	press(spot: Spot, letter: string): Promise<Seen>;
};

const RESULT = /Right: it is|Not quite: it is/;
const PRACTICE = /so this is practice/;
const LETTERS = ["A", "B", "C"];
/** Nobody looks further back: soon the next question closes this one. */
const NEW = DAY / 6;

export function createPeople(
	town: Town,
	around: { readonly discord: DiscordServer; readonly slack: SlackServer },
	{ clock, chance }: { readonly clock: Clock; readonly chance: Chance },
): People {
	const acknowledged = new Set<string>();
	const dailies = town.spots.filter(({ schedule }) => schedule.kind === "daily");
	const on = (platform: Spot["platform"]) => dailies.filter((spot) => spot.platform === platform);
	const people = [
		...["Ada", "Ben"].map((name) => onDiscord(around.discord, on("discord"), name)),
		...["ADA", "BEN"].map((name) => onSlack(around.slack, on("slack"), name)),
	];

	async function answerOne(one: Answerer, done: Set<string>): Promise<void> {
		const spot = one.spots
			.filter((some) => isNew(some, clock.now()) && !done.has(turnOf(some, clock.now())))
			.at(0);
		if (spot === undefined) return;
		const turn = turnOf(spot, clock.now());
		const seen = await one.press(spot, LETTERS[chance.below(LETTERS.length)] ?? "A");
		if (seen === null || !RESULT.test(seen.texts) || PRACTICE.test(seen.texts)) return;
		done.add(turn);
		acknowledged.add(`${one.account}/${seen.daily}`);
	}

	const answered = people.map(() => new Set<string>());
	return {
		acknowledged,
		async answer(gone) {
			let isGone = false;
			void gone.then(() => {
				isGone = true;
			});
			const going = people.map(async (one, at) => {
				while (!isGone) {
					const answering = answerOne(one, answered[at] ?? new Set()).catch(() => {});
					await Promise.race([answering, gone]);
					await sleep(10 + chance.below(40));
				}
			});
			await Promise.all(going);
		},
	};
}

/** A moment of a schedule. */
function turnOf(spot: Spot, now: number): string {
	return `${spot.schedule.id}/${momentsOf(spot, now).at(-1)}`;
}

function isNew(spot: Spot, now: number): boolean {
	const newest = momentsOf(spot, now).at(-1);
	return newest !== undefined && now - newest < NEW;
}

function dailyOf(press: string | undefined): string {
	return /daily\.pick:1:([^:]+):/.exec(press ?? "")?.[1] ?? "";
}

function onDiscord(discord: DiscordServer, spots: readonly Spot[], name: string): Answerer {
	const guild = discord.guild({ name: `Home of ${name}` }).id;
	const member = discord.member({ name, guild });
	return {
		account: `discord:${member.id}`,
		spots,
		async press({ channel }, letter) {
			const post = discord.posts(channel).at(-1);
			if (post === undefined) return null;
			const { texts } = await member.press(post, letter);
			const { customId } = post.buttons.find(({ label }) => label === letter) ?? {};
			return { daily: dailyOf(customId), texts };
		},
	};
}

function onSlack(slack: SlackServer, spots: readonly Spot[], name: string): Answerer {
	const person = slack.person({ id: `U1${name}`, name });
	return {
		account: `slack:${SLACK_IDS.team}:${person.id}`,
		spots,
		async press({ channel }, letter) {
			const post = slack.posts(channel).at(-1);
			if (post === undefined) return null;
			const { texts } = await person.pressPost(post, letter);
			const { actionId } = post.buttons.find(({ label }) => label === letter) ?? {};
			return { daily: dailyOf(actionId), texts };
		},
	};
}
