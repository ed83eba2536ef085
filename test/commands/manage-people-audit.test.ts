import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Challenge } from "../../src/core/library.ts";
import { smallLibrary } from "../support/library.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

let world: World;
let grace: Person;
let lee: Person;
let ada: Person;
beforeEach(async () => {
	// A Monday.
	world = await createWorld({ at: "2026-11-16T09:00:00Z" });
	grace = world.person("Grace", { manages: true });
	lee = world.person("Lee", { manages: true });
	ada = world.person("Ada");
	await ada.says("/quiz shell count:1");
	await ada.answers("rightly");
	await lee.says("/help");
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	await world.close();
});

async function adjusts(who: Person, whom: string, points: string, words: string): Promise<void> {
	await who.says(`/manage people member @${whom}`);
	await who.presses("Adjust points");
	await who.submits({ points, words });
	await world.passes({ minutes: 1 });
}

const LEFT =
	"(Points, streaks, boards, cohorts and accepted builds are in it; schedules, plans and /setup are not.)";

/** A bit of everything. */
async function looksAfter(): Promise<void> {
	await adjusts(grace, "Ada", "20", "the key was wrong");
	await grace.presses("Undo");
	await grace.submits({ words: "was a mistake" });
	await world.passes({ minutes: 1 });
	await lee.says("/manage people member @Ada");
	await lee.presses("Take off the boards");
	await lee.submits({ words: "two accounts" });
	await world.passes({ minutes: 1 });
	await grace.says('/manage cohort create name:"Autumn" start:2026-11-16 topics:1-2');
	await world.passes({ minutes: 1 });
	await grace.says("/manage cohort add @Ada");
	await world.passes({ minutes: 1 });
	await grace.says("/manage cohort leads @Lee");
}

describe("the log", () => {
	test("tells who did what to whom, when and why, the newest first", async () => {
		await looksAfter();
		expect(await grace.says("/manage people audit")).toBe(`# What was done here
- 2026-11-16T09:05 · Grace → Lee: leads Autumn from now on
- 2026-11-16T09:04 · Grace → Ada: taken into Autumn
- 2026-11-16T09:03 · Grace → Grace: leads Autumn from now on
- 2026-11-16T09:02 · Lee → Ada: off the boards: “two accounts”
- 2026-11-16T09:01 · Grace → Ada: took back (+20 points): “was a mistake”
- 2026-11-16T09:00 · Grace → Ada: +20 points: “the key was wrong”
${LEFT}
[As CSV] [As JSON]`);
	});

	test("is empty at first, and knows nothing of what people do of their own accord", async () => {
		await grace.says('/manage cohort create name:"Autumn" start:2026-11-16 topics:1-2');
		const before = await grace.says("/manage people audit");
		await ada.says("/cohort join");
		await ada.says("/cohort leave");
		expect(await grace.says("/manage people audit")).toBe(before);
		const mo = world.person("Mo", {
			manages: true,
			space: "test:village",
			id: "test:village/well",
		});
		expect(await mo.says("/manage people audit")).toBe(
			`# What was done here\nThere is nothing like that in the log.\n${LEFT}`,
		);
	});

	test("is narrowed to people and kinds, and stays so from page to page", async () => {
		await looksAfter();
		const byLee = await grace.says("/manage people audit by:@Lee");
		expect(byLee).toContain("Only by Lee.");
		expect(byLee.match(/^- /gm)).toHaveLength(1);
		const toLee = await grace.says("/manage people audit member:@Lee what:cohorts");
		expect(toLee).toContain("Only Cohorts, to Lee.\n- 2026-11-16T09:05");
		expect(toLee.match(/^- /gm)).toHaveLength(1);
		expect(await grace.says("/manage people audit what:undo")).toContain("took back (+20 points)");
		expect(await grace.says("/manage people audit what:streaks")).toContain("nothing like that");
		expect(await grace.says("/manage people audit what:magic")).toContain("“what” is one of");
		expect(await grace.says("/manage people audit @Nemo")).toContain("Nemo");
		for (let points = 1; points <= 12; points += 1)
			await adjusts(grace, "Ada", String(points), "step by step");
		const page = await grace.says("/manage people audit @Ada what:points");
		expect(page).toContain("+12 points");
		expect(page.match(/^- /gm)).toHaveLength(8);
		const older = await grace.presses("Older");
		expect(older).toContain("Only Points, to Ada.");
		expect(older.match(/^- /gm)).toHaveLength(5);
		expect(older).toContain("(Page 2.)");
		expect(older).not.toContain("[Older]");
		expect(await grace.presses("Newer")).toBe(page);
	});

	test("is nobody's but the moderators', at every press anew", async () => {
		await looksAfter();
		const only = "This one is for moderators. Ask someone who manages this space.";
		expect(await ada.says("/manage people audit")).toBe(only);
		await grace.says("/manage people audit");
		const press = grace.pressOf("As CSV");
		expect(await ada.pressesRaw(press)).toBe(only);
		const before = world.person("Lee");
		expect(await before.pressesRaw(press)).toBe(only);
	});

	test("shows a press from elsewhere nothing of this space", async () => {
		await looksAfter();
		await grace.says("/manage people audit @Ada by:@Lee");
		const press = grace.pressOf("As JSON");
		const mo = world.person("Mo", {
			manages: true,
			space: "test:village",
			id: "test:village/well",
		});
		await mo.pressesRaw(press);
		expect(mo.files()[0]?.text).toContain('"entries": [\n\t]');
		await mo.pressesRaw(press.replace("json:1", "page:1:1"));
		expect(mo.sees()).toContain("to somebody who is not here any more");
		expect(mo.sees()).not.toContain("Ada");
		for (const forged of ["page:1:x:-:-:-", "page:1:1:-:-:magic", "csv:1:-:-", "csv:1:a b:-:-"])
			expect(await grace.pressesRaw(`manage-people-audit.${forged}`)).toContain(
				"I don't recognise that button.",
			);
		expect(await grace.pressesRaw("manage-people-audit.page:1:999999999:-:-:-")).toContain(
			"nothing like that",
		);
		expect(await grace.pressesRaw("manage-people-audit.page:1:0:-:-:-")).toContain("09:05");
	});

	test("names a cohort that was renamed as it is called now", async () => {
		await looksAfter();
		await grace.says("/manage cohort edit");
		await grace.presses("Pace, days, dates");
		const fields = { name: "Winter", start: "2026-11-16", end: "", pace: "1", days: "mon" };
		await grace.submits(fields);
		expect(await grace.says("/manage people audit")).toContain("Ada: taken into Winter");
	});
});

test("the log tells of accepted builds, also of those that are in no pack any more", async () => {
	const clock: Challenge = {
		id: "small/challenges/clock",
		title: "A clock in the terminal",
		...{ stage: 1, capstone: false, days: 2, topics: ["small/shell"] },
		team: { least: 1, most: 2 },
		brief: ["Build a clock."],
		done: [["It shows the time"]],
		evidence: ["a link to the code"],
		review: ["one teammate runs it"],
	};
	const building = await createWorld({ content: { ...smallLibrary, challenges: [clock] } });
	const [mod, bea] = [building.person("Mod", { manages: true }), building.person("Bea")];
	await bea.says("/challenge clock");
	await bea.presses("Join");
	await bea.presses("Hand in");
	await bea.submits({ link: "https://example.org/clock", note: "" });
	await mod.says("/manage challenges");
	await mod.picks("Bea");
	await mod.presses("Accept");
	expect(await mod.says("/manage people audit")).toContain(
		"Mod → Bea: A clock in the terminal accepted, +100 points\n",
	);
	const { store } = building;
	const later = await createWorld({ store, ids: { make: () => "later" } });
	const [again] = [later.person("Mod", { manages: true })];
	expect(await again.says("/manage people audit what:challenges")).toContain(
		"Mod → Bea: a challenge accepted, +100 points\n",
	);
	await building.close();
});

describe("the log as a file", () => {
	test("is a table that runs nothing when it is opened", async () => {
		const evil = world.person("=cmd|' /C calc'!A0");
		await evil.says("/help");
		await adjusts(grace, "Ada", "20", '=HYPERLINK("https://example.org","look")');
		await adjusts(grace, "Ada", "-5", "+1 too many, and a comma");
		await evil.says("/quiz shell count:1");
		await evil.answers("rightly");
		await grace.says("/manage people member test:cmdccalca0");
		await grace.presses("Take off the boards");
		await grace.submits({ words: "@everyone look" });
		await grace.says("/manage people audit");
		expect(await grace.presses("As CSV")).toBe(
			`Here is the log: 3 entries.
<cairn-log-2026-11-16.csv: The log of what was done in this space>`,
		);
		const lines = (grace.files()[0]?.text ?? "").split("\r\n");
		expect(lines).toEqual([
			"when,who,what,whom,why,kind,points,number",
			expect.stringMatching(
				/^2026-11-16T09:02:00.000Z,Grace,off the boards,.*,'@everyone look,exclusion,,\d+$/,
			),
			expect.stringMatching(/,Grace,−5 points,Ada,"'\+1 too many, and a comma",adjustment,-5,\d+$/),
			expect.stringMatching(
				/,Grace,'\+20 points,Ada,"'=HYPERLINK\(""https:\/\/example.org"",""look""\)",adjustment,20,\d+$/,
			),
			"",
		]);
		expect(lines[1]).toContain(",'=cmd|' /C calc'!A0,");
	});

	test("is JSON too, narrowed like the card it was asked from", async () => {
		await looksAfter();
		await grace.says("/manage people audit what:boards");
		await grace.presses("As JSON");
		const file = grace.files()[0];
		expect(file?.name).toBe("cairn-log-2026-11-16.json");
		expect(JSON.parse(file?.text ?? "")).toEqual({
			format: 1,
			exportedAt: "2026-11-16T09:05:00.000Z",
			entries: [
				{
					when: "2026-11-16T09:02:00.000Z",
					who: "Lee",
					what: "off the boards",
					whom: "Ada",
					why: "two accounts",
					kind: "exclusion",
					points: null,
					number: expect.any(Number),
				},
			],
		});
	});
});

describe("who is erased", () => {
	async function erases(person: Person): Promise<void> {
		await person.says("/settings");
		await person.presses("My data");
		await person.presses("Erase it all");
		await person.presses("Erase everything …");
		await person.submits({ word: "erase" });
	}

	test("is a former member in the log, as the one who did it and as the one it was done to", async () => {
		await looksAfter();
		await erases(ada);
		const log = await grace.says("/manage people audit");
		expect(log).toContain("Lee → former member: off the boards\n");
		expect(log).toContain("Grace → former member: took back (+20 points)\n");
		expect(log).toContain("Grace → former member: taken into Autumn\n");
		expect(log).not.toContain("Ada");
		expect(log).not.toContain("two accounts");
		await erases(lee);
		const after = await grace.says("/manage people audit");
		expect(after).toContain("former member → former member: off the boards\n");
		expect(after).toContain("Grace → former member: leads Autumn from now on\n");
		expect(after).not.toContain("Lee");
		await grace.presses("As CSV");
		expect(grace.files()[0]?.text).toContain(",former member,off the boards,former member,,");
		expect(await grace.says("/manage people audit by:@Grace what:undo")).toContain("took back");
	});

	test("takes corrections of themselves along, and comes back without them", async () => {
		await looksAfter();
		await erases(ada);
		await ada.says("/quiz shell count:1");
		await ada.answers("rightly");
		expect(await grace.says("/manage people member @Ada")).toContain(
			"(Nothing has been put right by hand.)",
		);
		expect(grace.sees()).toContain("On the boards: yes");
	});
});
