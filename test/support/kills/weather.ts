import { EventEmitter, once } from "node:events";
import type { DiscordServer } from "../discord-server.ts";
import type { SlackServer } from "../slack-server.ts";
import type { Chance } from "./chance.ts";

/** Slow and failing platforms: every post takes its time, and now and then an answer is lost. */
export type Weather = {
	/** Resolves when a post reaches a platform, before that has done anything, or when time is up. */
	post(withinMs: number): Promise<void>;
};

type Platforms = { readonly discord: DiscordServer; readonly slack: SlackServer };

const POSTS = { method: "POST", path: /^\/channels\/\d+\/messages$/ };
/** At most so long before a platform does what was asked, and as long before it says so. */
const LAG_MS = 40;
/** Of so many posts one meets with trouble. */
const TROUBLED = 5;

export function createWeather({ discord, slack }: Platforms, chance: Chance): Weather {
	const bell = new EventEmitter();
	const lag = () => chance.below(LAG_MS);
	const arrives = (trouble: () => void) => {
		bell.emit("post");
		if (chance.oneIn(TROUBLED)) trouble();
		return lag();
	};
	const onDiscord = (path: string) => arrives(() => troubleDiscord(discord, path, chance));
	const onSlack = () => arrives(() => troubleSlack(slack, chance));
	discord.delay({ ...POSTS, ms: onDiscord });
	discord.delay({ ...POSTS, ms: lag, after: true });
	slack.delay({ method: "chat.postMessage", before: onSlack, after: lag });
	return {
		async post(withinMs) {
			await once(bell, "post", { signal: AbortSignal.timeout(withinMs) }).catch(() => {});
		},
	};
}

/** discord.js itself tries a second time: that helps after one failure, and not after two. */
function troubleDiscord(discord: DiscordServer, place: string, chance: Chance): void {
	const path = new RegExp(`^${place}$`);
	const troubles = [
		{ method: "POST", path, status: 500, after: true },
		{ method: "POST", path, status: 502, after: true, times: 2 },
		{ method: "POST", path, status: "hangup", after: true, times: 2 },
		{ method: "POST", path, status: 503, times: 2 },
		{ method: "GET", path, status: 500, times: 2 },
	] as const;
	discord.fail(troubles[chance.below(troubles.length)] ?? troubles[0]);
}

function troubleSlack(slack: SlackServer, chance: Chance): void {
	const method = "chat.postMessage";
	const troubles = [
		{ method, status: 500, after: true },
		{ method, drop: true, after: true },
		{ method, error: "fatal_error", after: true },
		{ method, status: 503 },
		{ method: "conversations.history", status: 500 },
	];
	slack.fail(troubles[chance.below(troubles.length)] ?? { method });
}
