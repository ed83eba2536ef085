import type { Learner, Space } from "./ports.ts";

/**
 * Whether others do not see somebody in a space, on its boards and in recaps: by their own choice, or
 * by the space's until they have been asked. The store knows the same rule for whole boards.
 */
export function isHidden(
	{ visibility }: Pick<Learner, "visibility">,
	space: Pick<Space, "visibility">,
): boolean {
	return (visibility === "unasked" ? space.visibility : visibility) === "hidden";
}
