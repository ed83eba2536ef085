import type { Log } from "../../core/ports.ts";
import { onSlack } from "../../text/en.ts";
import type { Fault } from "./faults.ts";

/** Slack takes the token for nothing: the app was removed, or the token replaced or out of date. */
export const TOKEN_REFUSALS: ReadonlySet<string> = new Set([
	"not_authed",
	"invalid_auth",
	"account_inactive",
	"token_revoked",
	"token_expired",
	"not_allowed_token_type",
	"org_login_required",
]);

export function isTokenRefused(fault: Fault): boolean {
	return fault.kind === "refused" && TOKEN_REFUSALS.has(fault.code);
}

/** Sees what becomes of each call that uses the bot's token. */
export type TokenWatch = {
	taken(): void;
	failed(fault: Fault): void;
};

/** Tells an operator once when Slack stops taking the token, and once when it takes it again. */
export function tokenWatch(log: Log): TokenWatch {
	let refused = false;
	return {
		taken() {
			if (refused) log.info({}, onSlack.botTokenTaken);
			refused = false;
		},
		failed(fault) {
			if (fault.kind !== "refused" || !isTokenRefused(fault) || refused) return;
			refused = true;
			log.error({ err: fault.code }, onSlack.botTokenRefused(fault.code));
		},
	};
}
