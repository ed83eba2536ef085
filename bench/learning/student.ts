import { default_w, type FSRSState, fsrs, generatorParameters } from "ts-fsrs";
import type { Question } from "../../src/core/library.ts";
import { EXPECTED } from "../../src/core/rules.ts";
import { createChance } from "./chance.ts";

/**
 * Somebody who forgets by FSRS-6, with parameters of their own that nobody else knows: the bot goes
 * by the defaults. What they could answer before they began is luck here, not knowledge.
 */
export type Student = {
	/** Answers a question on a day; remembers the right answer from then on. */
	answers(question: Question, day: number): boolean;
	/** How likely a question is recalled on a day; 0 for one that was never asked. */
	recall(question: string, day: number): number;
	/** How many questions were asked at least once. */
	met(): number;
};

/** How far students differ: parameters by 20 % or so, ability by 0.7 logits (one standard deviation). */
const SPREAD = { parameters: 0.2, ability: 0.7 } as const;

/** Three or four options: so often a guess is right. */
const GUESS = 0.25;

type Trace = FSRSState & { readonly day: number };

export function createStudent(seed: number): Student {
	const chance = createChance(seed);
	const w = default_w.map((one) => one * Math.exp(SPREAD.parameters * chance.normal()));
	const mind = fsrs(generatorParameters({ w, enable_short_term: false, enable_fuzz: false }));
	const ability = SPREAD.ability * chance.normal();
	const traces = new Map<string, Trace>();
	const recall = (question: string, day: number): number => {
		const trace = traces.get(question);
		return trace ? mind.forgetting_curve(day - trace.day, trace.stability) : 0;
	};
	return {
		recall,
		met: () => traces.size,
		answers(question, day) {
			const trace = traces.get(question.id) ?? null;
			const known = recall(question.id, day);
			const likely = trace ? known + (1 - known) * GUESS : firstTry(question, ability);
			const right = chance.next() < likely;
			if (trace?.day === day) return right;
			const state = mind.next_state(trace, trace ? day - trace.day : 0, right ? 3 : 1);
			traces.set(question.id, { ...state, day });
			return right;
		},
	};
}

function firstTry({ difficulty }: Question, ability: number): number {
	const expected = EXPECTED[difficulty];
	return 1 / (1 + ((1 - expected) / expected) * Math.exp(-ability));
}
