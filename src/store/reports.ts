import type { Store } from "../core/ports.ts";
import { lockPresent } from "./present.ts";
import type { Units } from "./units.ts";

/** What people think is wrong with questions. */
export function reports(units: Units): Store["reports"] {
	return {
		add: (stamp, report) =>
			units.write(async (db) => {
				await lockPresent(db, units.locks, stamp.learner);
				await db
					.insertInto("report")
					.values({
						id: units.ids.make(),
						request_id: stamp.request,
						learner_id: stamp.learner,
						space_id: stamp.space,
						round_id: report.round,
						question_id: report.question,
						revision: report.revision,
						picked: report.picked,
						words: report.words,
						at: stamp.at,
						state: "open",
					})
					.onConflict((oc) => oc.doNothing())
					.execute();
			}),
	};
}
