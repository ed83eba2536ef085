import type { Log } from "./ports.ts";

/** A log whose lines all carry some fields, so that what belongs together can be found together. */
export function withFields(log: Log, common: Record<string, unknown>): Log {
	return {
		debug: (fields, message) => log.debug({ ...common, ...fields }, message),
		info: (fields, message) => log.info({ ...common, ...fields }, message),
		warn: (fields, message) => log.warn({ ...common, ...fields }, message),
		error: (fields, message) => log.error({ ...common, ...fields }, message),
	};
}
