import { items, triage as says } from "../../text/en.ts";
import { percent, stemLine, timeSaid } from "../items/label.ts";
import { optionsOf, type Statistics } from "../items/statistics.ts";
import type { Question } from "../library.ts";
import { letter } from "../quiz/ask.ts";
import type { Said } from "./care.ts";

type Upstream = {
	readonly id: string;
	readonly revision: number;
	readonly question: Question | undefined;
	readonly statistics: Statistics | null;
	readonly said: readonly Said[];
};

const STEM_LIMIT = 300;
const WORDS_LIMIT = 300;

/** What those who write a question want to know of its reports; nobody is named. */
export function upstreamText({ id, revision, question, statistics, said }: Upstream): string {
	const { upstreamText: labels } = says;
	const words = said.flatMap(({ words: one }) => (one === "" ? [] : [oneLine(one)]));
	return [
		labels.question(id, revision),
		...(question ? [stemLine(question, STEM_LIMIT)] : []),
		...(question && statistics?.shown
			? [labels.figures(figures(question, statistics).join("; "))]
			: []),
		...(words.length > 0 ? [labels.words, ...words.map((one) => `- ${one}`)] : []),
	].join("\n");
}

const oneLine = (words: string): string => words.replaceAll(/\s+/g, " ").slice(0, WORDS_LIMIT);

function figures(question: Question, { shown, people, flags }: Statistics): readonly string[] {
	if (shown === null) return [];
	const shares = optionsOf(question).flatMap(({ id, correct }, at) => {
		const share = shown.shares.get(id);
		return share === undefined ? [] : [`${letter(at)}${correct ? "*" : ""} ${percent(share)}`];
	});
	const { median, discrimination } = shown;
	return [
		items.line(percent(shown.firstTry), people, median === null ? null : timeSaid(median), false),
		...(shares.length > 0 ? [shares.join(", ")] : []),
		...(discrimination === null ? [] : [`${items.tellsApart} ${discrimination.toFixed(2)}`]),
		...flags.map((flag) => items.flags[flag]),
	];
}
