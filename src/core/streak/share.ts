import { share as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { buttons, type Message, strong, text } from "../message.ts";
import { Problem } from "../problem.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import { isMilestone } from "./milestone.ts";
import { standingOf } from "./standing.ts";

/** What others see of a milestone. */
export function shareCard(name: string, days: number): Message {
	const words = says.says(days);
	return {
		gist: `${name}${words}`,
		parts: [text(strong(name), words)],
		controls: [buttons({ label: says.join, press: wishPress("begin", { count: ROUND.usual }) })],
	};
}

/**
 * Posts a milestone to the place it was reached in, once. Nothing is posted unless its owner presses.
 *
 * @returns what its owner is told
 * @throws {Problem} when it is not theirs any more
 */
export async function shareMilestone(context: Context, days: number): Promise<string> {
	const { learner, space, place, tools } = context;
	const kept = await tools.store.progress.streak(learner.id);
	if (!isMilestone(days) || standingOf(learner, kept).days < days) throw new Problem(says.gone);
	const began = kept.streak.learned - kept.streak.current;
	const id = `share/${learner.id}/${space.id}/${began}/${days}`;
	const what = { kind: "share", learner: learner.id, days } as const;
	const isNew = await tools.store.outbox.add(
		{ id, space: space.id, place: place.id, what },
		context.now,
	);
	return isNew ? says.done : says.again;
}
