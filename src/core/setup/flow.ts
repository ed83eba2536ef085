import { say, setup as says, settings } from "../../text/en.ts";
import { create } from "../cohorts/create.ts";
import { openCohorts } from "../cohorts/flow.ts";
import { dayParameter } from "../cohorts/read.ts";
import { type Context, readTime, zone as zoneParameter } from "../command.ts";
import { dayLabel, dayOf, timeOf, zoneNamed } from "../days.ts";
import type { Schedule } from "../delivery/delivery.ts";
import { nextRun } from "../delivery/plan.ts";
import { type Form, type Message, MOST_OPTIONS } from "../message.ts";
import type { Space, SpaceSettings } from "../ports.ts";
import { Problem } from "../problem.ts";
import type { Draft, Typed } from "../schedules/draft.ts";
import { mustReach } from "../schedules/flow.ts";
import { readTyped, scheduleOf, typedOf, typedWith } from "../schedules/read.ts";
import { zonesShowing } from "../settings/clock.ts";
import { zonesCard } from "../settings/view.ts";
import { nextMonday } from "../streak/streak.ts";
import { addModerators, dropModerators } from "./moderators.ts";
import { postStart } from "./post.ts";
import type { SetUp } from "./set-up.ts";
import { type Step, stepAfter } from "./steps.ts";
import { clockForm, cohortForm, hoursForm, overviewCard, setupPress, stepCard } from "./view.ts";

/**
 * Setting a space up, step by step. What is decided is kept at once, but for the daily question: until
 * it is started, its place and hours stand in a draft, so that nothing is posted on the way.
 */

/** What somebody said of the daily question with the command. */
type Given = { readonly place?: string | undefined; readonly hour?: string | undefined };

/** Begins at the first step. */
export async function begin(context: Context, given: Given): Promise<Message> {
	return show(context, await drafted(context, given), "zone");
}

/** All of it at one look. @param said what just came of a press */
export async function overview(context: Context, id: string, said?: string): Promise<Message> {
	return overviewCard(await look(context, await draftNamed(context, id)), said);
}

/** One step. @param said what just came of a press */
export async function step(
	context: Context,
	id: string,
	which: Step,
	said?: string,
): Promise<Message> {
	return show(context, await draftNamed(context, id), which, said);
}

async function show(context: Context, draft: Draft, which: Step, said?: string): Promise<Message> {
	const { tools, place, now } = context;
	const seen = await look(context, draft);
	const trouble = which === "place" ? await tools.probe(placeOf(seen)) : null;
	const revealing = which === "moderators" ? tools.revealing(place.id) : null;
	return stepCard(seen, which, { now, trouble, revealing, said });
}

const placeOf = ({ daily, draft }: SetUp): string => daily?.place ?? draft.place;

async function look(context: Context, draft: Draft): Promise<SetUp> {
	const { space, now, account } = context;
	const daily = await dailyOf(context);
	const read = readTyped(draft.typed, now);
	const cohorts = await openCohorts(context);
	return {
		...{ space, draft, daily },
		planned: "faults" in read ? read : scheduleOf(draft, read.rule, account, daily),
		cohorts: cohorts.map(({ name }) => name),
	};
}

/** The one daily question that is for the whole space. */
export async function dailyOf({ tools, space }: Context): Promise<Schedule | null> {
	const all = await tools.store.schedules.ofSpace(space.id);
	return all.find(({ kind, cohort }) => kind === "daily" && cohort === null) ?? null;
}

async function draftNamed(context: Context, id: string): Promise<Draft> {
	const draft = await context.tools.store.schedules.draft(context.space.id, id);
	// After a month it is gone; what was saved is not.
	return draft ?? drafted(context, {});
}

/** As it stands, or as is usual, with what was given. */
export async function drafted(context: Context, given: Given): Promise<Draft> {
	const { tools, space, learner, place, now } = context;
	const daily = await dailyOf(context);
	const zone = learner.zoneIsOwn ? learner.zone : space.zone;
	const draft: Draft = {
		...{ id: tools.ids.make(), space: space.id, kind: "daily" },
		place: given.place ?? daily?.place ?? place.id,
		...{ changes: daily?.id ?? null, saved: false },
		typed: daily === null ? typedWith("daily", zone, { time: given.hour }) : typedOf(daily),
	};
	await tools.store.schedules.keepDraft(draft, now);
	return draft;
}

async function kept(context: Context, draft: Draft): Promise<Draft> {
	await context.tools.store.schedules.keepDraft(draft, context.now);
	return draft;
}

/** Takes over the zone that the card showed. */
export async function agreeOnZone(context: Context, id: string): Promise<Message> {
	const { typed } = await draftNamed(context, id);
	return setZone(context, id, typed.zone);
}

/** Sets the zone of the space; its daily question moves with it. @throws {Problem} when it is none */
export async function setZone(context: Context, id: string, typed: string): Promise<Message> {
	const zone = zoneNamed(typed);
	if (zone === null) throw new Problem(say.press.unknown);
	const before = await draftNamed(context, id);
	const draft = await kept(context, { ...before, typed: { ...before.typed, zone } });
	const daily = await dailyOf(context);
	if (daily !== null) await setDaily(context, daily, { zone });
	else await settle(context, (settled) => ({ ...settled, zone }));
	return show({ ...context, space: { ...context.space, zone } }, draft, "place");
}

/** Changes the daily question that there is. */
function setDaily(context: Context, daily: Schedule, change: Partial<Schedule>): Promise<void> {
	const changed = { ...daily, ...change };
	const nextRunAt = nextRun(changed, context.now) ?? daily.nextRunAt;
	const { store } = context.tools;
	return store.schedules.setDaily(context.request, { ...changed, nextRunAt });
}

function settle(
	{ tools, request, space }: Context,
	change: (before: SpaceSettings) => SpaceSettings,
): Promise<SpaceSettings> {
	return tools.store.spaces.change(request, space.id, change);
}

/** The form that asks for the time, for few know what their zone is called. */
export async function askClock(context: Context, id: string): Promise<Form> {
	return clockForm(await draftNamed(context, id));
}

/** Reads a clock or a city; a clock leaves some zones to choose from. */
export async function readClock(context: Context, id: string, typed: string): Promise<Message> {
	const time = readTime(typed);
	if (time === null) {
		const read = zoneParameter({ about: "" }).schema.safeParse(typed);
		if (read.data === undefined) throw new Problem(says.clock.wrong(typed));
		return setZone(context, id, read.data);
	}
	const zones = zonesShowing(time, context.now, MOST_OPTIONS);
	if (zones.length === 0) throw new Problem(settings.noZoneAt(time));
	return zonesCard(time, zones, setupPress("zone", id));
}

/** Another place for the daily question. @throws {Problem} when the bot cannot write there */
export async function setPlace(
	context: Context,
	id: string,
	picked: readonly string[],
): Promise<Message> {
	const [place, ...others] = picked;
	if (place === undefined || others.length > 0) throw new Problem(says.oneChannel);
	await mustReach(context, place);
	const before = await draftNamed(context, id);
	const draft = await kept(context, { ...before, place });
	const daily = await dailyOf(context);
	if (daily !== null) await setDaily(context, daily, { place, state: "active", trouble: null });
	return show(context, draft, "place");
}

/** Names people and groups who moderate. */
export async function add(
	context: Context,
	id: string,
	picked: readonly string[],
	request = context.request,
): Promise<Message> {
	const after = await addModerators(context, picked, request);
	const names = after.moderators.filter((one) => picked.includes(one.id));
	const said = says.moderators.added(names.map(({ name }) => name));
	return step(withSettings(context, after), id, "moderators", said);
}

/** Takes people and groups off the list. */
export async function drop(
	context: Context,
	id: string,
	picked: readonly string[],
): Promise<Message> {
	const after = await dropModerators(context, picked);
	return step(withSettings(context, after), id, "moderators", says.moderators.dropped);
}

function withSettings(context: Context, after: SpaceSettings): Context {
	return { ...context, space: { ...context.space, ...after } };
}

/** How members appear on the boards until they have been asked. */
export async function setBoards(
	context: Context,
	id: string,
	visibility: Space["visibility"],
): Promise<Message> {
	const after = await settle(context, (before) => ({ ...before, visibility }));
	return step(withSettings(context, after), id, "boards");
}

/** The form for time and days, with what was typed before. */
export async function askHours(context: Context, id: string): Promise<Form> {
	return hoursForm(await draftNamed(context, id));
}

/** Takes over time and days. What does not fit is kept too, and said on the card. */
export async function setHours(
	context: Context,
	id: string,
	fields: Readonly<Record<string, string>>,
): Promise<Message> {
	const before = await draftNamed(context, id);
	const daily = await dailyOf(context);
	const typed: Typed = {
		...(daily === null ? before.typed : typedOf(daily)),
		...{ time: fields.time ?? before.typed.time, days: fields.days ?? before.typed.days },
	};
	const draft = await kept(context, { ...before, typed });
	const read = readTyped(typed, context.now);
	if (daily !== null && !("faults" in read)) await setDaily(context, daily, read.rule);
	return show(context, draft, "daily");
}

/** Starts the daily question, or lets it go on. @throws {Problem} when it cannot be posted */
export async function start(context: Context, id: string): Promise<Message> {
	const draft = await draftNamed(context, id);
	const daily = await dailyOf(context);
	const { planned } = await look(context, draft);
	if ("faults" in planned) return show(context, draft, "daily");
	const schedule = daily ?? planned;
	await mustReach(context, schedule.place);
	await setDaily(context, schedule, { state: "active", trouble: null });
	const onward = stepAfter("daily") ?? "card";
	return show(context, draft, onward, says.daily.started(firstOf(schedule, context.now)));
}

/** `Fri 20 Nov, 09:00`: when the first one comes. */
function firstOf(schedule: Schedule, now: number): string {
	const at = nextRun(schedule, now) ?? schedule.nextRunAt;
	return `${dayLabel(dayOf(at, schedule.zone))}, ${timeOf(at, schedule.zone)}`;
}

/** The form for a first cohort, as most begin. */
export function askCohort({ space }: Context, id: string): Form {
	return cohortForm(id, nextMonday(space.day));
}

/** Makes a cohort; its plan can be looked at later. @throws {Problem} when it cannot be */
export async function foundCohort(
	context: Context,
	id: string,
	fields: Readonly<Record<string, string>>,
): Promise<Message> {
	const day = dayParameter({ about: "" }).schema.safeParse(fields.start);
	if (!day.success) throw new Problem(say.input.wrong("start", day.error.issues[0]?.message ?? ""));
	const place = context.place.id;
	const topics = fields.topics?.trim() || undefined;
	const cohort = await create(context, { name: fields.name, start: day.data, topics, place });
	return step(context, id, "cohort", says.cohort.made(cohort.name));
}

/** Posts the card for newcomers, and says what would be good to do with it. */
export async function postCard(context: Context, id: string): Promise<Message> {
	await postStart(context, id);
	return overview(context, id, says.card.posted);
}
