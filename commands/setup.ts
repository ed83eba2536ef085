import { type Context, command, place, time, zone } from "../src/core/command.ts";
import type { Schedule } from "../src/core/delivery/delivery.ts";
import { nextRun } from "../src/core/delivery/plan.ts";
import { Problem } from "../src/core/problem.ts";
import { mustReach } from "../src/core/schedules/flow.ts";
import { setupCard } from "../src/core/setup/view.ts";
import { setup as says } from "../src/text/en.ts";

/** When a daily question comes if nobody says otherwise: before the first coffee is cold. */
const USUAL_TIME = "09:00";
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

/** `/setup`: one daily question for this space; run again, it changes what is set. */
export const setup = command({
	name: "setup",
	about: says.about,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		zone: zone({ about: says.zone }),
		place: place({ about: says.place }),
		hour: time({ about: says.hour }),
	},
	async run(context, input) {
		const { store, library } = context.tools;
		if (library.questions().length === 0) throw new Problem(says.nothing);
		const all = await store.schedules.ofSpace(context.space.id);
		const before = all.find(({ kind, cohort }) => kind === "daily" && cohort === null);
		if (before === undefined && input.zone === undefined) throw new Problem(says.zoneFirst);
		const nothingAsked = Object.values(input).every((value) => value === undefined);
		if (before && nothingAsked) return { do: "say", message: setupCard(before) };
		const schedule = scheduleOf(context, input, before);
		await mustReach(context, schedule.place);
		await store.schedules.setDaily(context.request, schedule);
		return { do: "say", message: setupCard(schedule) };
	},
});

/** What was asked for; the rest as it stood, or as is usual. */
function scheduleOf(
	context: Context,
	input: { zone?: string | undefined; place?: string | undefined; hour?: string | undefined },
	before: Schedule | undefined,
): Schedule {
	const rule = {
		zone: input.zone ?? before?.zone ?? context.space.zone,
		time: input.hour ?? before?.time ?? USUAL_TIME,
		weekdays: before?.weekdays ?? EVERY_DAY,
	};
	return {
		...rule,
		id: before?.id ?? context.tools.ids.make(),
		space: context.space.id,
		place: input.place ?? before?.place ?? context.place.id,
		kind: "daily",
		// Every day has such a moment, so there always is a next one.
		nextRunAt: nextRun(rule, context.now) ?? context.now,
		state: "active",
		trouble: null,
		...{ from: null, until: null, missed: before?.missed ?? "latest", cohort: null },
		owner: context.account,
	};
}
