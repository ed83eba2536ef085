import type { Library, Question } from "../library.ts";

/**
 * What a space decides about a question: its own reports, and whether it is asked there. Nothing of
 * it reaches another space.
 */

/** Somebody hid it, the bot set it aside, somebody kept it, or gave points for it after all. */
type CareKind = "hidden" | "quarantined" | "kept" | "rescored";

export type Care = {
	readonly id: string;
	readonly question: string;
	readonly revision: number;
	readonly what: CareKind;
	/** By the name they go by there; null for what the bot did by itself. */
	readonly by: string | null;
	readonly why: string;
	/** Epoch milliseconds. */
	readonly at: number;
};

/** Questions that a space does not ask: of one revision, or of any (null). */
export type Held = ReadonlyMap<string, number | null>;

export const NOTHING_HELD: Held = new Map();

/** What the bot set aside may be asked again once it is mended; what was hidden stays hidden. */
export function isHeld(held: Held, { id, revision }: Pick<Question, "id" | "revision">): boolean {
	const of = held.get(id);
	return of !== undefined && (of === null || of === revision);
}

/** The ids of the questions that are not asked now. */
export function heldIds(library: Library, held: Held): readonly string[] {
	return [...held.keys()].filter((id) => {
		const question = library.question(id);
		return question !== undefined && isHeld(held, question);
	});
}

/** Of what somebody has tried, what may be asked in a space. */
export function askedStill<T extends { readonly question: string }>(
	library: Library,
	states: readonly T[],
	held: Held,
): readonly T[] {
	if (held.size === 0) return states;
	const without = new Set(heldIds(library, held));
	return states.filter(({ question }) => !without.has(question));
}

/** A question with reports that nobody has decided on. */
export type Reported = {
	readonly question: string;
	readonly revision: number;
	/** How many different people said so, and how often. */
	readonly people: number;
	readonly reports: number;
	/** The earliest of them (epoch milliseconds). */
	readonly since: number;
	/** When the bot set it aside for them; null when it is asked. */
	readonly quarantinedAt: number | null;
};

/** One report, without whoever wrote it. */
export type Said = {
	readonly words: string;
	readonly picked: string | null;
	readonly at: number;
};

/** Who decides, when, and in answer to which wish. */
export type Deciding = {
	readonly request: string;
	readonly space: string;
	readonly account: string;
	readonly at: number;
};

export type Decision = {
	readonly question: string;
	readonly revision: number;
	readonly what: "hidden" | "kept";
	readonly why: string;
};

/** Each method is one whole transaction; all are about one space. */
export type Cares = {
	held(space: string): Promise<Held>;
	/** What waits for a decision: what was set aside first, then what most people reported. */
	reported(space: string): Promise<readonly Reported[]>;
	/** The words of the open reports, the latest first. */
	said(space: string, question: string, revision: number): Promise<readonly Said[]>;
	/** Decisions about a question that stand, the latest first. */
	of(space: string, question: string): Promise<readonly Care[]>;
	/** Closes the open reports; the same request again changes nothing. */
	decide(by: Deciding, decision: Decision): Promise<void>;
	/**
	 * Takes a decision back, and opens the reports again that it closed. False when there is no such
	 * decision in that space that stands, or it is of another kind.
	 */
	end(by: Deciding, care: string): Promise<boolean>;
};
