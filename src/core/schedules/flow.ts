import { schedules as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { isOutlived } from "../daily/outlived.ts";
import { daysOfSupply, scopeOf } from "../delivery/content.ts";
import type { Schedule, ScheduleKind, Unsure } from "../delivery/delivery.ts";
import { nextRun, planNow } from "../delivery/plan.ts";
import type { Form, Message } from "../message.ts";
import { platformOf } from "../platform.ts";
import { Problem } from "../problem.ts";
import { POST_AGAIN_MS } from "../rules.ts";
import type { Draft, Typed } from "./draft.ts";
import { readTyped, scheduleOf, typedOf, typedWith } from "./read.ts";
import {
	draftForm,
	faultyCard,
	type Listed,
	listCard,
	previewCard,
	removeCard,
	scheduleCard,
} from "./view.ts";

/** The steps of setting up and looking after schedules. Each loads what it needs anew. */

type Wish = {
	readonly kind: ScheduleKind;
	readonly place?: string | undefined;
} & { readonly [Name in keyof Typed]?: string | undefined };

/** What was asked for and the usual for the rest, to be looked at before it is saved. */
export async function begin(context: Context, { kind, place, ...given }: Wish): Promise<Message> {
	const { tools, space } = context;
	const where = place ?? context.place.id;
	await mustReach(context, where);
	const draft: Draft = {
		id: tools.ids.make(),
		space: space.id,
		kind,
		place: where,
		changes: null,
		saved: false,
		typed: typedWith(kind, space.zone, given),
	};
	return preview(context, draft);
}

/** The form of a draft, with what was typed before. */
export async function changeForm(context: Context, id: string): Promise<Form> {
	return draftForm(await ownDraft(context, id));
}

/** Takes over what was typed; what does not fit is kept too, and said. */
export async function changed(
	context: Context,
	id: string,
	fields: Readonly<Record<string, string>>,
): Promise<Message> {
	const draft = await ownDraft(context, id);
	const typed = {
		time: fields.time ?? draft.typed.time,
		days: fields.days ?? draft.typed.days,
		zone: fields.zone ?? draft.typed.zone,
		from: fields.from ?? "",
		until: fields.until ?? "",
	};
	// Whoever changes what they have saved changes the schedule it has become.
	const changes = draft.changes ?? (draft.saved ? draft.id : null);
	return preview(context, { ...draft, typed, changes, saved: false });
}

async function preview(context: Context, draft: Draft): Promise<Message> {
	await context.tools.store.schedules.keepDraft(draft, context.now);
	const read = readTyped(draft.typed, context.now);
	if ("faults" in read) return faultyCard(draft, read.faults);
	const before = await beforeOf(context, draft);
	return previewCard(draft, scheduleOf(draft, read.rule, context.account, before), context.now);
}

/** Saves what was previewed. Saved already, it shows how things stand. */
export async function save(context: Context, id: string): Promise<Message> {
	const draft = await ownDraft(context, id);
	const { store } = context.tools;
	if (draft.saved) return opened(context, draft.changes ?? draft.id);
	const read = readTyped(draft.typed, context.now);
	if ("faults" in read) return faultyCard(draft, read.faults);
	const before = await beforeOf(context, draft);
	const schedule = scheduleOf(draft, read.rule, context.account, before);
	await mustReach(context, schedule.place);
	await store.schedules.save(context.request, schedule);
	await store.schedules.keepDraft({ ...draft, saved: true }, context.now);
	return opened(context, schedule.id, says.saved(says.kind[schedule.kind]));
}

async function ownDraft({ tools, space }: Context, id: string): Promise<Draft> {
	const draft = await tools.store.schedules.draft(space.id, id);
	if (draft === null) throw new Problem(says.savedGone);
	return draft;
}

async function beforeOf(context: Context, { changes }: Draft): Promise<Schedule | null> {
	return changes === null ? null : ownSchedule(context, changes);
}

async function ownSchedule({ tools, space }: Context, id: string): Promise<Schedule> {
	const schedule = await tools.store.schedules.read(space.id, id);
	if (schedule === null) throw new Problem(says.gone);
	return schedule;
}

/**
 * Tries whether the bot may post there, before anybody relies on it.
 *
 * @throws {Problem} with how to mend it
 */
export async function mustReach({ tools, space }: Context, place: string): Promise<void> {
	// An id may be typed as it is: nobody posts to another platform from here.
	if (platformOf(place) !== platformOf(space.id)) throw new Problem(says.elsewhere);
	const trouble = await tools.probe(place);
	if (trouble !== null) throw new Problem(trouble);
}

/** A page of what is posted here. */
export async function list(context: Context, page: number): Promise<Message> {
	const { store } = context.tools;
	const all = await store.schedules.ofSpace(context.space.id);
	return listCard(await withSupplies(context, all), page);
}

async function withSupplies(
	{ tools, space, now }: Context,
	all: readonly Schedule[],
): Promise<readonly Listed[]> {
	const { schedules, triage } = tools.store;
	const [posted, held] = await Promise.all([schedules.posted(space.id), triage.held(space.id)]);
	return all.map((schedule) => {
		const known = posted.get(scopeOf(schedule));
		return { schedule, supply: daysOfSupply(tools.library, schedule, known, now, held) };
	});
}

/** One schedule with its buttons. @param said what just came of a press */
export async function opened(context: Context, id: string, said?: string): Promise<Message> {
	const [listed] = await withSupplies(context, [await ownSchedule(context, id)]);
	if (listed === undefined) throw new Problem(says.gone);
	return scheduleCard({ ...listed, unsure: await unsureOf(context, id) }, said);
}

/** The last post, where nobody knows whether it arrived and it would still be worth posting. */
async function unsureOf({ tools, space, now }: Context, id: string): Promise<Unsure | null> {
	const { outbox, dailies } = tools.store;
	const unsure = await outbox.unsure(space.id, id, now - POST_AGAIN_MS);
	const daily = unsure?.daily ? await dailies.read(unsure.daily) : null;
	return daily && (await isOutlived(tools.store, daily)) ? null : unsure;
}

/** The form to change one, kept as a draft until it is saved. */
export async function editForm(context: Context, id: string): Promise<Form> {
	const schedule = await ownSchedule(context, id);
	const { kind, place, space } = schedule;
	const draft: Draft = {
		...{ space, kind, place },
		id: context.tools.ids.make(),
		changes: id,
		saved: false,
		typed: typedOf(schedule),
	};
	await context.tools.store.schedules.keepDraft(draft, context.now);
	return draftForm(draft);
}

/** Takes a change over and shows the schedule as it is then. */
async function alter(
	context: Context,
	schedule: Schedule,
	change: Partial<Schedule>,
	said: string,
): Promise<Message> {
	await context.tools.store.schedules.save(context.request, { ...schedule, ...change });
	return opened(context, schedule.id, said);
}

/** It rests until somebody resumes it. */
export async function pause(context: Context, id: string): Promise<Message> {
	const schedule = await ownSchedule(context, id);
	return alter(context, schedule, { state: "paused", trouble: null }, says.pausedNow);
}

/** On again from now on; what was due meanwhile is left. @throws {Problem} when it cannot run */
export async function resume(context: Context, id: string): Promise<Message> {
	const schedule = await ownSchedule(context, id);
	await mustReach(context, schedule.place);
	const nextRunAt = nextRun(schedule, context.now);
	if (nextRunAt === null) throw new Problem(says.endIsPast);
	return alter(context, schedule, { state: "active", trouble: null, nextRunAt }, says.resumed);
}

/** Posts it from now on where this was pressed. */
export async function moveHere(context: Context, id: string): Promise<Message> {
	const schedule = await ownSchedule(context, id);
	await mustReach(context, context.place.id);
	return alter(context, schedule, { place: context.place.id }, says.moved);
}

/** Sets what becomes of missed moments. */
export async function setMissed(
	context: Context,
	id: string,
	missed: Schedule["missed"],
): Promise<Message> {
	const schedule = await ownSchedule(context, id);
	return alter(context, schedule, { missed }, says.missedSet);
}

/** Posts one at once; its own moments stay. */
export async function runNow(context: Context, id: string): Promise<Message> {
	const { tools, now, request } = context;
	const schedule = await ownSchedule(context, id);
	await mustReach(context, schedule.place);
	const plan = planNow(tools.library, tools.ids, now, request);
	const ran = await tools.store.schedules.runNow(schedule.space, id, now, plan);
	return opened(context, id, ran ? says.ranNow : says.nothingToRun);
}

/** Posts once more what may not have arrived; somebody has looked. */
export async function postAgain(context: Context, id: string, delivery: string): Promise<Message> {
	const { tools, space, now } = context;
	const schedule = await ownSchedule(context, id);
	await mustReach(context, schedule.place);
	const unsure = await unsureOf(context, id);
	const goes = unsure?.id === delivery && (await tools.store.outbox.again(space.id, delivery, now));
	return opened(context, id, goes ? says.ranNow : says.againGone);
}

/** Asks before it removes one. */
export async function askRemoval(context: Context, id: string): Promise<Message> {
	return removeCard(await ownSchedule(context, id));
}

/** Removes one; what it has posted stays. */
export async function remove(context: Context, id: string): Promise<Message> {
	const { tools, space, now } = context;
	await tools.store.schedules.remove(space.id, id, now);
	return list(context, 1);
}
