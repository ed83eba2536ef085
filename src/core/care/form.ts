import { care as says } from "../../text/en.ts";
import type { Day } from "../days.ts";
import type { Field, Form } from "../message.ts";
import { writePress } from "../press.ts";
import { REASON } from "../rules.ts";

type Name = "excluded" | "restored" | "adjusted" | "repaired" | "undone";

/** A press on the card of a member. */
export function carePress(name: string, learner: string, ...args: (string | number)[]): string {
	return writePress(`manage-people-member.${name}`, 1, learner, ...args);
}

function formOf(
	title: string,
	name: Name,
	args: readonly [learner: string, ...(string | number)[]],
	fields: readonly Field[],
): Form {
	return { title, press: carePress(name, ...args), submit: says.form.send, fields };
}

/** The reason; as long as it may be, and some room to be told that it is too long. */
const words = (value = ""): Field => ({
	...{ name: "words", label: says.form.words, kind: "line", max: REASON.most },
	...(value === "" ? {} : { value }),
});

export const excludeForm = (learner: string): Form =>
	formOf(says.form.exclude, "excluded", [learner], [words()]);

export const restoreForm = (learner: string): Form =>
	formOf(says.form.restore, "restored", [learner], [words()]);

/** @param board a cohort's id, or {@link SPACE_BOARD} */
export const adjustForm = (learner: string, board: string): Form =>
	formOf(
		says.form.adjust,
		"adjusted",
		[learner, board],
		[{ name: "points", label: says.form.points, kind: "line", max: 7 }, words()],
	);

/** Stands for the space's own board in a press; no id looks like it. */
export const SPACE_BOARD = "-";

/** @param missed the latest day that was missed, if there is one */
export const repairForm = (learner: string, missed: Day | undefined): Form =>
	formOf(
		says.form.repair,
		"repaired",
		[learner],
		[{ name: "day", label: says.form.day, kind: "line", value: missed ?? "", max: 10 }, words()],
	);

/** Most often it was a slip; whoever has more to say writes it. */
export const undoForm = (learner: string, of: number): Form =>
	formOf(says.form.undo, "undone", [learner, of], [words(says.form.mistake)]);
