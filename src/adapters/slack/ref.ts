import type { Ref } from "../../core/request.ts";

/** Where a message stands, and what can still be done with it. */
export type SlackRef = {
	readonly channel: string;
	/** Missing where a command was typed: then there is no message yet. */
	readonly ts?: string;
	/** The response_url of the interaction: 5 uses within 30 minutes. */
	readonly url?: string;
};

/** Only this adapter reads what it writes here. */
export function writeRef(ref: SlackRef): Ref {
	return Buffer.from(JSON.stringify(ref)).toString("base64url");
}

/** Reads a Ref; null when it is none of ours. */
export function readRef(ref: Ref | undefined): SlackRef | null {
	try {
		const read: unknown = JSON.parse(Buffer.from(ref ?? "", "base64url").toString());
		return isRef(read) ? read : null;
	} catch {
		return null;
	}
}

function isRef(value: unknown): value is SlackRef {
	if (typeof value !== "object" || value === null || !("channel" in value)) return false;
	const { channel, ts, url } = value as Record<string, unknown>;
	return typeof channel === "string" && optionalText(ts) && optionalText(url);
}

function optionalText(value: unknown): boolean {
	return value === undefined || typeof value === "string";
}
