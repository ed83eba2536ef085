import type {
	Difficulty,
	LibraryContent,
	Option,
	Question,
	Tip,
	Topic,
} from "../../src/core/library.ts";

const sources = [{ url: "https://example.org/manual", at: "section 2" }];

/** A small library whose words tests can rely on: two topics of stage 1 and one of stage 2. */
export const smallLibrary: LibraryContent = {
	stages: [
		{ stage: 1, title: "Groundwork", level: "Beginner", capstone: "A small tool." },
		{ stage: 2, title: "Data", level: "Beginner", capstone: "A small data set." },
	],
	topics: [
		topic("web", "How the web works", 1, []),
		topic("shell", "The shell", 1, []),
		topic("sql", "SQL basics", 2, ["small/web"]),
	],
	questions: [
		...questions("web", ["easy", "easy", "medium", "hard", "easy", "medium", "easy"]),
		...questions("shell", ["easy", "medium", "hard"]),
		trueFalse("sql", "rows"),
		...questions("sql", ["easy", "medium"]),
	],
	tips: [tip("web", "one"), tip("web", "two"), tip("sql", "one")],
	challenges: [],
	terms: [],
};

export function topic(slug: string, title: string, stage: number, needs: readonly string[]): Topic {
	return {
		id: `small/${slug}`,
		slug,
		title,
		track: "core",
		stage,
		needs,
		outcome: `can explain ${title.toLowerCase()}`,
		optional: false,
		primer: [{ part: "text", text: [`What ${slug} is.`] }],
	};
}

function questions(slug: string, difficulties: readonly Difficulty[]): Question[] {
	return difficulties.map((difficulty, index) => question(slug, `q${index + 1}`, difficulty));
}

/** The key always reads "right", so that a test knows it at sight wherever it stands. */
export function question(slug: string, id: string, difficulty: Difficulty): Question {
	return {
		id: `small/${slug}/${id}`,
		topic: `small/${slug}`,
		kind: "single",
		revision: 1,
		difficulty,
		stem: [`What about ${slug} ${id}?`],
		answer: {
			by: "one",
			fixed: false,
			options: [
				{ id: "a", text: ["right"], correct: true },
				option("b", "tempting"),
				option("c", "far off"),
			],
		},
		explain: [`Because of ${id}.`],
		sources,
	};
}

function option(id: string, words: string): Option {
	return { id, text: [words], correct: false, why: [`It is ${words}, no more.`] };
}

function trueFalse(slug: string, id: string): Question {
	return {
		...question(slug, id, "easy"),
		kind: "true_false",
		stem: ["A table has rows."],
		answer: {
			by: "one",
			fixed: true,
			options: [
				{ id: "true", text: ["True"], correct: true },
				{ id: "false", text: ["False"], correct: false },
			],
		},
	};
}

function tip(slug: string, id: string): Tip {
	return {
		id: `small/${slug}/${id}`,
		topic: `small/${slug}`,
		text: [`Tip ${id} on ${slug}.`],
		sources,
	};
}
