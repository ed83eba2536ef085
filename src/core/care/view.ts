import { profile, care as says } from "../../text/en.ts";
import type { Cohort } from "../cohorts/cohort.ts";
import type { Day } from "../days.ts";
import {
	type Button,
	buttons,
	type Control,
	facts,
	heading,
	type Inline,
	type Item,
	list,
	type Message,
	moment,
	note,
	type Part,
	strong,
	text,
} from "../message.ts";
import type { Member, Points } from "../ports.ts";
import type { Standing } from "../streak/streak.ts";
import type { Correction } from "./deeds.ts";
import { carePress, SPACE_BOARD } from "./form.ts";
import { type CohortNames, deedSaid, reasonSaid } from "./said.ts";

/** What a card about a member shows, as far as its reader may see it. */
export type Cared = {
	readonly member: Member;
	readonly self: boolean;
	/** On the space's board; null for those who look after a cohort only. */
	readonly points: Points | null;
	/** Cohorts whose points the reader may adjust. */
	readonly cohorts: readonly {
		readonly cohort: Pick<Cohort, "id" | "name">;
		readonly points: Points;
	}[];
	readonly standing: Standing;
	readonly lastDay: Day | null;
	/** Days learned in each week, this one first. */
	readonly weeks: readonly number[];
	/** Newest first. */
	readonly corrections: readonly Correction[];
	readonly names: CohortNames;
};

/** As many as a row has room to undo. */
const CORRECTIONS = 5;

/** A member, and what may be done about them. Nothing tells what somebody got wrong. */
export function careCard(cared: Cared): Message {
	const { learner } = cared.member;
	const title = says.heading(learner.name);
	return {
		gist: title,
		parts: [
			heading(title),
			facts(figuresOf(cared)),
			...correctionParts(cared),
			...(cared.self ? [note(says.self)] : []),
		],
		controls: controlsOf(cared),
	};
}

type Fact = readonly [string, ...Inline[]];

function figuresOf({ member, points, cohorts, standing, lastDay, weeks }: Cared): readonly Fact[] {
	const [thisWeek = 0, ...before] = weeks;
	const { days, best, learned, freezes } = standing;
	const seen = member.excluded ? says.excluded : says.seen[member.learner.visibility];
	return [
		...(points === null ? [] : [sums(says.points, points)]),
		...cohorts.map(({ cohort, points: there }) => sums(says.pointsIn(cohort.name), there)),
		[says.streak, says.streakIs(days, best, says.freezes(freezes))],
		[says.learned, says.learnedIs(learned, lastDay)],
		[says.weeks, profile.weekly(thisWeek, before)],
		[says.boards, seen],
	];
}

const sums = (label: string, { week, month, all }: Points): Fact => [
	label,
	says.sums(week, month, all),
];

function correctionParts({ corrections, names }: Cared): readonly Part[] {
	if (corrections.length === 0) return [note(says.nothing)];
	const more = corrections.length - CORRECTIONS;
	const items = corrections.slice(0, CORRECTIONS).map((one, at) => itemOf(one, at, names));
	return [text(strong(says.lately)), list(items), ...(more > 0 ? [note(says.earlier(more))] : [])];
}

function itemOf({ at, fact, by, undone }: Correction, index: number, names: CohortNames): Item {
	const what = `${deedSaid(fact, names)}${reasonSaid(fact.words)}`;
	const who = says.byWhom(by ?? says.former);
	return {
		mark: `${index + 1}.`,
		text: [moment(at, "date"), ` · ${what}${who}${undone ? says.undone : ""}`],
	};
}

function controlsOf(cared: Cared): readonly Control[] {
	const { learner } = cared.member;
	const undoable = cared.corrections
		.slice(0, CORRECTIONS)
		.flatMap(({ id, undone }, at) =>
			undone ? [] : [{ label: says.undoNumber(at + 1), press: carePress("undo", learner.id, id) }],
		);
	return [spaceButtons(cared), cohortButtons(cared), undoable]
		.filter((row) => row.length > 0)
		.map((row) => buttons(...row));
}

function spaceButtons({ member, points }: Cared): readonly Button[] {
	if (points === null) return [];
	const { id } = member.learner;
	const board: Button = member.excluded
		? { label: says.restore, press: carePress("restore", id) }
		: { label: says.exclude, press: carePress("exclude", id), tone: "danger" };
	return [
		{ label: says.adjust, press: carePress("points", id, SPACE_BOARD) },
		{ label: says.repair, press: carePress("repair", id) },
		board,
	];
}

/** Nobody is in more cohorts at once than a row has room for, or hardly anybody. */
const COHORTS = 5;

function cohortButtons({ member, cohorts }: Cared): readonly Button[] {
	return cohorts.slice(0, COHORTS).map(({ cohort }) => ({
		label: says.adjustIn(cohort.name),
		press: carePress("points", member.learner.id, cohort.id),
	}));
}

/** What was done, with a way to take it back. */
export function doneCard(
	said: readonly string[],
	{ learner }: Member,
	deed: number | null,
): Message {
	const undo = { label: says.undo, press: carePress("undo", learner.id, deed ?? 0) };
	const back = { label: says.back(learner.name), press: carePress("show", learner.id) };
	return {
		gist: said[0] ?? says.heading(learner.name),
		parts: said.map((one) => text(one)),
		controls: [buttons(...(deed === null ? [] : [undo]), back)],
	};
}

/** A card about somebody, with the way to look after them: not everywhere can commands be typed. */
export function withCare(message: Message, learner: string): Message {
	const care = buttons({ label: says.button, press: carePress("open", learner) });
	return { ...message, controls: [...(message.controls ?? []), care] };
}

/** The same corrections as their own member reads them: what and why; who did it is in their data. */
export function ownParts(corrections: readonly Correction[], names: CohortNames): readonly Part[] {
	const standing = corrections.filter(({ undone }) => !undone).slice(0, CORRECTIONS);
	if (standing.length === 0) return [];
	const items = standing.map(({ at, fact }) => ({
		text: [moment(at, "date"), ` · ${deedSaid(fact, names)}${reasonSaid(fact.words)}`],
	}));
	return [text(strong(says.own)), list(items)];
}
