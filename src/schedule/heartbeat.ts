import { schedule } from "node-cron";
import type { Log } from "../core/ports.ts";

/** What makes the heart beat: calls a function again and again. */
export type Drum = (strike: () => void) => { stop(): void | Promise<void> };

/**
 * node-cron beats and does nothing else, in UTC: its own time zones lose an hour each autumn. What
 * is due is decided by the database.
 */
export function byCron(every: string): Drum {
	return (strike) => {
		const task = schedule(every, strike, { timezone: "Etc/UTC" });
		return { stop: () => task.destroy() };
	};
}

export type Heartbeat = {
	/**
	 * When the last beat ended well, as `clock` tells it. The start counts as one: whoever asks while
	 * the first is under way is not told of a trouble.
	 */
	lastBeat(): number;
	/** No new beat begins; waits for the one under way. */
	stop(): Promise<void>;
};

/** The first beat comes at once, and none begins while one is under way. */
export function startHeartbeat(
	beat: (now: number) => Promise<void>,
	clock: { now(): number },
	log: Log,
	drum: Drum,
): Heartbeat {
	let lastBeat = clock.now();
	let running: Promise<void> | null = null;
	const once = async () => {
		try {
			await beat(clock.now());
			lastBeat = clock.now();
		} catch (err) {
			log.error({ err }, "a beat failed; the next one tries again");
		}
		running = null;
	};
	const strike = () => {
		running ??= once();
	};
	const drumming = drum(strike);
	strike();
	return {
		lastBeat: () => lastBeat,
		async stop() {
			await drumming.stop();
			await running;
		},
	};
}
