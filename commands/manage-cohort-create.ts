import type { Cohort } from "../src/core/cohorts/cohort.ts";
import { replanned } from "../src/core/cohorts/edit.ts";
import { edit, freeName } from "../src/core/cohorts/flow.ts";
import {
	dayParameter,
	ON_OFF,
	PACE,
	readTopics,
	requiredLine,
	stagesAndTopics,
	weekdaysParameter,
} from "../src/core/cohorts/read.ts";
import { type Context, choice, command, line, place, whole, zone } from "../src/core/command.ts";
import { addDays, type Day, dayOf } from "../src/core/days.ts";
import { Problem } from "../src/core/problem.ts";
import { stampOf } from "../src/core/quiz/answer.ts";
import { cohorts as says } from "../src/text/en.ts";

/** Monday to Friday: most learn beside their work. */
const USUAL_DAYS = [1, 2, 3, 4, 5];
/** The way begins with the first stage. */
const USUAL_TOPICS = "1";
/** A start further away is a slip of the keys. */
const MOST_AHEAD = 366;

/** `/manage cohort create`: a cohort with a plan; whoever makes it leads it. */
export const manageCohortCreate = command({
	name: "manage cohort create",
	about: says.create,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		name: requiredLine(says.name),
		start: dayParameter({ about: says.start, required: true }),
		topics: line({ about: says.topics, complete: stagesAndTopics }),
		pace: whole({ about: says.pace, least: PACE.least, most: PACE.most }),
		days: weekdaysParameter({ about: says.days }),
		end: dayParameter({ about: says.end }),
		zone: zone({ about: says.zone }),
		place: place({ about: says.place }),
		tracker: choice({ about: says.tracker, choices: ON_OFF }),
	},
	async run(context, input) {
		if (input.name === undefined) throw new Problem(says.needsName);
		const { zone = context.space.zone, pace = PACE.usual, days = USUAL_DAYS } = input;
		const startsOn = checkedStart(context, zone, input.start);
		const name = await freeName(context, input.name);
		const topics = readTopics(context.tools.library, input.topics ?? USUAL_TOPICS);
		const { id: space } = context.space;
		const bare = {
			...{ id: context.tools.ids.make(), space, name, startsOn, zone, closed: false },
			...{ place: input.place ?? context.place.id, tracker: input.tracker === "on" },
		};
		const terms: Cohort["plan"]["terms"] = [{ from: startsOn, pace, weekdays: days }];
		const plan = { topics, skipped: [], terms, until: input.end ?? null };
		const cohort = replanned({ ...bare, plan }, plan);
		await context.tools.store.cohorts.create(stampOf(context, "cohort"), cohort);
		return { do: "say", message: await edit(context, cohort, { said: says.created(name) }) };
	},
});

/** @throws {Problem} when it lies in the past, or too far ahead */
function checkedStart({ now }: Context, zone: string, start: Day | undefined): Day {
	if (start === undefined) throw new Problem(says.needsStart);
	const today = dayOf(now, zone);
	if (start < today) throw new Problem(says.startPast);
	if (start > addDays(today, MOST_AHEAD)) throw new Problem(says.startFar);
	return start;
}
