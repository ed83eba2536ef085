import type { Delivered } from "../../src/core/delivery/delivery.ts";
import type { Message } from "../../src/core/message.ts";
import { directPlace } from "../../src/core/platform.ts";
import type { Sender } from "../../src/core/ports.ts";
import type { Ref } from "../../src/core/request.ts";
import { told } from "./told.ts";

/** What deliveries have put where, on a platform on which posts can be changed and taken down. */
export type Wall = {
	readonly sender: Sender;
	/** The messages of a place as they stand now, oldest first. */
	posts(place: string): readonly string[];
	/** Direct messages to somebody. */
	directs(name: string): readonly string[];
	/** The press behind a button of the newest message of a place. */
	pressOf(place: string, label: string): string;
	/** Somebody removes the newest message of a place. */
	takesDown(place: string): void;
	readonly edits: number;
};

/** The direct conversation with a person of the small world. */
export const directTo = (name: string): string => directPlace(`test:${name.toLowerCase()}`);

export function createWall(): Wall {
	const posted = new Map<string, Map<Ref, Message>>();
	let count = 0;
	let edits = 0;
	const at = (place: string) => posted.get(place) ?? new Map<Ref, Message>();
	const newest = (place: string): readonly [Ref, Message] => {
		const found = [...at(place)].at(-1);
		if (!found) throw new Error(`nothing stands in ${place}`);
		return found;
	};
	const put = (place: string, ref: Ref, message: Message): Delivered => {
		posted.set(place, at(place).set(ref, message));
		return { outcome: "sent", ref };
	};
	const posts = (place: string) => [...at(place).values()].map(told);
	return {
		sender: {
			async post(place, message) {
				count += 1;
				return put(place, `post${count}`, message);
			},
			async edit(place, ref, message) {
				if (!at(place).has(ref)) return { outcome: "gone", why: "it was removed" };
				edits += 1;
				return put(place, ref, message);
			},
		},
		posts,
		directs: (name) => posts(directTo(name)),
		pressOf(place, label) {
			const [, { controls = [] }] = newest(place);
			const all = controls.flatMap((one) => (one.control === "buttons" ? one.buttons : []));
			const found = all.find((button) => button.label === label);
			if (!found || !("press" in found)) throw new Error(`no button “${label}” in ${place}`);
			return found.press;
		},
		takesDown: (place) => void at(place).delete(newest(place)[0]),
		get edits() {
			return edits;
		},
	};
}
