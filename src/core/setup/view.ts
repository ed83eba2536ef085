import { setup as says } from "../../text/en.ts";
import { USUAL_TOPICS } from "../cohorts/create.ts";
import { cityOf, timeOf } from "../days.ts";
import type { Schedule } from "../delivery/delivery.ts";
import {
	type Button,
	buttons,
	type Control,
	type Field,
	type Form,
	facts,
	group,
	heading,
	type Inline,
	type Message,
	moment,
	note,
	type Part,
	person,
	strong,
	type Text,
	text,
	words,
} from "../message.ts";
import { isGroup } from "../platform.ts";
import type { Moderator } from "../ports.ts";
import { type PressName, writePress } from "../press.ts";
import type { Draft } from "../schedules/draft.ts";
import { daysSaid } from "../schedules/weekdays.ts";
import { MOST_MODERATORS } from "./moderators.ts";
import { startPost } from "./post.ts";
import type { SetUp } from "./set-up.ts";
import { STEPS, type Step, stepAfter } from "./steps.ts";

type SetupPress =
	| ("all" | "agree" | "clock" | "read" | "zone" | "place" | "add" | "drop")
	| ("hours" | "timed" | "start" | "cohort" | "found" | "post");

export function setupPress(name: SetupPress, draft: string): string {
	return writePress(`setup.${name}` as PressName, 1, draft);
}

const stepPress = (draft: string, step: Step): string => writePress("setup.step", 1, draft, step);

/** What stands around a step. */
export type Around = {
	readonly now: number;
	/** Why the place does not work, and how to mend it. */
	readonly trouble: string | null;
	/** How others get to see moderators' commands. */
	readonly revealing: string | null;
	/** What just came of a press. */
	readonly said?: string | undefined;
};

/** What a step shows, and what may be pressed besides going on. */
type Shown = {
	readonly parts: readonly Part[];
	/** In the row of "Next", and before it where one of them is the main one. */
	readonly row?: readonly Button[];
	/** What going on is called, where it means that something is left for later. */
	readonly next?: string;
	/** Controls above that row. */
	readonly controls?: readonly Control[];
	/** Nothing to go on with but the row. */
	readonly closed?: true;
};

/** One step: what is set, how to change it, and how to go on. */
export function stepCard(seen: SetUp, step: Step, around: Around): Message {
	const at = STEPS.indexOf(step) + 1;
	const shown = SHOWN[step](seen, around);
	return {
		gist: says.step(at, STEPS.length, says.title[step]),
		parts: [
			heading(says.title[step]),
			note(says.progress(at, STEPS.length)),
			...(around.said === undefined ? [] : [text(...words(around.said))]),
			...shown.parts,
		],
		controls: [...(shown.controls ?? []), buttons(...rowOf(seen, step, shown))],
	};
}

/** What one would press comes first. */
function rowOf({ draft }: SetUp, step: Step, { row = [], next = says.next, closed }: Shown) {
	const all: Button = { label: says.overview, press: setupPress("all", draft.id) };
	const after = stepAfter(step);
	if (after === null) return [...row, { ...all, label: next }];
	if (closed) return [...row, all];
	const onward = { label: next, press: stepPress(draft.id, after) };
	const decides = row.some((button) => "tone" in button);
	return decides ? [...row, onward, all] : [{ ...onward, tone: "main" as const }, ...row, all];
}

const SHOWN: Readonly<Record<Step, (seen: SetUp, around: Around) => Shown>> = {
	zone: zoneStep,
	place: placeStep,
	moderators: moderatorsStep,
	boards: boardsStep,
	daily: dailyStep,
	cohort: cohortStep,
	card: cardStep,
};

function zoneStep({ draft, daily }: SetUp, { now }: Around): Shown {
	const { id, typed } = draft;
	const { clock } = says;
	return {
		parts: [
			...(daily === null ? [text(says.intro)] : []),
			text(clock.itIs, strong(timeOf(now, typed.zone)), clock.forYou(cityOf(typed.zone))),
			note(...words(clock.why)),
		],
		row: [
			{ label: clock.yes, press: setupPress("agree", id), tone: "main" },
			{ label: clock.no, press: setupPress("clock", id) },
		],
		closed: true,
	};
}

function placeStep({ draft, daily }: SetUp, { trouble }: Around): Shown {
	const place = daily?.place ?? draft.place;
	const again: Button = {
		label: says.lookAgain,
		press: stepPress(draft.id, "place"),
		tone: "main",
	};
	return {
		parts: [
			text(says.whereTo, { as: "place", place }, "."),
			...(trouble === null ? [] : [text(trouble)]),
		],
		controls: [
			{
				control: "choose",
				of: "places",
				press: setupPress("place", draft.id),
				label: says.another,
				most: 1,
			},
		],
		...(trouble === null ? {} : { row: [again] }),
	};
}

function moderatorsStep({ draft, space }: SetUp, { revealing }: Around): Shown {
	const { moderators: say } = says;
	const named = space.moderators;
	return {
		parts: [
			text(say.always),
			...(named.length === 0 ? [] : [text(say.others, " ", ...listed(named))]),
			...(revealing === null ? [] : [note(revealing)]),
			note(...words(say.typed)),
			note(...words(say.leads)),
		],
		controls: [
			{
				control: "choose",
				of: "people",
				press: setupPress("add", draft.id),
				label: say.add,
				most: MOST_MODERATORS,
			},
			...(named.length === 0 ? [] : [dropPick(draft, named)]),
		],
	};
}

/** Names one after the other, groups as their platform shows them. */
function listed(named: readonly Moderator[]): Text {
	const shown = named.map(({ id, name }) => (isGroup(id) ? group(id, name) : person(id, name)));
	return shown.flatMap((one, at) => (at === 0 ? [one] : [", ", one]));
}

function dropPick({ id: draft }: Draft, named: readonly Moderator[]): Control {
	return {
		control: "pick",
		press: setupPress("drop", draft),
		label: says.moderators.drop,
		least: 1,
		most: 1,
		options: named.map(({ id, name }) => ({ label: name, value: id })),
	};
}

function boardsStep({ draft, space }: SetUp): Shown {
	const other = space.visibility === "shown" ? "hidden" : "shown";
	const press = writePress("setup.boards", 1, draft.id, other);
	return {
		parts: [
			text(says.boards.shown),
			text(says.boards.now, strong(says.boards.is[space.visibility]), "."),
		],
		row: [{ label: says.boards.set[other], press }],
	};
}

function dailyStep({ draft, daily, planned }: SetUp): Shown {
	const { daily: say } = says;
	const hours: Button = { label: say.other, press: setupPress("hours", draft.id) };
	if ("faults" in planned)
		return {
			parts: planned.faults.map((fault) => text(fault)),
			row: [{ ...hours, tone: "main" }],
			...(daily === null ? { next: say.later } : {}),
		};
	const shown = daily ?? planned;
	return {
		parts: [
			text(...echo(shown)),
			...(shown.trouble === null ? [] : [text(says.paused(shown.trouble))]),
			...(shown.state === "paused" ? [] : [text(...comes(shown, daily === null))]),
			note(say.what),
			...(daily === null ? [] : [note(...words(say.more))]),
		],
		row: [...startButtons(draft, daily), hours],
		...(daily === null ? { next: say.later } : {}),
	};
}

function startButtons({ id }: Draft, daily: Schedule | null): readonly Button[] {
	if (daily?.state === "active") return [];
	const label = daily === null ? says.daily.start : says.daily.resume;
	return [{ label, press: setupPress("start", id), tone: "main" }];
}

/** "Every weekday at 09:00, Berlin time, in #backend". */
function echo({ weekdays, time, zone, place }: Schedule): Text {
	const said = says.every(daysSaid(weekdays), time, cityOf(zone));
	return [`${said.charAt(0).toUpperCase()}${said.slice(1)}, in `, { as: "place", place }, "."];
}

const comes = ({ nextRunAt }: Schedule, isNew: boolean): Text => [
	isNew ? says.daily.first : says.daily.next,
	moment(nextRunAt, "both"),
];

function cohortStep({ draft, cohorts }: SetUp): Shown {
	const { cohort: say } = says;
	const none = cohorts.length === 0;
	return {
		parts: [text(say.what), none ? note(say.none) : text(say.there(cohorts))],
		row: [{ label: say.make, press: setupPress("cohort", draft.id) }],
		...(none ? { next: say.later } : {}),
	};
}

/** The card as it would stand there, without its button. */
function cardStep({ draft }: SetUp): Shown {
	const { card: say } = says;
	return {
		parts: [text(say.what), ...startPost().parts],
		row: [{ label: say.post, press: setupPress("post", draft.id), tone: "main" }],
		next: say.later,
	};
}

/** All that is set, with a button for each. @param said what just came of a press */
export function overviewCard(seen: SetUp, said?: string): Message {
	const { draft, daily } = seen;
	return {
		gist: said ?? (daily === null ? says.gistOpen : says.gist),
		parts: [
			heading(says.heading),
			...(said === undefined ? [] : [text(said)]),
			facts(factsOf(seen)),
			...(daily?.trouble ? [text(says.paused(daily.trouble))] : []),
			note(...words(daily?.state === "paused" ? says.resume : says.again)),
		],
		controls: changeRows(draft, daily),
	};
}

type Fact = readonly [string, ...Inline[]];

function factsOf({ space, daily, cohorts }: SetUp): readonly Fact[] {
	const { label } = says;
	return [
		[label.zone, cityOf(space.zone)],
		...dailyFacts(daily),
		[label.moderators, ...moderatorsSaid(space.moderators)],
		[label.boards, says.boards.short[space.visibility]],
		...(cohorts.length === 0 ? [] : [[label.cohorts, cohorts.join(", ")] as const]),
	];
}

function dailyFacts(daily: Schedule | null): readonly Fact[] {
	const { label } = says;
	if (daily === null) return [[label.when, says.noDaily]];
	const { weekdays, time, zone, place, state, nextRunAt } = daily;
	return [
		[label.when, says.every(daysSaid(weekdays), time, cityOf(zone))],
		[label.where, { as: "place", place }],
		...(state === "paused" ? [] : [[label.next, moment(nextRunAt, "both")] as const]),
	];
}

function moderatorsSaid(named: readonly Moderator[]): Text {
	const { platform } = says.moderators;
	return named.length === 0 ? [platform] : [`${platform}, `, ...listed(named)];
}

/** While there is no daily question, that is what one would go on with. */
function changeRows({ id }: Draft, daily: Schedule | null): readonly Control[] {
	const row = STEPS.map((step): Button => {
		const button = { label: says.change[step], press: stepPress(id, step) };
		return step === "daily" && daily?.state !== "active" ? { ...button, tone: "main" } : button;
	});
	return [buttons(...row.slice(0, 4)), buttons(...row.slice(4))];
}

const line = (name: string, label: string, more: Partial<Field>): Field => ({
	name,
	label,
	kind: "line",
	max: 100,
	...more,
});

/** For people who do not know what their zone is called. */
export function clockForm({ id }: Draft): Form {
	const { clock } = says;
	return {
		title: clock.title,
		press: setupPress("read", id),
		submit: says.next,
		fields: [line("clock", clock.label, { hint: clock.hint, max: 60 })],
	};
}

/** Time and days of the daily question, as they were typed. */
export function hoursForm({ id, typed }: Draft): Form {
	const { daily } = says;
	return {
		title: daily.formTitle,
		press: setupPress("timed", id),
		submit: daily.send,
		fields: [
			line("time", daily.time, { value: typed.time }),
			line("days", daily.days, { value: typed.days, hint: daily.daysHint }),
		],
	};
}

/** Name, start and topics; the rest is as usual, and can be changed on the plan. */
export function cohortForm(draft: string, monday: string): Form {
	const { cohort } = says;
	return {
		title: cohort.formTitle,
		press: setupPress("found", draft),
		submit: cohort.send,
		fields: [
			line("name", cohort.name, { max: 40 }),
			line("start", cohort.start, { value: monday, max: 10 }),
			line("topics", cohort.topics, { value: USUAL_TOPICS, hint: cohort.topicsHint }),
		],
	};
}
