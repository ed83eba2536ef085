import type { types, webApi } from "@slack/bolt";
import type { Form, Message } from "../../core/message.ts";
import type { Log } from "../../core/ports.ts";
import { CallFailed, codeOfFault, type Fault, faultOf, faultOfStatus } from "./faults.ts";
import { renderForm } from "./form.ts";
import { postJson } from "./post.ts";
import type { SlackRef } from "./ref.ts";
import type { Render, Rendered } from "./render.ts";
import { pause } from "./work.ts";

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

export type VoiceDeps = {
	readonly web: webApi.WebClient;
	readonly render: Render;
	readonly log: Log;
	/** Whether an address is one that answers may go to. */
	readonly mayAnswer: (url: string) => boolean;
};

/** A private message in an answer to Slack, or through a response_url. */
export function privately(rendered: Rendered): Rendered & { response_type: "ephemeral" } {
	return { response_type: "ephemeral", ...rendered };
}

/** A response_url answers in well under a second; longer than this, another way is tried. */
const RESPOND_MS = 5_000;
/** A trigger_id lives for three seconds: a form may wait no longer than this. */
const FORM_PAUSE_MS = 1_500;
/** How often all ways are tried, and how long at most lies between; then the person has long gone. */
const ROUNDS = 3;
const LONGEST_PAUSE_MS = 5 * 60_000;
const UNREACHED_PAUSE_MS = 1_000;

/** One way to reach a person. */
type Way = {
	go(): Promise<unknown>;
	/** Taken only when the way before it failed like this. */
	readonly after?: Fault["kind"];
};

/**
 * Speaks through the response_url of the interaction, once. When that is spent, too old or failing,
 * it whispers in the channel, and where the bot may not, it writes a direct message: nobody is left
 * without an answer, and nobody else sees it. When Slack asks to slow down on every way, it does,
 * and tries again. A message that may have arrived is not sent the same way again.
 */
export function createVoice({ web, render, log, mayAnswer }: VoiceDeps): Voice {
	return {
		async ask(asker, form) {
			const view = renderForm(form, asker.on);
			const first = await open(asker, view);
			const pauseMs = first && pauseBeforeForm(first);
			if (first === null || pauseMs === null) return first === null;
			await pause(pauseMs);
			const second = await open(asker, view);
			// A trigger works once: spent means that the first try opened the form after all.
			return second === null || codeOfFault(second) === "exchanged_trigger_id";
		},
		say(asker, message) {
			const rendered = render(message);
			const said = { ...privately(rendered), replace_original: false };
			return speak(asker, [...byUrl(asker, said), ...byName(asker, rendered)]);
		},
		replace(asker, message) {
			const rendered = render(message);
			const said = { ...rendered, replace_original: true };
			// Putting the same card in the same place twice changes nothing.
			const again = byUrl(asker, said).map((way) => ({ ...way, after: "unclear" as const }));
			return speak(asker, [...byUrl(asker, said), ...again, ...byName(asker, rendered)]);
		},
	};

	async function open(asker: Asker, view: types.ModalView): Promise<Fault | null> {
		try {
			await web.views.open({ trigger_id: asker.trigger, view });
			return null;
		} catch (error) {
			return noted(asker, error, "a form did not open");
		}
	}

	function noted(asker: Asker, error: unknown, what: string): Fault {
		const fault = faultOf(error);
		log.warn({ interaction: asker.request, err: codeOfFault(fault) }, what);
		return fault;
	}

	async function speak(asker: Asker, ways: readonly Way[]): Promise<void> {
		for (let round = 1; ; round += 1) {
			const faults = await walk(asker, ways);
			if (faults === null) return;
			const pauseMs = round < ROUNDS ? pauseBeforeRound(faults) : null;
			if (pauseMs === null) break;
			await pause(pauseMs);
		}
		log.error({ interaction: asker.request }, "there was no way to answer");
	}

	/** Null as soon as one way has worked; else how each failed. */
	async function walk(asker: Asker, ways: readonly Way[]): Promise<readonly Fault[] | null> {
		const faults: Fault[] = [];
		for (const { go, after } of ways) {
			if (after !== undefined && faults.at(-1)?.kind !== after) continue;
			try {
				await go();
				return null;
			} catch (error) {
				faults.push(noted(asker, error, "an answer did not arrive"));
			}
		}
		return faults;
	}

	function byUrl({ card }: Asker, answer: object): Way[] {
		const url = card?.url;
		return url !== undefined && mayAnswer(url) ? [{ go: () => respond(url, answer) }] : [];
	}

	function byName({ user, card }: Asker, rendered: Rendered): Way[] {
		const channel = card?.channel;
		const call = (method: string, args: Record<string, unknown>) => web.apiCall(method, args);
		const whisper = () => call("chat.postEphemeral", { channel, user, ...rendered });
		return [
			...(channel === undefined ? [] : [{ go: whisper }]),
			{ go: () => call("chat.postMessage", { channel: user, ...rendered }) },
			// Should Slack ever refuse the blocks themselves, the words still get through.
			{
				go: () => call("chat.postMessage", { channel: user, text: rendered.text, mrkdwn: false }),
				after: "refused",
			},
		];
	}
}

/** How long to wait before a form is tried once more; null when there is no sense in it. */
function pauseBeforeForm(fault: Fault): number | null {
	if (fault.kind === "refused") return null;
	if (fault.kind !== "rate-limited") return 0;
	return fault.waitMs <= FORM_PAUSE_MS ? fault.waitMs : null;
}

/** The same for all ways: null when one of them may have worked, or none ever will. */
function pauseBeforeRound(faults: readonly Fault[]): number | null {
	if (faults.some(({ kind }) => kind === "unclear")) return null;
	const pauses = faults.flatMap((fault) => {
		if (fault.kind === "rate-limited") return [fault.waitMs];
		return fault.kind === "unreached" ? [UNREACHED_PAUSE_MS] : [];
	});
	const soonest = Math.min(...pauses);
	return soonest <= LONGEST_PAUSE_MS ? soonest : null;
}

/** @throws {CallFailed} when Slack does not take it; also status 200 can say `"ok":false`. */
async function respond(url: string, answer: object): Promise<void> {
	const { status, retryAfter, text } = await postJson(url, answer, RESPOND_MS);
	const code = `response_url_${status}`;
	if (status < 200 || status > 299) throw new CallFailed(faultOfStatus(status, code, retryAfter));
	if (/"ok":\s*false/.test(text)) throw new CallFailed({ kind: "refused", code });
}
