import type { Day } from "../days.ts";
import type { CareFact, UndoFact } from "../ledger.ts";

/** Something put right by hand, or taken back, under its number in the ledger. */
export type Deed = { readonly id: number; readonly fact: CareFact | UndoFact };

/** A deed that still holds. */
type Standing<D extends Deed> = D & { readonly fact: CareFact };

/** Deeds that nobody has taken back, in their order. */
export function standingDeeds<D extends Deed>(deeds: readonly D[]): readonly Standing<D>[] {
	const undone = new Set(deeds.map(({ fact }) => (fact.kind === "undo" ? fact.of : null)));
	return deeds.filter((deed): deed is Standing<D> => isCare(deed) && !undone.has(deed.id));
}

function isCare<D extends Deed>(deed: D): deed is Standing<D> {
	return deed.fact.kind !== "undo";
}

/** Days whose repair holds. */
export function repairedDays(deeds: readonly Deed[]): readonly Day[] {
	const days = standingDeeds(deeds).flatMap(({ fact }) =>
		fact.kind === "repair" ? [fact.missed] : [],
	);
	return [...new Set(days)];
}

/**
 * Whether somebody is off the boards: as the last deed that holds has it.
 *
 * @param deeds of one space, in their order
 */
export function isExcluded(deeds: readonly Deed[]): boolean {
	return standingDeeds(deeds).reduce(
		(before, { fact }) => (fact.kind === "exclusion" ? fact.excluded : before),
		false,
	);
}

/** Something that was put right. */
export type Correction = {
	/** Its number in the ledger. */
	readonly id: number;
	readonly at: number;
	readonly fact: CareFact;
	/** Null for somebody who is erased, or has gone. */
	readonly by: string | null;
	readonly undone: boolean;
};
