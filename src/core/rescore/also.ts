import type { AlsoRight } from "./credit.ts";

/**
 * What counts as right besides the key, as an argument of a press: `all`, positions (`o02`), or typed
 * words (`t…`) in letters that a press can hold.
 */

/** As many bytes as fit into a press beside the rest; of plain letters each takes one. */
export const TYPED_LIMIT = 34;

export function fitsPress(typed: string): boolean {
	return new TextEncoder().encode(typed).length <= TYPED_LIMIT;
}

const AS_PRESS = { alphabet: "base64url", omitPadding: true } as const;

export function writeAlso(also: AlsoRight): string {
	if (also.by === "all") return "all";
	if (also.by === "options") return `o${also.at.join("")}`;
	return `t${new TextEncoder().encode(also.typed).toBase64(AS_PRESS)}`;
}

/** Null when it was not written here. */
export function readAlso(written: string): AlsoRight | null {
	if (written === "all") return { by: "all" };
	const kind = written.charAt(0);
	const rest = written.slice(1);
	if (kind === "o" && /^\d{1,9}$/.test(rest)) return { by: "options", at: [...rest].map(Number) };
	return kind === "t" ? readTyped(rest) : null;
}

function readTyped(written: string): AlsoRight | null {
	try {
		const typed = new TextDecoder("utf-8", { fatal: true }).decode(
			Uint8Array.fromBase64(written, { alphabet: "base64url" }),
		);
		return typed.trim() === "" ? null : { by: "text", typed };
	} catch {
		return null;
	}
}
