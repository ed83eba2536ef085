import type { Context } from "../command.ts";
import type { Stamp } from "../ledger.ts";
import type { Recorded } from "../ports.ts";
import { isMilestone } from "../streak/milestone.ts";
import { standingOn } from "../streak/streak.ts";
import { gradeAnswer, gradeFelt, type Picked } from "./grade.ts";
import type { Round } from "./round.ts";
import { type Aftermath, NOTHING_MORE } from "./view.ts";

/** Who, when and on which dates: the same for every fact this wish writes. */
export function stampOf(context: Context, reason: string): Stamp {
	const { learner, space, account } = context;
	return {
		request: context.request,
		learner: learner.id,
		account,
		space: space.id,
		at: context.now,
		day: learner.day,
		zone: learner.zone,
		spaceDay: space.day,
		actor: account,
		reason,
	};
}

/**
 * Records one answer in one transaction. Null when there is no such round, or it is another
 * person's.
 *
 * @param starts the round to begin with this answer, when it is the first one of a daily question
 */
export function recordAnswer(
	context: Context,
	round: string,
	picked: Picked,
	starts?: Round,
): Promise<Recorded | null> {
	const stamp = stampOf(context, "answer");
	const key = { stamp, round, position: picked.position };
	return context.tools.store.answers.record(
		starts === undefined ? key : { ...key, starts },
		gradeAnswer(context.tools.library, stamp, picked, context.learner.rests),
	);
}

/** Records how a right review felt: 2 hard, 4 easy. */
export function recordFelt(
	context: Context,
	{ round, position }: { readonly round: string; readonly position: number },
	grade: 2 | 4,
): Promise<Recorded | null> {
	const key = { stamp: stampOf(context, "felt"), round, position };
	const decide = gradeFelt(position, grade, context.learner.day);
	return context.tools.store.answers.record(key, decide);
}

/** What an answer changed beside the round; the first one of a day makes it count. */
export function aftermathOf({ space }: Context, { decision }: Recorded): { after?: Aftermath } {
	if (decision === null) return {};
	const { streak, today, mastered, covered } = decision;
	// A date that came again, or too late to count, has nothing to say of the streak.
	if (today.answers !== 1 || streak.lastDay !== today.day)
		return mastered.length > 0 ? { after: { ...NOTHING_MORE, mastered } } : {};
	const counted = standingOn(streak, today);
	const milestone = isMilestone(counted.days) ? counted.days : null;
	return { after: { counted, covered, mastered, milestone, shares: !space.personal } };
}
