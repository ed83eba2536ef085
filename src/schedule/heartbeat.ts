import { schedule } from "node-cron";
import type { Log } from "../core/ports.ts";

/** Every 15 seconds: a lost beat costs 15 seconds, never a message. */
const EVERY_15_SECONDS = "*/15 * * * * *";

export type Heartbeat = {
	/**
	 * When the last beat ended well, as `clock` tells it. The start counts as one: whoever asks while
	 * the first is under way is not told of a trouble.
	 */
	lastBeat(): number;
	/** No new beat begins; waits for the one under way. */
	stop(): Promise<void>;
};

/**
 * node-cron beats and does nothing else, in UTC: its own time zones lose an hour each autumn. What
 * is due is decided by the database.
 */
export function startHeartbeat(
	beat: (now: number) => Promise<void>,
	clock: { now(): number },
	log: Log,
	every = EVERY_15_SECONDS,
): Heartbeat {
	let lastBeat = clock.now();
	let running: Promise<void> = Promise.resolve();
	const once = async () => {
		try {
			await beat(clock.now());
			lastBeat = clock.now();
		} catch (err) {
			log.error({ err }, "a beat failed; the next one tries again");
		}
	};
	const task = schedule(
		every,
		() => {
			running = once();
			return running;
		},
		{ timezone: "Etc/UTC", noOverlap: true },
	);
	running = once();
	return {
		lastBeat: () => lastBeat,
		async stop() {
			await task.destroy();
			await running;
		},
	};
}
