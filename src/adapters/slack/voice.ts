import type { webApi } from "@slack/bolt";
import type { Form, Message } from "../../core/message.ts";
import type { Log } from "../../core/ports.ts";
import { codeOf } from "./faults.ts";
import { renderForm } from "./form.ts";
import type { SlackRef } from "./ref.ts";
import { type Rendered, renderMessage } from "./render.ts";
import type { TypedName } from "./richtext.ts";

/** Who is answered, and by which ways. */
export type Asker = {
	/** The id of the request, for the log. */
	readonly request: string;
	readonly user: string;
	readonly trigger: string;
	/** The card or the place the wish came from, if Slack said. */
	readonly card: SlackRef | null;
	/** The same as one opaque text. */
	readonly on: string;
};

/** The ways of speaking to one person. */
export type Voice = {
	/** Opens a form; false when Slack does not let us any more. */
	ask(asker: Asker, form: Form): Promise<boolean>;
	/** Shows a message to this person alone. */
	say(asker: Asker, message: Message): Promise<void>;
	/** Puts a message in the place of the card it answers. */
	replace(asker: Asker, message: Message): Promise<void>;
};

/** A private message in an answer to Slack, or through a response_url. */
export function privately(rendered: Rendered): Rendered & { response_type: "ephemeral" } {
	return { response_type: "ephemeral", ...rendered };
}

/** A response_url answers in well under a second; longer than this, another way is tried. */
const RESPOND_MS = 5_000;

/**
 * Speaks through the response_url of the interaction, once. When that is spent, too old or failing,
 * it whispers in the channel, and where the bot may not, it writes a direct message: nobody is left
 * without an answer, and nobody else sees it.
 */
export function createVoice(web: webApi.WebClient, typed: TypedName, log: Log): Voice {
	return {
		async ask(asker, form) {
			try {
				await web.views.open({ trigger_id: asker.trigger, view: renderForm(form, asker.on) });
				return true;
			} catch (error) {
				log.warn({ interaction: asker.request, err: codeOf(error) }, "a form did not open");
				return false;
			}
		},
		say(asker, message) {
			const rendered = renderMessage(message, typed);
			return speak(asker, rendered, { ...privately(rendered), replace_original: false });
		},
		replace(asker, message) {
			const rendered = renderMessage(message, typed);
			return speak(asker, rendered, { ...rendered, replace_original: true });
		},
	};

	async function speak(asker: Asker, rendered: Rendered, answer: object): Promise<void> {
		for (const way of waysTo(asker, rendered, answer)) {
			try {
				await way();
				return;
			} catch (error) {
				log.warn({ interaction: asker.request, err: codeOf(error) }, "an answer did not arrive");
			}
		}
		log.error({ interaction: asker.request }, "there was no way to answer");
	}

	function waysTo({ user, card }: Asker, rendered: Rendered, answer: object) {
		const url = card?.url;
		const channel = card?.channel;
		const call = (method: string, args: Record<string, unknown>) => web.apiCall(method, args);
		return [
			...(url === undefined ? [] : [() => respond(url, answer)]),
			...(channel === undefined
				? []
				: [() => call("chat.postEphemeral", { channel, user, ...rendered })]),
			() => call("chat.postMessage", { channel: user, ...rendered }),
			// Should Slack ever refuse the blocks themselves, the words still get through.
			() => call("chat.postMessage", { channel: user, text: rendered.text, mrkdwn: false }),
		];
	}
}

/** @throws when Slack does not take it; also an answer with status 200 can say `"ok":false`. */
async function respond(url: string, answer: object): Promise<void> {
	const response = await fetch(url, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(answer),
		redirect: "error",
		signal: AbortSignal.timeout(RESPOND_MS),
	});
	const said = await response.text();
	if (response.ok && !/"ok":\s*false/.test(said)) return;
	throw Object.assign(new Error("response_url"), { code: `response_url_${response.status}` });
}
