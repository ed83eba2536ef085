import { dayOf, endOfDay } from "../days.ts";
import type { Learner } from "../ports.ts";

/** What becomes of a wish for another zone. */
export type ZoneChange =
	| { readonly change: "now" | "later"; readonly effectiveAt: number }
	| { readonly change: "same" }
	| { readonly change: "too-soon" };

/**
 * The first zone of one's own applies at once. Later ones take force at the next midnight of the
 * old zone, once a day at most: so no one gains a day, and none is lost.
 */
export function changeZone(learner: Learner, to: string, now: number): ZoneChange {
	if (learner.zoneIsOwn && learner.zone === to && learner.nextZone === null)
		return { change: "same" };
	if (!learner.zoneIsOwn) return { change: "now", effectiveAt: now };
	const chosenToday =
		learner.zoneChosenAt !== null && dayOf(learner.zoneChosenAt, learner.zone) === learner.day;
	if (chosenToday) return { change: "too-soon" };
	return { change: "later", effectiveAt: endOfDay(now, learner.zone) };
}
