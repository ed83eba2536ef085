import { type Entry, faultAt } from "../entries.ts";
import type { Fault } from "../faults.ts";
import { faultIn } from "../files.ts";
import { readLine } from "../markup.ts";
import type { Pack } from "../pack.ts";
import type { ChallengeEntry, QuestionEntry, TermEntry, TipEntry } from "../schema.ts";
import type { Path } from "../yaml.ts";

/** What is fine for the program but not good enough for people. */
export type Finding = {
	/** `L01` … as the authors' guide lists them. */
	readonly lint: string;
	/** An error blocks the pack; a warning needs a waiver with its reason, in the item. */
	readonly level: "error" | "warning";
	/** A warning that the entry explains away. */
	readonly waived: boolean;
	readonly fault: Fault;
};

export type Question = Entry<QuestionEntry>;
export type Tip = Entry<TipEntry>;
export type Challenge = Entry<ChallengeEntry>;
export type Term = Entry<TermEntry>;

/** One rule for one question. */
export type QuestionLint = (question: Question) => readonly Finding[];

/** Something to say about an entry, at a part of it. */
export function finding(
	entry: Entry<object>,
	lint: string,
	level: Finding["level"],
	path: Path,
	text: string,
): Finding {
	const waived = level === "warning" && waiversOf(entry.value).some((one) => one.lint === lint);
	return { lint, level, waived, fault: faultAt(entry, path, `${lint} ${text}`) };
}

/** A waiver says why a warning does not apply; an error is mended. */
function waiversOf(value: Waiving): readonly { readonly lint: string }[] {
	return value.waive ?? [];
}
type Waiving = { readonly waive?: readonly { readonly lint: string }[] | undefined };

/** Something to say about a pack as a whole. */
export function packFinding(
	{ head, folder }: Pack,
	lint: string,
	level: Finding["level"],
	text: string,
): Finding {
	if (head) return finding(head, lint, level, [], text);
	return { lint, level, waived: false, fault: faultIn(folder, "pack.yaml", `${lint} ${text}`) };
}

/** A choice as the lints see it: the text people read, and whether it is the key. */
export type Choice = { readonly text: string; readonly correct: boolean; readonly at: number };

/** The options of a question; empty where there is nothing to choose from. */
export function choicesOf({ value }: Question): readonly Choice[] {
	if (!("options" in value)) return [];
	return value.options.map((option, at) => ({
		text: seen(option.text),
		correct: "correct" in option && option.correct === true,
		at,
	}));
}

/** Options that are prose: results and commands are what they are, and cannot be balanced. */
export function proseChoices(question: Question): readonly Choice[] {
	const { kind } = question.value;
	if (kind !== "single" && kind !== "multiple") return [];
	const choices = choicesOf(question);
	const bare = "options" in question.value && question.value.options.every(isCode);
	return bare ? [] : choices;
}

function isCode({ text }: { text: string }): boolean {
	return /^`[^`]+`$/.test(text);
}

/** A text without its marks, as people see it. */
export function seen(source: string): string {
	return readLine(source)
		.value.map((inline) =>
			typeof inline === "string" ? inline : "text" in inline ? inline.text : "",
		)
		.join("");
}

/** A text without its marks and without its code: `except` is a word of Python there, not of English. */
export function prose(source: string): string {
	return readLine(source)
		.value.map((inline) => {
			if (typeof inline === "string") return inline;
			return "text" in inline && inline.as !== "code" ? inline.text : " ";
		})
		.join("");
}

/** Words in lower case, without signs. */
export function wordsOf(text: string): readonly string[] {
	return text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu) ?? [];
}
