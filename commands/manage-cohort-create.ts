import { create } from "../src/core/cohorts/create.ts";
import { edit } from "../src/core/cohorts/flow.ts";
import {
	dayParameter,
	ON_OFF,
	PACE,
	requiredLine,
	stagesAndTopics,
	weekdaysParameter,
} from "../src/core/cohorts/read.ts";
import { choice, command, line, place, whole, zone } from "../src/core/command.ts";
import { cohorts as says } from "../src/text/en.ts";

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
		const cohort = await create(context, { ...input, tracker: input.tracker === "on" });
		const said = says.created(cohort.name);
		return { do: "say", message: await edit(context, cohort, { said }) };
	},
});
