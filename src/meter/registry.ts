import { collectDefaultMetrics, Registry } from "prom-client";

/** A registry of its own, with what Node tells of the process: event loop delay, memory, CPU. */
export function createRegistry(): Registry {
	const register = new Registry();
	collectDefaultMetrics({ register });
	return register;
}
