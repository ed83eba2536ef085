import { setup as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { buttons, heading, type Message, note, text, words } from "../message.ts";
import { wishPress } from "../quiz/wish.ts";
import { ROUND } from "../rules.ts";
import { mustReach } from "../schedules/flow.ts";

/** What newcomers find at the top of a channel: who this is, and one button. */
export function startPost(): Message {
	const { card } = says;
	return {
		gist: `${card.heading}: ${card.says}`,
		parts: [heading(card.heading), text(card.says), text(card.how), note(...words(card.more))],
		controls: [
			buttons({
				label: card.start,
				press: wishPress("begin", { count: ROUND.usual }),
				tone: "main",
			}),
		],
	};
}

/**
 * Posts it where this was pressed, once for each set-up and place: whoever presses again is impatient,
 * and whoever wants another one sets up anew.
 *
 * @param draft of the set-up
 * @throws {Problem} when the bot may not write there
 */
export async function postStart(context: Context, draft: string): Promise<void> {
	const { tools, place, space, now } = context;
	await mustReach(context, place.id);
	const delivery = { id: `start/${draft}/${place.id}`, space: space.id, place: place.id };
	await tools.store.outbox.add({ ...delivery, what: { kind: "start" } }, now);
}
