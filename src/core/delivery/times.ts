/**
 * How the bot keeps time with what it posts. A running bot goes by {@link TIMES}; whoever composes
 * it otherwise, such as a test that kills it, brings times of their own.
 */
export type Times = {
	/** When the heart beats, for node-cron: second, minute, hour, day, month, weekday. */
	readonly beat: string;
	/**
	 * How long one try may take, counted from when it was written down. Only then may another process,
	 * or the next life of this one, look at the message again. So it is never shorter than
	 * {@link settleMs}.
	 */
	readonly leaseMs: number;
	/**
	 * How long a try whose answer was lost may still be on its way. Where a platform has to be searched
	 * for the message, nobody looks earlier: what arrives after the look would be doubled.
	 */
	readonly settleMs: number;
};

/**
 * Every 15 seconds, so that a lost beat costs 15 seconds and never a message. A call is given up
 * after 15 seconds at most and a message takes two of them, so 30 seconds outlast whatever a
 * platform still does with one that was given up, and a minute outlasts the whole try.
 */
export const TIMES: Times = { beat: "*/15 * * * * *", leaseMs: 60_000, settleMs: 30_000 };
