import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bot, type Program, startBot } from "../support/bot.ts";
import { ROOT } from "../support/folder.ts";
import { writeEasyPack } from "../support/pack.ts";
import type { Side } from "../support/rounds.ts";
import { openDiscord } from "./discord.ts";
import type { Door, Json } from "./door.ts";
import { openSlack } from "./slack.ts";
import { introduce, talk } from "./talk.ts";

/** A way to a bot. */
export const WAYS = ["discord", "socket", "http"] as const;
export type Way = (typeof WAYS)[number];
export const NAMES: Readonly<Record<Way, string>> = {
	discord: "Discord",
	socket: "Slack, Socket Mode",
	http: "Slack, HTTP",
};

/** A bot with a platform of its own in front of it. */
export type Seat = { readonly door: Door; readonly bot: Bot; leave(): Promise<void> };

/** How to start one side. */
export type Start = { readonly program: Program; readonly env: Record<string, string> };
export type Starts = Readonly<Record<Side, Start>> & { readonly folder: string };

const MAIN = [join(ROOT, "src/start.mjs")] as const;

/** One space asks more here than any hall of people could, so nothing may hold it back. */
const UNHELD = { PORT: "0", LIMITS: "off" };

/**
 * Prepares both sides. The bare bot shows the very cards that the bot showed in a first talk, so
 * both move the same bytes.
 */
export async function prepare(way: Way, folder: string): Promise<Starts> {
	const database = join(folder, `${way}.db`);
	const content = await writeEasyPack(folder);
	const env = { ...UNHELD, DATABASE_URL: database, CONTENT_DIR: content };
	const ours = { program: MAIN, env };
	const cards = join(folder, `${way}-cards.json`);
	writeFileSync(cards, JSON.stringify(await cardsOf(way, folder, ours)));
	const bare = way === "discord" ? "bare-discord.ts" : "bare-slack.ts";
	const program = [join(ROOT, "bench/doors", bare)];
	return { folder, ours, floor: { program, env: { CARDS: cards } } };
}

async function cardsOf(way: Way, folder: string, ours: Start): Promise<Json> {
	const seat = await take(way, folder, ours);
	await introduce(seat.door, 0);
	const { question, result } = await talk(seat.door, 0);
	await seat.leave();
	return { question: question.message, result: result.message };
}

/** Opens a platform and starts a bot on it. Resolves once they are connected. */
export async function take(way: Way, folder: string, start: Start, guilds = 1): Promise<Seat> {
	const door = await (way === "discord" ? openDiscord(guilds) : openSlack(way));
	const bot = startBot(start.program, folder, { ...start.env, ...door.env });
	const reached = bot.ready().then((url) => door.reach(`${url}/slack/events`));
	// Over a websocket people may talk before the bot says that it is ready; over HTTP nobody could.
	await Promise.race([door.connected(), reached.then(() => door.connected())]);
	const leave = async () => {
		await bot.stop();
		await door.close();
	};
	return { door, bot, leave };
}
