import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { platformOf } from "./core/platform.ts";
import type { Limiter } from "./core/ports.ts";

/** How many wishes may come within a window of some seconds, counted from the first. */
type Allowance = { readonly points: number; readonly duration: number };
type Limits = { readonly account: Allowance; readonly space: Allowance };

/**
 * - A person: 20 a second. Nobody presses that fast; a script that tries a few whole rounds (41
 *   wishes with 20 questions) still may, and one that floods is held to a hundredth of what a process
 *   answers.
 * - A space: 1,000 a second, as when a hall of three thousand people is told "now" and all press
 *   three times. A process answers more than twice as much, so the other spaces find room.
 */
const LIMITS: Limits = {
	account: { points: 200, duration: 10 },
	space: { points: 10_000, duration: 10 },
};

/** Its people sit at this very machine; there is nobody to protect from them. */
const UNLIMITED = "playground";

/** Holds nobody back: for measuring. */
export const noLimiter: Limiter = { take: async () => 0 };

/**
 * Counts wishes in memory. An account or space is forgotten when its window ends, so no more of them
 * are kept than have sent something within ten seconds. The windows go by the machine's own clock,
 * which the library reads; nothing else here does.
 */
export function createLimiter(limits: Limits = LIMITS): Limiter {
	const accounts = new RateLimiterMemory(limits.account);
	const spaces = new RateLimiterMemory(limits.space);
	return {
		async take(account, space) {
			if (platformOf(account) === UNLIMITED) return 0;
			// The account first: what is refused there must not use up what the others in the space have.
			const wait = await takeFrom(accounts, account);
			return wait > 0 || space === null ? wait : takeFrom(spaces, space);
		},
	};
}

async function takeFrom(limiter: RateLimiterMemory, key: string): Promise<number> {
	try {
		await limiter.consume(key);
		return 0;
	} catch (refused) {
		if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 1);
		throw refused;
	}
}
