import type { Clock } from "../../../src/core/ports.ts";

/** A clock that runs faster than ours, and alike in every process that is given the same numbers. */
export type Pace = {
	/** Our time at which it began, and what it showed then; epoch milliseconds. */
	readonly since: number;
	readonly at: number;
	/** How many times as fast as ours it runs. */
	readonly speed: number;
};

/** It goes on while nobody looks: what falls due while a process is dead is due when it is back. */
export function fastClock({ since, at, speed }: Pace): Clock {
	return { now: () => Math.round(at + (Date.now() - since) * speed) };
}
