import type { LibraryContent, Tip } from "../../../src/core/library.ts";
import { question, smallLibrary } from "../library.ts";

/** More questions than days that go by, for none comes again before ninety days are over. */
const QUESTIONS = 2_000;
const TIPS = 50;

/** A library that does not run dry. */
export const longLibrary: LibraryContent = {
	...smallLibrary,
	questions: Array.from({ length: QUESTIONS }, (_, at) => question("web", `n${at}`, "easy")),
	tips: Array.from({ length: TIPS }, (_, at) => tip(at)),
};

function tip(at: number): Tip {
	const sources = [{ url: "https://example.org/manual", at: `section ${at}` }];
	return { id: `small/web/tip${at}`, topic: "small/web", text: [`Tip ${at} on the web.`], sources };
}
