import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { question, smallLibrary } from "../support/library.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

const content = {
	...smallLibrary,
	questions: [
		{ ...question("shell", "q1", "medium"), stem: ["=What does ls show?"] },
		question("shell", "q2", "medium"),
		question("web", "q1", "easy"),
	],
};
const VILLAGE = { space: "test:village", id: "test:well" };

let world: World;
let grace: Person;
beforeEach(async () => {
	world = await createWorld({ content });
	grace = world.person("Grace", { manages: true });
});
afterEach(async () => {
	expect(world.faults).toEqual([]);
	await world.close();
});

type Option = "right" | "tempting" | "far off";

/** Goes through both questions on the shell, with a pause before each answer. */
async function learns(name: string, q1: Option, q2: Option, seconds = 20): Promise<void> {
	const one = world.person(name);
	await one.says("/quiz shell count:2");
	for (const at of [0, 1]) {
		await world.passes({ minutes: seconds / 60 });
		const option = one.sees().includes("ls") ? q1 : q2;
		await one.presses(new RegExp(`^([ABC]) ${option}$`, "m").exec(one.sees())?.[1] ?? "");
		if (at === 0) await one.presses("Next question");
	}
}

async function crowd(people: number, options: (n: number) => readonly [Option, Option]) {
	for (let n = 0; n < people; n += 1) await learns(`P${n}`, ...options(n));
}

describe("the list", () => {
	test("is empty before anybody has answered", async () => {
		expect(await grace.says("/manage questions list")).toBe(
			"# How questions are answered here\nNothing has been answered here that fits.",
		);
	});

	test("shows no figures below ten people", async () => {
		await crowd(9, () => ["right", "tempting"]);
		expect(await grace.says("/manage questions list")).toContain(
			"- =What does ls show? · 9 people so far; figures come with 10",
		);
		expect(grace.sees()).not.toContain("%");
	});

	test("sorts, filters, and leads to a question", async () => {
		await crowd(10, (n) => ["right", n < 3 ? "right" : "tempting"]);
		expect(await grace.says("/manage questions list shell hardest")).toBe(
			[
				"# How questions are answered here · The shell",
				"- What about shell q2? · 30 % right · 10 people · 20 s (few answers)",
				"- =What does ls show? · 100 % right · 10 people · 20 s (few answers)",
				"(2 questions. Right means: at everybody's first try here.)",
				"[Look at one: What about shell q2?, =What does ls show?]",
				"[As CSV] [As JSON]",
			].join("\n"),
		);
		expect(await grace.picks("What about")).toContain("(small/shell/q2, version 1)");
		expect(await grace.says("/manage questions list web")).toContain("Nothing has been answered");
		expect(await grace.says("/manage questions list key")).toContain("Nothing has been answered");
	});

	test("shows what is hidden, also when nobody has answered it", async () => {
		await grace.says("/manage questions show web/q1");
		await grace.presses("Hide in this space");
		await grace.submits({ why: "" });
		expect(await grace.says("/manage questions list hidden")).toContain(
			"- What about web q1? · not answered here yet · not asked here",
		);
	});

	test("turns its pages", async () => {
		const questions = Array.from({ length: 10 }, (_, n) => question("web", `w${n}`, "easy"));
		const later = await createWorld({ content: { ...content, questions } });
		const ada = later.person("Ada");
		await ada.says("/quiz web count:10");
		for (let n = 0; n < 10; n += 1) {
			await ada.answers("rightly");
			await ada.presses(n < 9 ? "Next question" : "See how it went");
		}
		const mo = later.person("Mo", { manages: true });
		expect(await mo.says("/manage questions list")).toContain("(Page 1 of 2, 10 questions.");
		expect(await mo.presses("Later")).toContain("(Page 2 of 2, 10 questions.");
		expect(await mo.presses("Earlier")).toContain("(Page 1 of 2");
		await later.close();
	});

	test("goes out as a file, in which nobody is named and no cell is a formula", async () => {
		await crowd(10, (n) => ["right", n < 3 ? "right" : "tempting"]);
		await grace.says("/manage questions list shell roadmap");
		expect(await grace.presses("As CSV")).toContain(
			"2 questions with their figures. Nobody is named in it.",
		);
		const [table] = grace.files();
		expect(table?.name).toBe("cairn-questions-2026-11-20.csv");
		expect(table?.text.split("\r\n").slice(0, 2)).toEqual([
			"question,version,topic,difficulty,stem,people,answers,correct,firstTry,medianSeconds,discrimination,options,flags,asked",
			"small/shell/q1,1,small/shell,medium,'=What does ls show?,10,10,1,1,20,,A* 1; B 0; C 0,,yes",
		]);
		await grace.says("/manage questions list shell hardest");
		await grace.presses("As JSON");
		const [file] = grace.files();
		const [hardest] = JSON.parse(file?.text ?? "[]");
		expect(hardest).toMatchObject({ question: "small/shell/q2", firstTry: 0.3, people: 10 });
		expect(`${table?.text}${file?.text}`).not.toMatch(/P\d|test:/);
	});
});

describe("one question", () => {
	test("with shares, times and what is worth a look", async () => {
		// Of 100 people the 27 strong prefer B, which the key calls wrong.
		await crowd(100, (n) => [n < 60 ? "tempting" : "right", n < 60 ? "right" : "tempting"]);
		const card = await grace.says("/manage questions show shell/q1");
		expect(card).toBe(
			[
				"# The shell",
				"(small/shell/q1, version 1)",
				"=What does ls show?",
				"✓ A right · 40 %",
				"B tempting · 60 %",
				"C far off · 0 %",
				"People: 100",
				"Right at first try: 40 %",
				"Right of all answers: 40 % of 100",
				"Time to answer: 20 s in the middle",
				"Tells apart: −1.00 (from −1 to 1; 0.2 and more is good)",
				"Hardly anybody picks C.",
				"Those who do well elsewhere prefer another answer: the key may be wrong.",
				"[Hide in this space] [Re-score] [Report upstream]",
			].join("\n"),
		);
		expect(await grace.says("/manage questions list key")).toContain(
			"40 % right · 100 people · 20 s · An option nobody picks · Perhaps a wrong key",
		);
	}, 60_000);

	test("is found by its id, the end of it, or its words", async () => {
		for (const typed of ["small/shell/q2", "shell/q2", "about shell"])
			expect(await grace.says(`/manage questions show "${typed}"`)).toContain("small/shell/q2");
		expect(await grace.says("/manage questions show q1")).toContain(
			"I don't know a question “q1”. Did you mean small/web/q1 or small/shell/q1?",
		);
		expect(await grace.says("/manage questions show nothing-like-it")).toContain(
			"/manage questions list shows those answered here.",
		);
		expect(await grace.says("/manage questions show")).toContain("I don't know a question");
	});

	test("is completed by id and words", async () => {
		const complete = (typed: string) =>
			world.app
				.complete("test:town", "manage questions show", "question", typed)
				.map(({ value }) => value);
		expect(complete("ls")).toEqual(["small/shell/q1"]);
		expect(complete("WEB")).toEqual(["small/web/q1"]);
		expect(complete("%")).toEqual([]);
	});

	test("says how it stands where few have answered", async () => {
		expect(await grace.says("/manage questions show web/q1")).toContain(
			"People: not answered here yet",
		);
		await crowd(3, () => ["right", "right"]);
		expect(await grace.says("/manage questions show shell/q1")).toContain(
			"People: 3 people so far; figures come with 10",
		);
		expect(grace.sees()).not.toContain("%");
	});

	test("what the bot set aside can be kept from here too", async () => {
		for (const name of ["Ada", "Ben", "Cleo"]) {
			const one = world.person(name);
			await one.says("/quiz web");
			await one.answers("wrongly");
			await one.presses("I think this is wrong");
			await one.submits({ words: "" });
		}
		expect(await grace.says("/manage questions show web/q1")).toContain(
			"(Set aside here · 2026-11-20T08:00 · by me, for the reports)",
		);
		expect(await grace.presses("Keep it")).toContain("Kept");
	});
});

describe("cases 11 to 14, 53 and 54", () => {
	test("members, direct messages and other spaces learn nothing", async () => {
		await crowd(10, () => ["right", "right"]);
		const ada = world.person("Ada");
		const alone = world.person("Grace", {
			...{ id: "test:dm", space: "test:alone" },
			...{ personal: true, manages: true },
		});
		await grace.says("/manage questions list");
		const csv = grace.pressOf("As CSV");
		for (const line of ["list", "show web/q1"]) {
			expect(await ada.says(`/manage questions ${line}`)).toContain("for moderators");
			expect(await alone.says(`/manage questions ${line}`)).toContain("not in a direct message");
		}
		expect(await ada.pressesRaw(csv)).toContain("for moderators");
		const mo = world.person("Mo", { ...VILLAGE, manages: true });
		expect(await mo.pressesRaw(csv)).toContain("Nothing has been answered here");
		expect(await mo.says("/manage questions show shell/q1")).toContain("not answered here yet");
	});

	test.each(["'; drop table ledger; --", "%", "_", "x' or '1'='1"])(
		"%j finds nothing and breaks nothing",
		async (typed) => {
			expect(await grace.says(`/manage questions show "${typed}"`)).toContain(
				"I don't know a question",
			);
		},
	);

	test.each(["page:1:-:answers:-:999", "page:1:-:answers:hidden:1"])(
		"%s shows what there is",
		async (press) => {
			expect(await grace.pressesRaw(`manage-questions-list.${press}`)).toContain(
				"Nothing has been",
			);
		},
	);

	test.each([
		"page:1:nowhere:answers:-:1",
		"page:1:-:points:-:1",
		"csv:1:-:answers:id desc",
		"json:1:-:answers",
	])("%s is refused", async (press) => {
		expect(await grace.pressesRaw(`manage-questions-list.${press}`)).toContain(
			"I don't recognise that button.",
		);
	});
});
