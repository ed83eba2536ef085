import type { App } from "../../core/app.ts";
import type { Clock } from "../../core/ports.ts";
import type { Events } from "./events.ts";
import { type Conversation, conversationsOf, type Person, people } from "./people.ts";
import type { Screen, Shown } from "./screen.ts";

/** What the page needs to draw itself for one person; from `after` on it follows the events. */
export type State = {
	readonly person: string;
	readonly people: readonly Person[];
	readonly conversations: readonly Conversation[];
	readonly suggestions: readonly { readonly line: string; readonly about: string }[];
	readonly posts: readonly Shown[];
	readonly now: number;
	readonly after: string;
};

/** What a newcomer should try first, where there is such a command. */
const SUGGESTED = ["quiz", "tip", "roadmap"];

export function stateFor(
	person: Person,
	{ app, clock, events, screen }: { app: App; clock: Clock; events: Events; screen: Screen },
): State {
	return {
		person: person.id,
		people,
		conversations: conversationsOf(person),
		suggestions: SUGGESTED.flatMap(
			(name) => app.commands.find((one) => one.name === name) ?? [],
		).map(({ name, about }) => ({ line: `/${name}`, about })),
		posts: screen.postsFor(person),
		now: clock.now(),
		after: events.last(),
	};
}
