import { dayOf } from "../../src/core/days.ts";
import type { RoundItem } from "../../src/core/quiz/round.ts";
import type { World } from "./world.ts";

let rounds = 0;

const item = (points: number): RoundItem => ({
	...{ question: "q", revision: 1, options: ["a", "b"], again: false, guessed: false },
	...(points > 0 ? { picked: "a", outcome: "right" } : { picked: "b", outcome: "wrong" }),
	points,
});

/** Somebody of the town answers one question, for any points: 0 is a wrong answer. */
export async function earns(world: World, name: string, points: number): Promise<string> {
	const account = `test:${name.toLowerCase()}`;
	const here = { space: "test:town", personal: false, place: "test:square" };
	const { learner } = await world.store.learners.meet({ account, name, ...here }, world.now());
	const id = `earned${rounds++}`;
	const day = dayOf(world.now(), "UTC");
	const at = { at: world.now(), day, zone: "UTC", spaceDay: day };
	const who = { learner: learner.id, account, actor: account, space: "test:town" };
	const stamp = { request: `answers ${id}`, ...who, ...at, reason: "answer" };
	const round = { id, request: id, learner: learner.id, space: "test:town", daily: null } as const;
	const times = { startedAt: world.now(), endedAt: null };
	await world.store.rounds.start({ ...round, kind: "quiz", items: [item(0)], ...times });
	await world.store.answers.record({ stamp, round: id, position: 0 }, (before) => ({
		facts: [
			{
				...{ kind: "attempt", question: "q", topic: "t", revision: 1, round: id, rules: 1 },
				...{ option: "a", difficulty: "easy", firstTry: false, grade: null, points },
				outcome: points > 0 ? "right" : "wrong",
			},
		],
		...{ item: item(points), returns: null, endsRound: true, question: null },
		...{ streak: before.streak, today: before.today, totals: before.totals },
		...{ points, mastered: [], tried: null, covered: 0 },
	}));
	return learner.id;
}
