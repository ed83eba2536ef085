import type { Schedule } from "../delivery/delivery.ts";
import type { Space } from "../ports.ts";
import type { Draft } from "../schedules/draft.ts";

/** All that is set, and what would be. */
export type SetUp = {
	readonly space: Space;
	/** What somebody is setting up: its id stands in the presses. */
	readonly draft: Draft;
	/** The daily question of the space; null while there is none. */
	readonly daily: Schedule | null;
	/** The same as it would be started; without one, what keeps it from that. */
	readonly planned: Schedule | { readonly faults: readonly string[] };
	/** Names of the cohorts that are not over. */
	readonly cohorts: readonly string[];
};
