import type { webApi } from "@slack/bolt";
import type { MessageFile } from "../../core/message.ts";
import type { Paint } from "../../core/paint.ts";
import type { Log } from "../../core/ports.ts";
import { onSlack } from "../../text/en.ts";
import { CallFailed, codeOfFault, type Fault, faultOf, faultOfStatus } from "./faults.ts";
import type { Tickets } from "./tickets.ts";

const { picture: says, file: saysOfFile } = onSlack;

/** Brings pictures and files to somebody as a direct message. */
export type Courier = {
	/** @returns the sentence to tell them */
	bring(user: string, ticket: string): Promise<string>;
	/** The same for the files of a reply. */
	hand(user: string, files: readonly MessageFile[]): Promise<string>;
};

type CourierDeps = {
	readonly web: webApi.WebClient;
	readonly tickets: Tickets;
	readonly paint: Paint;
	readonly log: Log;
};

export function createCourier(deps: CourierDeps): Courier {
	const underWay = new Set<string>();
	/** Whoever presses again and again gets one. */
	async function once(user: string, work: () => Promise<string>): Promise<string> {
		if (underWay.has(user)) return says.underWay;
		underWay.add(user);
		try {
			return await work();
		} finally {
			underWay.delete(user);
		}
	}
	return {
		bring: (user, ticket) => once(user, () => deliver(deps, user, ticket)),
		hand: (user, files) => once(user, () => handOver(deps, user, files)),
	};
}

async function handOver(
	{ web, log }: CourierDeps,
	user: string,
	files: readonly MessageFile[],
): Promise<string> {
	try {
		for (const { name, about, text } of files)
			await upload(web, user, Buffer.from(text), { name, title: about, type: TEXT });
		return saysOfFile.sent;
	} catch (error) {
		const fault = faultOf(error);
		log.warn({ err: codeOfFault(fault) }, "a file was not sent");
		return sentenceFor(fault, saysOfFile.failed);
	}
}

const PNG = "image/png";
const TEXT = "text/plain";

async function deliver(deps: CourierDeps, user: string, ticket: string): Promise<string> {
	const valid = deps.tickets.read(ticket);
	if (valid === null) return says.tooOld;
	const png = await deps.paint(valid.picture);
	if (png === null) return says.notPainted;
	try {
		const { title, under, kind } = valid.picture;
		const file = { name: `cairn-${kind}.png`, title, alt: `${title}. ${under}`, type: PNG };
		await upload(deps.web, user, png, file);
		return says.sent;
	} catch (error) {
		const fault = faultOf(error);
		deps.log.warn({ err: codeOfFault(fault) }, "a picture was not sent");
		return sentenceFor(fault, says.failed);
	}
}

type Slot = webApi.WebAPICallResult & { readonly upload_url?: string; readonly file_id?: string };

const UPLOAD_MS = 10_000;

/** The SDK's own way has another name for the alternative text than Slack, so it is done by hand. */
async function upload(
	web: webApi.WebClient,
	users: string,
	bytes: Uint8Array,
	{ name, title, alt, type }: { name: string; title: string; alt?: string; type: string },
): Promise<void> {
	const { channel } = await web.conversations.open({ users });
	const described = alt === undefined ? {} : { alt_txt: alt };
	const slot = { filename: name, length: bytes.length, ...described };
	const { upload_url, file_id }: Slot = await web.apiCall("files.getUploadURLExternal", slot);
	const answer = await fetch(String(upload_url), {
		method: "POST",
		headers: { "content-type": type },
		body: new Uint8Array(bytes),
		redirect: "error",
		signal: AbortSignal.timeout(UPLOAD_MS),
	});
	await answer.body?.cancel();
	if (!answer.ok) throw new CallFailed(faultOfStatus(answer.status, `upload_${answer.status}`));
	const files = [{ id: file_id, title }];
	await web.apiCall("files.completeUploadExternal", { files, channel_id: channel?.id });
}

const NOT_ALLOWED = new Set(["missing_scope", "not_allowed_token_type", "file_uploads_disabled"]);

function sentenceFor(fault: Fault, failed: string): string {
	if (fault.kind === "rate-limited") return says.slower;
	if (fault.kind === "unclear") return says.unclear;
	return fault.kind === "refused" && NOT_ALLOWED.has(fault.code) ? says.notAllowed : failed;
}
