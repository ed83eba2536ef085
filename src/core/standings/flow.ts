import { cohorts as cohortWords, say } from "../../text/en.ts";
import type { Cohort } from "../cohorts/cohort.ts";
import { ledCohort } from "../cohorts/flow.ts";
import type { Context } from "../command.ts";
import { addDays, periodsOf } from "../days.ts";
import { WHOLE_SPACE } from "../leaderboard/flow.ts";
import { type Period, type Term, termOf } from "../leaderboard/period.ts";
import type { FileKind, Message } from "../message.ts";
import type { PeopleAsk, PeopleSeat, PeopleShown, PersonRow } from "../ports.ts";
import { Problem } from "../problem.ts";
import { BOARD, QUIET_DAYS } from "../rules.ts";
import { fileOf, fileText, gathered, piecesOf } from "./file.ts";
import { fileCard, peopleCard, titleOf, WEEKS } from "./view.ts";

/** What those who look after a board do with it. */

/** Which board somebody asked for. */
export type Wish = {
	readonly period: Period;
	readonly cohort: Cohort | null;
	readonly show: PeopleShown;
};

/**
 * The board a press names, if it is one's to look after: of the space only for those who moderate it.
 * Looked at anew with every wish. Null for the whole space.
 *
 * @throws {Problem} when it is not theirs
 */
export async function lookedAfter(context: Context, id: string): Promise<Cohort | null> {
	if (id !== WHOLE_SPACE) return ledCohort(context, id);
	if (!context.moderates) throw new Problem(say.onlyModerators);
	return null;
}

/** The cohorts of the space one may look after, those that are over included. */
export async function cohortsLookedAfter(context: Context): Promise<readonly Cohort[]> {
	const { tools, space, learner, moderates } = context;
	const all = await tools.store.cohorts.ofSpace(space.id);
	if (moderates) return all;
	const led = await tools.store.cohorts.leads(space.id, learner.id);
	const own = all.filter(({ id }) => led.includes(id));
	if (own.length === 0) throw new Problem(cohortWords.none);
	return own;
}

/** A page of the whole board. */
export async function people(
	context: Context,
	wish: Wish,
	after: PeopleSeat | null = null,
): Promise<Message> {
	const term = await termOf(context, wish.period);
	const ask = askFor(context, wish, term);
	const found = await context.tools.store.scores.people(ask, after, BOARD.top);
	return peopleCard({ people: found, isTop: after === null, term, ...wish });
}

/** All of it as a file. */
export async function exported(context: Context, wish: Wish, kind: FileKind): Promise<Message> {
	const { tools, space } = context;
	const term = await termOf(context, wish.period);
	const ask = askFor(context, wish, term);
	let count = 0;
	async function* counted(): AsyncIterable<readonly PersonRow[]> {
		for await (const rows of piecesOf(tools.store.scores, ask)) {
			count += rows.length;
			yield rows;
		}
	}
	const text = await gathered(fileText(kind, counted(), ask.weeks));
	return fileCard(fileOf(kind, titleOf({ term, ...wish }), space.day, text), count);
}

function askFor({ space }: Context, { cohort, show }: Wish, { key }: Term): PeopleAsk {
	const weeks = Array.from({ length: WEEKS }, (_, ago) => addDays(space.day, -7 * ago));
	return {
		scope: cohort?.id ?? space.id,
		period: key,
		show,
		weeks: weeks.map((day) => periodsOf(day).week),
		// Fourteen days without a single one learned.
		quietBefore: addDays(space.day, 1 - QUIET_DAYS),
	};
}
