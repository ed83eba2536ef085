import { myData as says } from "../../text/en.ts";
import type { Store } from "../ports.ts";
import { Problem } from "../problem.ts";
import { exportText } from "./file.ts";

/**
 * For those who ask in writing: what the buttons do, done by whoever runs the bot.
 */

/** @throws {Problem} when nobody has this account */
export async function exportAccount(store: Store, account: string, now: number): Promise<string> {
	const kept = await store.data.export(await whose(store, account));
	if (kept === null) throw new Problem(says.jobs.nobody(account));
	return exportText(kept, now);
}

/** @throws {Problem} when nobody has this account */
export async function eraseAccount(store: Store, account: string, now: number): Promise<void> {
	// One request for each moment: whoever comes back and asks again is erased again.
	await store.data.erase(`written:${account}:${now}`, await whose(store, account), now);
}

async function whose(store: Store, account: string): Promise<string> {
	const learner = await store.data.learnerOf(account);
	if (learner === null) throw new Problem(says.jobs.nobody(account));
	return learner;
}
