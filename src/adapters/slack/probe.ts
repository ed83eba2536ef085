import type { webApi } from "@slack/bolt";
import type { Sender } from "../../core/ports.ts";
import { onSlack } from "../../text/en.ts";
import { faultOf } from "./faults.ts";
import type { Home } from "./intake.ts";

const { probe: words } = onSlack;

/**
 * Looks at a channel before somebody relies on it: whether the bot was invited, and whether it is
 * archived. An app that was installed without the scopes for it is not told, and may try.
 */
export function createProbe(web: webApi.WebClient, home: Home): NonNullable<Sender["probe"]> {
	return async (place) => {
		const [, team, channel = ""] = place.split(":");
		if (team !== home.team) return onSlack.post.anotherWorkspace;
		try {
			return troubleIn((await web.conversations.info({ channel })).channel);
		} catch (error) {
			const fault = faultOf(error);
			const unseen = fault.kind === "refused" && fault.code === "channel_not_found";
			return unseen ? words.unseen : null;
		}
	};
}

type Seen = webApi.ConversationsInfoResponse["channel"];

/** In a direct conversation that Slack shows to the bot, it takes part. */
function troubleIn(channel: Seen): string | null {
	if (channel?.is_archived) return words.archived;
	if (channel?.is_im || channel?.is_member !== false) return null;
	return words.notIn;
}
