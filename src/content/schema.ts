import { z } from "zod";
import {
	foreignItem,
	foreignTopic,
	line,
	plainLine,
	primer,
	slug,
	snippet,
	source,
	topicRef,
	yes,
} from "./fields.ts";
import { says } from "./sentences.ts";

/**
 * What content files may hold. A file follows these rules or is refused with a sentence for each
 * fault; nothing is converted or guessed. Rules between items and files are in `within.ts` and
 * `between.ts`.
 */

type Finding = { readonly path: readonly PropertyKey[]; readonly message: string };

/** A rule on a whole value: each finding is one fault, at a path inside the value. */
function rule<T>(findings: (value: T) => readonly Finding[]) {
	return z.superRefine<T>((value, context) => {
		for (const { path, message } of findings(value))
			context.addIssue({ code: "custom", path: [...path], message });
	});
}

const stage = z.int().min(1).max(6);
const sources = z.array(source).min(1).max(6);

/** How an item ages and leaves. */
const ageing = {
	volatile: yes.optional(),
	review_by: z.iso.date(says("is a date such as 2027-01-31")).optional(),
	status: z.literal("retired").optional(),
	replaces: slug.optional(),
};

const waivers = z
	.array(
		z.strictObject({
			lint: z.string().regex(/^L\d\d$/, says("names a check, such as L06")),
			because: plainLine(300),
		}),
	)
	.min(1)
	.optional();

/** A fact that changes has a day on which somebody looks again. */
function dated(item: { volatile?: true | undefined; review_by?: string | undefined }): Finding[] {
	if (item.volatile && item.review_by === undefined)
		return [{ path: ["volatile"], message: "`volatile` needs `review_by`, the day to look again" }];
	if (item.review_by !== undefined && !item.volatile)
		return [{ path: ["review_by"], message: "`review_by` needs `volatile: true` beside it" }];
	return [];
}

// Questions -----------------------------------------------------------------------------------

const asked = {
	id: slug,
	rev: z.int().min(1),
	difficulty: z.enum(["easy", "medium", "hard"]),
	bloom: z.enum(["remember", "understand", "apply", "analyze", "evaluate"]),
	stem: line(20, 300),
	explain: line(1, 700),
	sources,
	versions: z.record(slug, plainLine(40)).optional(),
	negative: yes.optional(),
	waive: waivers,
	...ageing,
};

/** Where options may differ by signs alone, as code does. */
const exact = yes.optional();
/** Options keep the order of the file: numbers that rise. */
const fixed = yes.optional();

const optionFields = {
	id: z.enum(["a", "b", "c", "d", "e", "f"]),
	text: line(1, 120),
	correct: yes.optional(),
	why: line(15, 200).optional(),
};

type OptionEntry = {
	readonly id: string;
	readonly text: string;
	readonly correct?: true | undefined;
	readonly why?: string | undefined;
};

/** The explanation speaks for the key, a `why` for each mistake. */
function keyOrReason({ correct, why }: OptionEntry): Finding[] {
	if (correct && why !== undefined)
		return [{ path: ["why"], message: "the key has no `why`: put it into `explain`" }];
	if (!correct && why === undefined)
		return [{ path: [], message: "a wrong option needs `why`: the mistake that leads to it" }];
	return [];
}

const option = z.strictObject(optionFields).check(rule(keyOrReason));

type Choosing = { readonly options: readonly OptionEntry[]; readonly exact?: true | undefined };

function oneKey({ options }: Choosing): Finding[] {
	const keys = options.filter((one) => one.correct).length;
	if (keys === 1) return [];
	return [
		{ path: ["options"], message: `\`options\` has ${keys} keys: mark one with \`correct: true\`` },
	];
}

function severalKeys({ options }: Choosing): Finding[] {
	const keys = options.filter((one) => one.correct).length;
	if (keys >= 2 && keys < options.length) return [];
	const message = `\`options\` has ${keys} keys: mark at least 2 and not all with \`correct: true\``;
	return [{ path: ["options"], message }];
}

function ownIds({ options }: Choosing): Finding[] {
	return doubles(options.map((one) => one.id)).map((at) => ({
		path: ["options", at, "id"],
		message: `option \`${options[at]?.id}\` stands here twice: give this one another letter`,
	}));
}

function ownTexts({ options, exact: exactly }: Choosing): Finding[] {
	return alike(
		options.map((one) => one.text),
		exactly,
	).map((at) => ({
		path: ["options", at, "text"],
		message: `option \`${options[at]?.id}\` says the same as another one: ${DIFFER}`,
	}));
}

const DIFFER =
	"change one, or add `exact: true` to the question if case, spaces or signs make the difference";

/** The places of values that stand further up already. */
function doubles(values: readonly string[]): number[] {
	const seen = new Set<string>();
	return values.flatMap((value, at) => {
		const before = seen.size;
		return seen.add(value).size === before ? [at] : [];
	});
}

/** The same for texts, of which people see case, spaces and punctuation last. */
function alike(texts: readonly string[], exactly: true | undefined): number[] {
	return doubles(exactly ? texts : texts.map(folded));
}

function folded(text: string): string {
	const words = text
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[\s\p{P}`]/gu, "");
	// Signs alone, such as `==` and `!`, are all there is to compare.
	return words === "" ? text : words;
}

const single = z
	.strictObject({
		kind: z.literal("single"),
		...asked,
		options: z.array(option).min(3).max(5),
		exact,
		fixed,
	})
	.check(rule(dated), rule(oneKey), rule(ownIds), rule(ownTexts));

const multiple = z
	.strictObject({
		kind: z.literal("multiple"),
		...asked,
		options: z.array(option).min(4).max(6),
		exact,
	})
	.check(rule(dated), rule(severalKeys), rule(ownIds), rule(ownTexts));

const trueFalse = z
	.strictObject({ kind: z.literal("true_false"), ...asked, answer: z.boolean() })
	.check(rule(dated));

const output = z.string().max(2_000);
const printed = z
	.strictObject({ ...optionFields, stdout: output.optional() })
	.check(rule(keyOrReason));

function printedByKey({ options }: { options: readonly z.output<typeof printed>[] }): Finding[] {
	const at = options.findIndex((one) => one.correct);
	const key = options[at];
	if (key === undefined || key.stdout !== undefined) return [];
	return [{ path: ["options", at], message: "the key needs `stdout`: what the program prints" }];
}

const codeOutput = z
	.strictObject({
		kind: z.literal("code_output"),
		...asked,
		runner: z.enum(["node-cjs", "node-esm", "python", "php", "go", "java", "csharp", "ruby"]),
		code: snippet,
		options: z.array(printed).min(3).max(5),
		exact,
		fixed,
	})
	.check(rule(dated), rule(oneKey), rule(ownIds), rule(ownTexts), rule(printedByKey));

const cell = z.union([z.string(), z.number(), z.null()], says("holds texts, numbers and null"));
const resulting = z
	.strictObject({ ...optionFields, rows: z.array(z.array(cell).min(1)).max(20) })
	.check(rule(keyOrReason));

function ownRows({ options }: { options: readonly z.output<typeof resulting>[] }): Finding[] {
	return doubles(options.map((one) => JSON.stringify(one.rows))).map((at) => ({
		path: ["options", at, "rows"],
		message: `option \`${options[at]?.id}\` has the rows of another one: change its \`rows\``,
	}));
}

const MOST_SETUP = 1_000;
const sqlResult = z
	.strictObject({
		kind: z.literal("sql_result"),
		...asked,
		runner: z.literal("sqlite"),
		setup: z.string().min(1).max(MOST_SETUP).optional(),
		code: snippet,
		options: z.array(resulting).min(3).max(5),
		exact,
		fixed,
	})
	.check(rule(dated), rule(oneKey), rule(ownIds), rule(ownTexts), rule(ownRows));

const step = line(1, 120);
type Ordering = {
	readonly steps: readonly string[];
	readonly extra?: readonly string[] | undefined;
	readonly also?: readonly (readonly number[])[] | undefined;
	readonly exact?: true | undefined;
};

function ownSteps({ steps, extra = [], exact: exactly }: Ordering): Finding[] {
	return alike([...steps, ...extra], exactly).map((at) => ({
		path: at < steps.length ? ["steps", at] : ["extra", at - steps.length],
		message: `this step says the same as another one: ${DIFFER}`,
	}));
}

function otherOrders({ steps, also = [] }: Ordering): Finding[] {
	const numbers = [...steps.keys()].map((at) => at + 1).join();
	const orders = [numbers, ...also.map((order) => order.join())];
	const wrong = also.flatMap((order, at) =>
		order.toSorted((a, b) => a - b).join() === numbers ? [] : [at],
	);
	return [
		...wrong.map((at) =>
			otherOrder(at, `names each step once, counted from 1: [${numbers}] is the order above`),
		),
		...doubles(orders).map((at) => otherOrder(at - 1, "has this order already: remove one")),
	];
}

function otherOrder(at: number, predicate: string): Finding {
	return { path: ["also", at], message: `an entry of \`also\` ${predicate}` };
}

const order = z
	.strictObject({
		kind: z.literal("order"),
		...asked,
		steps: z.array(step).min(3).max(6),
		extra: z.array(step).min(1).max(3).optional(),
		/** Other right orders, as numbers of steps: the first step is 1. */
		also: z.array(z.array(z.int())).min(1).max(20).optional(),
		exact,
	})
	.check(rule(dated), rule(ownSteps), rule(otherOrders));

const typed = plainWords(60);

/** What people type; signs that mean something elsewhere are theirs to type. */
function plainWords(most: number) {
	return z
		.string()
		.min(1)
		.max(most)
		.regex(/^\S(?:.*\S)?$/, says("has no spaces around it"));
}

type Typing = {
	readonly accept: readonly string[];
	readonly near?: Readonly<Record<string, string>> | undefined;
};

function nearIsWrong({ accept, near = {} }: Typing): Finding[] {
	const right = new Set(accept.map((one) => one.toLowerCase()));
	return Object.keys(near)
		.filter((one) => right.has(one.toLowerCase()))
		.map((one) => ({
			path: ["near", one],
			message: `\`near\` has \`${one}\`, which is a right answer: keep it in one of the two`,
		}));
}

const short = z
	.strictObject({
		kind: z.literal("short"),
		...asked,
		accept: z.array(typed).min(1).max(20),
		match: z
			.strictObject({
				case: z.boolean().default(false),
				trim: z.boolean().default(true),
				/** Single signs that do not count. */
				strip: z.string().max(20).default(""),
			})
			.prefault({}),
		near: z.record(typed, plainLine(200)).optional(),
	})
	.check(rule(dated), rule(nearIsWrong));

export const question = z.discriminatedUnion("kind", [
	single,
	multiple,
	trueFalse,
	codeOutput,
	sqlResult,
	order,
	short,
]);
export type QuestionEntry = z.output<typeof question>;

// Topics --------------------------------------------------------------------------------------

export const tip = z
	.strictObject({
		id: slug,
		topic: slug.optional(),
		text: line(1, 280),
		sources,
		waive: waivers,
		...ageing,
	})
	.check(rule(dated));
export type TipEntry = z.output<typeof tip>;

export const topicHead = z.strictObject({
	id: slug,
	title: plainLine(60),
	track: slug,
	stage,
	needs: z.array(topicRef).max(12),
	outcome: plainLine(200).regex(/^can /, says("says what a member can do: it begins with `can `")),
	optional: yes.optional(),
	primer,
	waive: waivers,
});
export type TopicEntry = z.output<typeof topicHead>;

/** The frame of a topic file; its items are checked one by one, so that none hides another. */
export const topicFrame = z
	.strictObject({
		topic: z.unknown().optional(),
		extends: foreignTopic.optional(),
		questions: z.array(z.unknown()).max(500).default([]),
		tips: z.array(z.unknown()).max(500).default([]),
	})
	.check(rule(topicOrExtends));

function topicOrExtends(file: { topic?: unknown; extends?: unknown }): Finding[] {
	if ((file.topic === undefined) !== (file.extends === undefined)) return [];
	const message = "a topic file has either `topic`, its own, or `extends`, a topic of another pack";
	return [{ path: [], message }];
}

/** A whole topic file, for the help that editors give. */
export const topicFile = z.strictObject({
	topic: topicHead.optional(),
	extends: foreignTopic.optional(),
	questions: z.array(question).optional(),
	tips: z.array(tip).optional(),
});

// The other files -----------------------------------------------------------------------------

export const challenge = z
	.strictObject({
		id: slug,
		topics: z.array(topicRef).min(1).max(12),
		stage,
		/** The one that closes its stage; `capstone` in pack.yaml says it in one line. */
		capstone: yes.optional(),
		days: z.int().min(1).max(60),
		team: z.tuple([z.int().min(1), z.int().max(50)]),
		title: plainLine(80),
		brief: line(20, 600),
		done: z.array(line(1, 300)).min(1).max(8),
		evidence: line(1, 300),
		review: line(1, 300),
		stretch: line(1, 300).optional(),
		waive: waivers,
		status: ageing.status,
		replaces: ageing.replaces,
	})
	.check(rule(teamGrows));
export type ChallengeEntry = z.output<typeof challenge>;

function teamGrows({ team: [least, most] }: { team: readonly [number, number] }): Finding[] {
	if (least <= most) return [];
	return [{ path: ["team"], message: "`team` is [fewest, most]: put the smaller number first" }];
}

export const challengeFrame = z.strictObject({ challenges: z.array(z.unknown()).max(500) });

/** A whole file of challenges, for the help that editors give. */
export const challengeFile = z.strictObject({ challenges: z.array(challenge) });

export const term = z.strictObject({
	term: plainLine(60),
	topic: topicRef,
	text: line(1, 300),
	sources: sources.optional(),
	/** A word that people know or have heard before they learn it, so that no check looks for it. */
	common: yes.optional(),
});
export type TermEntry = z.output<typeof term>;

export const glossaryFrame = z.array(z.unknown()).max(2_000);

/** A whole glossary, for the help that editors give. */
export const glossaryFile = z.array(term);

/** Something a pack sets out to cover, and the topic that does. */
const covered = z.strictObject({ item: plainLine(120), topic: slug });
const percent = z.int().min(0).max(100);
/** The shares that a pack sets itself, in percent. */
const balance = z.strictObject({
	kinds: z.strictObject({
		single: percent,
		multiple: percent,
		true_false: percent,
		code_output: percent,
		order: percent,
		short: percent,
		sql_result: percent,
	}),
	stages: z.array(z.strictObject({ stage, easy: percent, medium: percent, hard: percent })),
});
export const coverageFile = z.strictObject({
	items: z.array(covered).max(2_000),
	balance: balance.optional(),
});
export type CoverageEntry = z.output<typeof coverageFile>;

const track = z.strictObject({ id: slug, title: plainLine(60) });
const stageHead = z.strictObject({
	stage,
	title: plainLine(60),
	level: z.enum(["Beginner", "Intermediate", "Advanced", "Expert"]),
	capstone: plainLine(300),
});

const SPACE = /^(?:discord:\d{1,20}|slack:[A-Z0-9]{1,20}|playground:[a-z]{1,20})$/;

export const packHead = z
	.strictObject({
		id: slug,
		title: plainLine(80),
		version: z
			.string()
			.regex(/^\d+\.\d+\.\d+$/, says('is three numbers in quotes, such as "1.0.0"')),
		license: z.string().regex(/^[\w.+() -]{1,100}$/, says("is an SPDX name, such as CC-BY-4.0")),
		authors: z.array(plainLine(100)).min(1).max(100),
		language: z
			.string()
			.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, says("is a language tag, such as en")),
		format: z.literal(1, says("is 1: the program reads no other format")),
		/** A pack that only adds to another one can use that one's tracks and stages. */
		tracks: z.array(track).max(50).default([]),
		stages: z.array(stageHead).max(6).default([]),
		requires: z.array(slug).max(20).default([]),
		/** Topics in the order to learn them within a stage; those left out come after, by track. */
		order: z.array(slug).max(1000).default([]),
		/** Items of required packs that are not to be asked here. */
		hide: z.array(foreignItem).max(1000).default([]),
		/** The spaces that may see it; left out, all do. */
		spaces: z
			.array(
				z
					.string()
					.regex(
						SPACE,
						says("names a server or workspace: discord:123456789012345678 or slack:T0001"),
					),
			)
			.min(1)
			.max(1000)
			.optional(),
		/** Warnings about the pack as a whole that do not apply. */
		waive: waivers,
	})
	.check(rule(ownTracks), rule(ownStages), rule(ownOrder), rule(noStagesOfItsOwn));
export type PackEntry = z.output<typeof packHead>;

function ownTracks({ tracks }: { tracks: readonly { id: string }[] }): Finding[] {
	return doubles(tracks.map((one) => one.id)).map((at) => ({
		path: ["tracks", at, "id"],
		message: `track \`${tracks[at]?.id}\` stands here twice: keep one`,
	}));
}

/** Stages are on everybody's roadmap, so what some do not see cannot make them. */
function noStagesOfItsOwn({ spaces, stages }: { spaces?: unknown; stages: readonly unknown[] }) {
	if (spaces === undefined || stages.length === 0) return [];
	const message =
		"a pack with `spaces` has no `stages` of its own: it uses those of a pack it requires";
	return [{ path: ["stages"], message }];
}

function ownOrder({ order }: { order: readonly string[] }): Finding[] {
	return doubles(order).map((at) => ({
		path: ["order", at],
		message: `\`${order[at]}\` stands here twice: keep one`,
	}));
}

function ownStages({ stages }: { stages: readonly { stage: number }[] }): Finding[] {
	return doubles(stages.map((one) => String(one.stage))).map((at) => ({
		path: ["stages", at, "stage"],
		message: `stage ${stages[at]?.stage} stands here twice: keep one`,
	}));
}
