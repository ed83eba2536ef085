import { describe, expect, test } from "vitest";
import { createLibrary, type Topic } from "../../src/core/library.ts";
import { isGreen, levelOf, type Mastered, newlyMastered } from "../../src/core/mastery/mastery.ts";
import { question, smallLibrary } from "../support/library.ts";

const library = createLibrary(smallLibrary);
const known = (...ids: readonly string[]) => new Set(ids.map((id) => `small/${id}`));
const topic = (name: string): Mastered => ({ what: "topic", name: `small/${name}` });

describe("a topic is green", () => {
	test("with three known questions, one of them medium or harder", () => {
		expect(isGreen(library, "small/web", known("web/q1", "web/q2"))).toBe(false);
		expect(isGreen(library, "small/web", known("web/q1", "web/q2", "web/q5"))).toBe(false);
		expect(isGreen(library, "small/web", known("web/q1", "web/q2", "web/q3"))).toBe(true);
		expect(isGreen(library, "small/web", known("web/q1", "web/q2", "shell/q2"))).toBe(false);
	});

	test("with all it has, when it has fewer", () => {
		const questions = [question("web", "only", "easy")];
		const tiny = createLibrary({ ...smallLibrary, questions });
		expect(isGreen(tiny, "small/web", known())).toBe(false);
		expect(isGreen(tiny, "small/web", known("web/only"))).toBe(true);
		expect(isGreen(tiny, "small/shell", known("web/only"))).toBe(false);
	});
});

describe("one more known question", () => {
	const shell = known("shell/q1", "shell/q2", "shell/q3");

	test("brings its topic, once", () => {
		expect(newlyMastered(library, "small/shell", shell, [])).toEqual([topic("shell")]);
		expect(newlyMastered(library, "small/shell", shell, [topic("shell")])).toEqual([]);
		expect(newlyMastered(library, "small/nowhere", shell, [])).toEqual([]);
	});

	test("brings the stage with the last topic it takes", () => {
		const stage: Mastered = { what: "stage", name: "1" };
		const news = newlyMastered(library, "small/shell", shell, [topic("web")]);
		expect(news).toEqual([topic("shell"), stage]);
		expect(newlyMastered(library, "small/shell", shell, [topic("web"), stage])).toEqual([
			topic("shell"),
		]);
	});

	test("brings the level when its last stage is green; four topics of five are enough", () => {
		const names = ["a", "b", "c", "d", "e"];
		const topics: Topic[] = names.map((slug) => ({
			...(smallLibrary.topics[0] as Topic),
			...{ id: `small/${slug}`, slug, stage: 1 },
		}));
		const optional = { ...(topics[0] as Topic), id: "small/f", slug: "f", optional: true };
		const five = createLibrary({
			stages: [
				{ stage: 1, title: "One", level: "Beginner", capstone: "" },
				{ stage: 2, title: "Two", level: "Intermediate", capstone: "" },
			],
			topics: [...topics, optional],
			questions: [...names, "f"].map((slug) => question(slug, "q", "medium")),
			tips: [],
			challenges: [],
			terms: [],
		});
		const before = ["a", "b"].map(topic);
		expect(newlyMastered(five, "small/c", known("c/q"), before)).toEqual([topic("c")]);
		// A branch of one's choice does not stand in for what everyone needs.
		expect(newlyMastered(five, "small/f", known("f/q"), [...before, topic("c")])).toEqual([
			topic("f"),
		]);
		expect(newlyMastered(five, "small/d", known("d/q"), [...before, topic("c")])).toEqual([
			topic("d"),
			{ what: "stage", name: "1" },
			{ what: "level", name: "Intermediate" },
		]);
	});
});

test("the level is that of the first stage that is not green yet", () => {
	expect(levelOf(library, new Set())).toBe("Beginner");
	const stages = createLibrary({
		...smallLibrary,
		stages: (["Beginner", "Beginner", "Advanced", "Expert"] as const).map((level, index) => ({
			...{ stage: index + 1, title: "", capstone: "" },
			level,
		})),
	});
	expect(levelOf(stages, new Set(["1"]))).toBe("Beginner");
	expect(levelOf(stages, new Set(["1", "2"]))).toBe("Advanced");
	expect(levelOf(stages, new Set(["2", "3"]))).toBe("Beginner");
	expect(levelOf(stages, new Set(["1", "2", "3", "4"]))).toBe("Expert");
});
