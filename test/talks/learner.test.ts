import { afterEach, beforeEach, expect, test } from "vitest";
import { addDays, dayOf, endOfDay } from "../../src/core/days.ts";
import { findingsOf } from "../support/history.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

/** Sixty days of somebody who learns, as they would read them. */

let world: World;
let ada: Person;
let zone: string;
let story: string[];
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-16T07:30:00Z" });
	ada = world.person("Ada", { newcomer: true });
	zone = "UTC";
	story = [];
});
afterEach(() => world.close());

test("sixty days: days off, a freeze, an outage, two flights, a holiday, and green topics", async () => {
	await begins();
	await until("2026-11-20");
	await stays("forgets about it", 1);
	await until("2026-11-27");
	await asks("/streak", "Why this number?");
	await stays("has the weekend off", 2);
	await until("2026-12-01");
	await isAway("2026-12-02");
	await until("2026-12-06");
	await flies("Pacific/Honolulu");
	await until("2026-12-09");
	await flies("Pacific/Kiritimati");
	await until("2026-12-15");
	await asks("/streak", "Why this number?");
	await asks("/roadmap");
	await stays("is on holiday", 9);
	await comesBack();
	await until("2027-01-14");
	await asks("/streak");
	await asks("/review");
	await asks("/roadmap");
	expect(await findingsOf(world.store)).toEqual([]);
	await expect(`${story.join("\n")}\n`).toMatchFileSnapshot("learner-story.txt");
});

const today = (): string => dayOf(world.now(), zone);
const tell = (...lines: readonly string[]): void => void story.push(...lines);
const heads = (line: string): void => tell("", `== ${line} ==`);
const shown = (card: string): void =>
	tell(...card.split("\n").map((line) => (line === "" ? "" : `    ${line}`)));

async function says(line: string): Promise<void> {
	tell(`Ada types ${line}`);
	shown(await ada.says(line));
}

async function presses(label: string): Promise<void> {
	tell(`Ada presses [${label}]`);
	shown(await ada.presses(label));
}

async function answers(how: "rightly" | "wrongly"): Promise<void> {
	tell(`Ada answers ${how}`);
	shown(await ada.answers(how));
}

/** The first day, word by word. */
async function begins(): Promise<void> {
	heads(dated());
	await says("/quiz count:2");
	await presses("New to this");
	await answers("rightly");
	await presses("Next question");
	await answers("wrongly");
	await presses("Next question");
	await answers("rightly");
	await presses("See how it went");
	await presses("Keep");
	await says("/settings zone:Europe/Berlin");
	zone = "Europe/Berlin";
	await says("/settings");
	tell("Ada picks Saturday and Sunday");
	shown(await ada.picks("Saturday", "Sunday"));
	await nextDay();
}

/** A short session on every day up to one, that one too; days off are taken. */
async function until(last: string): Promise<void> {
	while (today() <= last) {
		if (isDayOff()) heads(`${dated()}: a day off`);
		else await learns();
		await nextDay();
	}
}

/** From the Monday on that she chose them. */
const isDayOff = (): boolean =>
	today() >= "2026-11-23" && Temporal.PlainDate.from(today()).dayOfWeek > 5;

/** A review when one is due, else two new questions; every fifth answer is wrong. */
let given = 0;
async function learns(): Promise<void> {
	heads(dated());
	const review = await ada.says("/review");
	if (review.includes("[Continue]")) tell("Ada goes on", brief(await goOn()));
	else if (isQuestion(review)) tell("Ada types /review", brief(review));
	else tell("Ada types /quiz count:2", brief(await ada.says("/quiz count:2")));
	while (isQuestion(ada.sees())) {
		given += 1;
		const how = given % 5 === 0 && !ada.sees().includes("Once more") ? "wrongly" : "rightly";
		tell(`Ada answers ${how}`, brief(await ada.answers(how)));
		await ada.presses(ada.sees().includes("[Next question]") ? "Next question" : "See how it went");
	}
	tell(brief(ada.sees()));
}

/** With the round under way. */
async function goOn(): Promise<string> {
	const card = await ada.presses("Continue");
	return card.includes("[Next question]") ? ada.presses("Next question") : card;
}

/** Of a card only what changes from day to day. */
function brief(card: string): string {
	const lines = card.split("\n");
	const told = lines.filter((line) => /^#|^\((?!Source)|green|level|^- \w+day:/.test(line));
	return told.map((line) => `    ${line}`).join("\n");
}

const isQuestion = (card: string): boolean => /\[(A|True)\]/.test(card);

async function asks(line: string, ...then: readonly string[]): Promise<void> {
	heads(`${dated()}, later`);
	await says(line);
	for (const label of then) await presses(label);
}

/** Nothing is answered for some days. */
async function stays(why: string, days: number): Promise<void> {
	const from = dated();
	for (let day = 0; day < days; day += 1) await nextDay();
	heads(`${from}: Ada ${why}${days > 1 ? `, for ${days} days` : ""}`);
}

/** The bot is down for a whole local day. */
async function isAway(day: string): Promise<void> {
	expect(today()).toBe(day);
	heads(`${dated()}: the bot is away all day`);
	await world.store.beat(world.now());
	await nextDay();
	await world.store.beat(world.now());
	await learns();
	await nextDay();
	await asks("/streak", "Why this number?");
}

/** Another zone, which takes force at the next midnight. */
async function flies(to: string): Promise<void> {
	await learns();
	await says(`/settings zone:${to}`);
	const midnight = endOfDay(world.now(), zone);
	zone = to;
	await world.passes({ minutes: Math.ceil((midnight - world.now()) / 60_000) + 8 * 60 });
}

async function comesBack(): Promise<void> {
	heads(`${dated()}: back again`);
	await says("/streak");
	await says("/quiz");
	await answers("rightly");
	await presses("Next question");
	await answers("rightly");
	await says("/review");
	if (ada.sees().includes("[Start new]")) await presses("Start new");
	await answers("rightly");
	await presses("That was hard");
	await says("/streak");
	await presses("Why this number?");
	await nextDay();
}

function dated(): string {
	const date = Temporal.PlainDate.from(today());
	const weekday = date.toLocaleString("en-GB", {
		weekday: "short",
		day: "numeric",
		month: "short",
	});
	return `${weekday}, in ${zone.split("/").at(-1)}`;
}

/** To half past eight of the next date. */
async function nextDay(): Promise<void> {
	const next = addDays(today(), 1);
	while (today() < next) await world.passes({ hours: 1 });
	await world.passes({ hours: 8 });
}
