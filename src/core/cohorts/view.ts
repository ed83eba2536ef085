import { cohorts as says } from "../../text/en.ts";
import type { Day } from "../days.ts";
import type { Library } from "../library.ts";
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
	MOST_OPTIONS,
	note,
	type Part,
	type PickOption,
	sentence,
	strong,
	text,
} from "../message.ts";
import { writePress } from "../press.ts";
import { THROUGH } from "../rules.ts";
import { type Cohort, type Membership, stateOn } from "./cohort.ts";
import { weeksLived } from "./due.ts";
import { type Step, termOn, type Week, weekAt } from "./plan.ts";

/** Closed cohorts that a list still shows. */
const MOST_CLOSED = 5;

/** The cohorts of a space; those that are over come last, and only the newest of them. */
export function listCard(cohorts: readonly Cohort[], dayIn: (cohort: Cohort) => Day): Message {
	if (cohorts.length === 0) return sentence(says.none);
	const isOver = (one: Cohort) => stateOn(one, dayIn(one)) === "closed";
	const over = cohorts.filter(isOver).slice(0, MOST_CLOSED);
	const shown = [...cohorts.filter((one) => !isOver(one)), ...over].slice(0, MOST_OPTIONS);
	return {
		gist: says.heading,
		parts: [
			heading(says.heading),
			list(shown.map((one) => ({ text: [strong(one.name), `: ${stateWords(one, dayIn(one))}`] }))),
		],
		controls: [cohortPick(shown)],
	};
}

/** Which of several is meant. */
export function chooseCard(cohorts: readonly Cohort[], press: string): Message {
	return { gist: says.choose, parts: [text(says.choose)], controls: [cohortPick(cohorts, press)] };
}

function cohortPick(
	cohorts: readonly Cohort[],
	press = writePress("cohort-list.show", 1),
): Control {
	const options = cohorts
		.slice(0, MOST_OPTIONS)
		.map(({ id, name }) => ({ label: name, value: id }));
	return { control: "pick", press, label: says.lookAt, least: 1, most: 1, options };
}

/** How a cohort stands on a date, in a few words. */
function stateWords(cohort: Cohort, day: Day): string {
	const state = stateOn(cohort, day);
	if (state === "planned") return says.state.planned(cohort.startsOn);
	if (state === "closed") return says.state.closed(cohort.endsOn);
	const weeks = weeksLived(cohort);
	return says.state.running(weekAt(weeks, day)?.number ?? 1, weeks.length);
}

/** What is known of a cohort when somebody looks at it. */
export type Seen = {
	readonly cohort: Cohort;
	readonly library: Library;
	/** The cohort's date. */
	readonly day: Day;
	readonly members: number;
	readonly leads: readonly string[];
	/** The reader's own place in it, and how far they are. */
	readonly mine: (Membership & { readonly through: number; readonly due: number }) | null;
	readonly mayLead: boolean;
	/** Left out: the page of the present week. */
	readonly page?: number;
};

/** A cohort as everybody may see it: the plan, where it stands, and how far one is oneself. */
export function showCard(seen: Seen): Message {
	const { cohort, day } = seen;
	const page = pageOf(seen);
	return {
		gist: `${cohort.name}: ${stateWords(cohort, day)}`,
		parts: [
			heading(cohort.name),
			facts(factsOf(seen)),
			...weekParts(page.weeks, seen),
			...(seen.mine === null ? [] : [note(says.throughMeans(THROUGH))]),
		],
		controls: rows(pageButtons(page, cohort, "cohort-show.page"), ownButtons(seen)),
	};
}

function factsOf(seen: Seen): (readonly [string, ...Inline[]])[] {
	const { cohort, day, leads, members, mine } = seen;
	const ledBy = leads.length > 0 ? leads.join(", ") : says.nobodyLeads;
	return [
		[says.now, stateWords(cohort, day)],
		[says.when, says.dates(cohort.startsOn, cohort.endsOn)],
		[says.learns, rhythmOf(cohort, day)],
		[says.where, { as: "place", place: cohort.place }],
		[says.led, ledBy],
		[says.members, String(members)],
		[says.you, mine ? says.yours(mine.through, mine.due) : says.notAMember],
	];
}

/** What holds, and what has been decided to hold later. */
function rhythmOf({ plan }: Cohort, day: Day): string {
	const now = termOn(plan, day);
	const later = plan.terms.at(-1) ?? now;
	const words = says.rhythm(now.pace, now.weekdays);
	if (later.from <= now.from || later.from <= day) return words;
	return says.rhythmLater(words, later.from, says.rhythm(later.pace, later.weekdays));
}

function ownButtons({ cohort, day, mine, mayLead }: Seen): readonly Button[] {
	const open = stateOn(cohort, day) !== "closed";
	const join = writePress("cohort-show.join", 1, cohort.id);
	const leave = writePress("cohort-show.leave", 1, cohort.id);
	return [
		...(open && mine === null
			? [{ label: says.joinButton, press: join, tone: "main" } as const]
			: []),
		...(!open || mine === null ? [] : [{ label: says.leaveButton, press: leave }]),
		...(open && mayLead ? [{ label: says.lookAfter, press: editPress("open", cohort.id) }] : []),
	];
}

/** A press of the card on which a plan is changed. */
export function editPress(name: string, ...args: (string | number)[]): string {
	return writePress(`manage-cohort-edit.${name}`, 1, ...args);
}

/** Weeks that fit one page, and where it stands among the others. */
type Page = { readonly weeks: readonly Week[]; readonly at: number; readonly all: number };

/** About what a phone shows in two looks, and well within what both platforms take. */
const PAGE = { weeks: 6, signs: 1_500 };

/** A plan in pages. A page holds whole weeks. */
function pagesOf(weeks: readonly Week[], library: Library): readonly (readonly Week[])[] {
	const pages: Week[][] = [];
	let signs = 0;
	for (const week of weeks) {
		const length = week.steps.reduce(
			(sum, step) => sum + titleOf(library, step.topic).length + 2,
			24,
		);
		const page = pages.at(-1);
		const fits = page && page.length < PAGE.weeks && signs + length <= PAGE.signs;
		signs = fits ? signs + length : length;
		if (fits) page.push(week);
		else pages.push([week]);
	}
	return pages;
}

function pageOf({ cohort, library, day, page }: Seen): Page {
	const weeks = weeksLived(cohort);
	const pages = pagesOf(weeks, library);
	const current = weekAt(weeks, day);
	const now = current ? pages.findIndex((one) => one.includes(current)) : 0;
	const at = Math.min(Math.max(page ?? now, 0), Math.max(pages.length - 1, 0));
	return { weeks: pages[at] ?? [], at, all: pages.length };
}

function weekParts(weeks: readonly Week[], { library, day }: Seen): readonly Part[] {
	if (weeks.length === 0) return [];
	return [list(weeks.map((week) => weekItem(week, library, day)))];
}

function weekItem(week: Week, library: Library, day: Day): Item {
	const title = says.week(week.number, week.monday, week.sunday);
	const topics = week.steps.map(({ topic }) => titleOf(library, topic)).join(", ");
	const mark = week.sunday < day ? "✓" : week.monday <= day ? "▸" : "·";
	return { mark, text: [strong(title), `: ${topics || says.pause}`] };
}

/** Content may have changed since the plan was made: then its id speaks. */
export function titleOf(library: Library, topic: string): string {
	return library.topic(topic)?.title ?? topic;
}

function pageButtons(
	{ at, all }: Page,
	{ id }: Cohort,
	name: "cohort-show.page" | "manage-cohort-edit.page",
): readonly Button[] {
	return [
		...(at > 0 ? [{ label: says.earlierWeeks, press: writePress(name, 1, id, at - 1) }] : []),
		...(at < all - 1 ? [{ label: says.laterWeeks, press: writePress(name, 1, id, at + 1) }] : []),
	];
}

function rows(...all: (readonly Button[])[]): readonly Control[] {
	return all.filter((row) => row.length > 0).map((row) => buttons(...row));
}

/** What whoever looks after a cohort sees of its plan. */
export type Planned = {
	readonly begun: ReadonlySet<string>;
	readonly leftOut: number;
};

/** The plan with what can be changed; a word on what has just been done stands first. */
export function editCard(seen: Seen, { begun, leftOut }: Planned, said?: string): Message {
	const { cohort, library } = seen;
	const page = pageOf(seen);
	const coming = page.weeks.flatMap(({ steps }) => steps).filter(({ topic }) => !begun.has(topic));
	const title = says.planOf(cohort.name);
	return {
		gist: said ?? title,
		parts: [
			heading(title),
			...(said === undefined ? [] : [text(said)]),
			facts(planFacts(seen)),
			...weekParts(page.weeks, seen),
			...(leftOut > 0 ? [note(says.leftOut(leftOut))] : []),
		],
		controls: [
			...topicPicks(cohort, library, coming),
			...rows(pageButtons(page, cohort, "manage-cohort-edit.page")),
			buttons(
				{ label: says.changeAll, press: editPress("form", cohort.id) },
				{
					label: cohort.tracker ? says.trackerOff : says.trackerOn,
					press: editPress("tracker", cohort.id, cohort.tracker ? "off" : "on"),
				},
			),
		],
	};
}

function planFacts(seen: Seen): (readonly [string, ...Inline[]])[] {
	const { cohort, library } = seen;
	const shown = factsOf(seen).filter(([label]) => label !== says.you);
	const titles = cohort.plan.skipped.map((topic) => titleOf(library, topic));
	return titles.length === 0 ? shown : [...shown, [says.skippedLabel, listed(titles)]];
}

/** Long enough for a few, and it says that there are more. */
const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
	const more = names.length - MOST_NAMED;
	const shown = names.slice(0, MOST_NAMED).join(", ");
	return more > 0 ? `${shown} ${says.digest.more(more)}` : shown;
}

function topicPicks(cohort: Cohort, library: Library, coming: readonly Step[]): readonly Control[] {
	const option = (topic: string): PickOption => ({ label: titleOf(library, topic), value: topic });
	const press = editPress("topic", cohort.id);
	const pick = (label: string, topics: readonly string[]): readonly Control[] =>
		topics.length === 0
			? []
			: [
					{
						...{ control: "pick", press, label, least: 1, most: 1 },
						options: topics.slice(0, MOST_OPTIONS).map(option),
					},
				];
	return [
		...pick(
			says.pickTopic,
			coming.map(({ topic }) => topic),
		),
		...pick(says.pickSkipped, cohort.plan.skipped),
	];
}

/** One topic of a plan, and what can be done with it. */
export function stepCard(
	{ cohort, library }: Pick<Seen, "cohort" | "library">,
	topic: string,
	day: Day | null,
	needy: string | null,
): Message {
	const title = titleOf(library, topic);
	const skipped = cohort.plan.skipped.includes(topic);
	const move = (name: string) => editPress("move", cohort.id, topic, name);
	const actions = skipped
		? [{ label: says.bringBack, press: move("back"), tone: "main" } as const]
		: [
				{ label: says.skip, press: move("skip") },
				{ label: says.earlier, press: move("earlier") },
				{ label: says.later, press: move("later") },
			];
	return {
		gist: title,
		parts: [
			heading(title),
			text(skipped || day === null ? says.topicSkipped : says.topicOn(day)),
			...(needy === null ? [] : [note(says.comesBefore(needy))]),
		],
		controls: [buttons(...actions, { label: says.toPlan, press: editPress("page", cohort.id, 0) })],
	};
}

/** Asks before a cohort is closed. */
export function closeCard({ id, name }: Cohort): Message {
	const asked = says.closeAsk(name);
	const press = writePress("manage-cohort-close.sure", 1, id);
	return {
		gist: asked,
		parts: [text(asked)],
		controls: [buttons({ label: says.closeYes, press, tone: "danger" })],
	};
}

/** One is in; the cohort's days off are offered where they differ from one's own. */
export function joinedCard(said: string, { id }: Cohort, rests: readonly number[]): Message {
	const press = writePress("cohort-join.rest", 1, id);
	const see = { label: says.goThere, press: writePress("cohort-show.page", 1, id, 0) };
	return {
		gist: said,
		parts: [text(said), ...(rests.length > 0 ? [text(says.restLike(rests))] : [])],
		controls: [buttons(...(rests.length > 0 ? [{ label: says.restYes, press }] : []), see)],
	};
}
