import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LibraryContent, Topic } from "../../src/core/library.ts";
import { question, smallLibrary } from "../support/library.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

const branch = (slug: string, title: string, needs: readonly string[] = []): Topic => ({
	id: `small/${slug}`,
	slug,
	title,
	track: "core",
	stage: 1,
	needs,
	outcome: "can read it",
	optional: true,
	primer: [],
});

const branches = [
	branch("lang-go", "Go"),
	branch("lang-php", "PHP"),
	branch("gin", "Gin", ["small/lang-go"]),
	branch("laravel", "Laravel", ["small/lang-php"]),
];

const withBranches: LibraryContent = {
	...smallLibrary,
	topics: [...smallLibrary.topics, ...branches],
	questions: [
		...smallLibrary.questions,
		...branches.map(({ slug }) => question(slug, "q1", "easy")),
	],
};

let world: World;
let ada: Person;
const meets = async (content: LibraryContent = smallLibrary) => {
	world = await createWorld({ content });
	ada = world.person("Ada");
};
beforeEach(() => meets());
afterEach(() => world.close());

/** A whole round, each question answered the same way; a missed one comes back, and is right then. */
async function round(line: string, how: "rightly" | "wrongly" = "rightly"): Promise<void> {
	let card = await ada.says(line);
	if (card.includes("[Start new]")) card = await ada.presses("Start new");
	while (card.includes("# Question") || card.includes("# Once more")) {
		await ada.answers(card.includes("# Once more") ? "rightly" : how);
		card = await ada.presses(
			ada.sees().includes("[Next question]") ? "Next question" : "See how it went",
		);
	}
}

/** The shell is the one topic with three questions that are not all easy. */
async function turnsShellGreen(): Promise<void> {
	await round("/quiz shell");
	await world.passes({ days: 4 });
	await round("/quiz shell");
}

describe("the whole way", () => {
	test("says the level, what it is like elsewhere, and how far every stage is", async () => {
		const card = await ada.says("/roadmap");
		expect(card).toContain("Your level: Beginner — about where a trainee or a first job begins");
		expect(card).toContain("Stage 1 · Groundwork (Beginner) — 0 of 2 green");
		expect(card).toContain("(This stage is green with 2 of its 2.)");
		expect(card).toContain("[Next: How the web works] [Read first]");
	});

	test("goes on with what is under way, the latest first", async () => {
		await round("/quiz shell count:1");
		expect(await ada.says("/roadmap")).toContain("◐ The shell — 0 of 3 known");
		expect(ada.sees()).toContain("[Go on: The shell]");
		await world.passes({ days: 1 });
		await round("/quiz web count:1");
		expect(await ada.says("/roadmap")).toContain("[Go on: How the web works]");
		expect(await ada.presses("Go on: How the web works")).toContain("# Question 1 of 5");
	});

	test("does not go on where all has been asked today", async () => {
		await round("/quiz shell");
		expect(await ada.says("/roadmap")).toContain("[Next: How the web works]");
		await round("/quiz web count:7");
		expect(await ada.says("/roadmap")).toContain("[Next: SQL basics]");
		await round("/quiz sql");
		expect(await ada.says("/roadmap")).toContain(
			"That is all for today: what you have under way comes back with /review.",
		);
	});

	test("is green by evidence, and stays green when it fades", async () => {
		await turnsShellGreen();
		expect(await ada.says("/roadmap")).toContain("● The shell — green");
		expect(ada.sees()).toContain("Stage 1 · Groundwork (Beginner) — 1 of 2 green");
		await world.passes({ days: 400 });
		expect(await ada.says("/roadmap")).toContain("↻ The shell — green, a refresh is due");
		expect(ada.sees()).toContain("1 of 2 green");
		expect(ada.sees()).toContain("[Refresh: The shell]");
		await ada.presses("Refresh: The shell");
		await round("/quiz shell");
		expect(await ada.says("/roadmap")).toContain("● The shell — green");
	});

	test("a miss on a green topic shows as a refresh, not as a loss", async () => {
		await turnsShellGreen();
		await world.passes({ days: 1 });
		await round("/quiz shell count:2", "wrongly");
		expect(await ada.says("/roadmap")).toContain("↻ The shell — green, a refresh is due");
		expect(ada.sees()).not.toContain("[Refresh: The shell]");
		expect(await ada.says("/roadmap shell")).toContain("some of it has faded");
	});

	test("a stage that is green offers what to build, and the level follows", async () => {
		await meets({
			...smallLibrary,
			stages: [
				...smallLibrary.stages.slice(0, 1),
				{ stage: 2, title: "Data", level: "Intermediate", capstone: "A small data set." },
			],
			topics: smallLibrary.topics.filter(({ slug }) => slug !== "web"),
		});
		await turnsShellGreen();
		const card = await ada.says("/roadmap");
		expect(card).toContain("Your level: Intermediate — about junior to mid");
		expect(card).toContain("Stage 1 · Groundwork (Beginner) — green, 1 of 1 green");
		expect(card).toContain("“Groundwork” is green. Ready to build? A small tool. Take your time");
		expect(await ada.picks("Stage 2")).not.toContain("Ready to build?");
		expect(await ada.picks("Stage 1")).toContain("Ready to build?");
		await round("/quiz sql");
		await world.passes({ days: 4 });
		await round("/quiz sql");
		expect(await ada.says("/roadmap")).toContain("Every step is green. /review keeps it that way.");
	});

	test("stages before where one began are assumed, and never green until tried", async () => {
		const ben = world.person("Ben", { newcomer: true });
		await ben.says("/quiz");
		await ben.presses("I write code");
		expect(await ben.says("/roadmap")).toContain("Stage 1 · Groundwork (Beginner) — assumed");
		expect(ben.sees()).toContain("Your level: Beginner");
		expect(ben.sees()).toContain("[Next: SQL basics]");
		expect(await ben.picks("Stage 1")).toContain("◌ The shell — assumed");
		expect(ben.sees()).toContain("Nothing here is green until you try it.");
		expect(await ben.says("/roadmap sql")).toContain("Comes after: How the web works (assumed)");
		expect(await ben.says("/roadmap shell")).toContain("Where you are: assumed");
		await ben.says("/quiz shell count:1");
		await ben.presses("Start new");
		await ben.answers("rightly");
		await ben.says("/roadmap");
		expect(await ben.picks("Stage 1")).toContain("◐ The shell — 0 of 3 known");
	});

	test("a stage that is not there is refused, as is a topic", async () => {
		for (const stage of ["9", "", "1 ", "__proto__"])
			expect(await ada.pressesRaw("roadmap.stage:1", `s${stage}`, [stage])).toContain(
				"I don't recognise that button.",
			);
		expect(await ada.pressesRaw("roadmap.topic:1:small/nothing")).toContain(
			"I don't recognise that button.",
		);
		expect(await ada.says("/roadmap shel l")).toContain("# The shell");
		expect(await ada.says("/roadmap kubernetes")).toContain("I don't know the topic “kubernetes”.");
		expect(world.faults).toEqual([]);
	});
});

describe("one topic", () => {
	test("untouched: the primer, where it leads, what is missing, where it is written", async () => {
		expect(await ada.says("/roadmap sql")).toBe(
			[
				"# SQL basics",
				"What sql is.",
				"When you are through, you can explain sql basics.",
				"To turn it green: 0 of 3 known; one of them has to be medium or harder",
				"Comes after: How the web works (not green yet)",
				"Your tries: none yet",
				"(Source: example.org, section 2)",
				"[Quiz on SQL basics] [First: How the web works]",
			].join("\n"),
		);
		expect(await ada.presses("First: How the web works")).toContain("# How the web works");
	});

	test("tried: how it went, and what is missing still", async () => {
		await round("/quiz shell easy");
		await world.passes({ days: 3 });
		await round("/quiz shell easy");
		await round("/quiz shell hard", "wrongly");
		await world.passes({ days: 1 });
		const card = await ada.says("/roadmap shell");
		expect(card).toContain(
			"To turn it green: 1 of 3 known; one of them has to be medium or harder",
		);
		expect(card).toContain("Your tries: 3 first tries at 2 of 3 questions");
		expect(card).toContain("Right last time: 1 of 2");
		expect(card).toContain("Known now: 1");
		expect(card).toContain("Last asked: yesterday");
	});

	test("green: since when", async () => {
		await turnsShellGreen();
		await world.passes({ days: 2 });
		const card = await ada.says("/roadmap shell");
		expect(card).toContain("Where you are: green since 24 November 2026");
		expect(card).not.toContain("To turn it green");
	});

	test("can be read before it is begun", async () => {
		await ada.says("/roadmap");
		expect(await ada.presses("Read first")).toContain("What web is.");
		expect(await ada.presses("Quiz on How the web works")).toContain("# Question 1 of 5");
	});
});

describe("branches", () => {
	beforeEach(async () => {
		await world.close();
		await meets(withBranches);
	});

	test("where there are none, there is nothing to choose", async () => {
		await world.close();
		await meets();
		expect(await ada.says("/roadmap")).not.toContain("[Branches]");
		expect(await ada.pressesRaw("roadmap.branches:1")).toContain("Language: none chosen");
	});

	test("one language and one framework, chosen by somebody who never began", async () => {
		await ada.says("/roadmap");
		expect(await ada.presses("Branches")).toContain("Language: none chosen");
		expect(await ada.picks("Go")).toContain("Language: Go");
		expect(ada.sees()).toContain("[Choose a framework: Gin, Laravel, None for now]");
		const gin = await ada.pressesRaw("roadmap.framework:1", "f1", ["small/gin"]);
		expect(gin).toContain("Framework: Gin");
		expect(gin).toContain("Language: Go");
		const map = await ada.presses("Back to the roadmap");
		expect(map).toContain("○ Go — 1 question (your branch)");
		expect(map).toContain("○ Branches to choose from: PHP, Laravel");
		expect(map).toContain("Stage 1 · Groundwork (Beginner) — 0 of 2 green");
	});

	test("only chosen ones are steps, and a choice can be changed and undone", async () => {
		const steps = async () => {
			const seen: string[] = [];
			for (;;) {
				const step = /\[(?:Next|Go on): ([^\]]+)\]/.exec(await ada.says("/roadmap"))?.[1];
				if (step === undefined) return seen;
				seen.push(step);
				await ada.presses(/\[((?:Next|Go on): [^\]]+)\]/.exec(ada.sees())?.[1] ?? "");
				if (ada.sees().includes("[Start new]")) await ada.presses("Start new");
				while (/# (Question|Once)/.test(ada.sees())) {
					await ada.answers("rightly");
					const on = ada.sees().includes("[Next question]") ? "Next question" : "See how it went";
					await ada.presses(on);
				}
			}
		};
		await ada.pressesRaw("roadmap.language:1", "l1", ["small/lang-go"]);
		await ada.pressesRaw("roadmap.language:1", "l2", ["small/lang-php"]);
		await ada.pressesRaw("roadmap.framework:1", "f1", ["small/laravel"]);
		await ada.pressesRaw("roadmap.framework:1", "f2", ["-"]);
		expect(new Set(await steps())).toEqual(
			new Set(["How the web works", "The shell", "PHP", "SQL basics"]),
		);
	});

	test("one that is tried unasked shows so; one before the start is not assumed", async () => {
		const ben = world.person("Ben", { newcomer: true });
		await round("/quiz lang-php");
		expect(await ada.says("/roadmap")).toContain("◐ PHP — 0 of 1 known (a branch of your choice)");
		await ben.pressesRaw("quiz.language:1:2:-:-:5", "b1", ["small/lang-go"]);
		await ben.says("/roadmap");
		const stage = await ben.pressesRaw("roadmap.stage:1", "b2", ["1"]);
		expect(stage).toContain("◌ Go — assumed (your branch)");
		expect(stage).toContain("○ Branches to choose from: PHP, Gin, Laravel");
	});

	test("a forged branch is refused, and nothing changes", async () => {
		const forged = [
			["language", "small/web"],
			["language", "small/gin"],
			["framework", "small/lang-go"],
			["framework", "nothing"],
			["language", ""],
		] as const;
		for (const [which, value] of forged)
			expect(await ada.pressesRaw(`roadmap.${which}:1`, `${which}${value}`, [value])).toContain(
				"I don't recognise that button.",
			);
		expect(await ada.pressesRaw("roadmap.branches:1")).toContain("Framework: none chosen");
	});

	test("a framework stays when an old welcome card is pressed again", async () => {
		const ben = world.person("Ben", { newcomer: true });
		await ben.says("/quiz");
		await ben.presses("New to this");
		await ben.pressesRaw("roadmap.framework:1", "b1", ["small/gin"]);
		await ben.pressesRaw("quiz.language:1:1:-:-:5", "b2", ["small/lang-go"]);
		await ben.says("/roadmap");
		expect(await ben.presses("Branches")).toContain("Framework: Gin");
	});
});
