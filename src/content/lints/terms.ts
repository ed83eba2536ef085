import type { Pack, TopicFile } from "../pack.ts";
import { type Finding, finding, prose, type Question, type Term, type Tip } from "./lint.ts";

/** L24: a word of the trade is used after the topic that explains it. */

/** Words that come before their topic, in what is asked and in tips. Explanations may look ahead. */
export function earlyTermFindings(pack: Pack): readonly Finding[] {
	const words = pack.glossary.filter((term) => !term.value.common).map(patternOf);
	const order = inOrder(pack);
	return pack.topics.flatMap((file) => {
		const known = knownIn(pack, order, file);
		const early = words.filter(({ term }) => !known.has(term.value.topic));
		return [...file.questions, ...file.tips]
			.filter(({ value }) => value.status !== "retired")
			.flatMap((item) => findingsIn(item, early));
	});
}

type Pattern = { readonly term: Term; readonly pattern: RegExp };

/** A term with a capital letter is meant as it is written: REST is no rest. */
function patternOf(term: Term): Pattern {
	const word = RegExp.escape(term.value.term);
	const flags = /\p{Lu}/u.test(term.value.term) ? "u" : "iu";
	const pattern = new RegExp(`(?<![\\p{L}\\p{N}-])${word}(?:e?s)?(?![\\p{L}\\p{N}-])`, flags);
	return { term, pattern };
}

function findingsIn(item: Question | Tip, early: readonly Pattern[]): readonly Finding[] {
	const [field, source] =
		"stem" in item.value
			? (["stem", item.value.stem] as const)
			: (["text", item.value.text] as const);
	const text = prose(source);
	return early
		.filter(({ pattern }) => pattern.test(text))
		.map(({ term }) => {
			const { topic } = term.value;
			const said = `“${term.value.term}” is explained in \`${topic}\`, which is learned later: say it otherwise`;
			return finding(item, "L24", "warning", [field], said);
		});
}

/** Where a topic stands in the order to learn in; later is higher. */
function inOrder({ head, topics }: Pack): (slug: string) => number {
	const places = head?.value.order ?? [];
	const stages = new Map(topics.map((file) => [file.slug, file.own?.value.stage ?? 0]));
	return (slug) => {
		const place = places.indexOf(slug);
		return (stages.get(slug) ?? 0) * STAGE + (place === -1 ? STAGE - 1 : place);
	};
}

/** More topics than a stage has. */
const STAGE = 10_000;

/** The topic itself, what it needs all the way down, and what the order puts before it. */
function knownIn(
	{ topics }: Pack,
	order: (slug: string) => number,
	{ slug }: TopicFile,
): ReadonlySet<string> {
	const needs = new Map(topics.map((file) => [file.slug, file.own?.value.needs ?? []]));
	const known = new Set<string>();
	const add = (one: string): void => {
		if (known.has(one)) return;
		known.add(one);
		for (const need of needs.get(one) ?? []) add(need);
	};
	add(slug);
	for (const file of topics) if (order(file.slug) < order(slug)) known.add(file.slug);
	return known;
}
