import { items as says } from "../../text/en.ts";
import type { Question } from "../library.ts";
import { type Item, plain } from "../message.ts";
import { clip } from "../people.ts";
import { letter } from "../quiz/ask.ts";
import type { Shown } from "./statistics.ts";

/** How figures and questions are called where space is short. */

export function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

/** Enough to know which question is meant. */
const STEM_SHOWN = 70;

/** A question in one line of plain words. */
export function stemLine(question: Question, most = STEM_SHOWN): string {
	return clip(plain(question.stem).replaceAll(/\s+/g, " "), most);
}

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** `12 s` or `3 min`. */
export function timeSaid(ms: number): string {
	const seconds = Math.round(ms / SECOND_MS);
	return seconds < 2 * MINUTE_S
		? says.seconds(seconds)
		: says.minutes(Math.round(seconds / MINUTE_S));
}

/** Options in the order of the file, which is where moderators look; ✓ marks the key. */
export function optionItems({ answer }: Question, shown: Shown | null): readonly Item[] {
	if (answer.by === "text")
		return answer.accept.map((accepted): Item => ({ mark: "✓", text: [accepted] }));
	if (answer.by === "order")
		return answer.steps.map((step, at): Item => ({ mark: `${at + 1}.`, text: step }));
	return answer.options.map(({ id, text, correct }, at): Item => {
		const share = shown?.shares.get(id);
		return {
			mark: correct ? `✓ ${letter(at)}` : letter(at),
			text: [...text, ...(share === undefined ? [] : [` · ${percent(share)}`])],
		};
	});
}

/** What somebody picked, by letters; null where answers are typed or put in order. */
export function pickedName({ answer }: Question, picked: string): string | null {
	if (answer.by !== "one" && answer.by !== "several") return null;
	const ids = picked.split(",");
	return answer.options.flatMap(({ id }, at) => (ids.includes(id) ? [letter(at)] : [])).join(", ");
}
