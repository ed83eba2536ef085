import type { ScheduleKind } from "../delivery/delivery.ts";

/** What somebody is setting up and has not saved. It keeps their words, also those that do not fit. */
export type Draft = {
	readonly id: string;
	readonly space: string;
	readonly kind: ScheduleKind;
	readonly place: string;
	/** The schedule that it changes; null for a new one. */
	readonly changes: string | null;
	/** It has become a schedule: saving it again changes nothing. */
	readonly saved: boolean;
	readonly typed: Typed;
};

/** As it stands in the form; empty where nothing was said. */
export type Typed = {
	readonly time: string;
	readonly days: string;
	readonly zone: string;
	readonly from: string;
	readonly until: string;
};
