import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findingsOf } from "../support/history.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let grace: Person;
let ada: Person;
beforeEach(async () => {
	// A Monday.
	world = await createWorld({ at: "2026-11-16T09:00:00Z" });
	grace = world.person("Grace", { manages: true });
	ada = world.person("Ada");
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	expect(await findingsOf(world.store)).toEqual([]);
	await world.close();
});

/** One right answer: 10 points, and the day counts. */
async function learns(person = ada): Promise<void> {
	const card = await person.says("/quiz shell count:1");
	if (card.includes("under way")) await person.presses("Start new");
	await person.answers("rightly");
}

async function opens(person = grace, whom = "@Ada"): Promise<string> {
	return person.says(`/manage people member ${whom}`);
}

async function adjusts(points: string, words = "wrong key in the quiz"): Promise<string> {
	await opens();
	await grace.presses("Adjust points");
	return grace.submits({ points, words });
}

describe("the card of a member", () => {
	test("tells what a moderator may know, and nothing of what was missed", async () => {
		await learns();
		await world.passes({ days: 1 });
		await ada.says("/quiz shell count:1");
		await ada.answers("wrongly");
		expect(await opens()).toBe(`# Looking after Ada
Points here: 10 this week, 10 this month, 10 in all
Streak: 2 days in a row, best 2; 1 freeze
Days learned: 2; last 2026-11-17
Days a week: 2 this week; before that 0, 0, 0, 0, 0
On the boards: yes; not asked yet
(Nothing has been put right by hand.)
[Adjust points] [Repair the streak] [Take off the boards]`);
	});

	test("is there for a name, for oneself, and for nobody who is not here", async () => {
		await learns();
		expect(await grace.says("/manage people member Ada")).toContain("# Looking after Ada");
		expect(await opens(grace, "@Grace")).toContain("(This is you.");
		expect(await grace.says("/manage people member")).toContain("Who is it about?");
		expect(await opens(grace, "@Nemo")).toContain("Nemo");
		expect(await opens(grace, "test:bot")).toContain("I don't know them here.");
		const far = world.person("Far", { space: "test:village", id: "test:village/well" });
		await learns(far);
		expect(await opens(grace, "test:far")).toContain("I don't know them here.");
	});

	test("tells of somebody who hides, and of days", async () => {
		await learns();
		await ada.says("/settings");
		await ada.presses("Hide me");
		expect(await opens()).toContain("On the boards: hidden, by their own choice");
	});
});

describe("points", () => {
	test("are given with a reason, count on the boards, and are taken back", async () => {
		await learns();
		await opens();
		expect(await grace.presses("Adjust points")).toBe(`# Adjust points
Points, such as 20 or -20: 
Why? They can read it too: 
[Do it]`);
		const done = await grace.submits({ points: "+20", words: "  the key was\nwrong " });
		expect(done).toBe(`+20 for Ada: 30 points in all now.
[Undo] [Back to Ada]`);
		expect(await ada.says("/leaderboard")).toContain("Ada (you) — 30 points");
		const card = await grace.presses("Back to Ada");
		expect(card).toContain("1. 2026-11-16T09:00 · +20 points: “the key was wrong” (Grace)");
		expect(await grace.presses("Undo 1")).toBe(`# Take it back
Why? They can read it too: That was a mistake
[Do it]`);
		expect(await grace.submits({ words: "That was a mistake" })).toBe(`Taken back: +20 points.
[Back to Ada]`);
		expect(await ada.says("/leaderboard")).toContain("Ada (you) — 10 points");
		const after = await grace.presses("Back to Ada");
		expect(after).toContain("“the key was wrong” (Grace), taken back");
		expect(after).not.toContain("[Undo 1]");
	});

	test("go back to the week they were given in", async () => {
		await learns();
		await adjusts("100");
		await world.passes({ days: 7 });
		await learns();
		expect(await opens()).toContain("Points here: 10 this week, 120 this month, 120 in all");
		await grace.presses("Undo 1");
		await grace.submits({ words: "after all not" });
		expect(await opens()).toContain("Points here: 10 this week, 20 this month, 20 in all");
	});

	test("are taken, but never more than there are", async () => {
		await learns();
		expect(await adjusts("-11")).toBe(
			`Ada has 10 points on that board, so no more than that can be taken away.
You wrote: wrong key in the quiz`,
		);
		expect(await adjusts("−10")).toContain("−10 for Ada: 0 points in all now.");
		expect(await adjusts("-1")).toContain("Ada has no points on that board");
		expect(await ada.says("/leaderboard")).not.toContain("Ada (you)");
		expect(await opens()).toContain("Points here: 0 this week");
	});

	test("may go below nothing where something is taken back", async () => {
		await learns();
		await adjusts("20");
		const plus = grace.pressOf("Undo");
		await adjusts("-30");
		await grace.pressesRaw(plus);
		await grace.submits({ words: "was meant for Bea" });
		expect(await opens()).toContain("Points here: -20 this week, -20 this month, -20 in all");
		await learns();
		await learns();
	});

	test.each([
		"",
		"0",
		"twenty",
		"1.5",
		"10001",
		"-10001",
		"1e3",
		"١٠",
		"20 points",
		"9".repeat(400),
	])("%s is refused, with the field named", async (points) => {
		await learns();
		expect(await adjusts(points)).toBe(
			`“Points” is a whole number from −10,000 to 10,000, and not 0.
You wrote: wrong key in the quiz`,
		);
	});

	test.each(["", "ab", " \n\t ", "\u202e\u200b\u200b", "x".repeat(201)])(
		"the reason %j is refused, with the field named",
		async (words) => {
			await learns();
			const [said, wrote] = (await adjusts("10", words)).split("\n");
			expect(said).toBe("“Why” is 3 to 200 characters long, for those who ask later.");
			expect(wrote).toBe(words.startsWith("x") ? `You wrote: ${words}` : undefined);
		},
	);

	test("the same form twice counts once", async () => {
		await learns();
		await opens();
		await grace.presses("Adjust points");
		await grace.submits({ points: "20", words: "once" });
		const submitted = grace.requests.at(-1);
		if (submitted) await world.app.handle(submitted);
		if (submitted?.kind === "form")
			await world.app.handle({ ...submitted, fields: { points: "999", words: "another" } });
		expect(await opens()).toContain("30 in all");
	});

	test("a moderator's own stand in the log like all others", async () => {
		await grace.says("/manage people member Grace");
		await grace.presses("Adjust points");
		expect(await grace.submits({ points: "5", words: "why not" })).toContain("+5 for Grace");
		expect(await grace.says("/manage people audit")).toContain(
			"Grace → Grace: +5 points: “why not”",
		);
	});
});

describe("a streak", () => {
	/** Monday and Tuesday, then nothing until Saturday: one freeze is not enough for three days. */
	async function breaks(): Promise<void> {
		await learns();
		await world.passes({ days: 1 });
		await learns();
		await world.passes({ days: 4 });
		await learns();
	}
	async function repairs(day: string, words = "was ill"): Promise<string> {
		await opens();
		await grace.presses("Repair the streak");
		return grace.submits({ day, words });
	}

	test("is repaired day by day, until freezes cover the rest", async () => {
		await breaks();
		expect(await opens()).toContain("Streak: 1 day in a row, best 2; no freeze");
		expect(await grace.presses("Repair the streak")).toContain(
			"The missed day, such as 2026-11-18: 2026-11-20",
		);
		expect(
			await grace.submits({ day: "2026-11-20", words: "was ill" }),
		).toBe(`Fri 20 Nov does not count against Ada any more.
The streak is 1 day, as before.
Missed beside it: Wed 18 Nov, Thu 19 Nov.
[Undo] [Back to Ada]`);
		expect(await repairs("2026-11-19")).toContain("The streak was 1 day, and is 3 now.");
		expect(await opens()).toContain("Streak: 3 days in a row, best 3; no freeze");
		expect(await repairs("2026-11-18")).not.toContain("Missed beside it");
		expect(await opens()).toContain("3 days in a row, best 3; 1 freeze");
		expect(await opens()).toContain("Days learned: 3; last 2026-11-21");
	});

	test("shows its owner why, in the story and below it", async () => {
		await breaks();
		await repairs("2026-11-19");
		await repairs("2026-11-20");
		await adjusts("20", "the key was wrong");
		await ada.says("/streak");
		expect(ada.sees()).toContain("2 days repaired by a moderator.");
		const why = await ada.presses("Why this number?");
		expect(why).toContain(
			"Thu 2026-11-19: no answer; a moderator repaired it, so it does not count against you",
		);
		expect(why).toContain("Put right by hand here\n- 2026-11-21T09:00 · +20 points: “the key was");
		expect(why).toContain("streak repaired for Thu 19 Nov: “was ill”");
		expect(why).not.toContain("Grace");
	});

	test("breaks again when a repair is taken back, and stays repaired otherwise", async () => {
		await breaks();
		await repairs("2026-11-19");
		await repairs("2026-11-20");
		await world.passes({ days: 1 });
		await learns();
		expect(await opens()).toContain("Streak: 4 days in a row");
		await grace.presses("Undo 2");
		await grace.submits({ words: "was another day" });
		expect(await opens()).toContain("Streak: 2 days in a row, best 2");
	});

	test("goes on over days that are missed at this moment", async () => {
		await learns();
		await world.passes({ days: 3 });
		expect(await opens()).toContain("Streak: 0 days in a row");
		expect(await repairs("2026-11-18")).toContain("The streak was 0 days, and is 1 now.");
		await learns();
		expect(await opens()).toContain("Streak: 2 days in a row");
	});

	test("needs no repair for a day on which the bot was away", async () => {
		await learns();
		await world.store.beat(world.now());
		await world.passes({ days: 3 });
		await world.store.beat(world.now());
		expect(await repairs("2026-11-18")).toContain("I was away that day");
	});

	test.each([
		["2026-11-17", "Today is still open for them"],
		["2026-11-18", "That day has yet to come for them."],
		["2026-08-01", "a streak can be repaired for 12 weeks"],
		["2026-11-15", "before their first day with an answer"],
		["2026-11-16", "They answered that day"],
		["2026-02-30", "“The missed day” is a date, like 2026-12-24."],
		["yesterday", "“The missed day” is a date"],
		["", "“The missed day” is a date"],
	])("on %s is answered: %s", async (day, said) => {
		await learns();
		await world.passes({ days: 1 });
		expect(await repairs(day)).toContain(said);
	});

	test("rests on days off, and is repaired once", async () => {
		await learns();
		await ada.says("/settings");
		await ada.picks("Saturday", "Sunday");
		await world.passes({ days: 14 });
		expect(await repairs("2026-11-28")).toContain("That was a day off of theirs.");
		expect(await repairs("2026-11-27")).toContain("does not count against Ada any more");
		expect(await repairs("2026-11-27")).toContain("That day is repaired already.");
	});

	test("of somebody who never answered has nothing to repair", async () => {
		await ada.says("/help");
		expect(await repairs("2026-11-15")).toContain("before their first day");
	});
});

describe("the boards", () => {
	test("leave out whom a moderator took off, until they are put back", async () => {
		const bea = world.person("Bea");
		await learns();
		await learns(bea);
		await opens();
		expect(await grace.presses("Take off the boards")).toContain("# Off the boards\nWhy?");
		expect(await grace.submits({ words: "two accounts" })).toBe(
			`Ada is off the boards here. Points and streak are still theirs.
[Undo] [Back to Ada]`,
		);
		expect(await bea.says("/leaderboard")).not.toContain("Ada");
		expect(await ada.says("/leaderboard")).not.toContain("Ada");
		const card = await grace.presses("Back to Ada");
		expect(card).toContain("On the boards: no, a moderator took them off");
		expect(card).toContain("off the boards: “two accounts” (Grace)");
		await grace.presses("Put back on the boards");
		expect(await grace.submits({ words: "was a mistake" })).toContain("Ada is back on the boards.");
		expect(await bea.says("/leaderboard")).toContain("Ada — 10 points");
		expect(await opens()).toContain("On the boards: yes");
	});

	test("follow what still holds when something is taken back", async () => {
		const bea = world.person("Bea");
		await learns();
		await opens();
		await grace.presses("Take off the boards");
		await grace.submits({ words: "two accounts" });
		await grace.presses("Undo");
		await grace.submits({ words: "was another Ada" });
		expect(await bea.says("/leaderboard")).toContain("Ada — 10 points");
	});

	test("change once: whoever comes second is told how it stands", async () => {
		await learns();
		await opens();
		const press = grace.pressOf("Take off the boards");
		await grace.presses("Take off the boards");
		const late = world.person("Lee", { manages: true });
		await late.pressesRaw(press);
		await grace.submits({ words: "two accounts" });
		expect(await late.submits({ words: "two accounts" })).toBe(
			"Ada is off the boards already.\nYou wrote: two accounts",
		);
		expect(await late.pressesRaw(press)).toBe("Ada is off the boards already.");
	});

	test("of other spaces know nothing of it", async () => {
		const away = world.person("Ada", { space: "test:village", id: "test:village/well" });
		await learns();
		await learns(away);
		await opens();
		await grace.presses("Take off the boards");
		await grace.submits({ words: "two accounts" });
		expect(await away.says("/leaderboard")).toContain("Ada (you)");
		const mo = world.person("Mo", {
			manages: true,
			space: "test:village",
			id: "test:village/well",
		});
		expect(await opens(mo)).toContain("On the boards: yes");
		expect(mo.sees()).toContain("(Nothing has been put right by hand.)");
	});

	test("say so when somebody who hides is put back", async () => {
		await learns();
		await ada.says("/settings");
		await ada.presses("Hide me");
		await opens();
		await grace.presses("Take off the boards");
		await grace.submits({ words: "two accounts" });
		await grace.presses("Back to Ada");
		await grace.presses("Put back on the boards");
		expect(await grace.submits({ words: "was a mistake" })).toContain(
			"Ada is back on the boards, and still hidden by their own choice.",
		);
	});
});

describe("taking back", () => {
	test("happens once, and nothing that was taken back comes back", async () => {
		await learns();
		await adjusts("20");
		const undo = grace.pressOf("Undo");
		await grace.presses("Undo");
		await grace.submits({ words: "was a mistake" });
		const submitted = grace.requests.at(-1);
		if (submitted) await world.app.handle({ ...submitted, id: "once more" });
		expect(await grace.pressesRaw(undo)).toBe("That was taken back already.");
		expect(await opens()).toContain("10 in all");
	});

	test("has no way to a fact of another kind, person or space", async () => {
		const bea = world.person("Bea");
		await learns();
		await learns(bea);
		await adjusts("20");
		const undo = grace.pressOf("Undo");
		const [adas, number] = undo.split(":").slice(2);
		await opens(grace, "@Bea");
		const beas = grace.pressOf("Adjust points").split(":")[2];
		const nothing = "I don't find that here any more, so there is nothing to take back.";
		expect(await grace.pressesRaw(`manage-people-member.undo:1:${beas}:${number}`)).toBe(nothing);
		expect(await grace.pressesRaw(`manage-people-member.undo:1:${adas}:1`)).toBe(nothing);
		expect(await grace.pressesRaw(`manage-people-member.undo:1:${adas}:999999`)).toBe(nothing);
		const mo = world.person("Mo", {
			manages: true,
			space: "test:village",
			id: "test:village/well",
		});
		expect(await mo.pressesRaw(undo)).toBe(
			"I don't know them here. They turn up once they have used me in this space.",
		);
	});

	test("a long list is cut, and what is left can be undone", async () => {
		await learns();
		for (const points of ["1", "2", "3", "4", "5", "6"]) await adjusts(points);
		const card = await opens();
		expect(card).toContain("1. 2026-11-16T09:00 · +6 points");
		expect(card).toContain("5. 2026-11-16T09:00 · +2 points");
		expect(card).toContain("(… and 1 earlier one; the log has them all.)");
		expect(card).toContain("[Undo 1] [Undo 2] [Undo 3] [Undo 4] [Undo 5]");
	});
});

describe("rights", () => {
	const refused = "This one is for moderators and those who lead a cohort here.";

	test("members have no way in, by command or by press", async () => {
		await learns();
		await adjusts("20");
		const presses = [grace.pressOf("Undo"), grace.pressOf("Back to Ada")];
		await opens();
		presses.push(
			...["Adjust points", "Repair the streak", "Take off the boards"].map(grace.pressOf),
		);
		const eve = world.person("Eve");
		expect(await opens(eve)).toBe(refused);
		for (const press of presses) expect(await eve.pressesRaw(press)).toBe(refused);
	});

	test("are looked at again when a form comes back", async () => {
		await learns();
		for (const [button, fields] of [
			["Adjust points", { points: "20", words: "because" }],
			["Repair the streak", { day: "2026-11-15", words: "because" }],
			["Take off the boards", { words: "because" }],
		] as const) {
			await opens();
			await grace.presses(button);
			await grace.submits(fields);
			const submitted = grace.requests.at(-1);
			if (submitted?.kind !== "form") throw new Error("no form was submitted");
			const rights = { manages: false, groups: [] };
			const late = await world.app.handle({ ...submitted, id: `late ${button}`, rights });
			expect(late).toMatchObject({ message: { gist: refused } });
		}
	});

	test("there is nothing of it in a direct conversation", async () => {
		await learns();
		await opens();
		const press = grace.pressOf("Take off the boards");
		const alone = world.person("Grace", {
			manages: true,
			personal: true,
			space: "test:@grace",
			id: "test:whisper",
		});
		const only = "This works inside a server or workspace, not in a direct message.";
		expect(await opens(alone)).toBe(only);
		expect(await alone.pressesRaw(press)).toBe(only);
		expect(await alone.says("/manage people audit")).toBe(only);
	});

	test("a forged press leads nowhere", async () => {
		await learns();
		for (const press of [
			"manage-people-member.show:1:nobody",
			"manage-people-member.points:1:nobody:-",
			"manage-people-member.undone:1:nobody:1",
		])
			expect(await grace.pressesRaw(press)).toContain("I don't know them here.");
		for (const press of [
			"manage-people-member.show:1",
			"manage-people-member.undo:1:a:b",
			"manage-people-member.constructor:1:a",
			"manage-people-member.show:1:a b",
		])
			expect(await grace.pressesRaw(press)).toContain("I don't recognise that button.");
	});

	test("whoever has been erased meanwhile is nobody here", async () => {
		await learns();
		await opens();
		await grace.presses("Adjust points");
		await ada.says("/settings");
		await ada.presses("My data");
		await ada.presses("Erase it all");
		await ada.presses("Erase everything …");
		await ada.submits({ word: "erase" });
		expect(await grace.submits({ points: "5", words: "too late" })).toContain(
			"I don't know them here.",
		);
	});
});

describe("who leads a cohort", () => {
	let lee: Person;
	beforeEach(async () => {
		lee = world.person("Lee");
		await lee.says("/help");
		await ada.says("/help");
		await grace.says('/manage cohort create name:"Autumn" start:2026-11-16 topics:1-2');
		await grace.says('/manage cohort create name:"Winter" start:2026-11-16 topics:1-2');
		await grace.says("/manage cohort leads @Lee cohort:Autumn");
		await grace.says("/manage cohort add @Ada cohort:Autumn");
		await learns();
	});

	test("adjusts points on the cohort's board, and nothing else", async () => {
		expect(await opens(lee)).toBe(`# Looking after Ada
In Autumn: 10 this week, 10 this month, 10 in all
Streak: 1 day in a row, best 1; 1 freeze
Days learned: 1; last 2026-11-16
Days a week: 1 this week; before that 0, 0, 0, 0, 0
On the boards: yes; not asked yet
(Nothing has been put right by hand.)
[Adjust points in Autumn]`);
		await lee.presses("Adjust points in Autumn");
		expect(await lee.submits({ points: "5", words: "helped others" })).toContain(
			"+5 for Ada: 15 points in all now in Autumn.",
		);
		expect(await opens()).toContain("Points here: 10 this week");
		expect(grace.sees()).toContain("In Autumn: 15 this week");
		expect(grace.sees()).toContain("+5 points in Autumn: “helped others” (Lee)");
		await opens(lee);
		await lee.presses("Undo 1");
		expect(await lee.submits({ words: "counted twice" })).toContain(
			"Taken back: +5 points in Autumn",
		);
		expect(await opens()).toContain("In Autumn: 10 this week");
	});

	test("finds the card on the profile, where commands for moderators are hidden", async () => {
		expect(await lee.says("/profile @Ada")).toContain("[Look after them]");
		expect(await lee.presses("Look after them")).toContain("# Looking after Ada\nIn Autumn: 10");
		const bea = world.person("Bea");
		await learns(bea);
		expect(await bea.says("/profile @Ada")).not.toContain("[Look after them]");
		expect(await lee.says("/profile @Bea")).not.toContain("[Look after them]");
		expect(await grace.says("/profile @Bea")).toContain("[Look after them]");
	});

	test("has no way to boards, streaks or the space's points", async () => {
		await adjusts("20");
		const undo = grace.pressOf("Undo");
		await opens();
		const presses = ["Adjust points", "Repair the streak", "Take off the boards"];
		const forbidden = [undo, ...presses.map(grace.pressOf)];
		for (const press of forbidden)
			expect(await lee.pressesRaw(press)).toContain("That one is for moderators");
		expect(await opens(lee)).not.toContain("+20 points");
		expect(await lee.says("/manage people audit")).toBe(
			"This one is for moderators. Ask someone who manages this space.",
		);
	});

	test("has no way to another cohort, or to people of one", async () => {
		const bea = world.person("Bea");
		await learns(bea);
		await grace.says("/manage cohort add @Bea cohort:Winter");
		const notYours = "You look after your own cohort, and they are not in it.";
		expect(await opens(lee, "@Bea")).toContain(notYours);
		await opens(grace, "@Bea");
		const winter = grace.pressOf("Adjust points in Winter");
		expect(await lee.pressesRaw(winter)).toContain(notYours);
		await opens();
		const [, , adas] = grace.pressOf("Adjust points in Autumn").split(":");
		const [, , , board] = winter.split(":");
		expect(await lee.pressesRaw(`manage-people-member.points:1:${adas}:${board}`)).toContain(
			"They are not in that cohort any more.",
		);
	});

	test("loses it with the cohort, also between opening and sending a form", async () => {
		await opens(lee);
		await lee.presses("Adjust points in Autumn");
		await grace.says("/manage cohort leads @Lee what:remove cohort:Autumn");
		expect(await lee.submits({ points: "5", words: "too late" })).toBe(
			"This one is for moderators and those who lead a cohort here.",
		);
	});

	test("loses it when the member leaves", async () => {
		await opens(lee);
		await lee.presses("Adjust points in Autumn");
		await ada.says("/cohort leave");
		expect(await lee.submits({ points: "5", words: "too late" })).toContain(
			"You look after your own cohort, and they are not in it.",
		);
	});
});
