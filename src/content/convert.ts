import { dayOf } from "../core/days.ts";
import { without } from "../core/libraries.ts";
import type {
	Answer,
	Challenge,
	LibraryContent,
	Option,
	Question,
	Source,
	Taught,
	Term,
	Tip,
	Topic,
} from "../core/library.ts";
import type { Text } from "../core/message.ts";
import { fullTopic, scopeOf } from "./between.ts";
import { type Entry, faultAt } from "./entries.ts";
import type { Report } from "./faults.ts";
import { readLine, readParts } from "./markup.ts";
import { CHALLENGES, type Pack, type TopicFile } from "./pack.ts";
import type { ChallengeEntry, QuestionEntry, TermEntry, TipEntry, TopicEntry } from "./schema.ts";

/** What to leave out: items that are retired, and facts that nobody has looked at in time. */
export type Today = { readonly now: number; readonly warn: Report };

/** Packs without faults as what the core knows. */
export function contentOf(packs: readonly Pack[], today: Today): LibraryContent {
	const named = new Map(packs.map((pack) => [pack.id, pack]));
	const open = packs.filter(({ head }) => head?.value.spaces === undefined);
	const closed = packs.flatMap((pack) => {
		const spaces = pack.head?.value.spaces;
		if (spaces === undefined) return [];
		const hides = pack.head?.value.hide ?? [];
		return [{ pack: pack.id, spaces, hides, taught: taughtBy([pack], named, today) }];
	});
	const hides = open.flatMap((pack) => pack.head?.value.hide ?? []);
	const stages = open.flatMap((pack) => pack.head?.value.stages ?? []);
	return {
		stages: stages.toSorted((a, b) => a.stage - b.stage),
		...without(taughtBy(open, named, today), hides),
		...(closed.length > 0 ? { closed } : {}),
	};
}

function taughtBy(packs: readonly Pack[], named: ReadonlyMap<string, Pack>, today: Today): Taught {
	const all = packs.map((pack) => ({ pack, files: inOrder(named, pack) }));
	const from = <T>(read: (pack: Pack, file: TopicFile) => readonly T[]): readonly T[] =>
		all.flatMap(({ pack, files }) => files.flatMap((file) => read(pack, file)));
	const topics = from((pack, { own }) => (own ? [topicOf(pack, own.value)] : []));
	return {
		topics: topics.toSorted((a, b) => a.stage - b.stage),
		questions: from((pack, file) =>
			current(file.questions, today).map((entry) => questionOf(pack, file, entry)),
		),
		tips: from((pack, file) => current(file.tips, today).map((entry) => tipOf(pack, file, entry))),
		challenges: packs.flatMap(challengesOf),
		terms: packs.flatMap((pack) => pack.glossary.map(({ value }) => termOf(pack, value))),
	};
}

/**
 * By stage, then as pack.yaml orders them; those it leaves out come after, by track and then by
 * name; what extends others comes last.
 */
function inOrder(named: ReadonlyMap<string, Pack>, pack: Pack): readonly TopicFile[] {
	const tracks = scopeOf(named, pack).flatMap((one) => one.head?.value.tracks ?? []);
	const order = pack.head?.value.order ?? [];
	const keys = (file: TopicFile) => [
		file.own?.value.stage ?? LAST,
		order.includes(file.slug) ? order.indexOf(file.slug) : LAST,
		tracks.findIndex((one) => one.id === file.own?.value.track),
	];
	return pack.topics.toSorted((a, b) => compared(keys(a), keys(b)));
}

const LAST = Number.MAX_SAFE_INTEGER;

/** The first key that differs decides. */
function compared(a: readonly number[], b: readonly number[]): number {
	const at = a.findIndex((key, index) => key !== b[index]);
	return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function current<T extends QuestionEntry | TipEntry>(
	entries: readonly Entry<T>[],
	{ now, warn }: Today,
): readonly T[] {
	const day = dayOf(now, "UTC");
	const asked = entries.filter(({ value }) => value.status !== "retired");
	const late = asked.filter(({ value }) => value.review_by !== undefined && value.review_by < day);
	for (const entry of late) {
		const text = `\`${entry.value.id}\` was to be looked at by ${entry.value.review_by}, so it is left out`;
		warn(faultAt(entry, ["review_by"], `${text}: check its facts, and set a new date`));
	}
	return asked.filter((entry) => !late.includes(entry)).map((entry) => entry.value);
}

/** The last day on which {@link contentOf} gives what it gives today. */
export function lastDayOf(packs: readonly Pack[], now: number): string {
	const items = packs
		.flatMap((pack) => pack.topics)
		.flatMap((file) => [...file.questions, ...file.tips]);
	const days = items.flatMap(({ value }) => value.review_by ?? []);
	return days.filter((day) => day >= dayOf(now, "UTC")).toSorted()[0] ?? FAR_AWAY;
}

const FAR_AWAY = "9999-12-31";

function topicOf(pack: Pack, topic: TopicEntry): Topic {
	return {
		id: fullTopic(pack, topic.id),
		slug: topic.id,
		title: topic.title,
		track: topic.track,
		stage: topic.stage,
		needs: topic.needs.map((need) => fullTopic(pack, need)),
		outcome: topic.outcome,
		optional: topic.optional ?? false,
		primer: readParts(topic.primer).value,
	};
}

/** An item of an extension has its own pack's id, and the topic of the other one. */
function belonging(pack: Pack, file: TopicFile, item: { readonly id: string }) {
	return {
		id: `${pack.id}/${file.slug}/${item.id}`,
		topic: file.extends?.value ?? fullTopic(pack, file.slug),
	};
}

function tipOf(pack: Pack, file: TopicFile, tip: TipEntry): Tip {
	return {
		...belonging(pack, file, tip),
		text: lineOf(tip.text),
		sources: tip.sources.map(sourceOf),
	};
}

function challengesOf(pack: Pack): readonly Challenge[] {
	return pack.challenges
		.flatMap((file) => file.challenges)
		.filter(({ value }) => value.status !== "retired")
		.map(({ value }) => challengeOf(pack, value));
}

function challengeOf(pack: Pack, entry: ChallengeEntry): Challenge {
	const { id, title, stage, days, stretch } = entry;
	const [least, most] = entry.team;
	return {
		id: `${pack.id}/${CHALLENGES}/${id}`,
		title,
		stage,
		capstone: entry.capstone ?? false,
		topics: entry.topics.map((topic) => fullTopic(pack, topic)),
		days,
		team: { least, most },
		brief: lineOf(entry.brief),
		done: entry.done.map(lineOf),
		evidence: lineOf(entry.evidence),
		review: lineOf(entry.review),
		...(stretch === undefined ? {} : { stretch: lineOf(stretch) }),
	};
}

function termOf(pack: Pack, { term, topic, text, sources = [] }: TermEntry): Term {
	return {
		term,
		topic: fullTopic(pack, topic),
		text: lineOf(text),
		sources: sources.map(sourceOf),
	};
}

function questionOf(pack: Pack, file: TopicFile, entry: QuestionEntry): Question {
	return {
		...belonging(pack, file, entry),
		kind: entry.kind,
		revision: entry.rev,
		difficulty: entry.difficulty,
		stem: lineOf(entry.stem),
		...codeOf(entry),
		answer: answerOf(entry),
		explain: lineOf(entry.explain),
		sources: entry.sources.map(sourceOf),
	};
}

const LANGUAGES = {
	"node-cjs": "js",
	"node-esm": "js",
	python: "python",
	php: "php",
	go: "go",
	java: "java",
	csharp: "csharp",
	ruby: "ruby",
	sqlite: "sql",
} as const;

function codeOf(entry: QuestionEntry): Pick<Question, "code" | "setup"> {
	if (!("runner" in entry)) return {};
	const code = { source: entry.code.trimEnd(), language: LANGUAGES[entry.runner] };
	const setup = "setup" in entry ? entry.setup : undefined;
	return setup === undefined ? { code } : { code, setup: setup.trimEnd() };
}

function answerOf(entry: QuestionEntry): Answer {
	switch (entry.kind) {
		case "true_false":
			return { by: "one", options: trueFalse(entry.answer), fixed: true };
		case "multiple":
			return { by: "several", options: entry.options.map(optionOf) };
		case "order":
			return orderOf(entry);
		case "short":
			return textOf(entry);
		default:
			return { by: "one", options: entry.options.map(optionOf), fixed: entry.fixed ?? false };
	}
}

/** No `why` for the wrong one: the explanation speaks for both. */
function trueFalse(answer: boolean): readonly Option[] {
	return [
		{ id: "true", text: ["True"], correct: answer },
		{ id: "false", text: ["False"], correct: !answer },
	];
}

type Written = Extract<QuestionEntry, { kind: "single" }>["options"][number];

function optionOf({ id, text, correct, why }: Written): Option {
	const option = { id, text: lineOf(text), correct: correct ?? false };
	return why === undefined ? option : { ...option, why: lineOf(why) };
}

function orderOf(entry: Extract<QuestionEntry, { kind: "order" }>): Answer {
	return {
		by: "order",
		steps: entry.steps.map(lineOf),
		extra: (entry.extra ?? []).map(lineOf),
		// People count steps from 1, the core counts positions from 0.
		also: (entry.also ?? []).map((order) => order.map((step) => step - 1)),
	};
}

function textOf(entry: Extract<QuestionEntry, { kind: "short" }>): Answer {
	// Words that strangers type are looked up in it, so it must not know `toString`.
	const near: Record<string, string> = Object.assign(Object.create(null), entry.near);
	return { by: "text", accept: entry.accept, match: entry.match, near };
}

function lineOf(source: string): Text {
	return readLine(source).value;
}

function sourceOf({ url, at }: { url: string; at?: string | undefined }): Source {
	return at === undefined ? { url } : { url, at };
}
