import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { say } from "../../src/text/en.ts";
import { smallLibrary } from "../support/library.ts";
import { told } from "../support/told.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

const SQUARE = "test:square";
const MARKET = "test:market";
const TOWN = "test:town";

let world: World;
let grace: Person;
let ada: Person;
beforeEach(async () => {
	// A Friday, eight o'clock in Berlin.
	world = await createWorld({ at: "2026-11-20T07:00:00Z" });
	grace = world.person("Grace", { manages: true });
	ada = world.person("Ada");
});
afterEach(() => world.close());

const posts = (place = SQUARE) => world.posts(place).map(told);
const schedules = () => world.store.schedules.ofSpace(TOWN);
const settings = () => world.store.spaces.read(TOWN);

/** Goes on to a step with what is suggested. */
async function walksTo(title: string): Promise<string> {
	let card = await grace.says("/setup");
	for (let steps = 0; !card.startsWith(`# ${title}`) && steps < 7; steps += 1)
		card = await grace.presses(
			["Yes, that's right", "Next", "Not now"].find((label) => card.includes(`[${label}]`)) ?? "",
		);
	return card;
}

describe("a fresh space, keeping all that is suggested", () => {
	test("has one daily question after eight presses, and nothing else", async () => {
		expect(await grace.says("/setup")).toBe(
			[
				"# The time here",
				"(Step 1 of 7)",
				"Two minutes, and this space has its daily question. Each step suggests something; all of it can be changed later.",
				"It is 07:00 for you now (UTC time). Right?",
				"(Posts and boards here go by this clock. Everybody can choose their own in /settings.)",
				"[Yes, that's right] [No, it's another time] [See it all]",
			].join("\n"),
		);
		expect(await grace.presses("Yes, that's right")).toContain(
			"The daily question goes to <test:square>.",
		);
		expect(await grace.presses("Next")).toContain("# Who looks after it");
		expect(await grace.presses("Next")).toContain("Until they have been asked they are shown.");
		const daily = await grace.presses("Next");
		expect(daily).toContain("Every day at 09:00, UTC time, in <test:square>.");
		expect(daily).toContain("The first one: 2026-11-20T09:00");
		expect(await grace.presses("Start it")).toContain(
			"It is set: the next question comes on Fri 20 Nov, 09:00.",
		);
		expect(await grace.presses("Not now")).toContain("# A card for newcomers");
		const all = await grace.presses("Not now");
		expect(all).toContain("Daily question: every day at 09:00, UTC time");
		expect(all).toContain("Moderators: whoever manages this space");
		expect(posts()).toEqual([]);
		await world.passes({ hours: 2 });
		expect(posts()).toEqual([expect.stringContaining("Daily question")]);
		expect(await schedules()).toHaveLength(1);
		await world.passes({ days: 1 });
		expect(posts()).toHaveLength(2);
	});

	test("posts nothing and sets nothing daily before that is pressed", async () => {
		await walksTo("One question a day");
		await world.passes({ days: 2 });
		expect(posts()).toEqual([]);
		expect(await schedules()).toEqual([]);
		expect(await grace.presses("See it all")).toContain("Daily question: none yet");
	});

	test("without content there is nothing to set up", async () => {
		const empty = await createWorld({ content: { ...smallLibrary, questions: [] } });
		const someone = empty.person("Grace", { manages: true });
		expect(await someone.says("/setup")).toBe("There is nothing to ask yet: the content is empty.");
		await empty.close();
	});
});

describe("the time", () => {
	test("is found by what the clock shows", async () => {
		await grace.says("/setup");
		expect(await grace.presses("No, it's another time")).toContain("What does your clock show");
		expect(await grace.submits({ clock: "8:00" })).toContain("It is 08:00 in these places.");
		expect(await grace.picks("Europe/Berlin")).toContain("# Where I post");
		expect((await settings())?.zone).toBe("Europe/Berlin");
		expect(await walksTo("One question a day")).toContain("Every day at 09:00, Berlin time");
		expect(await ada.says("/settings")).toContain("Europe/Berlin");
	});

	test.each([
		["berlin", "Every day at 09:00, Berlin time"],
		["Asia/Tokyo", "Every day at 09:00, Tokyo time"],
	])("is found by the city %s", async (clock, said) => {
		await grace.says("/setup");
		await grace.presses("No, it's another time");
		await grace.submits({ clock });
		await grace.presses("Next");
		await grace.presses("Next");
		expect(await grace.presses("Next")).toContain(said);
	});

	test.each(["Atlantis", "25:00", "", "+02:00"])("“%s” is no time and no city", async (clock) => {
		await grace.says("/setup");
		await grace.presses("No, it's another time");
		expect(await grace.submits({ clock })).toContain("I know no time and no city");
		expect((await settings())?.zone).toBe("UTC");
	});

	test("is one's own to begin with, where one has chosen one", async () => {
		await grace.says("/settings zone:America/New_York");
		expect(await grace.says("/setup")).toContain("It is 02:00 for you now (New York time).");
		await grace.presses("Yes, that's right");
		expect((await settings())?.zone).toBe("America/New_York");
	});

	test("changed later, it takes the daily question along and no cohort", async () => {
		await grace.says("/setup Europe/Berlin 9:00");
		await grace.says("/manage cohort create name:Autumn start:2026-11-30");
		await grace.says("/setup");
		await grace.presses("Time zone");
		await grace.presses("No, it's another time");
		await grace.submits({ clock: "Tokyo" });
		expect(await grace.presses("See it all")).toContain("every day at 09:00, Tokyo time");
		const [daily] = await schedules();
		expect(daily).toMatchObject({ zone: "Asia/Tokyo" });
		expect(new Date(daily?.nextRunAt ?? 0).toISOString()).toBe("2026-11-21T00:00:00.000Z");
		const [cohort] = await world.store.cohorts.ofSpace(TOWN);
		expect(cohort?.zone).toBe("Europe/Berlin");
	});
});

describe("the place", () => {
	test("may be another one", async () => {
		await walksTo("Where I post");
		expect(await grace.chooses(MARKET)).toContain("The daily question goes to <test:market>.");
		await grace.presses("Next");
		await grace.presses("Next");
		await grace.presses("Next");
		await grace.presses("Start it");
		await world.passes({ hours: 2 });
		expect([posts().length, posts(MARKET).length]).toEqual([0, 1]);
	});

	test("that is closed to me is said at once, with how to mend it", async () => {
		world.closes(SQUARE, "I can't see that channel. Let me in.");
		const card = await walksTo("Where I post");
		expect(card).toContain("I can't see that channel. Let me in.");
		world.closes(SQUARE, null);
		expect(await grace.presses("Look again")).not.toContain("Let me in");
	});

	test("that is closed is not taken, neither picked nor at the start", async () => {
		world.closes(MARKET, "I can't see that channel. Let me in.");
		await walksTo("Where I post");
		expect(await grace.chooses(MARKET)).toBe("I can't see that channel. Let me in.");
		await walksTo("One question a day");
		world.closes(SQUARE, "That channel is gone.");
		expect(await grace.presses("Start it")).toBe("That channel is gone.");
		expect(await schedules()).toEqual([]);
	});

	test("of another platform, several, or none are refused", async () => {
		await walksTo("Where I post");
		const press = "setup.place:1:";
		const draft = grace.pressOf("Next").split(":")[2];
		const picks = (...places: string[]) =>
			grace.pressesRaw(`${press}${draft}`, `picks ${places}`, places);
		expect(await picks("discord:123")).toContain("That channel belongs to another place.");
		expect(await picks()).toBe("One channel, please; pick it from the list.");
		expect(await picks(SQUARE, MARKET)).toBe("One channel, please; pick it from the list.");
	});

	test("is no direct message: nothing is set up from there", async () => {
		const direct = world.person("Grace", { manages: true, id: "test:@grace", direct: true });
		for (const line of ["/setup", `/setup Europe/Berlin place:${SQUARE}`])
			expect(await direct.says(line)).toBe(say.onlyInSpace);
		expect(await world.store.schedules.ofSpace(TOWN)).toEqual([]);
	});

	test("nobody sets up what is one's own alone", async () => {
		const alone = world.person("Grace", { manages: true, personal: true, space: "test:@grace" });
		expect(await alone.says("/setup")).toContain("works inside a server or workspace");
		await walksTo("Where I post");
		expect(await alone.pressesRaw(grace.pressOf("Next"))).toContain("works inside a server");
	});
});

describe("who looks after it", () => {
	const refused = "This one is for moderators.";

	test("people and groups who are named may, and may not any more when they are taken off", async () => {
		const ben = world.person("Ben");
		const cleo = world.person("Cleo", { groups: ["test:&mods", "test:&others"] });
		await ben.says("/quiz");
		expect(await ben.says("/setup")).toContain(refused);
		await walksTo("Who looks after it");
		const card = await grace.chooses("test:ben", "test:&mods");
		expect(card).toContain("On the list now: Ben and a group.");
		expect(card).toContain("These others may as well: Ben, a group");
		expect(await ben.says("/setup")).toContain("# The time here");
		expect(await cleo.says("/manage schedule list")).not.toContain(refused);
		expect(await ada.says("/setup")).toContain(refused);
		expect(await grace.picks("Ben")).toContain("Taken off the list.");
		expect(await ben.says("/setup")).toContain(refused);
		expect(await cleo.says("/manage schedule list")).not.toContain(refused);
	});

	test("named twice, or with the command, they are there once", async () => {
		await grace.says("/setup Europe/Berlin moderator:test:&mods");
		await grace.says("/setup moderator:test:&mods");
		expect(await grace.chooses("test:&mods", "test:ben")).toContain(
			"These others may as well: a group, Someone",
		);
		expect((await settings())?.moderators.map(({ id }) => id)).toEqual(["test:&mods", "test:ben"]);
		expect(await schedules()).toHaveLength(1);
	});

	test("one request names them once, however often it comes", async () => {
		await walksTo("Who looks after it");
		const draft = grace.pressOf("Next").split(":")[2];
		await grace.pressesRaw(`setup.add:1:${draft}`, "the same", ["test:ben"]);
		await grace.picks("Someone");
		const again = await grace.pressesRaw(`setup.add:1:${draft}`, "the same", ["test:ben"]);
		expect(again).not.toContain("These others");
		expect((await settings())?.moderators).toEqual([]);
	});

	test.each([
		["discord:&123", "They belong to another place."],
		["not an id at all", "They belong to another place."],
		["test:&town", "That is everybody here."],
	])("%s is nobody who could", async (id, said) => {
		await walksTo("Who looks after it");
		expect(await grace.chooses("test:ben", id)).toContain(said);
		expect((await settings())?.moderators).toEqual([]);
	});

	test("a list without end is refused", async () => {
		await walksTo("Who looks after it");
		const crowd = Array.from({ length: 21 }, (_, at) => `test:person${at}`);
		expect(await grace.chooses(...crowd.slice(0, 20))).toContain("On the list now");
		expect(await grace.chooses("test:person20")).toContain("More than 20 single names");
		expect((await settings())?.moderators).toHaveLength(20);
	});

	test("with the command, only people and groups can be named", async () => {
		expect(await grace.says("/setup moderator:everyone")).toBe(
			"“moderator” is a group or somebody here; type @ and pick from the list.",
		);
	});

	test("rights are looked at with every press and every form", async () => {
		await grace.says("/setup");
		await grace.presses("No, it's another time");
		// She loses the role while the form is open.
		const former = world.person("Grace");
		const draft = grace.pressOf("See it all").split(":")[2];
		for (const press of ["agree", "add", "boards", "start", "post"])
			expect(await former.pressesRaw(`setup.${press}:1:${draft}`)).toContain(refused);
		const form = {
			kind: "form",
			press: `setup.read:1:${draft}`,
			fields: { clock: "Tokyo" },
		} as const;
		const [asked] = grace.requests;
		const { from, at } = asked ?? never();
		const rights = { manages: false, groups: [] };
		const reply = await world.app.handle({ ...form, id: "late", from, at, rights });
		expect(reply.do === "say" && told(reply.message)).toContain(refused);
		expect((await settings())?.zone).toBe("UTC");
	});
});

describe("names on the boards", () => {
	const rightly = async (person: Person) => {
		await person.says("/quiz count:1");
		await person.answers("rightly");
		return person.presses("See how it went");
	};

	test("are shown until asked, unless the space has it otherwise", async () => {
		const ben = world.person("Ben");
		await rightly(ben);
		expect(await ada.says("/leaderboard")).toContain("Ben");
		await walksTo("Names on the boards");
		const card = await grace.presses("Hide them until they agree");
		expect(card).toContain("Until they have been asked they are hidden.");
		expect(await ada.says("/leaderboard")).not.toContain("Ben");
		expect(await ada.says("/profile @Ben")).toContain("Ben keeps their profile");
		expect(await ben.says("/settings")).toContain("Leaderboard: you are hidden from members");
		expect(await grace.presses("Show them")).toContain("they are shown");
		expect(await ada.says("/leaderboard")).toContain("Ben");
	});

	test("whoever is asked where all are hidden may show themselves, or stay hidden", async () => {
		await walksTo("Names on the boards");
		await grace.presses("Hide them until they agree");
		const ben = world.person("Ben");
		const cleo = world.person("Cleo");
		const asked = await rightly(ben);
		expect(asked).toContain("You are not on the board here. Shown, you would be Ben.");
		expect(asked).toContain("[Stay hidden] [Show me]");
		await ben.presses("Show me");
		await rightly(cleo);
		await cleo.presses("Stay hidden");
		const board = await ada.says("/leaderboard");
		expect([board.includes("Ben"), board.includes("Cleo")]).toEqual([true, false]);
		await grace.presses("Show them");
		expect(await ada.says("/leaderboard")).not.toContain("Cleo");
	});
});

describe("days and time", () => {
	test("are changed in a form before it is started; what does not fit is kept and said", async () => {
		await walksTo("One question a day");
		expect(await grace.presses("Other days or time")).toContain("Time: 09:00\nDays: daily");
		const refused = await grace.submits({ time: "25:00", days: "moonday" });
		expect(refused).toContain("“time” is a time of day, like 09:00.");
		expect(refused).toContain("I don't know “moonday”.");
		expect(refused).not.toContain("[Start it]");
		expect(await grace.presses("Other days or time")).toContain("Time: 25:00\nDays: moonday");
		expect(await grace.submits({ time: "8:30", days: "weekdays" })).toContain(
			"Every weekday at 08:30, UTC time, in <test:square>.",
		);
		await grace.presses("Start it");
		expect(await schedules()).toMatchObject([{ time: "08:30", weekdays: [1, 2, 3, 4, 5] }]);
	});

	test("of one that runs are changed at once, and faults change nothing", async () => {
		await grace.says("/setup Europe/Berlin 9:00");
		await grace.says("/setup");
		await grace.presses("Daily question");
		await grace.presses("Other days or time");
		expect(await grace.submits({ time: "soon", days: "daily" })).toContain("a time of day");
		expect(await schedules()).toMatchObject([{ time: "09:00" }]);
		await grace.presses("Other days or time");
		expect(await grace.submits({ time: "18:30", days: "mon wed" })).toContain(
			"Every Monday and Wednesday at 18:30, Berlin time",
		);
		expect(await schedules()).toMatchObject([{ time: "18:30", weekdays: [1, 3] }]);
	});

	test("pressed twice, it is started once", async () => {
		await walksTo("One question a day");
		const start = grace.pressOf("Start it");
		await grace.pressesRaw(start);
		await grace.pressesRaw(start);
		await world.passes({ hours: 3 });
		expect(await schedules()).toHaveLength(1);
		expect(posts()).toHaveLength(1);
	});

	test("two who set up at once end with one daily question", async () => {
		const ben = world.person("Ben", { manages: true });
		await walksTo("One question a day");
		await ben.says(`/setup Europe/Berlin place:${MARKET}`);
		await grace.presses("Start it");
		expect(await schedules()).toMatchObject([{ place: MARKET, zone: "Europe/Berlin" }]);
	});

	test("one that was paused goes on", async () => {
		await grace.says("/setup Europe/Berlin 9:00");
		world.nextPost({ outcome: "gone", why: "the channel was deleted" });
		await world.passes({ hours: 1 });
		expect(await grace.says("/setup")).toContain("It was paused: the channel was deleted");
		expect(await grace.presses("Daily question")).toContain("It was paused");
		expect(await grace.presses("Go on with it")).toContain("It is set");
		await world.passes({ days: 1 });
		expect(posts()).toHaveLength(1);
	});

	test("what stands in an old card holds after the draft is gone", async () => {
		await walksTo("One question a day");
		const start = grace.pressOf("Start it");
		await grace.says(`/setup Europe/Berlin hour:7 place:${MARKET}`);
		await world.passes({ days: 40 });
		// Another draft is kept, and the old ones go.
		await grace.says("/manage schedule add tip");
		expect(await grace.pressesRaw(start)).toContain("It is set");
		expect(await schedules()).toMatchObject([{ place: MARKET, time: "07:00" }]);
	});
});

describe("a first cohort", () => {
	test("is made on the way, from Monday on, and led by whoever makes it", async () => {
		const card = await walksTo("A first cohort");
		expect(card).toContain("There is no need for one");
		expect(await grace.presses("Make a cohort")).toContain("First day: 2026-11-23");
		const made = await grace.submits({ name: "Autumn", start: "2026-11-23", topics: "1" });
		expect(made).toContain("Autumn is made, and you lead it.");
		expect(made).toContain("There is already: Autumn.");
		expect(await grace.presses("See it all")).toContain("Cohorts: Autumn");
		expect(await ada.says("/cohort show")).toContain("Led by: Grace");
	});

	test.each([
		[{ name: "", start: "2026-11-23" }, "A cohort needs a name"],
		[{ name: "Autumn", start: "next week" }, "“start” is a date like 2026-11-30."],
		[{ name: "Autumn", start: "2020-01-01" }, "That start lies in the past."],
		[{ name: "Autumn", start: "2026-11-23", topics: "nonsense" }, "nonsense"],
	])("%j is refused kindly", async (fields, said) => {
		await walksTo("A first cohort");
		await grace.presses("Make a cohort");
		expect(await grace.submits(fields)).toContain(said);
		expect(await world.store.cohorts.ofSpace(TOWN)).toEqual([]);
		expect(world.faults).toEqual([]);
	});
});

describe("the card for newcomers", () => {
	test("is posted when it is pressed, and begins a quiz for whoever presses it", async () => {
		expect(await walksTo("A card for newcomers")).toContain("# Start here");
		await world.passes({ minutes: 1 });
		expect(posts()).toEqual([]);
		expect(await grace.presses("Post it here")).toContain("Pin it");
		await world.passes({ minutes: 1 });
		expect(posts()).toEqual([expect.stringMatching(/^# Start here\n[\s\S]*\[Start\]$/)]);
		expect(await ada.pressesPost(SQUARE, "Start")).toContain("Welcome");
		expect(posts()).toHaveLength(1);
	});

	test("pressing twice posts it once; where I may not write nothing is promised", async () => {
		await walksTo("A card for newcomers");
		const post = grace.pressOf("Post it here");
		await grace.pressesRaw(post, "once");
		await grace.pressesRaw(post, "once");
		await grace.pressesRaw(post, "and again");
		await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(1);
		await walksTo("A card for newcomers");
		await grace.presses("Post it here");
		await world.passes({ minutes: 1 });
		expect(posts()).toHaveLength(2);
		world.closes(SQUARE, "I may not write there.");
		expect(await grace.pressesRaw(post)).toBe("I may not write there.");
	});
});

describe("in one line, for those who know what they want", () => {
	test("zone, place and hour set all at once", async () => {
		const card = await grace.says(`/setup Europe/Berlin 18:30 place:${MARKET}`);
		expect(card).toContain("Time zone: Berlin");
		expect(card).toContain("Daily question: every day at 18:30, Berlin time");
		expect(card).toContain("Where: <test:market>");
	});

	test("what is given without a zone is kept for the steps", async () => {
		await grace.says(`/setup hour:7 place:${MARKET}`);
		await grace.presses("Yes, that's right");
		await grace.presses("Next");
		await grace.presses("Next");
		expect(await grace.presses("Next")).toContain(
			"Every day at 07:00, UTC time, in <test:market>.",
		);
	});

	test("run again it changes one thing and keeps the others", async () => {
		await grace.says("/setup Europe/Berlin 9:00");
		await grace.says("/setup");
		await grace.presses("Daily question");
		await grace.presses("Other days or time");
		await grace.submits({ time: "9:00", days: "weekdays" });
		expect(await grace.says("/setup hour:10")).toContain("every weekday at 10:00, Berlin time");
	});
});

function never(): never {
	throw new Error("nothing was asked");
}
