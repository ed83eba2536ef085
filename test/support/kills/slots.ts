import type { Witness } from "./witness.ts";

/** A slot's message, as the table has it. */
export type Slot = { readonly delivery: string; readonly state: string };

/** What has become of each slot, by its key. */
export async function readSlots(witness: Witness): Promise<ReadonlyMap<string, Slot>> {
	const rows = await witness.rows<{ id: string; slot_key: string; state: string }>(
		"select id, slot_key, state from outbox where slot_key is not null",
	);
	return new Map(rows.map(({ id, slot_key, state }) => [slot_key, { delivery: id, state }]));
}

/** Whether something is still to come; so it is where nothing was planned yet. */
export function isOpen(slot: Slot | undefined): boolean {
	return slot === undefined || OPEN.has(slot.state);
}

const OPEN: ReadonlySet<string> = new Set(["pending", "later", "sending"]);
