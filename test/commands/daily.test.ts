import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { told } from "../support/told.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

const SQUARE = "test:square";

let world: World;
let grace: Person;
let ada: Person;
beforeEach(async () => {
	world = await createWorld({ at: "2026-11-20T07:00:00Z" });
	grace = world.person("Grace", { manages: true });
	ada = world.person("Ada");
});
afterEach(() => world.close());

describe("setting up", () => {
	test("Grace sets zone and hour, and sees when the first one comes", async () => {
		const card = await grace.says("/setup Europe/Berlin 9:00");
		expect(card).toContain("Daily question: every day at 09:00, Berlin time");
		expect(card).toContain("Where: <test:square>");
		expect(card).toContain("Next: 2026-11-20T08:00");
	});

	test("without a zone it asks for one, and nothing is set", async () => {
		expect(await grace.says("/setup hour:18:30")).toContain("It is 07:00 for you now");
		expect(await ada.says("/daily")).toContain("There is no daily question here yet.");
	});

	test("run again it changes one thing and keeps the others", async () => {
		await grace.says("/setup Europe/Berlin 9:00");
		const card = await grace.says("/setup hour:18:30");
		expect(card).toContain("every day at 18:30, Berlin time");
		expect(await grace.says("/setup")).toContain("18:30");
	});

	test("cases 11, 12: members may not, and nobody can in a direct message", async () => {
		expect(await ada.says("/setup Europe/Berlin")).toContain("This one is for moderators.");
		const alone = world.person("Grace", { manages: true, personal: true, space: "test:@grace" });
		expect(await alone.says("/setup Europe/Berlin")).toContain(
			"works inside a server or workspace",
		);
	});

	test("impossible hours are named", async () => {
		expect(await grace.says("/setup Europe/Berlin hour:25:00")).toBe(
			"“hour” is a time of day, like 09:00.",
		);
	});
});

describe("the question of the day", () => {
	beforeEach(async () => {
		await grace.says("/setup Europe/Berlin 9:00");
	});

	test("is posted once at its minute, and answered privately", async () => {
		await world.passes({ minutes: 59 });
		expect(world.posts(SQUARE)).toHaveLength(0);
		await world.passes({ minutes: 1 });
		await world.passes({ minutes: 1 });
		const [post] = world.posts(SQUARE);
		expect(world.posts(SQUARE)).toHaveLength(1);
		expect(post && told(post)).toContain("# Daily question · ");
		const result = await ada.pressesPost(SQUARE, "A");
		expect(result).toMatch(/^# (Right|Not quite)/);
		expect(result).not.toContain("[Next question]");
	});

	test("has one try: a second press shows the first result", async () => {
		await world.passes({ hours: 2 });
		const first = await ada.pressesPost(SQUARE, "A");
		const second = await ada.pressesPost(SQUARE, "B");
		expect(second.split("\n")[0]).toBe(first.split("\n")[0]);
	});

	test("gives ten points whatever its difficulty", async () => {
		await world.passes({ hours: 2 });
		for (const name of ["Ada", "Ben", "Cleo"]) {
			for (const letter of ["A", "B", "C"]) {
				const someone = world.person(`${name}${letter}`);
				const result = await someone.pressesPost(SQUARE, letter);
				if (result.startsWith("# Right")) expect(result).toContain("+10 points");
			}
		}
	});

	test("/daily opens it, and shows the result once answered", async () => {
		await world.passes({ hours: 2 });
		expect(await ada.says("/daily")).toContain("# Daily question · ");
		await ada.presses("A");
		expect(await ada.says("/daily")).toMatch(/^# (Right|Not quite)/);
	});

	test("case 4: yesterday's has closed when today's is there, and is practice", async () => {
		await world.passes({ hours: 2 });
		await ada.says("/daily");
		const yesterdays = ["A", "B", "C"].map((letter) => ada.pressOf(letter));
		await world.passes({ days: 1 });
		const results = await Promise.all(yesterdays.map((press) => ada.pressesRaw(press)));
		for (const result of results) {
			expect(result).toContain("That one has closed, so this is practice: nothing is counted.");
			expect(result).not.toContain("point");
			expect(result).not.toContain("[");
		}
		expect(results.filter((result) => result.startsWith("# Right"))).toHaveLength(1);
		expect(await ada.says("/leaderboard all")).toContain("Nobody has points here yet.");
		expect(await ada.says("/streak")).toContain("No streak yet");
		expect(world.posts(SQUARE)).toHaveLength(2);
	});

	test("the next post opens with yesterday's answer, and shares from five answers on", async () => {
		await world.passes({ hours: 2 });
		const post = () => told(world.posts(SQUARE).at(-1) ?? { gist: "", parts: [] });
		const key = /^([ABC]) right$/m.exec(post())?.[1] ?? "?";
		const answer = async (names: readonly string[]) => {
			for (const name of names)
				await world.person(name).pressesPost(SQUARE, name === "Eve" ? "A" : key);
		};
		await answer(["Ada", "Ben"]);
		await world.passes({ days: 1 });
		expect(post()).toContain(`(Yesterday: ${key} right)\n# Daily question`);
		await answer(["Ada", "Ben", "Cleo", "Dana"]);
		await world.passes({ days: 1 });
		expect(post()).toContain("(Yesterday: ");
		expect(post()).not.toContain("got it");
		await answer(["Ada", "Ben", "Cleo", "Dana", "Eve"]);
		await world.passes({ days: 1 });
		expect(post()).toMatch(/\(Yesterday: [ABC] .* · \d of 5 got it\.\)/);
		expect(post()).toContain("[picture: Yesterday's answers: 5 answers. A (");
	});

	test("holds a tip too, and none twice before all were shown", async () => {
		const tips = [];
		for (let day = 0; day < 3; day += 1) {
			await world.passes(day === 0 ? { hours: 2 } : { days: 1 });
			tips.push(
				/And a tip: (.*)/.exec(told(world.posts(SQUARE)[day] ?? { gist: "", parts: [] }))?.[1],
			);
		}
		expect(new Set(tips).size).toBe(3);
		expect(tips).not.toContain(undefined);
	});

	test("says below how many answered, in one change every five minutes at most", async () => {
		await world.passes({ hours: 2 });
		const post = () => told(world.posts(SQUARE)[0] ?? { gist: "", parts: [] });
		const before = post();
		for (const name of ["Ada", "Ben", "Cleo"]) await world.person(name).pressesPost(SQUARE, "A");
		await world.passes({ minutes: 4 });
		expect(post()).toBe(before);
		await world.passes({ minutes: 1 });
		expect(post()).toContain("3 answers so far.");
		expect(world.edits()).toBe(1);
		for (const name of ["Dana", "Eve"]) await world.person(name).pressesPost(SQUARE, "A");
		await world.passes({ minutes: 1 });
		expect(world.edits()).toBe(1);
		await world.passes({ minutes: 4 });
		expect(post()).toMatch(/[05] of 5 got it so far\./);
		expect(post()).not.toMatch(/Ada|Ben|Cleo|Dana|Eve/);
		await world.passes({ minutes: 30 });
		expect(world.edits()).toBe(2);
		expect(world.posts(SQUARE)).toHaveLength(1);
	});

	test("is not asked in a quiz meanwhile", async () => {
		await world.passes({ hours: 2 });
		const stem = told(world.posts(SQUARE)[0] ?? { gist: "", parts: [] }).split("\n")[1] ?? "?";
		let card = await ada.says("/quiz count:20");
		while (card.includes("Question")) {
			expect(card).not.toContain(stem);
			await ada.answers("rightly");
			card = await ada.presses(
				ada.sees().includes("[Next question]") ? "Next question" : "See how it went",
			);
		}
	});

	test("after ten days of downtime only the newest is posted", async () => {
		await world.passes({ days: 10, hours: 3 });
		expect(world.posts(SQUARE)).toHaveLength(1);
	});

	test("a moment missed by more than its day is let go", async () => {
		await world.passes({ hours: 17 });
		expect(world.posts(SQUARE)).toHaveLength(0);
		await world.passes({ hours: 8 });
		expect(world.posts(SQUARE)).toHaveLength(1);
	});

	test("a platform that asks to wait gets it later, once", async () => {
		world.nextPost({ outcome: "later", until: world.now() + 2 * 3_600_000, why: "429" });
		await world.passes({ hours: 1 });
		expect(world.posts(SQUARE)).toHaveLength(0);
		await world.passes({ hours: 1 });
		expect(world.posts(SQUARE)).toHaveLength(1);
	});

	test("after days of an outage only the newest question is posted", async () => {
		const wait = { outcome: "later", until: world.now() + 3 * 86_400_000, why: "down" } as const;
		for (let day = 0; day < 3; day += 1) {
			world.nextPost(wait);
			await world.passes({ days: day === 0 ? 0 : 1, hours: day === 0 ? 1 : 0 });
		}
		await world.passes({ days: 1 });
		expect(world.posts(SQUARE)).toHaveLength(1);
	});

	test("a place that is gone pauses the schedule and says why", async () => {
		world.nextPost({ outcome: "gone", why: "the channel was deleted" });
		await world.passes({ hours: 1 });
		await world.passes({ days: 3 });
		expect(world.posts(SQUARE)).toHaveLength(0);
		const card = await grace.says("/setup");
		expect(card).toContain("It was paused: the channel was deleted");
		expect(card).not.toContain("Next:");
		await grace.says("/setup hour:9");
		await world.passes({ days: 1 });
		expect(world.posts(SQUARE)).toHaveLength(1);
	});

	test("cases 8, 14: a forged answer of another space is refused", async () => {
		await world.passes({ hours: 2 });
		await ada.says("/daily");
		const press = ada.pressOf("A");
		const stranger = world.person("Eve", { space: "test:village", id: "test:elsewhere" });
		expect(await stranger.pressesRaw(press)).toContain("I can't find that daily question");
	});
});
