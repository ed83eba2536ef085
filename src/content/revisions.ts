import { hash } from "node:crypto";
import type { QuestionEntry } from "./schema.ts";

/** Enough to notice a change somebody forgot to count; nobody is kept from forging it. */
const SIGNS = 8;

/** A short hash of what must not change within a revision: what is asked, and its key. */
export function revisionHash(question: QuestionEntry): string {
	const asked = [question.kind, question.stem, codeOf(question), keyOf(question)];
	return shortHash(asked);
}

/** A short hash of any plain value. */
export function shortHash(value: unknown): string {
	return hash("sha256", JSON.stringify(value)).slice(0, SIGNS);
}

function codeOf(question: QuestionEntry): readonly (string | undefined)[] {
	if (!("code" in question)) return [];
	return [question.runner, question.code, "setup" in question ? question.setup : undefined];
}

/** Answers are kept by option id, so it counts which id is right and what that one says. */
function keyOf(question: QuestionEntry): unknown {
	switch (question.kind) {
		case "true_false":
			return question.answer;
		case "order":
			return [question.steps, question.extra, question.also];
		case "short":
			return [question.accept, question.match];
		default:
			return question.options.map((option) => (option.correct ? option : option.id));
	}
}
