import { myData as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import type { Message } from "../message.ts";
import { Problem } from "../problem.ts";
import { standingOf } from "../streak/standing.ts";
import { exportFile } from "./file.ts";
import { dataCard, erasedCard, exportCard, isEraseWord } from "./view.ts";

/** What is kept about the asker. */
export async function showData({ tools, learner }: Context): Promise<Message> {
	const [counts, kept] = await Promise.all([
		tools.store.data.counts(learner.id),
		tools.store.progress.streak(learner.id),
	]);
	return dataCard(counts, standingOf(learner, kept).days);
}

/** All of it, as a file. */
export async function sendData({ tools, learner, now }: Context): Promise<Message> {
	const kept = await tools.store.data.export(learner.id);
	if (kept === null) throw new Problem(says.goneMeanwhile);
	return exportCard(exportFile(kept, now));
}

/**
 * Erases the asker, who has typed a word to say that this is meant.
 * @throws {Problem} when it is another word
 */
export async function eraseData(context: Context, typed: string): Promise<Message> {
	if (!isEraseWord(typed)) throw new Problem(says.notTheWord);
	const { tools, learner, request, account, now } = context;
	await tools.store.data.erase(request, learner.id, now);
	tools.forget(account);
	return erasedCard();
}
