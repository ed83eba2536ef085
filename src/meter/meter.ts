import { Counter, Histogram, type Registry } from "prom-client";
import type { Meter } from "../core/ports.ts";

/** Around the 1.5 s after which an answer is put off, and the 3 s after which it is lost. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 10];

/** The namespace of a place can be typed by a person, and words are no label. */
const UNKNOWN = "unknown";

/**
 * Counts wishes and deliveries.
 *
 * @param platforms the names of all adapters: no other word becomes a label
 */
export function createMeter(registry: Registry, platforms: readonly string[]): Meter {
	const { wishes, seconds, deliveries } = countersIn(registry);
	const named = (platform: string) => (platforms.includes(platform) ? platform : UNKNOWN);
	return {
		wish(kind, platform) {
			const taken = seconds.startTimer({ platform: named(platform), kind });
			return (command, outcome) => {
				wishes.inc({ command, kind, outcome });
				return taken() * 1000;
			};
		},
		delivery(platform, outcome) {
			deliveries.inc({ platform: named(platform), outcome });
		},
	};
}

function countersIn(registry: Registry) {
	const registers = [registry];
	return {
		wishes: new Counter({
			name: "cairn_interactions_total",
			help: "Commands, presses and forms, by how their answer came out.",
			labelNames: ["command", "kind", "outcome"],
			registers,
		}),
		seconds: new Histogram({
			name: "cairn_interaction_seconds",
			help: "From a wish to its answer, without the platform's own way.",
			labelNames: ["platform", "kind"],
			buckets: SECONDS,
			registers,
		}),
		deliveries: new Counter({
			name: "cairn_deliveries_total",
			help: "Tries to post a message, by what became of them.",
			labelNames: ["platform", "outcome"],
			registers,
		}),
	};
}
