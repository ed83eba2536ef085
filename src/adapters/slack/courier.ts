import type { webApi } from "@slack/bolt";
import type { Paint } from "../../core/paint.ts";
import type { Log } from "../../core/ports.ts";
import { onSlack } from "../../text/en.ts";
import { CallFailed, codeOfFault, type Fault, faultOf, faultOfStatus } from "./faults.ts";
import type { Tickets } from "./tickets.ts";

const { picture: says } = onSlack;

/** Brings a picture to somebody as a direct message. */
export type Courier = {
	/** @returns the sentence to tell them */
	bring(user: string, ticket: string): Promise<string>;
};

type CourierDeps = {
	readonly web: webApi.WebClient;
	readonly tickets: Tickets;
	readonly paint: Paint;
	readonly log: Log;
};

export function createCourier(deps: CourierDeps): Courier {
	const underWay = new Set<string>();
	return {
		async bring(user, ticket) {
			// Whoever presses again and again gets one.
			if (underWay.has(user)) return says.underWay;
			underWay.add(user);
			try {
				return await deliver(deps, user, ticket);
			} finally {
				underWay.delete(user);
			}
		},
	};
}

async function deliver(deps: CourierDeps, user: string, ticket: string): Promise<string> {
	const valid = deps.tickets.read(ticket);
	if (valid === null) return says.tooOld;
	const png = await deps.paint(valid.picture);
	if (png === null) return says.notPainted;
	try {
		const { title, under, kind } = valid.picture;
		const file = { name: `cairn-${kind}.png`, title, alt: `${title}. ${under}` };
		await upload(deps.web, user, png, file);
		return says.sent;
	} catch (error) {
		const fault = faultOf(error);
		deps.log.warn({ err: codeOfFault(fault) }, "a picture was not sent");
		return sentenceFor(fault);
	}
}

type Slot = webApi.WebAPICallResult & { readonly upload_url?: string; readonly file_id?: string };

const UPLOAD_MS = 10_000;

/** The SDK's own way has another name for the alternative text than Slack, so it is done by hand. */
async function upload(
	web: webApi.WebClient,
	users: string,
	png: Uint8Array,
	{ name, title, alt }: { name: string; title: string; alt: string },
): Promise<void> {
	const { channel } = await web.conversations.open({ users });
	const slot = { filename: name, length: png.length, alt_txt: alt };
	const { upload_url, file_id }: Slot = await web.apiCall("files.getUploadURLExternal", slot);
	const answer = await fetch(String(upload_url), {
		method: "POST",
		headers: { "content-type": "image/png" },
		body: new Uint8Array(png),
		redirect: "error",
		signal: AbortSignal.timeout(UPLOAD_MS),
	});
	await answer.body?.cancel();
	if (!answer.ok) throw new CallFailed(faultOfStatus(answer.status, `upload_${answer.status}`));
	const files = [{ id: file_id, title }];
	await web.apiCall("files.completeUploadExternal", { files, channel_id: channel?.id });
}

const NOT_ALLOWED = new Set(["missing_scope", "not_allowed_token_type", "file_uploads_disabled"]);

function sentenceFor(fault: Fault): string {
	if (fault.kind === "rate-limited") return says.slower;
	if (fault.kind === "unclear") return says.unclear;
	return fault.kind === "refused" && NOT_ALLOWED.has(fault.code) ? says.notAllowed : says.failed;
}
