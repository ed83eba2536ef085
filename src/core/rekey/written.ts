import { jobs } from "../../text/en.ts";
import type { Library } from "../library.ts";
import type { Store } from "../ports.ts";
import { Problem } from "../problem.ts";
import { canRekey, rekeyOf } from "./rekey.ts";

/**
 * Decides anew, for everybody, what is known of a question whose key was mended. Doing it again
 * changes nothing.
 *
 * @returns how many people it changed something for, of how many who have answered it
 * @throws {Problem} when there is no such question, or it never had another version
 */
export async function rekeyQuestion(
	store: Store,
	library: Library,
	id: string,
	now: number,
): Promise<{ readonly changed: number; readonly seen: number }> {
	const question = library.question(id);
	if (question === undefined) throw new Problem(jobs.rekey.unknown(id));
	if (question.revision === 1) throw new Problem(jobs.rekey.unchanged(id));
	if (!canRekey(question)) throw new Problem(jobs.rekey.order(id));
	const learners = await store.rekeys.learners(id);
	const decide = rekeyOf(library, question);
	let changed = 0;
	for (const learner of learners) {
		const of = { learner, question: id, topic: question.topic, revision: question.revision };
		if (await store.rekeys.redecide({ ...of, at: now }, decide)) changed += 1;
	}
	return { changed, seen: learners.length };
}
