import { z } from "zod";
import { expected, cohorts as says } from "../../text/en.ts";
import { type Choice, line, type Parameter } from "../command.ts";
import type { Day } from "../days.ts";
import type { Library } from "../library.ts";
import { Problem } from "../problem.ts";
import { topicTyped } from "../topics.ts";

/** Reads what people type about cohorts: days, weekdays, stages and topics. */

/** `2026-11-30`, and nothing that is no date. */
export function readDay(typed: string): Day | null {
	const found = /^\s*(\d{4}-\d{2}-\d{2})\s*$/.exec(typed)?.[1];
	if (found === undefined) return null;
	try {
		return Temporal.PlainDate.from(found, { overflow: "reject" }).toString();
	} catch {
		return null;
	}
}

const NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** `mon-fri`, `mon, wed, fri` or `every day` as 1 to 7; null when a word is no weekday. */
export function readWeekdays(typed: string): readonly number[] | null {
	const words = typed.trim().toLowerCase();
	if (/^(every ?day|daily|all)$/.test(words)) return [1, 2, 3, 4, 5, 6, 7];
	const days = words
		.replaceAll(/\s*(?:[-–]|\bto\b)\s*/g, "-")
		.split(/[\s,;]+|\band\b/)
		.filter((word) => word !== "")
		.map(readRange);
	if (days.length === 0 || days.includes(null)) return null;
	return [...new Set(days.flatMap((one) => one ?? []))].toSorted();
}

function readRange(word: string): readonly number[] | null {
	const [from, to, ...more] = word.split("-").map(weekdayIn);
	if (from === undefined || from === 0 || to === 0 || more.length > 0) return null;
	if (to === undefined) return [from];
	const length = ((to - from + 7) % 7) + 1;
	return Array.from({ length }, (_, at) => ((from - 1 + at) % 7) + 1);
}

/** 0 when it is none. */
const weekdayIn = (word: string): number =>
	word.length < 3 ? 0 : NAMES.findIndex((name) => word.startsWith(name)) + 1;

/**
 * The topics that `1-2`, `stage 3` or `git-basics, sql` mean, in an order to learn in. Of whole
 * stages, only what is asked of everyone; an optional topic is named.
 *
 * @throws {Problem} when a word means nothing here
 */
export function readTopics(library: Library, typed: string): readonly string[] {
	const pieces = typed.split(/[,;]+/).map((piece) => piece.trim());
	const wanted = pieces.filter((piece) => piece !== "").flatMap((one) => topicsIn(library, one));
	if (wanted.length === 0) throw new Problem(says.noTopics);
	return library.topics.map(({ id }) => id).filter((id) => wanted.includes(id));
}

function topicsIn(library: Library, piece: string): readonly string[] {
	const [, from, to = from] = /^(?:stages?\s*)?(\d)(?:\s*(?:-|–|to)\s*(\d))?$/i.exec(piece) ?? [];
	if (from === undefined) return [topicTyped(library, piece).id];
	const found = library.topics.filter(
		({ stage, optional }) => !optional && stage >= Number(from) && stage <= Number(to),
	);
	if (found.length === 0) throw new Problem(says.emptyStage(piece));
	return found.map(({ id }) => id);
}

type Asked = { readonly about: string; readonly required?: boolean };

/** A parameter that takes a date. */
export function dayParameter(asked: Asked): Parameter<Day | undefined> {
	return lineAs(asked, readDay, says.expectsDay);
}

/** A parameter that takes weekdays. */
export function weekdaysParameter(asked: Asked): Parameter<readonly number[] | undefined> {
	return lineAs(asked, readWeekdays, says.expectsWeekdays);
}

function lineAs<Value>(
	{ about, required = false }: Asked,
	read: (typed: string) => Value | null,
	error: string,
): Parameter<Value | undefined> {
	const schema = z.string().transform((typed, context) => {
		const value = read(typed);
		if (value !== null) return value;
		context.addIssue({ code: "custom", message: error });
		return z.NEVER;
	});
	return { kind: "line", about, required, schema: schema.optional() };
}

/** Longer names would not fit a button. */
const NAME_LIMIT = 40;

/** A name that can be read in one line, and told apart from a number. */
export function readName(typed: string): string {
	const name = typed
		.normalize("NFC")
		.replaceAll(/[\p{C}\s]+/gu, " ")
		.trim();
	if (name.length === 0 || name.length > NAME_LIMIT) throw new Problem(says.badName(NAME_LIMIT));
	return name;
}

/** A required line. */
export function requiredLine(about: string): Parameter<string | undefined> {
	const parameter = line({ about });
	return { ...parameter, required: true };
}

/** Completes stages, then topics. */
export function stagesAndTopics(typed: string, library: Library): readonly Choice[] {
	const stages = library.stages.map(({ stage, title }) => ({
		name: says.stageChoice(stage, title),
		value: String(stage),
	}));
	if (typed.trim() === "") return stages;
	return library.near(typed).map(({ title, slug }) => ({ name: title, value: slug }));
}

export const ON_OFF = [
	{ name: "On", value: "on" },
	{ name: "Off", value: "off" },
] as const;

/** Paces one may choose: topics a week. */
export const PACE = { least: 1, usual: 2, most: 14 } as const;

/** Reads a pace from a form. */
export function readPace(typed: string): number {
	const pace = /^\s*\d{1,2}\s*$/.test(typed) ? Number(typed) : 0;
	if (pace >= PACE.least && pace <= PACE.most) return pace;
	throw new Problem(says.wrongPace(expected.whole(PACE.least, PACE.most)));
}
