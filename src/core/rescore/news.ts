import type { Store } from "../ports.ts";
import type { Told } from "./credit.ts";

/** Another process may have given points; a minute later is early enough to hear of it. */
const EVERY_MS = 60_000;

/** Who has something to be told about their points, kept at hand: it is looked at with every wish. */
export type News = {
	/** Somebody in a space is to be told something. */
	expect(space: string, learner: string): void;
	/** Takes what they are to be told there, once; nothing for nearly everybody, at no cost. */
	take(space: string, learner: string): Promise<readonly Told[]>;
	/** Reads them again when it is time to. */
	refresh(now: number): Promise<void>;
};

export function createNews({ rescores }: Pick<Store, "rescores">): News {
	let waiting = new Set<string>();
	let readAt = Number.NEGATIVE_INFINITY;
	const key = (space: string, learner: string) => `${space} ${learner}`;
	return {
		expect: (space, learner) => void waiting.add(key(space, learner)),
		async take(space, learner) {
			if (!waiting.delete(key(space, learner))) return [];
			return rescores.tell(learner, space);
		},
		async refresh(now) {
			if (now - readAt < EVERY_MS) return;
			readAt = now;
			const all = await rescores.untold();
			waiting = new Set(all.map((one) => key(one.space, one.learner)));
		},
	};
}
