import { platformOf } from "../platform.ts";
import type { Sender } from "../ports.ts";
import type { Delivered } from "./delivery.ts";

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
	const sendTo = async (place: string, work: (sender: Sender) => Promise<Delivered>) => {
		const platform = platformOf(place);
		const sender = senders.get(platform);
		if (sender) return work(sender);
		const until = clock.now() + RETRY_MS;
		return { outcome: "later", until, why: `${platform} is not up` } as const;
	};
	return {
		post: (place, message, key) => sendTo(place, (sender) => sender.post(place, message, key)),
		// Whoever cannot look says nothing against it: the post itself will tell.
		probe: async (place) => (await senders.get(platformOf(place))?.probe?.(place)) ?? null,
		revealing: (place) => senders.get(platformOf(place))?.revealing?.(place) ?? null,
		edit: (place, ref, message) => sendTo(place, (sender) => sender.edit(place, ref, message)),
	};
}
