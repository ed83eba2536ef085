import type { Route } from "../../core/adapter.ts";
import type { Paint } from "../../core/paint.ts";
import type { Clock } from "../../core/ports.ts";
import { PATH } from "./pictures.ts";
import type { Tickets } from "./tickets.ts";

/** Painted pictures kept for whoever asks again soon; each is some 100 KB. */
const KEPT = 50;

/**
 * Where Slack fetches pictures. A spoofed, changed or expired address is answered like one that never
 * was, and costs no more than looking at its signature.
 */
export function galleryRoute(tickets: Tickets, paint: Paint, clock: Clock): Route {
	const kept = new Map<string, Promise<Uint8Array | null>>();
	return {
		method: "GET",
		path: `${PATH}*`,
		async handle({ url }) {
			const ticket = ticketIn(new URL(url).pathname);
			const valid = ticket === null ? null : tickets.read(ticket);
			if (ticket === null || valid === null) return new Response(null, { status: 404 });
			const png = await painted(ticket, () => paint(valid.picture));
			if (png === null) return new Response(null, { status: 503 });
			return new Response(new Uint8Array(png), { headers: headersFor(valid.until - clock.now()) });
		},
	};

	/** Asked for twice at once, it is painted once. What failed is tried again the next time. */
	async function painted(
		ticket: string,
		make: () => Promise<Uint8Array | null>,
	): Promise<Uint8Array | null> {
		const making = kept.get(ticket) ?? make();
		kept.delete(ticket);
		kept.set(ticket, making);
		const [oldest] = kept.keys();
		if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
		const png = await making;
		if (png === null) kept.delete(ticket);
		return png;
	}
}

function ticketIn(path: string): string | null {
	return /^\/pictures\/([\w-]+\.[\w-]+\.[\w-]+)\.png$/.exec(path)?.[1] ?? null;
}

function headersFor(msLeft: number): Record<string, string> {
	return {
		"content-type": "image/png",
		"cache-control": `public, max-age=${Math.floor(msLeft / 1000)}, immutable`,
		"x-content-type-options": "nosniff",
		"content-security-policy": "default-src 'none'",
		"cross-origin-resource-policy": "cross-origin",
		"x-robots-tag": "noindex",
	};
}
