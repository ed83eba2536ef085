import type { Context } from "../command.ts";
import type { Question } from "../library.ts";
import { pin, type Round } from "./round.ts";

/** Starts a round of these questions; one under way ends. */
export function openRound(
	context: Context,
	kind: Exclude<Round["kind"], "daily">,
	questions: readonly Question[],
): Promise<Round> {
	const { tools, request, learner, space, now } = context;
	const id = tools.ids.make();
	return tools.store.rounds.start({
		id,
		request,
		learner: learner.id,
		space: space.id,
		kind,
		daily: null,
		items: questions.map((question, at) => ({
			...pin(question, `${id}/${question.id}`),
			...(at === 0 ? { askedAt: now } : {}),
		})),
		startedAt: now,
		endedAt: null,
	});
}
