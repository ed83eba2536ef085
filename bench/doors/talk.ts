import type { Control, Door, Shown } from "./door.ts";

/** What one person does: asks for a question, and answers it. */
export type Talk = { readonly question: Shown; readonly result: Shown };

/** Presses that a newcomer is asked for around the first question. */
const MOST_STEPS = 8;

/**
 * Somebody's first visit: whatever is asked before the first question and after its result is
 * answered with its first button or choice, until the round can go on.
 */
export async function introduce(door: Door, who: number): Promise<void> {
	let shown = await door.slash(who);
	for (let step = 0; step < MOST_STEPS && !isResult(shown); step += 1)
		shown = await door.press(who, shown, shown.controls[0] ?? NOTHING);
	if (!isResult(shown)) throw new Error(`no result: ${told(shown)}`);
}

/** One whole talk. */
export async function talk(door: Door, who: number): Promise<Talk> {
	const question = await ask(door, who);
	return { question, result: await answer(door, who, question) };
}

/** @throws when the bot shows something else than a question */
export async function ask(door: Door, who: number): Promise<Shown> {
	const shown = await door.slash(who);
	if (answerIn(shown) === undefined) throw new Error(`no question: ${told(shown)}`);
	return shown;
}

/** Presses the first button, which is right. @throws when no result takes the question's place */
export async function answer(door: Door, who: number, question: Shown): Promise<Shown> {
	const shown = await door.press(who, question, answerIn(question) ?? NOTHING);
	if (!shown.replaced || !isResult(shown)) throw new Error(`no result: ${told(shown)}`);
	return shown;
}

const NOTHING: Control = { press: "" };

function answerIn({ controls }: Shown): Control | undefined {
	return controls.find(({ press }) => press.startsWith("quiz.pick:"));
}

function isResult({ controls }: Shown): boolean {
	return controls.some(({ press }) => press.startsWith("quiz.next:"));
}

const told = ({ message }: Shown): string => JSON.stringify(message).slice(0, 300);
