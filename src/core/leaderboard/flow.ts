import { say } from "../../text/en.ts";
import type { Cohort } from "../cohorts/cohort.ts";
import { cohortHere } from "../cohorts/flow.ts";
import type { Context } from "../command.ts";
import type { Message } from "../message.ts";
import type { BoardPage, Measure } from "../ports.ts";
import { Problem } from "../problem.ts";
import { BOARD } from "../rules.ts";
import { type Period, termOf } from "./period.ts";
import { boardCard } from "./view.ts";

/** Which board somebody asked for. */
export type Wish = {
	readonly period: Period;
	readonly cohort: Cohort | null;
	readonly by: Measure;
};

/** In the place of a cohort's id: the space itself. */
export const WHOLE_SPACE = "-";

/** A cohort named by a press; null for the space itself. @throws {Problem} for another space's */
export async function cohortOf(context: Context, id: string): Promise<Cohort | null> {
	return id === WHOLE_SPACE ? null : cohortHere(context, id);
}

/** A page of a board, and always one's own row. */
export async function board(
	context: Context,
	wish: Wish,
	page: Pick<BoardPage, "after" | "before"> = {},
): Promise<Message> {
	const { tools, space, learner } = context;
	if (space.personal) throw new Problem(say.onlyInSpace);
	const { cohort, by } = wish;
	const term = await termOf(context, wish.period);
	const scope = cohort?.id ?? space.id;
	const read = (at: BoardPage) => tools.store.scores.board(scope, term.key, learner.id, BOARD, at);
	const found = await read({ by, ...page });
	// Not a full page before a row: so it is the first one.
	const isFirst = page.before !== undefined && found.top.length < BOARD.top;
	return boardCard({
		board: isFirst ? await read({ by }) : found,
		isTop: isFirst || (page.before === undefined && page.after === undefined),
		...{ term, cohort, by, me: learner.id, space },
		isIn: cohort === null || (await isIn(context, cohort)),
	});
}

async function isIn({ tools, space, learner }: Context, { id }: Cohort): Promise<boolean> {
	const own = await tools.store.cohorts.of(space.id, learner.id);
	return own.some(({ cohort }) => cohort === id);
}
