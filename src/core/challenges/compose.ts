import type { Delivery } from "../delivery/delivery.ts";
import type { Library } from "../library.ts";
import type { Message } from "../message.ts";
import type { Clock, Store } from "../ports.ts";
import { decidedCard, isOpen, judgeCard } from "./view.ts";

type World = { readonly store: Store; readonly library: Library; readonly clock: Clock };
type OfEntry = Extract<Delivery, { kind: "entry-handed" | "entry-decided" }>;

/** Builds what a lead or a builder is told of an entry; null when it is no longer so. */
export async function composeEntry(
	{ store, library, clock }: World,
	{ kind, entry: id }: OfEntry,
): Promise<Message | null> {
	const entry = await store.challenges.read(id, clock.now());
	if (entry === null) return null;
	if (kind === "entry-decided")
		return entry.state === "accepted" || isOpen(entry) ? decidedCard(library, entry) : null;
	if (entry.state !== "handed") return null;
	const cohort = entry.cohort === null ? null : await store.cohorts.read(entry.cohort);
	return judgeCard(library, entry, cohort?.name ?? null, "challenge");
}
