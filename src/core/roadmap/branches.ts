import type { Library, Topic } from "../library.ts";
import type { Start } from "../ports.ts";

/** Optional topics of which one is enough. Only chosen ones are steps of the way. */

/** What one chooses a branch of. */
export type Branch = "language" | "framework";

/** Languages one may choose. */
export function languagesOf(library: Library): readonly Topic[] {
	return library.topics.filter((topic) => topic.optional && isLanguage(topic));
}

/** Frameworks one may choose: whatever else is optional. */
function frameworksOf(library: Library): readonly Topic[] {
	return library.topics.filter((topic) => topic.optional && !isLanguage(topic));
}

const isLanguage = ({ slug }: Topic): boolean => slug.startsWith("lang-");

/** What there is to choose from. */
export type Branches = Readonly<Record<Branch, readonly Topic[]>>;

export function branchesOf(library: Library): Branches {
	return { language: languagesOf(library), framework: frameworksOf(library) };
}

/** Whoever has never said where they begin, begins at the beginning. */
const BEGINNING: Start = { stage: 1, language: null, framework: null };

/** Where somebody begins, with another branch (or none) chosen. */
export function withBranch(start: Start | null, branch: Branch, topic: string | null): Start {
	return { ...(start ?? BEGINNING), [branch]: topic };
}
