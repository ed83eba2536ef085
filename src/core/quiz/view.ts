import { quiz, reminders, share } from "../../text/en.ts";
import { cityOf } from "../days.ts";
import type { Library, Question } from "../library.ts";
import type { Mastered } from "../mastery/mastery.ts";
import {
	type Button,
	buttons,
	type Control,
	facts,
	heading,
	list,
	type Message,
	note,
	type Part,
	plain,
	strong,
	text,
	words,
} from "../message.ts";
import type { Learner, Space } from "../ports.ts";
import { writePress } from "../press.ts";
import { nudgeButtons } from "../reminders/view.ts";
import type { Forecast } from "../review/due.ts";
import { forecastParts } from "../review/view.ts";
import type { Standing } from "../streak/streak.ts";
import { askControls, askParts } from "./ask.ts";
import { hasOtherReasons, revealParts, verdictOf } from "./reveal.ts";
import {
	type Choosable,
	firstTries,
	openPosition,
	pinnedChoices,
	type Round,
	type RoundItem,
} from "./round.ts";

/** What an open question shows beside itself. */
export type Asking = {
	/** Said above the question. */
	readonly hint?: string | undefined;
	/** Positions of steps placed so far. */
	readonly placed?: readonly number[];
};

/** An open question of a round, with what it is answered with. */
export function questionCard(
	library: Library,
	round: Round,
	position: number,
	{ hint, placed = [] }: Asking = {},
): Message {
	const found = lookUp(library, round, position);
	if (!found) return voidCard(round, position);
	const { question, choices } = found;
	const title = titleOf(library, round, position, question);
	return {
		gist: `${title}: ${plain(question.stem)}`,
		parts: [
			...(hint === undefined ? [] : [note(...words(hint))]),
			heading(title),
			...askParts(question, choices, placed),
		],
		controls: askControls(round, position, question, choices, placed),
	};
}

type Found = {
	readonly item: RoundItem;
	readonly question: Question;
	readonly choices: readonly Choosable[];
};

/** Null when the question is not what was pinned any more. */
function lookUp(library: Library, round: Round, position: number): Found | null {
	const item = round.items[position];
	const question = item && library.question(item.question);
	const choices = item && pinnedChoices(item, question);
	return item && question && choices ? { item, question, choices } : null;
}

function titleOf(library: Library, round: Round, position: number, question: Question): string {
	const topic = library.topic(question.topic)?.title ?? "";
	if (round.items[position]?.again) return quiz.again(topic);
	const all = round.items.filter((item) => !item.again).length;
	if (round.kind === "review") return quiz.reviewHeading(position + 1, all, topic);
	return quiz.heading(position + 1, all, topic);
}

/** What the result of an answer says beside right or wrong. */
export type Aftermath = {
	/** The streak, when this answer made the day count. */
	readonly counted: Standing | null;
	/** Freezes that were used since the last counted day. */
	readonly covered: number;
	/** What turned green with this answer. */
	readonly mastered: readonly Mastered[];
	/** The streak in days, when it has reached one that is worth a word. */
	readonly milestone: number | null;
	/** Whether there is anybody to share it with. */
	readonly shares: boolean;
};

export const NOTHING_MORE: Aftermath = {
	counted: null,
	covered: 0,
	mastered: [],
	milestone: null,
	shares: false,
};

export type Telling = {
	readonly after?: Aftermath;
	/** Also why the other options are wrong. */
	readonly reasons?: boolean;
	/** Of a hundred who answered, so many picked the same. */
	readonly shared?: number;
	/** Who found a mistake in it that is mended now. */
	readonly fixedBy?: string;
	/** What is said once somebody has told how it felt. */
	readonly felt?: string;
};

/** An answered question: the key, the reason for what was picked, the rule, the source, and on. */
export function resultCard(
	library: Library,
	round: Round,
	position: number,
	telling: Telling = {},
): Message {
	const { after = NOTHING_MORE, reasons = false } = telling;
	const found = lookUp(library, round, position);
	if (!found) return voidCard(round, position);
	const { item, question, choices } = found;
	const verdict = verdictOf(item, question, choices);
	return {
		gist: verdict,
		parts: [
			heading(verdict),
			...revealParts(item, question, choices, reasons),
			...tellingParts(telling),
			...aftermathParts(round, item, after),
			...masteredParts(library, after.mastered),
		],
		controls: resultControls(round, position, found, telling),
	};
}

function tellingParts({ shared, fixedBy, felt }: Telling): readonly Part[] {
	return [
		...(shared === undefined ? [] : [note(quiz.pickedToo(shared))]),
		...(fixedBy === undefined ? [] : [note(quiz.fixedBy(fixedBy))]),
		...(felt === undefined ? [] : [note(felt)]),
	];
}

function masteredParts(library: Library, mastered: readonly Mastered[]): readonly Part[] {
	return mastered.map((one) => text(strong(masteredWords(library, one))));
}

function masteredWords(library: Library, { what, name }: Mastered): string {
	if (what === "topic") return quiz.topicGreen(library.topic(name)?.title ?? name);
	if (what === "level") return quiz.levelReached(name);
	const stage = library.stages.find((one) => String(one.stage) === name);
	return quiz.stageGreen(stage?.title ?? name, stage?.capstone ?? "");
}

function aftermathParts(round: Round, item: RoundItem, after: Aftermath): readonly Part[] {
	const comesBack = round.kind !== "daily" && item.outcome === "wrong" && !item.again;
	const practice = item.outcome === "right" && item.points === 0 && !item.again;
	const lines = [
		item.points > 0 ? quiz.points(item.points) : null,
		practice ? quiz.noPoints : null,
		item.guessed ? quiz.guessNoted : null,
		comesBack ? quiz.comesBack : null,
		after.covered > 0 ? quiz.covered(after.covered) : null,
		after.counted ? quiz.streak(after.counted.days) : null,
		after.milestone === null ? null : quiz.milestone(after.milestone),
	].filter((line) => line !== null);
	return lines.length === 0 ? [] : [note(lines.join(" "))];
}

/** On with the round first; then what one may want to say or know about this question. */
function resultControls(
	round: Round,
	position: number,
	{ item, choices }: Found,
	{ reasons = false, felt, after = NOTHING_MORE }: Telling,
): readonly Control[] {
	const press = (name: "reasons" | "guess" | "report") =>
		writePress(`quiz.${name}`, 1, round.id, position);
	const more: Button[] = [
		...(!reasons && hasOtherReasons(item, choices)
			? [{ label: quiz.otherReasons, press: press("reasons") }]
			: []),
		...(isUnrated(item) ? [{ label: quiz.guessed, press: press("guess") }] : []),
		{ label: quiz.isWrong, press: press("report") },
	];
	const rates = round.kind === "review" && isUnrated(item) && felt === undefined;
	return [
		...onward(round),
		...(rates ? [feltButtons(round, position)] : []),
		...shareButton(after),
		buttons(...more),
	];
}

function shareButton({ milestone, shares }: Aftermath): readonly Control[] {
	if (milestone === null || !shares) return [];
	return [buttons({ label: share.button, press: writePress("streak.share", 1, milestone) })];
}

const isUnrated = (item: RoundItem): boolean =>
	item.outcome === "right" && !item.again && !item.guessed;

/** Good is what a right answer is taken for; it needs no button. */
function feltButtons(round: Round, position: number): Control {
	const press = (grade: 2 | 4) => writePress("review.felt", 1, round.id, position, grade);
	return buttons(
		{ label: quiz.wasHard, press: press(2) },
		{ label: quiz.wasEasy, press: press(4) },
	);
}

/** The way on under a result. A daily question has none. */
function onward(round: Round): readonly Control[] {
	if (round.kind === "daily") return [];
	const label = openPosition(round) === undefined ? quiz.finish : quiz.next;
	return [buttons({ label, press: writePress("quiz.next", 1, round.id), tone: "main" })];
}

function voidCard(round: Round, position: number): Message {
	const open = round.items[position]?.outcome === null;
	const close = writePress("quiz.pick", 1, round.id, position, 0);
	return {
		gist: quiz.voided,
		parts: [text(quiz.voided)],
		controls: open ? [buttons({ label: quiz.next, press: close, tone: "main" })] : onward(round),
	};
}

/** What stands around a finished round. */
export type Around = {
	readonly standing: Standing;
	readonly learner: Learner;
	/**
	 * Whether to ask, with the first points, how one wants to appear on the board: how one appears
	 * until then, or null.
	 */
	readonly asks: Space["visibility"] | null;
	/** Reviews of the coming week, after a review. */
	readonly coming: Forecast;
	/** Whether to ask for a nudge tomorrow. */
	readonly offersNudge: boolean;
	/** What came of a choice made under this summary. */
	readonly said?: string;
};

/** How a finished round went. */
export function summaryCard(
	library: Library,
	round: Round,
	{ standing, learner, asks, coming, offersNudge, said }: Around,
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
			...forecastParts(coming),
			...(asks ? [text(quiz.appear[asks](learner.name))] : []),
			...(offersNudge && !asks ? [text(reminders.ask)] : []),
			...(said === undefined ? [] : [note(...words(said))]),
			...(learner.zoneIsOwn ? [] : [note(...words(quiz.dayEnds(cityOf(learner.zone))))]),
		],
		controls: [
			buttons({ label: quiz.anotherRound, press: writePress("quiz.again", 1), tone: "main" }),
			// One question at a time.
			...(asks ? [appearButtons(round, asks)] : offersNudge ? [nudgeButtons(round.id)] : []),
		],
	};
}

/** Leaving it as it is comes first. */
function appearButtons(round: Round, now: Space["visibility"]): Control {
	const press = (how: "shown" | "hidden") => writePress("quiz.appear", 1, round.id, how);
	const { shown, hidden } = quiz.appearButtons[now];
	const show = { label: shown, press: press("shown") };
	const hide = { label: hidden, press: press("hidden") };
	return now === "shown" ? buttons(show, hide) : buttons(hide, show);
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

/**
 * Asks before an open round is dropped: private messages vanish when a client reloads.
 *
 * @param fresh the press that drops it and starts what was wished for
 */
export function continueCard(round: Round, fresh: string): Message {
	const left = round.items.filter((item) => item.outcome === null).length;
	const title = quiz.openRound(round.kind === "review", left);
	return {
		gist: title,
		parts: [text(title)],
		controls: [
			buttons(
				{ label: quiz.continue, press: writePress("quiz.next", 1, round.id), tone: "main" },
				{ label: quiz.fresh, press: fresh },
			),
		],
	};
}

/** Thanks for a report, and whether to say it aloud once the question is mended. */
export function reportedCard(round: string, position: number): Message {
	const press = writePress("quiz.thank", 1, round, position);
	return {
		gist: quiz.reported,
		parts: [text(quiz.reported), note(quiz.mayName)],
		controls: [buttons({ label: quiz.nameMe, press })],
	};
}
