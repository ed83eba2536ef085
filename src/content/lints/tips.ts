import { twinsIn } from "./alike.ts";
import { type Finding, finding, seen, type Tip, wordsOf } from "./lint.ts";
import { LONGEST_SENTENCE, longestSentence } from "./texts.ts";

const LONGEST_TIP = 280;
const TOO_ALIKE = 0.7;

/** Words that begin a statement, not an instruction. */
const STATEMENTS = new Set([
	"the",
	"a",
	"an",
	"it",
	"this",
	"that",
	"these",
	"there",
	"you",
	"your",
	"if",
	"most",
	"many",
]);

/** L26: one idea, said as something to do. */
export function tipFindings(tip: Tip): readonly Finding[] {
	const text = seen(tip.value.text);
	const first = wordsOf(text)[0] ?? "";
	const long = longestSentence(text);
	return [
		...(text.length > LONGEST_TIP
			? [wrong(tip, `a tip takes at most ${LONGEST_TIP} characters: keep one idea`)]
			: []),
		...(STATEMENTS.has(first)
			? [wrong(tip, "a tip begins with what to do: “Run …”, “Name …”, “Ask …”")]
			: []),
		...(long > LONGEST_SENTENCE
			? [finding(tip, "L22", "warning", ["text"], `a sentence has ${long} words: make two of it`)]
			: []),
	];
}

/** L26: no two tips that say nearly the same. */
export function alikeTips(tips: readonly Tip[]): readonly Finding[] {
	const twins = twinsIn(
		tips.map((tip) => seen(tip.value.text)),
		TOO_ALIKE,
	);
	return tips.flatMap((tip, at) => {
		const other = tips[twins[at]?.at ?? -1];
		return other
			? [wrong(tip, `this nearly repeats the tip \`${other.value.id}\`: say something else`)]
			: [];
	});
}

function wrong(tip: Tip, text: string): Finding {
	return finding(tip, "L26", "error", ["text"], text);
}
