import { schedules as says } from "../../text/en.ts";
import { cityOf } from "../days.ts";
import type { Schedule, Unsure } from "../delivery/delivery.ts";
import {
	type Button,
	buttons,
	type Control,
	type Form,
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
	type Text,
	text,
	words,
} from "../message.ts";
import { clip } from "../people.ts";
import { type PressName, writePress } from "../press.ts";
import { DRY_SOON_DAYS } from "../rules.ts";
import type { Draft, Typed } from "./draft.ts";
import { previewOf } from "./preview.ts";
import { daysSaid } from "./weekdays.ts";

const addPress = (name: "save" | "change" | "changed", id: string): string =>
	writePress(`manage-schedule-add.${name}`, 1, id);

type ListPress =
	| "show"
	| "edit"
	| "pause"
	| "resume"
	| "run"
	| "again"
	| "here"
	| "missed"
	| "remove"
	| "removed";

const listPress = (name: ListPress, ...ids: readonly string[]): string =>
	writePress(`manage-schedule-list.${name}` as PressName, 1, ...ids);

const PAGE = "manage-schedule-list.page";

/** "Every weekday at 09:00 Berlin time in #backend, until …". */
function echo(schedule: Schedule): Text {
	const { weekdays, time, zone, place, from, until } = schedule;
	return [
		says.echo(daysSaid(weekdays), time, cityOf(zone)),
		{ as: "place", place },
		`${says.dates(from, until)}.`,
	];
}

/** What would be posted when, before anything is saved. */
export function previewCard(draft: Draft, schedule: Schedule, now: number): Message {
	const kind = says.kind[draft.kind];
	const save: Button = { label: says.save, press: addPress("save", draft.id), tone: "main" };
	return {
		gist: says.previewGist(kind),
		parts: [
			heading(says.previewGist(kind)),
			text(...echo(schedule)),
			...comingParts(schedule, now),
			note(says.missed[schedule.missed]),
			note(says.nothingYet),
		],
		controls: [buttons(save, { label: says.change, press: addPress("change", draft.id) })],
	};
}

/** The next moments in the schedule's zone and in the reader's own. */
function comingParts(schedule: Schedule, now: number): readonly Part[] {
	const { moments, clocks } = previewOf(schedule, now);
	const items = moments.map(({ at, label }): Item => {
		return { text: [`${label} · `, moment(at, "both"), says.forYou] };
	});
	return [text(strong(says.coming)), list(items), ...(clocks === null ? [] : [note(clocks)])];
}

/** What does not fit, and a way back to the form, which still has what was typed. */
export function faultyCard(draft: Draft, faults: readonly string[]): Message {
	const press = addPress("change", draft.id);
	return {
		gist: `${says.faulty}: ${faults.join(" ")}`,
		parts: [heading(says.faulty), ...faults.map((fault) => text(fault))],
		controls: [buttons({ label: says.fix, press, tone: "main" })],
	};
}

/** Longer than anything that fits. */
const FIELD_LIMIT = 100;

/** When it is posted, as it stands now. */
export function draftForm({ id, typed }: Draft): Form {
	const names: readonly (keyof Typed)[] = ["time", "days", "zone", "from", "until"];
	return {
		title: says.formTitle,
		press: addPress("changed", id),
		submit: says.change,
		fields: names.map((name) => ({
			name,
			label: says.label[name],
			kind: "line",
			max: FIELD_LIMIT,
			...(typed[name] === "" ? {} : { value: typed[name] }),
			...(name === "from" || name === "until" ? { optional: true } : {}),
		})),
	};
}

/** A schedule in the list, and how long there is something new for it; null where that never ends. */
export type Listed = {
	readonly schedule: Schedule;
	readonly supply: number | null;
	/** Its last post, where nobody knows whether that arrived. */
	readonly unsure?: Unsure | null;
};

/** As many as a phone shows without end. */
export const PAGE_SIZE = 8;
/** Of a trouble, in the list; opened, it is told whole. */
const TROUBLE_SHOWN = 100;

/** What is posted in a space, a page at a time. @param page from 1 */
export function listCard(all: readonly Listed[], page: number): Message {
	if (all.length === 0)
		return { gist: says.heading, parts: [heading(says.heading), text(...words(says.empty))] };
	const pages = Math.ceil(all.length / PAGE_SIZE);
	const at = Math.min(Math.max(page, 1), pages);
	const shown = all.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE);
	return {
		gist: says.heading,
		parts: [
			heading(says.heading),
			list(shown.map(listItem)),
			...(pages > 1 ? [note(says.page(at, pages))] : []),
		],
		controls: [openPick(shown), ...turnButtons(at, pages)],
	};
}

function listItem({ schedule, supply }: Listed): Item {
	const { kind, weekdays, time, zone, place, trouble } = schedule;
	const state: Inline[] =
		schedule.state === "active"
			? [says.next, moment(schedule.nextRunAt, "both")]
			: [` · ${says.pausedShort}${trouble === null ? "" : `: ${clip(trouble, TROUBLE_SHOWN)}`}`];
	return {
		text: [
			strong(says.kind[kind]),
			` · ${daysSaid(weekdays)} at ${time}, ${cityOf(zone)} time, in `,
			{ as: "place", place },
			...state,
			...drySoon(supply).map((sentence) => ` · ${sentence}`),
		],
	};
}

function drySoon(supply: number | null): readonly string[] {
	return supply !== null && supply < DRY_SOON_DAYS ? [says.dry(supply)] : [];
}

/** An option's label is one line of plain words. */
const LABEL_LIMIT = 70;

function openPick(shown: readonly Listed[]): Control {
	const options = shown.map(({ schedule: { id, kind, weekdays, time } }) => ({
		label: clip(`${says.kind[kind]}, ${daysSaid(weekdays)} at ${time}`, LABEL_LIMIT),
		value: id,
	}));
	const press = writePress("manage-schedule-list.open", 1);
	return { control: "pick", press, label: says.open, least: 1, most: 1, options };
}

function turnButtons(page: number, pages: number): readonly Control[] {
	const row: Button[] = [
		...(page > 1 ? [{ label: says.earlier, press: writePress(PAGE, 1, page - 1) }] : []),
		...(page < pages ? [{ label: says.later, press: writePress(PAGE, 1, page + 1) }] : []),
	];
	return row.length === 0 ? [] : [buttons(...row)];
}

/** One schedule with all that can be done to it. @param said what just came of a press */
export function scheduleCard({ schedule, supply, unsure }: Listed, said?: string): Message {
	const title = says.kind[schedule.kind];
	const { trouble } = schedule;
	return {
		gist: said ?? title,
		parts: [
			heading(title),
			...(said === undefined ? [] : [note(said)]),
			text(...echo(schedule)),
			facts(stateFacts(schedule)),
			...(trouble === null ? [] : [text(says.trouble(trouble)), note(says.howToGoOn)]),
			...(unsure ? [text(says.unsure, moment(unsure.at, "both"), "."), note(says.unsureHow)] : []),
			...drySoon(supply).map((sentence) => note(sentence)),
			note(says.missed[schedule.missed]),
		],
		controls: [...againControls(schedule, unsure), ...scheduleControls(schedule)],
	};
}

function stateFacts(schedule: Schedule): readonly (readonly [string, ...Inline[]])[] {
	if (schedule.state === "paused") return [[says.state, says.paused]];
	return [
		[says.state, says.active],
		[says.nextLabel, moment(schedule.nextRunAt, "both")],
	];
}

function againControls({ id }: Schedule, unsure?: Unsure | null): readonly Control[] {
	if (!unsure) return [];
	return [buttons({ label: says.again, press: listPress("again", id, unsure.id) })];
}

function scheduleControls({ id, state, missed }: Schedule): readonly Control[] {
	const turn = state === "active" ? ("pause" as const) : ("resume" as const);
	const choices = ["latest", "skip", "all"] as const;
	return [
		buttons(
			{ label: says[turn], press: listPress(turn, id), tone: "main" },
			{ label: says.edit, press: listPress("edit", id) },
			{ label: says.runNow, press: listPress("run", id) },
			{ label: says.here, press: listPress("here", id) },
			{ label: says.remove, press: listPress("remove", id), tone: "danger" },
		),
		{
			control: "pick",
			press: listPress("missed", id),
			label: says.missedLabel,
			least: 1,
			most: 1,
			options: choices
				.filter((choice) => choice !== missed)
				.map((choice) => ({ label: says.missedChoice[choice], value: choice })),
		},
		buttons({ label: says.back, press: writePress(PAGE, 1, 1) }),
	];
}

/** Asks once. */
export function removeCard({ id, kind }: Schedule): Message {
	const title = says.sureRemove(says.kind[kind]);
	return {
		gist: title,
		parts: [text(title)],
		controls: [
			buttons(
				{ label: says.reallyRemove, press: listPress("removed", id), tone: "danger" },
				{ label: says.keep, press: listPress("show", id) },
			),
		],
	};
}

/** To whoever set it up: it cannot post any more, and is paused. */
export function noticeCard(schedule: Schedule, why: string): Message {
	const { noticeGist: gist, notice: said, noticeHow: how } = says;
	return ownerCard(schedule, why, { gist, said, how });
}

/** To the same, when nobody can tell whether a post arrived. */
export function unsureCard(schedule: Schedule, why: string): Message {
	const { unsureGist: gist, unsureNotice: said, unsureNoticeHow: how } = says;
	return ownerCard(schedule, why, { gist, said, how });
}

type ToOwner = {
	readonly gist: (kind: string) => string;
	readonly said: (kind: string) => string;
	readonly how: string;
};

/** By direct message, where the buttons of a schedule would not work. */
function ownerCard({ kind, place }: Schedule, why: string, { gist, said, how }: ToOwner): Message {
	const named = says.kind[kind];
	return {
		gist: gist(named),
		parts: [text(said(named), { as: "place", place }, `: ${why}`), note(...words(how))],
	};
}
