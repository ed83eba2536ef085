import { createHmac, timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { DAY_MS } from "../../core/days.ts";
import type { Picture } from "../../core/picture.ts";
import type { Clock } from "../../core/ports.ts";

/**
 * Pictures on their way through Slack. A ticket holds what a picture shows, until when it is good, and
 * a signature over both; so any process can paint it at any time, after a restart too, and nothing
 * has to be kept, found again or tidied away.
 */
export type Tickets = {
	write(picture: Picture): string;
	/** Null for a ticket that is not ours, was changed, or is too old. */
	read(ticket: string): Valid | null;
};

type Valid = {
	readonly picture: Picture;
	/** Epoch milliseconds. */
	readonly until: number;
};

/**
 * Slack fetches a picture when it is first shown and again whenever its own copy has gone. The end is
 * that of a UTC day, so that one picture has one address for as long as possible.
 */
const GOOD_DAYS = 30;

/** @param secret something that only this bot's configuration holds */
export function createTickets(secret: string, clock: Clock): Tickets {
	const key = createHmac("sha256", secret).update("pictures of Cairn, 1").digest();
	const sign = (signed: string) => createHmac("sha256", key).update(signed).digest();
	return {
		write(picture) {
			const day = Math.ceil(clock.now() / DAY_MS) + GOOD_DAYS;
			const data = deflateRawSync(JSON.stringify(picture)).toString("base64url");
			const signed = `${day.toString(36)}.${data}`;
			return `${signed}.${sign(signed).toString("base64url")}`;
		},
		read(ticket) {
			const at = ticket.lastIndexOf(".");
			const [signed, given] = [ticket.slice(0, at), Buffer.from(ticket.slice(at + 1), "base64url")];
			const wanted = sign(signed);
			if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
			const [day = "", data = ""] = signed.split(".");
			const until = Number.parseInt(day, 36) * DAY_MS;
			// Only what was signed here is ever unpacked.
			return until > clock.now() ? { picture: unpacked(data), until } : null;
		},
	};
}

function unpacked(data: string): Picture {
	return JSON.parse(inflateRawSync(Buffer.from(data, "base64url")).toString());
}
