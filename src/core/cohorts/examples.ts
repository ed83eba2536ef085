import type { Library } from "../library.ts";
import type { Message } from "../message.ts";
import type { Cohort } from "./cohort.ts";
import { weeksLived } from "./due.ts";
import { RECAP_LIMIT } from "./form.ts";
import type { Mate } from "./mate.ts";
import { digestCard, draftCard, recapCard, trackerCard } from "./post.ts";
import { draftRecap } from "./recap.ts";
import {
	chooseCard,
	closeCard,
	editCard,
	joinedCard,
	listCard,
	showCard,
	stepCard,
} from "./view.ts";

type Example = { readonly name: string; readonly message: Message };

const DAY = "2026-11-20";
const ZONE = "Europe/Berlin";

/** All that is taught in one cohort: the longest plan, page by page. */
export function cohortExamples(library: Library): Example[] {
	const cohort = cohortWith(library.topics.map(({ id }) => id));
	const membership = { cohort: cohort.id, role: "lead", joinedDay: DAY } as const;
	const seen = {
		...{ cohort, library, day: DAY, members: 24, leads: ["Grace", "Ada"] },
		...{ mine: { ...membership, through: 3, due: 5 }, mayLead: true },
	};
	const planned = { begun: new Set<string>(), leftOut: 2 };
	const pages = Array.from({ length: 12 }, (_, page) => page);
	const [week] = weeksLived(cohort);
	const topics = (week?.steps ?? []).map(({ topic }) => ({ topic, tried: 3, missed: 1 }));
	const mates = Array.from({ length: 20 }, (_, at) => mateOf(at, topics));
	const words = week ? draftRecap({ week, next: week, mates, library }) : "";
	const recap = { cohort: cohort.id, week: 1, words, posted: false };
	const stalled = mates.map((mate) => ({ mate, since: DAY }));
	const skipping = cohortWith(cohort.plan.topics, cohort.plan.topics.slice(0, 30));
	const first = cohort.plan.topics[0] ?? "";
	return [
		{ name: "cohorts, none", message: listCard([], () => DAY) },
		{ name: "cohorts", message: listCard(Array(30).fill(cohort), () => DAY) },
		{ name: "cohorts, which", message: chooseCard([cohort], "cohort-join.this:1") },
		...pages.map((page) => ({
			name: `cohort, page ${page}`,
			message: showCard({ ...seen, page }),
		})),
		{ name: "cohort, for a stranger", message: showCard({ ...seen, mine: null, mayLead: false }) },
		...pages.map((page) => ({
			name: `cohort's plan, page ${page}`,
			message: editCard({ ...seen, page }, planned),
		})),
		{
			name: "cohort's plan, much skipped",
			message: editCard({ ...seen, cohort: skipping }, planned, "…"),
		},
		{ name: "cohort's topic", message: stepCard(seen, first, DAY, "Loops") },
		{ name: "cohort's topic, skipped", message: stepCard(seen, first, null, null) },
		{ name: "cohort joined", message: joinedCard("You are in.", cohort, [6, 7]) },
		{ name: "cohort, to be closed", message: closeCard(cohort) },
		{ name: "cohort's tracker", message: trackerCard({ cohort, library, day: DAY, mates }) },
		{
			name: "cohort's tracker, over",
			message: trackerCard({ cohort: { ...cohort, closed: true }, library, day: DAY, mates }),
		},
		{ name: "recap, offered", message: draftCard(cohort, recap) },
		{
			name: "recap, long and posted",
			message: draftCard(cohort, { ...recap, words: "x".repeat(RECAP_LIMIT), posted: true }),
		},
		{ name: "cohort recap", message: recapCard(cohort, { ...recap, words: "x\n".repeat(1_000) }) },
		{ name: "cohort's digest", message: digestCard(cohort, stalled, "SQL basics") },
	];
}

function cohortWith(topics: readonly string[], skipped: readonly string[] = []): Cohort {
	const startsOn = "2026-11-16";
	const plan: Cohort["plan"] = {
		...{ topics, skipped, until: null },
		terms: [{ from: startsOn, pace: 2, weekdays: [1, 2, 3, 4, 5] }],
	};
	const about = { id: "cohort0123456789", name: "Backend beginners, autumn of 2026" };
	const where = { space: "town", place: "playground:backend", zone: ZONE, startsOn };
	return { ...about, ...where, endsOn: "2028-11-16", plan, tracker: true, closed: false };
}

function mateOf(at: number, topics: Mate["topics"]): Mate {
	const who = { learner: `m${at}`, account: `playground:m${at}`, name: `Member ${at + 1}` };
	const day = { joinedDay: DAY, lastDay: DAY };
	return { ...who, ...day, hidden: false, role: "member", answers: 5, points: 90 - at, topics };
}
