import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWall, directTo, type Wall } from "../support/wall.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let wall: Wall;
let grace: Person;
let ada: Person;
let ben: Person;
beforeEach(async () => {
	wall = createWall();
	// A Friday; the cohort starts on the Monday after.
	world = await createWorld({ at: "2026-11-27T09:00:00Z", around: { sender: wall.sender } });
	grace = world.person("Grace", { manages: true });
	ada = world.person("Ada");
	ben = world.person("Ben");
});
afterEach(() => world.close());

const CREATE = '/manage cohort create name:"Autumn" start:2026-11-30 topics:1-2 pace:2';
const creates = (more = "") => grace.says(`${CREATE} ${more}`.trim());

/** A person where a direct message is answered: in no space. */
const directly = (name: string) =>
	world.person(name, { id: directTo(name), space: `test:@${name}`, personal: true });

async function learns(person: Person, topic: string, how: "rightly" | "wrongly" = "rightly") {
	await person.says(`/quiz ${topic} count:3`);
	for (let n = 0; n < 3; n += 1) {
		await person.answers(how);
		if (n < 2) await person.presses("Next question");
	}
}

describe("a plan", () => {
	test("is shown as weeks with dates and topics before it starts", async () => {
		expect(await creates()).toBe(`# Plan of Autumn
Autumn is planned, and you lead it.
Now: starts 30 Nov
When: 30 Nov – 13 Dec
Learns: 2 topics a week, Mon to Fri
Where: <test:square>
Led by: Grace
Members: 0
· Week 1 · 30 Nov – 6 Dec: How the web works, The shell
· Week 2 · 7 Dec – 13 Dec: SQL basics
[Skip or move a topic: How the web works, The shell, SQL basics]
[Pace, days, dates] [Turn the tracker on]`);
	});

	test("is changed topic by topic", async () => {
		await creates();
		expect(await grace.picks("The shell")).toBe(`# The shell
It begins on 2 Dec.
[Skip] [Earlier] [Later] [Back to the plan]`);
		expect(await grace.presses("Skip")).toContain("It is skipped.");
		const plan = await grace.presses("Back to the plan");
		expect(plan).toContain("Week 1 · 30 Nov – 6 Dec: How the web works, SQL basics");
		expect(plan).toContain("Skipped: The shell");
		expect(plan).not.toContain("Week 2");
		await grace.picks("The shell");
		expect(await grace.presses("Bring back")).toContain("It begins on 2 Dec.");
		await grace.presses("Back to the plan");
		await grace.picks("SQL basics");
		await grace.presses("Earlier");
		expect(await grace.presses("Earlier")).toContain(
			"(It comes before How the web works, which it builds on.)",
		);
	});

	test("is changed as a whole, by a form or by the command", async () => {
		await creates();
		expect(await grace.presses("Pace, days, dates")).toBe(`# The plan
Name: Autumn
First day: 2026-11-30
Last day; empty: when all is through: 
Topics a week: 2
Days to learn on: Mon to Fri
[Save]`);
		const fields = { name: "Winter", start: "2026-12-01", end: "", pace: "1", days: "tue, thu" };
		const plan = await grace.submits(fields);
		expect(plan).toContain("# Plan of Winter");
		expect(plan).toContain("Learns: 1 topic a week, Tue, Thu");
		expect(plan).toContain("Week 3 · 14 Dec – 20 Dec: SQL basics");
		expect(await grace.says("/manage cohort edit Winter end:2026-12-09")).toContain(
			"(1 topic would come after the end, and is left out.)",
		);
	});

	test("that cannot be is refused with a sentence", async () => {
		expect(await creates("end:2026-11-29")).toBe(
			"That end lies before the start. Choose a later day, please.",
		);
		expect(await grace.says("/manage cohort create start:2026-11-30")).toContain(
			"What is it called?",
		);
		expect(await grace.says("/manage cohort create name:A")).toContain("When does it start?");
		expect(await grace.says("/manage cohort create name:A start:2026-11-26")).toContain(
			"That start lies in the past.",
		);
		expect(await grace.says("/manage cohort create name:A start:2028-11-26")).toContain(
			"more than a year away",
		);
		expect(await grace.says("/manage cohort create name:A start:2026-02-30")).toBe(
			"“start” is a date like 2026-11-30.",
		);
		expect(await grace.says("/manage cohort create name:A start:2026-11-30 topics:6")).toContain(
			"There are no topics in “6” yet.",
		);
		expect(await grace.says("/manage cohort create name:A start:2026-11-30 days:noday")).toBe(
			"“days” is days of the week, like mon-fri or tue, thu, sat.",
		);
		await creates();
		expect(await creates()).toContain("There is a cohort called Autumn here.");
		await grace.says("/manage cohort edit");
		await grace.presses("Pace, days, dates");
		const fields = { name: "Autumn", start: "2026-11-30", end: "soon", pace: "1", days: "mon" };
		expect(await grace.submits(fields)).toContain("is a date like 2026-11-30.");
	});

	test("without any content cannot be made", async () => {
		const empty = { stages: [], topics: [], questions: [], tips: [], challenges: [], terms: [] };
		const bare = await createWorld({ content: empty, at: "2026-11-27T09:00:00Z" });
		const mo = bare.person("Mo", { manages: true });
		expect(await mo.says(CREATE)).toContain("There are no topics");
		expect(await mo.says("/challenge")).toContain("There are no challenges yet.");
		await bare.close();
	});
});

describe("being in a cohort", () => {
	test("begins and ends as often as one likes, and twice is once", async () => {
		expect(await ada.says("/cohort list")).toContain("There is no cohort here yet.");
		expect(await ada.says("/cohort join")).toContain("No cohort is open to join just now.");
		await creates();
		expect(await ada.says("/cohort list")).toBe(`# Cohorts here
- Autumn: starts 30 Nov
[Look at one: Autumn]`);
		expect(await ada.says("/cohort join")).toContain("You are in Autumn. Good to have you!");
		expect(await ada.says("/cohort join autumn")).toContain("You are in Autumn already.");
		expect(await ada.says("/cohort show")).toContain("Members: 1");
		expect(await ada.presses("Leave")).toContain("You have left Autumn.");
		expect(await ada.says("/cohort leave")).toContain("You are in no cohort here.");
		expect(await ada.says("/cohort join")).toContain("You are in Autumn.");
		expect(await ada.says("/cohort join spring")).toBe(
			"I don't know a cohort “spring” here. There is Autumn.",
		);
	});

	test("offers the cohort's days off, from Monday on", async () => {
		await creates();
		expect(await ada.says("/cohort join")).toContain("Sat and Sun are days off in this cohort.");
		expect(await ada.presses("Yes, from Monday on")).toContain("your streak rests on Sat and Sun");
		expect(await ada.says("/settings")).toContain("Days off from 2026-11-30 on: Saturday, Sunday.");
		await ada.says("/cohort leave");
		expect(await ada.says("/cohort join")).not.toContain("days off");
	});

	test("shows the week and how far one is, and nothing of what was missed", async () => {
		await creates();
		await ada.says("/cohort join");
		await world.passes({ days: 5 });
		await learns(ada, "web");
		const card = await ada.says("/cohort show");
		expect(card).toContain("Now: running, week 1 of 2");
		expect(card).toContain("You: through 1 of 2 topics so far");
		expect(card).toContain("▸ Week 1 · 30 Nov – 6 Dec");
		expect(card).not.toContain("Look after it");
		expect(await ben.says("/cohort show")).toContain("You: not in it");
		expect(await ben.presses("Join")).toContain("You are in Autumn.");
	});

	test("begun late, asks only what comes from that week on", async () => {
		await creates();
		await world.passes({ days: 11 });
		expect(await ada.says("/cohort join")).toContain("asked only what comes from this week on");
		expect(await ada.says("/cohort show")).toContain("You: through 0 of 1 topic so far");
	});

	test("counts points between joining and leaving, while it runs", async () => {
		await creates();
		await ada.says("/cohort join");
		const [cohort] = await world.store.cohorts.ofSpace("test:town");
		const board = async (period = "all") => {
			const met = await world.store.learners.meet(
				{
					account: "test:ada",
					name: "Ada",
					space: "test:town",
					personal: false,
					place: "test:square",
				},
				world.now(),
			);
			const size = { top: 10, neighbours: 2 };
			return world.store.scores.board(cohort?.id ?? "", period, met.learner.id, size);
		};
		await learns(ada, "web");
		expect((await board()).top).toEqual([]);
		await world.passes({ days: 3 });
		await learns(ada, "shell");
		const points = (await board()).top[0]?.points ?? 0;
		expect(points).toBeGreaterThan(0);
		expect((await board("2026-W49")).top[0]?.points).toBe(points);
		await ada.says("/cohort leave");
		await learns(ada, "sql");
		expect((await board()).top).toEqual([]);
		await ada.says("/cohort join");
		expect((await board()).top[0]?.points).toBe(points);
	});

	test("is nothing for a direct message", async () => {
		await creates();
		const alone = directly("Ada");
		for (const line of ["/cohort list", "/cohort join", "/cohort leave", "/cohort show"])
			expect(await alone.says(line)).toContain("not in a direct message");
		const mo = world.person("Mo", { personal: true, space: "test:@mo", manages: true });
		for (const what of ["create", "edit", "close", "add", "remove", "leads"])
			expect(await mo.says(`/manage cohort ${what}`)).toContain("not in a direct message");
		expect(await mo.says("/manage challenges")).toContain("not in a direct message");
	});
});

describe("leading", () => {
	test("is for moderators and that cohort's leads, looked at with every press", async () => {
		await creates();
		await grace.says('/manage cohort create name:"Spring" start:2026-12-07 topics:1');
		expect(await ada.says("/manage cohort edit")).toContain("for moderators and those who lead");
		await ada.says("/help");
		expect(await grace.says("/manage cohort leads @Ada cohort:Autumn")).toBe(
			"Ada leads Autumn now.",
		);
		expect(await ada.says("/manage cohort edit Autumn pace:1")).toContain("1 topic a week");
		expect(await ada.says("/manage cohort edit Spring")).toContain(
			"I don't know a cohort “Spring”",
		);
		expect(await ada.says("/manage cohort create name:X start:2026-12-07")).toContain(
			"This one is for moderators.",
		);
		expect(await ada.says("/manage cohort leads @Ben")).toContain("This one is for moderators.");
		const [spring] = await world.store.cohorts.ofSpace("test:town");
		for (const press of ["open", "form"])
			expect(await ada.pressesRaw(`manage-cohort-edit.${press}:1:${spring?.id}`)).toContain(
				"Spring is led by others.",
			);
	});

	test("lost between a form and its submit, changes nothing", async () => {
		await creates();
		await ada.says("/help");
		await grace.says("/manage cohort leads @Ada");
		await ada.says("/manage cohort edit");
		await ada.presses("Pace, days, dates");
		await grace.says("/manage cohort leads @Ada remove");
		const fields = { name: "Mine", start: "2026-11-30", end: "", pace: "1", days: "mon" };
		expect(await ada.submits(fields)).toContain("for moderators and those who lead");
		expect(await grace.says("/cohort list")).toContain("Autumn");
		const former = world.person("Grace", { manages: false });
		expect(await former.says("/manage cohort create name:X start:2026-12-07")).toContain(
			"This one is for moderators.",
		);
	});

	test("takes people in and lets them go", async () => {
		await creates();
		await ada.says("/help");
		expect(await grace.says("/manage cohort add @Ada")).toBe("Ada is in Autumn.");
		expect(await grace.says("/manage cohort add @Ada")).toBe("Ada is in Autumn already.");
		expect(await grace.says("/manage cohort add @Nobody")).toContain("Nobody");
		expect(await grace.says("/manage cohort add")).toContain("Who is it about?");
		expect(await grace.says("/manage cohort remove @Ada")).toBe("Ada is no longer in Autumn.");
		expect(await grace.says("/manage cohort remove @Ada")).toBe("Ada is not in Autumn.");
		expect(await grace.says("/manage cohort leads @Ada remove")).toBe("Ada does not lead Autumn.");
	});

	test("ends a cohort when one is sure; then nothing about it changes", async () => {
		await creates();
		await grace.says("/manage cohort edit");
		const form = grace.pressOf("Pace, days, dates");
		expect(await grace.says("/manage cohort close")).toContain("Close Autumn today?");
		expect(await grace.presses("Close it")).toContain("Autumn is closed.");
		expect(await ada.says("/cohort join Autumn")).toContain("No cohort is open");
		expect(await ada.says("/cohort list")).toContain("Autumn: over since");
		await grace.pressesRaw(form);
		const fields = { name: "Autumn", start: "2026-11-30", end: "", pace: "1", days: "mon" };
		expect(await grace.submits(fields)).toContain("Autumn is over");
	});

	test("of another space's cohort is nobody's here", async () => {
		await creates();
		const [cohort] = await world.store.cohorts.ofSpace("test:town");
		const stranger = world.person("Eve", { space: "test:village", id: "test:well", manages: true });
		for (const press of ["manage-cohort-edit.open", "cohort-show.open", "manage-cohort-close.sure"])
			expect(await stranger.pressesRaw(`${press}:1:${cohort?.id}`)).toContain(
				"I can't find that cohort any more.",
			);
		expect(await stranger.says("/cohort list")).toContain("There is no cohort here yet.");
	});
});

describe("as weeks go by", () => {
	async function aWeek(pace = 2) {
		await grace.says(CREATE.replace("pace:2", `pace:${pace}`));
		await ada.says("/cohort join");
		await ben.says("/cohort join");
		await world.passes({ days: 4 });
		await learns(ada, "web");
		await learns(ada, "shell");
		await learns(ben, "web", "wrongly");
	}

	test("the lead is offered a recap, may change it, and posts it once", async () => {
		await aWeek();
		await world.passes({ days: 6 });
		expect(wall.directs("Grace")[0]).toBe(`# The recap of Autumn, week 1, is ready
Last week was about How the web works and The shell.
2 of 2 members were here, with 9 answers in all.
Through with all of it: Ada.
Most points: 1. Ada (75).
This week: SQL basics.
(Nothing is posted unless you press Post. Change the words as you like. <test:square>)
[Post] [Edit]`);
		expect(wall.posts("test:square")).toEqual([]);
		const alone = directly("Grace");
		const [edit, post] = ["Edit", "Post"].map((label) => wall.pressOf(directTo("Grace"), label));
		await alone.pressesRaw(edit ?? "");
		expect(await alone.submits({ words: "What a week!\nOn we go." })).toContain("What a week!");
		expect(await directly("Ada").pressesRaw(post ?? "")).toContain("That recap is not yours");
		expect(await alone.pressesRaw(post ?? "")).toContain("(Posted. <test:square>)");
		expect(await alone.pressesRaw(post ?? "")).toContain("It has been posted already.");
		await world.passes({ minutes: 1 });
		expect(wall.posts("test:square")).toEqual([
			"# Autumn: week 1\nWhat a week!\nOn we go.\n[Quiz]",
		]);
		await world.passes({ minutes: 1 });
		expect(wall.posts("test:square")).toHaveLength(1);
		expect(wall.directs("Grace")).toHaveLength(1);
	});

	test("whoever hides is counted in a recap and not named", async () => {
		await creates();
		await ada.says("/cohort join");
		await world.passes({ days: 4 });
		await ada.says("/settings");
		await ada.presses("Hide me");
		await learns(ada, "web");
		await learns(ada, "shell");
		await world.passes({ days: 6 });
		expect(wall.directs("Grace")[0]).toContain("1 of 1 member was here");
		expect(wall.directs("Grace")[0]).not.toContain("Ada");
	});

	test("leads hear who has been away a week, with a line to send", async () => {
		await aWeek(1);
		await world.passes({ days: 6 });
		await world.passes({ days: 2 });
		await learns(ada, "sql");
		expect(wall.directs("Grace")).toHaveLength(1);
		await world.passes({ days: 5 });
		const digest = wall.directs("Grace").find((one) => one.includes("away a while"));
		expect(digest).toContain("- Ben, since 1 Dec");
		expect(digest).not.toContain("Ada");
		expect(digest).toContain("This week is about SQL basics: five minutes");
		expect(wall.directs("Ada")).toEqual([]);
	});

	test("after a downtime only the newest week is offered", async () => {
		await aWeek();
		await world.passes({ days: 30 });
		const drafts = wall.directs("Grace").filter((one) => one.includes("The recap of"));
		expect(drafts).toHaveLength(1);
		expect(drafts[0]).toContain("week 2");
		expect(drafts[0]).toContain("That was the last week.");
	});

	test("the tracker shows how far all are, changes at most every ten minutes, and comes back", async () => {
		await creates("tracker:on");
		await ada.says("/cohort join");
		await world.passes({ days: 2 });
		expect(wall.posts("test:square")).toEqual([]);
		await world.passes({ days: 1 });
		expect(wall.posts("test:square")).toEqual([
			`# Autumn · week 1 of 2
30 Nov – 6 Dec
- How the web works — 0 of 1 through
- The shell — 0 of 1 through
(Changes as you learn, a few minutes later.)
[See the plan] [Join]`,
		]);
		await learns(ada, "web");
		await world.passes({ minutes: 5 });
		expect(wall.edits).toBe(0);
		await world.passes({ minutes: 6 });
		expect(wall.edits).toBe(1);
		expect(wall.posts("test:square")[0]).toContain("How the web works — 1 of 1 through");
		for (let n = 0; n < 5; n += 1) await world.passes({ minutes: 11 });
		expect(wall.edits).toBe(1);
		expect(await ben.pressesRaw(wall.pressOf("test:square", "Join"))).toContain(
			"You are in Autumn.",
		);
		wall.takesDown("test:square");
		for (let n = 0; n < 3; n += 1) await world.passes({ minutes: 11 });
		expect(wall.posts("test:square")).toHaveLength(1);
		expect(wall.posts("test:square")[0]).toContain("How the web works — 1 of 2 through");
		await grace.says("/manage cohort close");
		await grace.presses("Close it");
		await world.passes({ minutes: 11 });
		expect(wall.posts("test:square")).toEqual([
			"# Autumn is over\nThank you for learning together.",
		]);
	});
});
