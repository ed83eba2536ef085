import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Challenge } from "../../src/core/library.ts";
import { smallLibrary } from "../support/library.ts";
import { createWall, directTo, type Wall } from "../support/wall.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

const clock: Challenge = {
	id: "small/challenges/clock",
	title: "A clock in the terminal",
	stage: 1,
	capstone: false,
	topics: ["small/shell"],
	days: 2,
	team: { least: 1, most: 2 },
	brief: ["Build a clock."],
	done: [["It shows the time"], ["It stops when asked"]],
	evidence: ["a link to the code"],
	review: ["one teammate runs it"],
	stretch: ["add an alarm"],
};
const tool: Challenge = {
	...clock,
	id: "small/challenges/tool",
	title: "A small tool",
	capstone: true,
};
const store: Challenge = {
	...clock,
	id: "small/challenges/store",
	title: "A small store",
	stage: 2,
	team: { least: 1, most: 1 },
};

let world: World;
let wall: Wall;
let grace: Person;
let ada: Person;
beforeEach(async () => {
	wall = createWall();
	const content = { ...smallLibrary, challenges: [store, tool, clock] };
	world = await createWorld({
		at: "2026-11-30T09:00:00Z",
		content,
		around: { sender: wall.sender },
	});
	grace = world.person("Grace", { manages: true });
	ada = world.person("Ada");
});
afterEach(() => world.close());

const directly = (name: string) =>
	world.person(name, { id: directTo(name), space: `test:@${name}`, personal: true });

async function handsIn(link = "https://example.org/clock", note = "Ctrl-C stops it.") {
	await ada.says("/challenge clock");
	await ada.presses("Join");
	await ada.presses("Hand in");
	return ada.submits({ link, note });
}

/** Ada in a cohort that Lee leads. */
async function inACohort() {
	const lee = world.person("Lee");
	await lee.says("/help");
	await grace.says("/manage cohort create name:Autumn start:2026-11-30 topics:1");
	await grace.says("/manage cohort leads @Lee");
	await grace.says("/manage cohort leads @Grace remove");
	await ada.says("/cohort join");
	return lee;
}

describe("a challenge", () => {
	test("is found among those of one's stage, and read before it is joined", async () => {
		expect(await ada.says("/challenge")).toBe(`# Challenges · Stage 1: Groundwork
Each has a brief and a list of what is checked. Take your time: nothing here runs out.
- A clock in the terminal — about 2 days
- Capstone: A small tool — about 2 days
[Look at one: A clock in the terminal, A small tool]
[Another stage: Stage 2: Data]`);
		expect(await ada.picks("A clock")).toBe(`# A clock in the terminal
Stage: Stage 1: Groundwork
Takes: about 2 days
For: 1 to 2
Worth: 100 points
Build a clock.
Done when
- It shows the time
- It stops when asked
Hand in: a link to the code
How it is checked: one teammate runs it
(If you want more: add an alarm)
[Join] [All challenges]`);
		await ada.presses("All challenges");
		expect(await ada.picks("Stage 2")).toContain("- A small store — about 2 days");
		expect(await ada.says("/challenge small")).toBe(
			"I don't know the challenge “small”. Did you mean A small tool or A small store?",
		);
	});

	test("is joined once, and handed in with a link", async () => {
		await ada.says("/challenge clock");
		const join = ada.pressOf("Join");
		expect(await ada.pressesRaw(join)).toContain("It is yours.");
		expect(await ada.pressesRaw(join)).toContain("Yours: under way");
		expect(await ada.presses("Hand in")).toContain("# Hand in");
		expect(await ada.submits({ link: "example.org/clock", note: "" })).toContain("Handed in.");
		expect(ada.sees()).toContain("Yours: handed in, waiting for a look");
		expect(await ada.says("/challenge")).toContain("A clock in the terminal — handed in");
	});

	test.each([
		"not a link",
		"javascript:alert(1)",
		"file:///etc/passwd",
		"ftp://example.org/x",
		"https://",
		"https://user:secret@example.org",
		"localhost",
		"\u0000",
	])("evidence %j is refused, and what was typed is kept", async (link) => {
		expect(
			await handsIn(link, "Ctrl-C"),
		).toBe(`That is no web address. It begins with http:// or https://. Your words are kept.
[Fix it]`);
		const form = await ada.presses("Fix it");
		expect(form).toContain("What should they know?: Ctrl-C");
		expect(form).toContain(`Where it can be seen: ${link}`);
		expect(await ada.submits({ link: "https://example.org", note: "Ctrl-C" })).toContain(
			"Handed in.",
		);
	});

	test("a capstone opens when its stage is green", async () => {
		await ada.says('/challenge "A small tool"');
		expect(await ada.presses("Join")).toContain(
			"A capstone opens when its stage is green. “Groundwork” is not yet",
		);
	});

	test("is read in a direct message, and joined in a space", async () => {
		const alone = directly("Ada");
		expect(await alone.says("/challenge clock")).toContain("Build a clock.");
		expect(await alone.presses("Join")).toContain("Join it inside a server or workspace");
	});
});

describe("what was handed in", () => {
	test("is accepted by whoever leads the builder's cohort, from a direct message", async () => {
		await inACohort();
		await handsIn();
		await world.passes({ minutes: 1 });
		expect(wall.directs("Lee")).toEqual([
			`# Ada: A clock in the terminal
Link: https://example.org/clock
Note: Ctrl-C stops it.
Cohort: Autumn
Done when
- It shows the time
- It stops when asked
How it is checked: one teammate runs it
(Have a look at the list, then decide. I have not opened the link.)
[Accept] [Ask for more]`,
		]);
		const accept = wall.pressOf(directTo("Lee"), "Accept");
		expect(await directly("Ada").pressesRaw(accept)).toContain("for those who lead its cohort");
		expect(await directly("Eve").pressesRaw(accept)).toContain("for those who lead its cohort");
		expect(await directly("Lee").pressesRaw(accept)).toBe("Accepted. Ada is told.");
		expect(await directly("Lee").pressesRaw(accept)).toContain("Somebody has decided");
		await world.passes({ minutes: 1 });
		expect(wall.directs("Ada")).toEqual([
			"# Accepted: A clock in the terminal\nWell built! +100 points.",
		]);
		expect(await ada.says("/leaderboard")).toContain("Ada (you) — 100 points");
		const [cohort] = await world.store.cohorts.ofSpace("test:town");
		const size = { top: 3, neighbours: 1 };
		const { top } = await world.store.scores.board(cohort?.id ?? "", "all", "", size);
		expect(top.map(({ name, points }) => [name, points])).toEqual([["Ada", 100]]);
	});

	test("is sent back with words, and handed in again from where they are read", async () => {
		await inACohort();
		await handsIn();
		await world.passes({ minutes: 1 });
		const lee = directly("Lee");
		await lee.pressesRaw(wall.pressOf(directTo("Lee"), "Ask for more"));
		expect(await lee.submits({ words: "  " })).toContain("Say what is missing");
		await lee.pressesRaw(wall.pressOf(directTo("Lee"), "Ask for more"));
		expect(await lee.submits({ words: "It does not stop yet." })).toContain("Sent back.");
		await world.passes({ minutes: 1 });
		expect(wall.directs("Ada")[0]).toContain("It does not stop yet.\n[Hand in again]");
		const alone = directly("Ada");
		await alone.pressesRaw(wall.pressOf(directTo("Ada"), "Hand in again"));
		expect(await alone.submits({ link: "https://example.org/v2", note: "" })).toContain(
			"Handed in.",
		);
		await world.passes({ minutes: 1 });
		expect(wall.directs("Lee")).toHaveLength(2);
	});

	test("by somebody in no cohort waits for moderators", async () => {
		const lee = await inACohort();
		await ada.says("/cohort leave");
		await handsIn();
		expect(await lee.says("/manage challenges")).toBe("# Nothing is waiting");
		expect(await grace.says("/manage challenges")).toBe(`# 1 waiting for a look
- Ada: A clock in the terminal
[Look at one: Ada: A clock in the terminal]`);
		await grace.picks("Ada");
		const accept = grace.pressOf("Accept");
		expect(await lee.pressesRaw(accept)).toContain("for those who lead its cohort");
		const former = world.person("Grace");
		expect(await former.pressesRaw(accept)).toContain("for moderators and those who lead");
		await grace.presses("Ask for more");
		expect(await grace.submits({ words: "More, please." })).toContain("Sent back.");
		expect(await grace.pressesRaw(accept)).toContain("Somebody has decided");
	});

	test("is never decided on by its own builder, nor by another space's moderators", async () => {
		await handsIn();
		await grace.says("/manage challenges");
		await grace.picks("Ada");
		const accept = grace.pressOf("Accept");
		const [entry] = await world.store.challenges.waiting("test:town", null);
		expect(entry?.builder.account).toBe("test:ada");
		const moderating = world.person("Ada", { manages: true });
		expect(await moderating.pressesRaw(accept)).toContain("Somebody else should look");
		const eve = world.person("Eve", { space: "test:village", id: "test:well", manages: true });
		expect(await eve.says("/manage challenges")).toBe("# Nothing is waiting");
		expect(await eve.pressesRaw(accept)).toContain("for those who lead its cohort");
		expect(await eve.pressesRaw(`challenge.form:1:${entry?.id}`)).toContain("That is not yours");
	});
});

test("a challenge that is posted can be taken on: the card is one's own, the post stays", async () => {
	await grace.says("/manage schedule add challenge daily 10:00");
	await grace.presses("Save");
	await world.passes({ hours: 2 });
	expect(wall.posts("test:square")[0]).toContain("# Challenge · ");
	const card = await ada.pressesRaw(wall.pressOf("test:square", "Take it on"));
	expect(card).toContain("[Join] [All challenges]");
	expect(await ada.presses("Join")).toContain("[Hand in]");
	expect(wall.posts("test:square")).toHaveLength(1);
});
