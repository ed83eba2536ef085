import { distance } from "fastest-levenshtein";
import type { Answer } from "../library.ts";

type TextAnswer = Extract<Answer, { by: "text" }>;

/** Words shorter than this are a different word when one sign is off. */
const SHORTEST_MISSPELT = 5;

/**
 * Whether typed words are the answer: compared after Unicode's compatibility folding (full-width
 * digits, ligatures), with plain quotes and single spaces, and as the question says about case,
 * outer spaces and signs that do not matter.
 */
export function isAccepted(answer: TextAnswer, typed: string): boolean {
	const wanted = folded(typed, answer);
	return answer.accept.some((one) => folded(one, answer) === wanted);
}

/** What a typed answer just misses: the author's hint, or that one sign is off; null otherwise. */
export function nearMiss(answer: TextAnswer, typed: string): { hint: string | null } | null {
	if (isAccepted(answer, typed)) return null;
	const wanted = folded(typed, answer);
	const known = Object.entries(answer.near).find(([near]) => folded(near, answer) === wanted);
	if (known) return { hint: known[1] };
	const misspelt = answer.accept.some((one) => {
		const right = folded(one, answer);
		return right.length >= SHORTEST_MISSPELT && distance(right, wanted) === 1;
	});
	return misspelt ? { hint: null } : null;
}

function folded(words: string, { match }: TextAnswer): string {
	const plain = words
		.normalize("NFKC")
		.replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
		.replaceAll(/[\u2018\u2019]/g, "'")
		.replaceAll(/[\u201c\u201d]/g, '"')
		.replaceAll(/\s+/g, " ");
	const kept = [...plain].filter((sign) => !match.strip.includes(sign)).join("");
	const trimmed = match.trim ? kept.trim() : kept;
	return match.case ? trimmed : trimmed.toLowerCase();
}
