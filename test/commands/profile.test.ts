import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let ada: Person;
let ben: Person;
beforeEach(async () => {
	world = await createWorld();
	ada = world.person("Ada");
	ben = world.person("Ben");
});
afterEach(() => world.close());

/** A whole round, each question answered the same way the first time. */
async function round(
	who: Person,
	line: string,
	how: "rightly" | "wrongly" = "rightly",
): Promise<void> {
	let card = await who.says(line);
	if (card.includes("[Start new]")) card = await who.presses("Start new");
	while (card.includes("# Question") || card.includes("# Once more")) {
		await who.answers(card.includes("# Once more") ? "rightly" : how);
		const more = who.sees().includes("[Next question]");
		card = await who.presses(more ? "Next question" : "See how it went");
	}
}

describe("one's own", () => {
	test("before the first answer it says kindly how it fills up", async () => {
		expect(await ada.says("/profile")).toBe(
			[
				"# Ada",
				"Level: Beginner",
				"Streak: 0 days (best 0)",
				"Days learned: 0",
				"Days per week: 0 this week; before that 0, 0, 0, 0, 0",
				"Green topics: 0",
				"Points here: 0 this week, 0 in all",
				"This fills up with the first answer: /quiz.",
				"Next: The first green topic",
				"(People here see this too, without what is worth another look. /settings changes that.)",
			].join("\n"),
		);
	});

	test("counts days and weeks, topics and points", async () => {
		await round(ada, "/quiz shell");
		await world.passes({ days: 4 });
		await round(ada, "/quiz shell");
		const card = await ada.says("/profile");
		expect(card).toContain("Days learned: 2");
		expect(card).toContain("Days per week: 1 this week; before that 1, 0, 0, 0, 0");
		expect(card).toContain("Green topics: 1");
		expect(card).toContain("Points here: 30 this week, 75 in all");
		expect(card).toContain("Earned\n✓ The first green topic");
		expect(card).toContain("Next: Ten reviews in time (3 of 10)");
	});

	test("names what goes well and what is worth another look, with the reason", async () => {
		await round(ada, "/quiz shell");
		await round(ada, "/quiz web count:2", "wrongly");
		const little = await ada.says("/profile");
		expect(little).toContain("Strongest\n- The shell: 3 of 3 right last time");
		expect(little).not.toContain("Worth another look");
		await round(ada, "/quiz web count:7", "wrongly");
		const card = await ada.says("/profile");
		expect(card).toContain("Worth another look\n- How the web works: 0 of 7 right last time");
		expect(card).toContain("from 3 questions on a topic on.");
		expect(await ada.presses("Practise How the web works")).toContain("# Question 1 of 5");
	});

	test("alone there is no board, so no points and nobody who sees it", async () => {
		const alone = world.person("Ada", { id: "test:dm", space: "test:ada-alone", personal: true });
		const card = await alone.says("/profile");
		expect(card).not.toContain("Points here");
		expect(card).not.toContain("People here see");
		expect(await alone.says("/profile test:ada")).toContain("# Ada");
	});

	test("is what naming oneself shows, by account or by name", async () => {
		const card = await ada.says("/profile");
		for (const line of ["/profile test:ada", "/profile @Ada", "/profile member:ada"])
			expect(await ada.says(line)).toBe(card);
	});
});

describe("another's", () => {
	beforeEach(() => round(ada, "/quiz shell count:2", "wrongly"));

	test("shows what was learned, never what is worth another look or still to come", async () => {
		await round(ada, "/quiz web count:7", "wrongly");
		expect(await ada.says("/profile")).toContain("Worth another look");
		const card = await ben.says("/profile test:ada");
		expect(card).toContain("# Ada\nLevel: Beginner\nStreak: 1 day (best 1)");
		expect(card).toContain("Points here: 0 this week, 0 in all");
		for (const hidden of ["Worth another look", "Next:", "Practise", "/settings"])
			expect(card).not.toContain(hidden);
	});

	test.each(["test:ada", "member:test:ada", "@Ada", "ada", "ADA"])(
		"can be asked for as %s",
		async (who) => {
			expect(await ben.says(`/profile ${who}`)).toContain("# Ada");
		},
	);

	test("that has not begun gets a kind sentence", async () => {
		await ben.says("/help");
		expect(await ada.says("/profile @Ben")).toBe(
			"Ben has not answered anything yet. Everyone begins somewhere; /quiz is a good place.",
		);
	});

	test("hidden is refused to members; moderators see the points and nothing else", async () => {
		await round(ada, "/quiz web count:1");
		await ada.says("/settings");
		await ada.presses("Hide me");
		expect(await ben.says("/profile test:ada")).toBe("Ada keeps their profile to themselves.");
		const mo = world.person("Mo", { manages: true });
		expect(await mo.says("/profile test:ada")).toBe(
			[
				"# Ada",
				"Points here: 10 this week, 10 in all",
				"(Hidden from members. You see the points because you moderate here.)",
				"[Look after them]",
			].join("\n"),
		);
		expect(await ada.says("/profile")).toContain("You are hidden here, so only you see this");
	});

	test("a moderator of one space is a stranger's equal in another", async () => {
		const village = { id: "test:well", space: "test:village" };
		await world.person("Ada", village).says("/settings");
		await world.person("Mo", { ...village, manages: true }).says("/help");
		const mo = world.person("Mo");
		await ada.says("/settings");
		await ada.presses("Hide me");
		expect(await mo.says("/profile test:ada")).toBe("Ada keeps their profile to themselves.");
	});

	test("is only for those who share a space", async () => {
		const eve = world.person("Eve", { id: "test:well", space: "test:village" });
		await round(eve, "/quiz shell count:1");
		const unknown = await ben.says("/profile test:nobody");
		expect(unknown).toContain("I can't show a profile of that one");
		expect(await ben.says("/profile test:eve")).toBe(unknown);
		expect(await ben.says("/profile @Eve")).toContain("I know nobody here by the name “Eve”.");
		expect(await eve.says("/profile test:ada")).toBe(unknown);
	});

	test("cannot be seen from a direct message", async () => {
		const alone = world.person("Ben", { id: "test:dm", space: "test:ben-alone", personal: true });
		for (const who of ["test:ada", "@Ada", "test:nobody"])
			expect(await alone.says(`/profile ${who}`)).toContain(
				"Profiles of others can be seen where you learn together",
			);
	});

	test("two of one name have to be told apart", async () => {
		const [asked] = ada.requests;
		if (asked?.kind !== "command") throw new Error("no command");
		const from = { id: "test:ada2", name: "Ada" };
		await world.app.handle({ ...asked, id: "twin", from });
		expect(await ben.says("/profile @ada")).toContain("Several people here go by the name “ada”.");
	});

	test.each([
		"@\u0000",
		"'; drop table learner; --",
		"@",
		"x".repeat(101),
		"%",
		"test:a b",
		"\ud800",
	])("asked for as %j is nobody", async (who) => {
		expect(await ben.says(`/profile member:"${who}"`)).toMatch(
			/I know nobody here|“member” is somebody here/,
		);
		expect(world.faults).toEqual([]);
	});
});

test("a bot the platform named is called by its name, cleaned", async () => {
	await ben.says("/help");
	const [asked] = ben.requests;
	if (asked?.kind !== "command") throw new Error("no command");
	const named = [{ id: "test:bot", name: "Help\u202eer" }];
	const wish = { ...asked, id: "b1", name: "profile", input: { member: "test:bot" }, named };
	const reply = await world.app.handle(wish);
	expect(reply.do === "say" && reply.message.gist).toBe(
		"I can't show a profile of Helper: there is one for people of this space who have turned up here, and never for bots.",
	);
});
