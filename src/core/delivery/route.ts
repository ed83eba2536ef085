import { platformOf } from "../platform.ts";
import type { Sender } from "../ports.ts";

/** Ask again in a minute: a platform that is down now may be back. */
const RETRY_MS = 60_000;

/**
 * Sends each message to the platform that its place belongs to, by the namespace of the id. What
 * belongs to a platform that is not up waits.
 *
 * @param senders filled as the adapters come up
 */
export function routeByPlatform(
	senders: ReadonlyMap<string, Sender>,
	clock: { now(): number },
): Sender {
	return {
		async post(place, message, key) {
			const platform = platformOf(place);
			const sender = senders.get(platform);
			if (sender) return sender.post(place, message, key);
			return { outcome: "later", until: clock.now() + RETRY_MS, why: `${platform} is not up` };
		},
	};
}
