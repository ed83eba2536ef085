import type { Daily } from "../delivery/delivery.ts";
import type { Store } from "../ports.ts";

/**
 * Whether a daily question is not to be posted any more, for a newer one has opened: after an outage
 * nobody wants four at once, unless they asked for all of them.
 */
export async function isOutlived(
	{ dailies, schedules }: Pick<Store, "dailies" | "schedules">,
	daily: Daily,
): Promise<boolean> {
	if (!(await dailies.isClosed(daily))) return false;
	const schedule = await schedules.read(daily.space, daily.schedule);
	return schedule?.missed !== "all";
}
