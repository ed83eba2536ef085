import { type Challenge, type Finding, finding, seen, type Term } from "./lint.ts";
import { LONGEST_SENTENCE, longestSentence, volatileWord } from "./texts.ts";

/** Challenges that can be checked point by point, and terms that one sentence explains. */

const POINTS = { least: 3, most: 6 };

/** L28: who checks a challenge needs points to check, and not too many. */
export function challengeFindings(challenge: Challenge): readonly Finding[] {
	const { done } = challenge.value;
	const fits = done.length >= POINTS.least && done.length <= POINTS.most;
	const text = `a challenge is done by ${POINTS.least} to ${POINTS.most} points that somebody else can check, and this has ${done.length}`;
	return [
		...(fits ? [] : [finding(challenge, "L28", "error", ["done"], text)]),
		...textsOf(challenge).flatMap(({ path, text }) => [
			...wordy(challenge, path, text),
			...ageing(challenge, path, text),
		]),
	];
}

/** L28: a term is explained in one sentence. */
export function termFindings(term: Term): readonly Finding[] {
	const text = seen(term.value.text);
	const sentences = text.split(/(?<=[.?!])\s+/).length;
	return [
		...(sentences > 1
			? [
					finding(
						term,
						"L28",
						"error",
						["text"],
						"a term takes one sentence: leave the rest to its topic",
					),
				]
			: []),
		...wordy(term, ["text"], term.value.text),
		...ageing(term, ["text"], term.value.text),
	];
}

type Where = readonly (string | number)[];

function textsOf({ value }: Challenge): readonly { path: Where; text: string }[] {
	const single = (["brief", "evidence", "review", "stretch"] as const).map((field) => ({
		path: [field],
		text: value[field] ?? "",
	}));
	return [...single, ...value.done.map((text, at) => ({ path: ["done", at], text }))];
}

function wordy(entry: Challenge | Term, path: Where, text: string): readonly Finding[] {
	const long = longestSentence(seen(text));
	if (long <= LONGEST_SENTENCE) return [];
	return [finding(entry, "L22", "warning", path, `a sentence has ${long} words: make two of it`)];
}

/** Neither kind has a `review_by`, so nothing in them may age. */
function ageing(entry: Challenge | Term, path: Where, text: string): readonly Finding[] {
	const found = volatileWord(text);
	if (found === undefined) return [];
	return [finding(entry, "L20", "error", path, `“${found}” will change: say it without`)];
}
