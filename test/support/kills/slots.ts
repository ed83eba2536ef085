import type { Witness } from "./witness.ts";

/** What has become of each slot's message, as the table says. */
export async function slotStates(witness: Witness): Promise<ReadonlyMap<string, string>> {
	const rows = await witness.rows<{ slot_key: string; state: string }>(
		"select slot_key, state from outbox where slot_key is not null",
	);
	return new Map(rows.map(({ slot_key, state }) => [slot_key, state]));
}

/** Whether something is still to come; so it is where nothing was planned yet. */
export function isOpen(state = "pending"): boolean {
	return state === "pending" || state === "later" || state === "sending";
}
