import { MILESTONES } from "../rules.ts";

/** Whether a streak of this many days is worth a word. */
export function isMilestone(days: number): boolean {
	const { first, every, year } = MILESTONES;
	if (first.some((one) => one === days)) return true;
	return days > 30 && (days % every === 0 || days % year === 0);
}
