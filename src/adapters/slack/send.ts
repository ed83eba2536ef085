import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import type { Delivered } from "../../core/delivery/delivery.ts";
import type { Clock, Log, Sender } from "../../core/ports.ts";
import { onSlack } from "../../text/en.ts";
import { type Fault, faultOf } from "./faults.ts";
import type { Home } from "./intake.ts";
import { writeRef } from "./ref.ts";
import type { Render, Rendered } from "./render.ts";
import type { TypedName } from "./richtext.ts";
import { isTokenRefused, TOKEN_REFUSALS } from "./token.ts";

const { post: words } = onSlack;

const GONE: Readonly<Record<string, (setup: string) => string>> = words.gone;

/** Further codes that no other message and no waiting will change. */
const CLOSED = new Set([
	"user_not_found",
	"team_access_not_granted",
	"ekm_access_denied",
	"no_permission",
]);

/** Slack takes the token, but not for this; an operator can mend that. */
const LACKING = new Set(["missing_scope", "accesslimited"]);

const SOON_MS = 30_000;
const MENDED_MS = 10 * 60_000;

/**
 * Posts deliveries. Slack has no key that makes a repeat harmless, so a try whose outcome nobody
 * knows is never repeated: it stays unknown. The client must neither retry nor wait on its own.
 */
export function createSender(
	web: webApi.WebClient,
	home: Home,
	render: Render,
	typed: TypedName,
	{ log, clock }: { readonly log: Log; readonly clock: Clock },
): Sender {
	return {
		async post(place, message, key) {
			if (key.unsettledSince !== null) return { outcome: "unknown", why: words.earlierUnclear };
			const [, team, channel = ""] = place.split(":");
			if (team !== home.team) return { outcome: "gone", why: words.anotherWorkspace };
			try {
				const posted = await web.chat.postMessage(postOf(channel, render(message), key.id));
				return { outcome: "sent", ref: writeRef({ channel, ts: posted.ts ?? "" }) };
			} catch (error) {
				const fault = faultOf(error);
				const delivered = deliveredOf(fault, clock.now(), typed("setup"));
				// A refused token has been told of already, once.
				if (!isTokenRefused(fault))
					log.warn({ delivery: key.id, outcome: delivered.outcome, fault }, WENT_WRONG);
				return delivered;
			}
		},
	};
}

const WENT_WRONG = "a post did not go well";

function postOf(channel: string, rendered: Rendered, key: string) {
	return {
		channel,
		...rendered,
		unfurl_links: false,
		unfurl_media: false,
		client_msg_id: uuidOf(key),
		metadata: { event_type: "cairn_delivery", event_payload: { key } },
	};
}

/**
 * The same key, the same id. Slack does not document what it does with it; its list of errors only
 * hints that a repeat may be recognised, so nothing relies on it.
 */
function uuidOf(key: string): string {
	const hex = createHash("sha256").update(key).digest("hex");
	const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
	const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`];
	return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

function deliveredOf(fault: Fault, now: number, setup: string): Delivered {
	switch (fault.kind) {
		case "rate-limited":
			return { outcome: "later", until: now + fault.waitMs, why: words.rateLimited };
		case "unreached":
			return { outcome: "later", until: now + SOON_MS, why: words.unreached };
		case "unclear":
			return { outcome: "unknown", why: words.unclear };
		case "refused":
			return refused(fault.code, now, setup);
	}
}

function refused(code: string, now: number, setup: string): Delivered {
	if (TOKEN_REFUSALS.has(code) || LACKING.has(code))
		return { outcome: "later", until: now + MENDED_MS, why: words.token };
	if (code.startsWith("http_"))
		return { outcome: "later", until: now + MENDED_MS, why: words.unreached };
	if (code.startsWith("restricted_action"))
		return { outcome: "gone", why: words.gone.restricted(setup) };
	const known = GONE[code];
	if (known !== undefined) return { outcome: "gone", why: known(setup) };
	if (CLOSED.has(code)) return { outcome: "gone", why: words.closed(code, setup) };
	return { outcome: "dead", why: words.refused(code) };
}
