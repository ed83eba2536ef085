import { platformOf } from "./core/platform.ts";
import type { Pace, Pacing } from "./core/ports.ts";

/** How long a tick hands out turns: it is over before the next beat of the heart is due. */
const TICK_MS = 10_000;

/** A platform that has said nothing of its pace is not up: what is for it goes nowhere. */
const UNPACED: Pacing = { laneMs: 0, allMs: 0 };

/**
 * Real time between messages. Turns are evenly spaced and never saved up, so nothing that has waited
 * comes as a burst.
 *
 * @param pacings by platform; may be filled while it runs
 */
export function createPace(
	pacings: ReadonlyMap<string, Pacing>,
	tickMs = TICK_MS,
): Pace & { stop(): void } {
	/** When a lane, or a platform as a whole, is free again. */
	const free = new Map<string, number>();
	const pauses = createPauses();

	/** Takes the next moment of a lane or a platform, unless that is after `end`, and waits for it. */
	async function reach(what: string, gapMs: number, end: number): Promise<boolean> {
		const now = performance.now();
		const at = Math.max(now, free.get(what) ?? 0);
		if (at > end) return false;
		free.set(what, at + gapMs);
		return pauses.pause(at - now);
	}

	return {
		begin() {
			const now = performance.now();
			const end = now + tickMs;
			for (const [what, at] of free) if (at <= now) free.delete(what);
			return async (lane) => {
				const platform = platformOf(lane);
				const { laneMs, allMs } = pacings.get(platform) ?? UNPACED;
				// One after the other: a lane that has to wait must not keep a moment from the others.
				if (!(await reach(lane, laneMs, end))) return false;
				if (!(await reach(platform, allMs, end))) return false;
				free.set(lane, Math.max(free.get(lane) ?? 0, performance.now() + laneMs));
				return true;
			};
		},
		/** Nobody gets another turn. */
		stop: pauses.end,
	};
}

function createPauses() {
	const under = new Set<() => void>();
	let ended = false;
	return {
		/** Resolves when the time is over, or at once when all pauses end: then to false. */
		async pause(ms: number): Promise<boolean> {
			if (ms > 0 && !ended)
				await new Promise<void>((resolve) => {
					const timer = setTimeout(done, ms);
					under.add(done);
					function done() {
						clearTimeout(timer);
						under.delete(done);
						resolve();
					}
				});
			return !ended;
		},
		end() {
			ended = true;
			for (const done of under) done();
		},
	};
}
