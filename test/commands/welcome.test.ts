import { afterEach, beforeEach, expect, test } from "vitest";
import type { LibraryContent, Topic } from "../../src/core/library.ts";
import { question, smallLibrary } from "../support/library.ts";
import { createWorld, type Person, type World } from "../support/world.ts";

const language = (slug: string, title: string): Topic => ({
	id: `small/${slug}`,
	slug,
	title,
	track: "core",
	stage: 1,
	needs: [],
	outcome: "can read it",
	optional: true,
	primer: [],
});

const withLanguages: LibraryContent = {
	...smallLibrary,
	topics: [...smallLibrary.topics, language("lang-go", "Go"), language("lang-php", "PHP")],
	questions: [
		...smallLibrary.questions,
		question("lang-go", "q1", "easy"),
		question("lang-php", "q1", "easy"),
	],
};

let world: World;
let ada: Person;
const meets = async (content: LibraryContent) => {
	world = await createWorld({ content });
	ada = world.person("Ada", { newcomer: true });
};
beforeEach(() => meets(smallLibrary));
afterEach(() => world.close());

test("the first quiz asks where one begins, and then begins there", async () => {
	expect(await ada.says("/quiz")).toBe(
		[
			"# Welcome! One thing first",
			"Where are you? You can start anywhere, and everything stays open.",
			"[New to this] [I write code] [I ship backends]",
		].join("\n"),
	);
	expect(await ada.presses("I write code")).toContain("SQL basics");
	expect(await ada.says("/roadmap")).toContain("[Next: SQL basics]");
	await ada.says("/quiz");
	expect(await ada.presses("Start new")).toContain("Question 1 of 5");
});

test("it asks once only", async () => {
	await ada.says("/quiz count:1");
	await ada.presses("New to this");
	await ada.answers("rightly");
	expect(await ada.says("/quiz")).toContain("Question 1 of 5");
});

test("whoever names a topic is not asked", async () => {
	expect(await ada.says("/quiz shell")).toContain("Question 1 of 3");
});

test("what was wished for is kept over the question", async () => {
	await ada.says("/quiz hard count:1");
	expect(await ada.presses("New to this")).toContain("Question 1 of 1");
});

test("where there are languages one is chosen, and only that one comes unasked", async () => {
	await world.close();
	await meets(withLanguages);
	await ada.says("/quiz count:20");
	expect(await ada.presses("New to this")).toContain("# And your language?");
	await ada.picks("Go");
	const seen: string[] = [];
	while (ada.sees().includes("Question")) {
		seen.push(ada.sees());
		await ada.answers("rightly");
		await ada.presses(ada.sees().includes("[Next question]") ? "Next question" : "See how it went");
	}
	expect(seen.some((card) => card.includes("lang-go"))).toBe(true);
	expect(seen.some((card) => card.includes("lang-php"))).toBe(false);
	expect(await ada.says("/roadmap")).toContain("Branches to choose from: PHP");
});

test("a language or stage that nobody offered is refused or put right", async () => {
	await world.close();
	await meets(withLanguages);
	await ada.says("/quiz");
	expect(await ada.pressesRaw("quiz.start:1:99:-:-:5")).toContain("# And your language?");
	expect(await ada.pressesRaw("quiz.language:1:1:-:-:5", "x", ["small/web"])).toContain(
		"I don't recognise that button.",
	);
});
