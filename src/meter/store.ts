import { Histogram, type Registry } from "prom-client";
import type { Store } from "../core/ports.ts";

/** A read takes a tenth of a millisecond, a commit a few; a second means trouble. */
const SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5];

/** A store whose methods are timed, each as a whole: waiting for a turn and trying again included. */
export function timedStore(store: Store, registry: Registry): Store {
	const seconds = new Histogram({
		name: "cairn_database_seconds",
		help: "Time in the store, by method; each is one transaction.",
		labelNames: ["method"],
		buckets: SECONDS,
		registers: [registry],
	});
	return timed(store, "", (method) => seconds.labels({ method }));
}

/** Takes down how long something took. */
type Seconds = { observe(seconds: number): void };
type SecondsOf = (method: string) => Seconds;

/** Takes a group of methods by whatever they are called, so that new ones are timed as well. */
function timed<Group extends object>(group: Group, path: string, of: SecondsOf): Group {
	const entries = Object.entries(group).map(([name, part]: [string, unknown]) => [
		name,
		timedPart(group, part, `${path}${name}`, of),
	]);
	return Object.fromEntries(entries) as Group;
}

function timedPart(group: object, part: unknown, name: string, of: SecondsOf): unknown {
	if (isMethod(part)) return timedMethod(group, part, of(name));
	return typeof part === "object" && part !== null ? timed(part, `${name}.`, of) : part;
}

type Method = (...given: never[]) => unknown;

function isMethod(part: unknown): part is Method {
	return typeof part === "function";
}

function timedMethod(group: object, method: Method, seconds: Seconds) {
	return async (...given: unknown[]): Promise<unknown> => {
		const begun = performance.now();
		try {
			return await Reflect.apply(method, group, given);
		} finally {
			seconds.observe((performance.now() - begun) / 1_000);
		}
	};
}
