/** The steps of setting a space up, in their order. Each shows what is set, and keeps it unless told. */
export const STEPS = ["zone", "place", "moderators", "boards", "daily", "cohort", "card"] as const;

export type Step = (typeof STEPS)[number];

/** The step after one; null after the last. */
export function stepAfter(step: Step): Step | null {
	return STEPS[STEPS.indexOf(step) + 1] ?? null;
}
