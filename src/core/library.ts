import uFuzzy from "@leeoniya/ufuzzy";
import { distance } from "fastest-levenshtein";
import type { Part, Text } from "./message.ts";

/** What is taught, loaded and checked. See `src/content/load.ts` for how files become this. */

export type Difficulty = "easy" | "medium" | "hard";
export type Source = { readonly url: string; readonly at?: string };

export type Option = {
	/** Stable in the file; answers are logged by it, never by position. */
	readonly id: string;
	readonly text: Text;
	readonly correct: boolean;
	/** Why somebody picks this by mistake. The key has none: the explanation speaks for it. */
	readonly why?: Text;
};

/** How a question is answered. The file's kinds differ in authoring; people see these four ways. */
export type Answer =
	| { readonly by: "one"; readonly options: readonly Option[]; readonly fixed: boolean }
	| { readonly by: "several"; readonly options: readonly Option[] }
	| {
			readonly by: "order";
			readonly steps: readonly Text[];
			readonly extra: readonly Text[];
			/** Other right orders, as positions in `steps`. */
			readonly also: readonly (readonly number[])[];
	  }
	| {
			readonly by: "text";
			readonly accept: readonly string[];
			readonly match: {
				readonly case: boolean;
				readonly trim: boolean;
				readonly strip: string;
			};
			readonly near: Readonly<Record<string, string>>;
	  };

export type Question = {
	/** `pack/topic/question`: never changes, statistics and memory hang on it. */
	readonly id: string;
	readonly topic: string;
	readonly kind:
		| "single"
		| "multiple"
		| "true_false"
		| "code_output"
		| "sql_result"
		| "order"
		| "short";
	/** Goes up when the meaning changes; an open round keeps the one it was asked with. */
	readonly revision: number;
	readonly difficulty: Difficulty;
	readonly stem: Text;
	readonly code?: { readonly source: string; readonly language: string };
	/** SQL that ran before `code`. */
	readonly setup?: string;
	readonly answer: Answer;
	readonly explain: Text;
	readonly sources: readonly Source[];
};

export type Tip = {
	readonly id: string;
	readonly topic: string;
	readonly text: Text;
	readonly sources: readonly Source[];
};

export type Topic = {
	/** `pack/topic`. */
	readonly id: string;
	/** The part of the id that people type: `jwt`. */
	readonly slug: string;
	readonly title: string;
	readonly track: string;
	readonly stage: number;
	readonly needs: readonly string[];
	readonly outcome: string;
	readonly optional: boolean;
	readonly primer: readonly Part[];
};

export type Stage = {
	readonly stage: number;
	readonly title: string;
	readonly level: "Beginner" | "Intermediate" | "Advanced" | "Expert";
	readonly capstone: string;
};

/** Something to build in a few days, alone or together. */
export type Challenge = {
	/** `pack/challenges/id`: never changes, what people hand in hangs on it. */
	readonly id: string;
	readonly title: string;
	readonly stage: number;
	/** The one that closes its stage. */
	readonly capstone: boolean;
	readonly topics: readonly string[];
	readonly days: number;
	/** How many people it is made for. */
	readonly team: { readonly least: number; readonly most: number };
	readonly brief: Text;
	/** What is checked, point by point. */
	readonly done: readonly Text[];
	/** What is handed in. */
	readonly evidence: Text;
	/** What somebody else does to believe it. */
	readonly review: Text;
	readonly stretch?: Text;
};

/** A word of the trade, and the topic that explains it. */
export type Term = {
	readonly term: string;
	readonly topic: string;
	readonly text: Text;
	readonly sources: readonly Source[];
};

export type Taught = {
	readonly topics: readonly Topic[];
	readonly questions: readonly Question[];
	readonly tips: readonly Tip[];
	readonly challenges: readonly Challenge[];
	readonly terms: readonly Term[];
	/** Where packs want to hear of mistakes, by the pack's id. */
	readonly homes?: Readonly<Record<string, string>>;
};

/** A pack that only some spaces see. */
export type ClosedPack = {
	readonly pack: string;
	readonly spaces: readonly string[];
	/** Items of other packs that are not asked where it is seen. */
	readonly hides: readonly string[];
	readonly taught: Taught;
};

/** What everybody sees, and what only some do. */
export type LibraryContent = Taught & {
	readonly stages: readonly Stage[];
	readonly closed?: readonly ClosedPack[];
};

export type Library = {
	readonly stages: readonly Stage[];
	/** In the order to learn in: every topic after the topics it needs. */
	readonly topics: readonly Topic[];
	readonly tips: readonly Tip[];
	/** By stage, each stage's capstone last. */
	readonly challenges: readonly Challenge[];
	/** By the alphabet. */
	readonly terms: readonly Term[];
	topic(id: string): Topic | undefined;
	question(id: string): Question | undefined;
	challenge(id: string): Challenge | undefined;
	/** Where the pack of an item wants to hear of mistakes; undefined when it does not say. */
	home(id: string): string | undefined;
	/** Of one topic, or of all in the order of topics. */
	questions(topic?: string): readonly Question[];
	/** The topic a person means by an id or title, in any case; undefined when none fits exactly. */
	named(words: string): Topic | undefined;
	/** Topics whose id or title is near the words typed, nearest first; all when nothing is typed. */
	near(words: string): readonly Topic[];
};

/** One typing slip a word is forgiven: a letter swapped, missing, doubled or wrong. */
const FORGIVING = { intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 } as const;

let fuzzy: uFuzzy | undefined;

/** Made when somebody first types, and kept: making one takes longer than a search. */
function searcher(): uFuzzy {
	fuzzy ??= new uFuzzy(FORGIVING);
	return fuzzy;
}

/** Indexes loaded content. Topics come in an order to learn in (see {@link inLearningOrder}). */
export function createLibrary(content: LibraryContent): Library {
	const topics = inLearningOrder(content.topics);
	const byTopic = new Map(topics.map((topic) => [topic.id, topic]));
	const byQuestion = new Map(content.questions.map((question) => [question.id, question]));
	const byChallenge = new Map(content.challenges.map((challenge) => [challenge.id, challenge]));
	const homes = new Map(Object.entries(content.homes ?? {}));
	const ofTopic = Map.groupBy(content.questions, (question) => question.topic);
	const haystack = topics.map((topic) => `${topic.slug.replaceAll("-", " ")} ${topic.title}`);
	const fold = (words: string) =>
		words
			.trim()
			.toLowerCase()
			.replaceAll(/[\s-]+/g, "-");
	const inOrder = topics.flatMap((topic) => ofTopic.get(topic.id) ?? []);
	return {
		stages: content.stages,
		topics,
		tips: content.tips,
		challenges: content.challenges.toSorted(
			(a, b) => a.stage - b.stage || Number(a.capstone) - Number(b.capstone),
		),
		terms: content.terms.toSorted((a, b) => a.term.localeCompare(b.term, "en")),
		topic: (id) => byTopic.get(id),
		question: (id) => byQuestion.get(id),
		challenge: (id) => byChallenge.get(id),
		home: (id) => homes.get(id.slice(0, Math.max(id.indexOf("/"), 0))),
		questions: (topic) => (topic === undefined ? inOrder : (ofTopic.get(topic) ?? [])),
		named: (words) =>
			topics.find((topic) =>
				[topic.id, topic.slug, topic.title].some((name) => fold(name) === fold(words)),
			),
		near: (words) => {
			const typed = words.replaceAll("-", " ").trim();
			if (typed === "") return topics;
			const [, info, order] = searcher().search(haystack, typed, 1);
			const found = (order ?? []).flatMap((at) => topics[info?.idx[at] ?? -1] ?? []);
			return found.length > 0 ? found : misspelt(topics, haystack, typed);
		},
	};
}

/** Of three signs one may be wrong: `gti` is near `git`. */
const SLIPS_PER_SIGN = 1 / 3;

/** Topics with a word that is spelt nearly like the one typed, nearest first. */
function misspelt(topics: readonly Topic[], haystack: readonly string[], typed: string): Topic[] {
	const wanted = typed.toLowerCase();
	const off = (at: number) =>
		Math.min(
			...(haystack[at] ?? "")
				.toLowerCase()
				.split(" ")
				.map((word) => distance(word, wanted)),
		);
	return topics
		.map((topic, at) => ({ topic, off: off(at) }))
		.filter((one) => one.off <= Math.ceil(wanted.length * SLIPS_PER_SIGN))
		.toSorted((a, b) => a.off - b.off)
		.map((one) => one.topic);
}

/** By stage; within it a topic stands after those it needs, and else where the pack put it. */
function inLearningOrder(topics: readonly Topic[]): Topic[] {
	const known = new Map(topics.map((topic) => [topic.id, topic]));
	const placed = new Set<string>();
	const ordered: Topic[] = [];
	const place = (topic: Topic): void => {
		if (placed.has(topic.id)) return;
		placed.add(topic.id);
		for (const need of topic.needs) {
			const needed = known.get(need);
			if (needed) place(needed);
		}
		ordered.push(topic);
	};
	for (const topic of topics.toSorted((a, b) => a.stage - b.stage)) place(topic);
	return ordered;
}
