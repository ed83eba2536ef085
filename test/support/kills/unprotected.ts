import type { Sender, Store } from "../../../src/core/ports.ts";

/**
 * What keeps a post from coming twice or never, taken away one by one: so that a test which finds
 * nothing wrong is known to look. None of this can be switched off in the program itself.
 */
export type Protection = (typeof PROTECTIONS)[number];

export const PROTECTIONS = ["nonce", "look", "attempt", "order"] as const;

/** In words, for tables. */
export const WITHOUT: Readonly<Record<Protection, string>> = {
	nonce: "Discord knows no nonce",
	look: "nobody looks whether an earlier try arrived",
	attempt: "a try is written down only after it",
	order: "a post counts as sent before it is",
};

/** The store of a bot that lacks some of the protections. */
export function weakenedStore(store: Store, lacks: ReadonlySet<Protection>): Store {
	const { outbox } = store;
	const claim: typeof outbox.claim = async (id, now, leaseMs) => {
		const taken = await outbox.claim(id, now, leaseMs);
		if (lacks.has("attempt"))
			await outbox.settle(id, { outcome: "later", until: now, why: "forgotten" }, now);
		if (lacks.has("order")) await outbox.settle(id, { outcome: "sent", ref: "hoped for" }, now);
		return taken;
	};
	return { ...store, outbox: { ...outbox, claim } };
}

/** The same of its senders. */
export function weakenedSender(sender: Sender, lacks: ReadonlySet<Protection>): Sender {
	if (!lacks.has("look")) return sender;
	return {
		...sender,
		post: (place, message, key) => sender.post(place, message, { ...key, unsettledSince: null }),
	};
}
