import { platformOf } from "../platform.ts";
import type { Delivered, Delivery } from "./delivery.ts";

/**
 * What the log says of a try. Where it goes to a person or tells of one, nothing there may lead to
 * them: a log outlives what people have erased.
 */
export function traceOf(delivery: Delivery, delivered: Delivered): Record<string, unknown> {
	const { id, place } = delivery;
	if (!("learner" in delivery)) return { delivery: id, place, ...delivered };
	const why = "why" in delivered ? { why: delivered.why } : {};
	return { delivery: id, platform: platformOf(place), outcome: delivered.outcome, ...why };
}
