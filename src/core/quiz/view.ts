import { quiz } from "../../text/en.ts";
import { cityOf } from "../days.ts";
import type { Library, Option, Question, Source } from "../library.ts";
import {
	type Button,
	buttons,
	code,
	facts,
	heading,
	type Inline,
	type Item,
	link,
	list,
	type Message,
	note,
	type Part,
	plain,
	strong,
	text,
	words,
} from "../message.ts";
import type { Learner } from "../ports.ts";
import { writePress } from "../press.ts";
import type { Standing } from "../streak/streak.ts";
import { firstTries, openPosition, pinnedOptions, type Round, type RoundItem } from "./round.ts";
import { type RoundWish, wishPress } from "./wish.ts";

/** Options are called by letter, for a button holds too few signs for their texts. */
const LETTERS = "ABCDEF";
const letter = (position: number): string => LETTERS[position] ?? String(position + 1);

/** An open question of a round, with a button for each option. */
export function questionCard(
	library: Library,
	round: Round,
	position: number,
	hint?: string,
): Message {
	const item = round.items[position];
	const question = item && library.question(item.question);
	const options = item && pinnedOptions(item, question);
	if (!item || !question || !options) return voidCard(round, position);
	const title = titleOf(library, round, position, question);
	return {
		gist: `${title}: ${plain(question.stem)}`,
		parts: [
			...(hint === undefined ? [] : [note(...words(hint))]),
			heading(title),
			...questionParts(question, options),
		],
		controls: [
			answerButtons(question, options, (at) => writePress("quiz.pick", 1, round.id, position, at)),
		],
	};
}

/** Stem, code and lettered options: what every card of the question begins with. */
export function questionParts(question: Question, options: readonly Option[]): readonly Part[] {
	const lettered = options.map((option, at) => ({ mark: letter(at), text: option.text }));
	return [...stemParts(question), ...(speaksForItself(question) ? [] : [list(lettered)])];
}

/** True/false buttons carry their words; the other kinds carry letters. */
export function answerButtons(
	question: Question,
	options: readonly Option[],
	press: (position: number) => string,
): { control: "buttons"; buttons: readonly Button[] } {
	const label = (option: Option, at: number) =>
		speaksForItself(question) ? plain(option.text) : letter(at);
	return {
		control: "buttons",
		buttons: options.map((option, at) => ({ label: label(option, at), press: press(at) })),
	};
}

function speaksForItself(question: Question): boolean {
	return question.kind === "true_false";
}

function stemParts(question: Question): Part[] {
	return [
		text(...question.stem),
		...(question.setup === undefined ? [] : [note(quiz.setup), code(question.setup, "sql")]),
		...(question.code === undefined ? [] : [code(question.code.source, question.code.language)]),
	];
}

function titleOf(library: Library, round: Round, position: number, question: Question): string {
	const topic = library.topic(question.topic)?.title ?? "";
	if (round.items[position]?.again) return quiz.again(topic);
	const all = round.items.filter((item) => !item.again).length;
	return quiz.heading(position + 1, all, topic);
}

/** What the result of an answer says beside right or wrong. */
export type Aftermath = {
	/** The streak, when this answer made the day count. */
	readonly counted: Standing | null;
	/** Freezes that were used since the last counted day. */
	readonly covered: number;
};
export const NOTHING_MORE: Aftermath = { counted: null, covered: 0 };

/** An answered question: the key, the reason for the picked option, the rule, the source, and on. */
export function resultCard(
	library: Library,
	round: Round,
	position: number,
	after: Aftermath = NOTHING_MORE,
): Message {
	const item = round.items[position];
	const question = item && library.question(item.question);
	const options = item && pinnedOptions(item, question);
	if (!item || !question || !options) return voidCard(round, position);
	const verdict = verdictOf(item, question, options);
	return {
		gist: verdict,
		parts: [
			heading(verdict),
			...resultParts(item, question, options),
			...aftermathParts(round, item, after),
		],
		controls: onward(round),
	};
}

/** The question with its options marked, and why. Also what a daily question shows once answered. */
function resultParts(
	item: RoundItem,
	question: Question,
	options: readonly Option[],
): readonly Part[] {
	const picked = options.find((option) => option.id === item.picked);
	return [
		...stemParts(question),
		list(options.map((option, at) => markedOption(question, option, at, item))),
		...(picked?.why === undefined || picked.correct
			? []
			: [text(strong(`${nameOf(question, picked, options.indexOf(picked))}: `), ...picked.why)]),
		text(strong(`${quiz.explain}: `), ...question.explain),
		note(...sourceText(question.sources)),
	];
}

function markedOption(question: Question, option: Option, at: number, item: RoundItem): Item {
	const mine = option.id === item.picked;
	const sign = option.correct ? "✓" : mine ? "✗" : "";
	const name = speaksForItself(question) ? "" : letter(at);
	const own: Inline[] = mine ? [` (${quiz.yours})`] : [];
	return { mark: [sign, name].filter(Boolean).join(" ") || "·", text: [...option.text, ...own] };
}

function nameOf(question: Question, option: Option, at: number): string {
	return speaksForItself(question) ? plain(option.text) : letter(at);
}

function verdictOf(item: RoundItem, question: Question, options: readonly Option[]): string {
	const at = options.findIndex((option) => option.correct);
	const key = options[at];
	const name = key ? nameOf(question, key, at) : "";
	return item.outcome === "right" ? quiz.right(name) : quiz.notQuite(name);
}

export function sourceText(sources: readonly Source[]): readonly Inline[] {
	return [
		`${quiz.source}: `,
		...sources.flatMap(({ url, at }, index): Inline[] => [
			...(index > 0 ? [" · "] : []),
			link(new URL(url).hostname, url),
			...(at === undefined ? [] : [`, ${at}`]),
		]),
	];
}

function aftermathParts(round: Round, item: RoundItem, after: Aftermath): readonly Part[] {
	const comesBack = round.kind === "quiz" && item.outcome === "wrong" && !item.again;
	const practice = item.outcome === "right" && item.points === 0 && !item.again;
	const lines = [
		item.points > 0 ? quiz.points(item.points) : null,
		practice ? quiz.noPoints : null,
		comesBack ? quiz.comesBack : null,
		after.covered > 0 ? quiz.covered(after.covered) : null,
		after.counted ? quiz.streak(after.counted.days) : null,
	].filter((line) => line !== null);
	return lines.length === 0 ? [] : [note(lines.join(" "))];
}

/** The one button under a result. A daily question has no next one. */
function onward(round: Round): Message["controls"] & {} {
	if (round.kind === "daily") return [];
	const label = openPosition(round) === undefined ? quiz.finish : quiz.next;
	return [buttons({ label, press: writePress("quiz.next", 1, round.id), tone: "main" })];
}

function voidCard(round: Round, position: number): Message {
	return {
		gist: quiz.voided,
		parts: [text(quiz.voided)],
		controls:
			round.items[position]?.outcome === null
				? [
						buttons({
							label: quiz.next,
							press: writePress("quiz.pick", 1, round.id, position, 0),
							tone: "main",
						}),
					]
				: onward(round),
	};
}

/** How a finished round went. */
export function summaryCard(
	library: Library,
	round: Round,
	standing: Standing,
	learner: Learner,
): Message {
	const tries = firstTries(round);
	const right = tries.filter((item) => item.outcome === "right").length;
	const points = round.items.reduce((sum, item) => sum + item.points, 0);
	const title = quiz.summary(right, tries.length);
	return {
		gist: title,
		parts: [
			heading(title),
			facts([
				[quiz.earned, String(points)],
				[quiz.streakLabel, String(standing.days)],
			]),
			...missedParts(library, round),
			...(learner.zoneIsOwn ? [] : [note(...words(quiz.dayEnds(cityOf(learner.zone))))]),
		],
		controls: [
			buttons({ label: quiz.anotherRound, press: writePress("quiz.again", 1), tone: "main" }),
		],
	};
}

function missedParts(library: Library, round: Round): readonly Part[] {
	const missed = firstTries(round).filter((item) => item.outcome === "wrong");
	if (missed.length === 0) return [];
	const items = missed.flatMap((item) => {
		const question = library.question(item.question);
		return question ? [{ text: question.stem }] : [];
	});
	return [text(strong(quiz.worthAnother)), list(items)];
}

/** Asks before an open round is dropped: private messages vanish when a client reloads. */
export function continueCard(round: Round, wish: RoundWish): Message {
	const left = round.items.filter((item) => item.outcome === null).length;
	const title = quiz.openRound(left);
	return {
		gist: title,
		parts: [text(title)],
		controls: [
			buttons(
				{
					label: quiz.continue,
					press: writePress("quiz.next", 1, round.id),
					tone: "main",
				},
				{ label: quiz.fresh, press: wishPress("fresh", wish) },
			),
		],
	};
}
