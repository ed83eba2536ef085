import type { Message } from "../../core/message.ts";
import type { Clock, Ids } from "../../core/ports.ts";
import type { Ref } from "../../core/request.ts";
import type { Events, Stamp } from "./events.ts";
import { forget } from "./once.ts";
import { type Person, readerOf } from "./people.ts";
import { type Face, type Keep, render } from "./render.ts";

/**
 * What stands on the page. Public posts are kept in memory, so that they survive a reload; private
 * messages are shown once and then live only in the page, as on the real platforms.
 */

/** A message where it stands. A later `rev` of the same run replaces an earlier one. */
export type Shown = Stamp & {
	readonly id: Ref;
	readonly place: string;
	/** When it was said (epoch milliseconds, by the bot's clock). */
	readonly at: number;
	readonly private: boolean;
	/** What the asker typed; "" when the message came by itself or from a control. */
	readonly because: string;
	readonly face: Face;
};

export type Asker = { readonly person: Person; readonly place: string };

export type Screen = {
	/** Posts to a place, once for each key; null when there is no such place. */
	post(place: string, message: Message, key: string): Shown | null;
	/** Changes a kept post for all who see it; null when it is not kept any more. */
	edit(place: string, on: Ref, message: Message): Shown | null;
	/** Says something to one person only. */
	say(to: Asker, message: Message, because: string): Shown;
	/** Changes a message: a kept post for all who see it, anything else for the one who pressed. */
	replace(to: Asker, on: Ref, message: Message): Shown;
	/** The posts a person sees, oldest first. */
	postsFor(person: Person): readonly Shown[];
};

/** Posts kept in each place; older ones have scrolled away long ago. */
const KEPT_POSTS = 50;
/** Keys of posts remembered beyond the posts themselves: a repeat comes within hours, not weeks. */
const KEPT_KEYS = 1000;

export function createScreen(events: Events, deps: { clock: Clock; ids: Ids; keep: Keep }): Screen {
	const posts = new Map<string, Map<string, Shown>>();
	const keys = new Map<string, Shown>();
	const show = (reader: string | null, rest: Omit<Shown, keyof Stamp>) =>
		events.publish(reader, (stamp) => ({ kind: "message", message: { ...rest, ...stamp } }))
			.message;
	const fresh = (place: string, message: Message) => ({
		id: `playground:${deps.ids.make()}`,
		place,
		at: deps.clock.now(),
		face: render(message, deps.keep),
	});
	const edit: Screen["edit"] = (place, on, message) => {
		const post = posts.get(place)?.get(on);
		if (!post) return null;
		const shown = show(readerOf(place)?.id ?? null, { ...post, face: render(message, deps.keep) });
		keep(posts, shown);
		return shown;
	};
	return {
		edit,
		post(place, message, key) {
			const reader = readerOf(place);
			if (reader === undefined) return null;
			const before = keys.get(key);
			if (before) return before;
			const post = { ...fresh(place, message), private: false, because: "" };
			const shown = show(reader?.id ?? null, post);
			keep(posts, shown);
			keys.set(key, shown);
			forget(keys, KEPT_KEYS);
			return shown;
		},
		say: ({ person, place }, message, because) =>
			show(person.id, { ...fresh(place, message), private: true, because }),
		replace: ({ person, place }, on, message) =>
			edit(place, on, message) ??
			show(person.id, { ...fresh(place, message), id: on, private: true, because: "" }),
		postsFor: (person) =>
			[...posts]
				.filter(([place]) => (readerOf(place) ?? person) === person)
				.flatMap(([, ofPlace]) => [...ofPlace.values()]),
	};
}

function keep(posts: Map<string, Map<string, Shown>>, shown: Shown): void {
	const ofPlace = posts.get(shown.place) ?? new Map<string, Shown>();
	posts.set(shown.place, ofPlace.set(shown.id, shown));
	forget(ofPlace, KEPT_POSTS);
}
