import { items, triage as says } from "../../text/en.ts";
import { shortKey } from "../key.ts";
import type { Question } from "../library.ts";
import { type Button, buttons, type Control, moment, note, type Part } from "../message.ts";
import { type PressName, writePress } from "../press.ts";
import type { Care } from "./care.ts";

/** What stands about a question, and the buttons with which that is changed. */

export type CarePress =
	| "hide"
	| "hidden"
	| "keep"
	| "undo"
	| "rescore"
	| "right"
	| "all"
	| "type"
	| "typed"
	| "give"
	| "take"
	| "upstream"
	| "page";

/** A press on a question: its key, and the version it was shown with. */
export function carePress(
	name: CarePress,
	{ id, revision }: Pick<Question, "id" | "revision">,
	...more: string[]
): string {
	return carePressOf(name, shortKey(id), revision, ...more);
}

/** Any press of the reports. */
export function carePressOf(name: CarePress, ...args: (string | number)[]): string {
	return writePress(`manage-questions-reports.${name}` as PressName, 1, ...args);
}

/** Each decision that stands: what, when, by whom and why. */
export function caresParts(cares: readonly Care[]): readonly Part[] {
	return cares
		.filter(({ what }) => what !== "kept")
		.map(({ what, at, by, why }) =>
			note(`${says.stands[what]} · `, moment(at, "date"), ` · ${says.by(by, why)}`),
		);
}

/**
 * What can be done about a question.
 *
 * @param more beside it, at the end
 */
export function careButtons(
	question: Pick<Question, "id" | "revision">,
	cares: readonly Care[],
	more: readonly Button[],
): readonly Control[] {
	const hidden = cares.find(({ what }) => what === "hidden");
	const given = cares.find(({ what }) => what === "rescored");
	const all: readonly Button[] = [
		hidden
			? { label: items.showAgain, press: carePressOf("undo", hidden.id), tone: "main" }
			: { label: says.hide, press: carePress("hide", question), tone: "main" },
		{ label: says.rescore, press: carePress("rescore", question) },
		{ label: says.upstream, press: carePress("upstream", question) },
		...undoGiven(given),
		...more,
	];
	const rows = [all.slice(0, BUTTONS_IN_A_ROW), all.slice(BUTTONS_IN_A_ROW)];
	return rows.filter((row) => row.length > 0).map((row) => buttons(...row));
}

const BUTTONS_IN_A_ROW = 5;

function undoGiven(given: Care | undefined): readonly Button[] {
	return given ? [{ label: says.undoPoints, press: carePressOf("take", given.id) }] : [];
}
