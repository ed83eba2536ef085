import { Gauge, type Registry } from "prom-client";
import type { Clock, Store } from "../core/ports.ts";

type Watched = {
	readonly outbox: Pick<Store["outbox"], "count">;
	readonly heart: { lastBeat(): number };
	readonly clock: Clock;
};

/** What is looked up at the moment somebody asks: waiting messages, and the age of the last beat. */
export function addGauges(registry: Registry, { outbox, heart, clock }: Watched): void {
	addOutbox(registry, outbox);
	addHeartbeat(registry, heart, clock);
}

function addOutbox(registry: Registry, outbox: Watched["outbox"]): void {
	new Gauge({
		name: "cairn_outbox",
		help: "Messages that have not been sent, by state.",
		labelNames: ["state"],
		registers: [registry],
		async collect() {
			this.reset();
			for (const [state, messages] of await counted(outbox)) this.set({ state }, messages);
		},
	});
}

/** A database in trouble must not take the other figures with it; `/readyz` says what ails it. */
async function counted(outbox: Watched["outbox"]): Promise<readonly [string, number][]> {
	try {
		return Object.entries(await outbox.count());
	} catch {
		return [];
	}
}

function addHeartbeat(registry: Registry, heart: Watched["heart"], clock: Clock): void {
	new Gauge({
		name: "cairn_heartbeat_age_seconds",
		help: "Time since a beat ended well; beats come every 15 seconds.",
		registers: [registry],
		collect() {
			this.set((clock.now() - heart.lastBeat()) / 1000);
		},
	});
}
