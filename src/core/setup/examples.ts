import type { Schedule } from "../delivery/delivery.ts";
import type { Message } from "../message.ts";
import type { Moderator, Space } from "../ports.ts";
import type { Draft } from "../schedules/draft.ts";
import { typedOf } from "../schedules/read.ts";
import { MOST_MODERATORS } from "./moderators.ts";
import { startPost } from "./post.ts";
import type { SetUp } from "./set-up.ts";
import { STEPS } from "./steps.ts";
import { overviewCard, stepCard } from "./view.ts";

type Example = { readonly name: string; readonly message: Message };

const NOW = Date.parse("2026-11-20T09:30:00Z");
const WHY =
	"I am not in that channel. Invite me there with /invite, then run the command again, please.";

/** Every step of a fresh space, and of one where all is set and much of it long; for the gallery. */
export function setupExamples(daily: Schedule, town: Space): readonly Example[] {
	const { id, kind, place, space } = daily;
	const draft: Draft = {
		...{ id: "draft0123456789", kind, place, space },
		...{ changes: null, saved: false, typed: typedOf(daily) },
	};
	const fresh: SetUp = { space: town, draft, daily: null, planned: daily, cohorts: [] };
	const paused: Schedule = { ...daily, state: "paused", trouble: WHY };
	const full: SetUp = {
		...fresh,
		space: { ...town, visibility: "hidden", moderators: manyModerators() },
		daily: paused,
		draft: { ...draft, changes: id },
		planned: paused,
		cohorts: Array.from({ length: 5 }, (_, at) => `${"W".repeat(38)} ${at}`),
	};
	const quiet = { now: NOW, trouble: null, revealing: null };
	const loud = { now: NOW, trouble: WHY, revealing: WHY, said: WHY };
	return [
		...STEPS.flatMap((step) => [
			{ name: `setup, ${step}`, message: stepCard(fresh, step, quiet) },
			{ name: `setup, ${step}, full`, message: stepCard(full, step, loud) },
		]),
		{
			name: "setup, hours that do not fit",
			message: stepCard({ ...fresh, planned: { faults: [WHY, WHY] } }, "daily", quiet),
		},
		{ name: "setup, not finished", message: overviewCard(fresh) },
		{ name: "setup", message: overviewCard({ ...full, daily }, WHY) },
		{ name: "setup, paused", message: overviewCard(full) },
		{ name: "start card", message: startPost() },
	];
}

/** As many as there may be, with the longest names. */
function manyModerators(): readonly Moderator[] {
	return Array.from({ length: MOST_MODERATORS }, (_, at) => ({
		id: at % 2 === 0 ? `playground:person${at}` : `playground:&group${at}`,
		name: "W".repeat(32),
	}));
}
