import type { Context } from "../command.ts";
import type { Schedule } from "../delivery/delivery.ts";
import { nextRun } from "../delivery/plan.ts";
import type { Message } from "../message.ts";
import { mustReach } from "../schedules/flow.ts";
import { EVERY_DAY } from "../schedules/weekdays.ts";
import { add, begin, dailyOf, drafted, overview } from "./flow.ts";

/** When a daily question comes if nobody says otherwise: before the first coffee is cold. */
const USUAL_TIME = "09:00";

/** What was said with the command. */
type Daily = Readonly<Record<"zone" | "place" | "hour", string | undefined>>;
type Given = Daily & { readonly moderator: string | undefined };

/** What was given in one line is done at once; the steps ask for the rest. */
export async function setUpInLine(
	context: Context,
	{ moderator, ...daily }: Given,
): Promise<Message> {
	const before = await dailyOf(context);
	const isGiven = Object.values(daily).some((value) => value !== undefined);
	const sets = isGiven && (before !== null || daily.zone !== undefined);
	if (sets) await setDaily(context, daily, before);
	const { zone = context.space.zone } = daily;
	const now: Context = sets ? { ...context, space: { ...context.space, zone } } : context;
	if (moderator !== undefined) return named(now, daily, moderator);
	if (!sets && before === null) return begin(now, daily);
	return overview(now, (await drafted(now, {})).id);
}

/** The same wish may have set the daily question under its own id. */
async function named(context: Context, daily: Daily, moderator: string): Promise<Message> {
	const { id } = await drafted(context, daily);
	return add(context, id, [moderator], `${context.request}/moderators`);
}

async function setDaily(context: Context, given: Daily, before: Schedule | null): Promise<void> {
	const { tools, request } = context;
	const schedule = scheduleOf(context, given, before);
	await mustReach(context, schedule.place);
	await tools.store.schedules.setDaily(request, schedule);
}

/** What was asked for; the rest as it stood, or as is usual. */
function scheduleOf(context: Context, given: Daily, before: Schedule | null): Schedule {
	const rule = {
		zone: given.zone ?? before?.zone ?? context.space.zone,
		time: given.hour ?? before?.time ?? USUAL_TIME,
		weekdays: before?.weekdays ?? EVERY_DAY,
	};
	return {
		...rule,
		id: before?.id ?? context.tools.ids.make(),
		space: context.space.id,
		place: given.place ?? before?.place ?? context.place.id,
		kind: "daily",
		// Every day has such a moment, so there always is a next one.
		nextRunAt: nextRun(rule, context.now) ?? context.now,
		state: "active",
		trouble: null,
		...{ from: null, until: null, missed: before?.missed ?? "latest", cohort: null },
		owner: context.account,
	};
}
