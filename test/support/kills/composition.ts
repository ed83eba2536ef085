import type { Pace } from "./clock.ts";
import type { Protection } from "./unprotected.ts";

/** What a bot that is to be killed is made of; its only argument. */
export type Composition = {
	readonly database: string;
	readonly discord: { readonly token: string; readonly apiUrl: string };
	readonly slack: {
		readonly botToken: string;
		readonly appToken: string;
		readonly apiUrl: string;
	};
	readonly clock: Pace;
	/** Of our time. */
	readonly beatMs: number;
	/** Of its own time. */
	readonly leaseMs: number;
	readonly settleMs: number;
	readonly nonceMs: number;
	readonly lacks: readonly Protection[];
};

/** What it prints once it is up. */
export const READY = "ready";
