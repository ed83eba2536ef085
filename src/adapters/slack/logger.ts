import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../core/ports.ts";

const MOST = 200;

/** Secrets and addresses that work like secrets. */
const SECRETS = /xox[a-z]-[\w-]+|xapp-[\w-]+|https?:\/\/\S+|wss?:\/\/\S+/g;

/**
 * Bolt's logger, kept to what helps an operator. Its debug lines hold whole payloads, people's words
 * among them, and are dropped; of the others only the words of the first argument are kept, short
 * and without tokens and addresses. The same again is no news.
 */
export function boltLogger(log: Log): Logger {
	let last = "";
	const once = (said: readonly unknown[], tell: (bolt: string) => void) => {
		const words = firstWords(said);
		if (words !== last) tell(words);
		last = words;
	};
	return {
		debug() {},
		info() {},
		warn: (...said: unknown[]) => once(said, (bolt) => log.warn({ bolt }, "Bolt warns")),
		error: (...said: unknown[]) =>
			once(said, (bolt) => log.error({ bolt }, "Bolt reports an error")),
		setLevel() {},
		getLevel: () => LogLevel.WARN,
		setName() {},
	};
}

function firstWords([first]: readonly unknown[]): string {
	const words = first instanceof Error ? `${first.name}: ${first.message}` : String(first);
	return words.replace(SECRETS, "…").slice(0, MOST);
}
