import { webApi } from "@slack/bolt";

/** What Slack's answers to a call can mean, apart from yes. */
export type Fault =
	/** Slack understood and said no, with a code such as `not_in_channel`. */
	| { readonly kind: "refused"; readonly code: string }
	| { readonly kind: "rate-limited"; readonly waitMs: number }
	/** The call certainly never reached Slack. */
	| { readonly kind: "unreached"; readonly code: string }
	/** It may have been done or not. */
	| { readonly kind: "unclear"; readonly code: string };

/** Connections that were never made. */
const NEVER_LEFT = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"UND_ERR_CONNECT_TIMEOUT",
]);

/** Slack's own "something broke half way": some of what was asked may have been done. */
const HALF_WAY = new Set([
	"fatal_error",
	"internal_error",
	"service_unavailable",
	"request_timeout",
	"team_added_to_org",
]);

const RATE_LIMITS = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);
const USUAL_WAIT_MS = 30_000;

/** A call beside the SDK's, which knows itself what its failure means. */
export class CallFailed extends Error {
	readonly fault: Fault;
	constructor(fault: Fault) {
		super(fault.kind);
		this.fault = fault;
	}
}

/** Reads what a call of Slack threw. */
export function faultOf(error: unknown): Fault {
	if (error instanceof CallFailed) return error.fault;
	if (error instanceof webApi.WebAPIRateLimitedError)
		return { kind: "rate-limited", waitMs: error.retryAfter * 1000 };
	if (error instanceof webApi.WebAPIPlatformError) return refusal(error.data.error);
	if (error instanceof webApi.WebAPIHTTPError)
		return faultOfStatus(error.statusCode, `http_${error.statusCode}`);
	const code = networkCode(error);
	return { kind: NEVER_LEFT.has(code) ? "unreached" : "unclear", code };
}

/** A code for the log, and never more: errors can hold what was sent. */
export function codeOf(error: unknown): string {
	return codeOfFault(faultOf(error));
}

export function codeOfFault(fault: Fault): string {
	return fault.kind === "rate-limited" ? "rate_limited" : fault.code;
}

function refusal(code: string): Fault {
	if (RATE_LIMITS.has(code)) return { kind: "rate-limited", waitMs: USUAL_WAIT_MS };
	// The SDK takes a body that is no JSON for an error code: an answer that broke off on its way.
	const isCode = /^[a-z0-9_]{1,60}$/.test(code);
	if (!isCode || HALF_WAY.has(code)) return { kind: "unclear", code: isCode ? code : "no_json" };
	return { kind: "refused", code };
}

/** @param retryAfter seconds, as the header of a 429 says them */
export function faultOfStatus(status: number, code: string, retryAfter?: string): Fault {
	const waitMs = /^\d+$/.test(retryAfter ?? "") ? Number(retryAfter) * 1000 : USUAL_WAIT_MS;
	if (status === 429) return { kind: "rate-limited", waitMs };
	return status >= 500 ? { kind: "unclear", code } : { kind: "refused", code };
}

function networkCode(error: unknown): string {
	for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
		if ("code" in at && typeof at.code === "string" && !at.code.startsWith("slack_"))
			return at.code;
		if (at.name === "TimeoutError" || at.name === "AbortError") return "timeout";
		at = at.cause;
	}
	return "unknown";
}
