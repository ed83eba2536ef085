import { directPlace } from "../../core/platform.ts";

/** The sample people of the playground and the two conversations each of them sees. */

/** Everybody shares one space, in the channel and in direct messages alike. */
export const SPACE = "playground:garden";

export type Person = {
	/** As the page names them; accounts are `playground:` and this. */
	readonly id: "ada" | "ben" | "grace";
	readonly name: string;
	/** Grace moderates, so that the moderators' commands can be tried. */
	readonly manages: boolean;
};

export const people: readonly Person[] = [
	{ id: "ada", name: "Ada", manages: false },
	{ id: "ben", name: "Ben", manages: false },
	{ id: "grace", name: "Grace", manages: true },
];

/** How the rest of the program knows somebody. */
export function accountOf({ id }: Person): string {
	return `playground:${id}`;
}

/** A conversation as one person sees it. */
export type Conversation = {
	readonly id: string;
	readonly name: string;
	readonly kind: "channel" | "direct";
};

/** The one channel; `#backend` may be typed for it wherever a place is asked for. */
export const CHANNEL: Conversation = {
	id: "playground:backend",
	name: "#backend",
	kind: "channel",
};

/** What a person can open: the channel, and the direct message with Cairn. */
export function conversationsOf(person: Person): readonly Conversation[] {
	return [CHANNEL, { id: directPlace(accountOf(person)), name: "Cairn", kind: "direct" }];
}

/** Who sees what is posted to a place: everybody (null) or one person; undefined when there is no such place. */
export function readerOf(place: string): Person | null | undefined {
	if (place === CHANNEL.id) return null;
	return people.find((person) => conversationsOf(person).some((one) => one.id === place));
}

/** What a place is called; one that does not exist here goes by its id. */
export function nameOf(place: string): string {
	return everywhere.find((one) => one.id === place)?.name ?? place;
}

const everywhere = people.flatMap(conversationsOf);
