import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";

/** What goes wrong on the way to Discord, told apart by what can be done about it. */

/** Discord's JSON error codes, from topics/opcodes-and-status-codes. */
export const CODE = {
	unknownChannel: 10003,
	unknownGuild: 10004,
	unknownMessage: 10008,
	unknownUser: 10013,
	unknownWebhook: 10015,
	unknownInteraction: 10062,
	oldEdits: 30046,
	openingTooFast: 40003,
	alreadyAnswered: 40060,
	missingAccess: 50001,
	noDirectMessage: 50007,
	noText: 50008,
	missingPermissions: 50013,
	invalidWebhookToken: 50027,
	threadArchived: 50083,
	noCommonServer: 50278,
	threadLocked: 160005,
} as const;

/** The person has gone, or another process has answered: nobody is left to answer to. */
const TOO_LATE: readonly unknown[] = [
	CODE.unknownInteraction,
	CODE.alreadyAnswered,
	CODE.unknownWebhook,
	CODE.invalidWebhookToken,
	CODE.unknownMessage,
];

export function isTooLate(error: unknown): boolean {
	return error instanceof DiscordAPIError && TOO_LATE.includes(error.code);
}

/** Somebody, or an earlier try, has answered. */
export function isAlreadyAnswered(error: unknown): boolean {
	return error instanceof DiscordAPIError && error.code === CODE.alreadyAnswered;
}

/**
 * Discord failed, or something on the way to it, and the next try may go better. That this one has
 * arrived all the same is possible.
 */
export function mayPass(error: unknown): boolean {
	// A limit with an end has been waited for already, unless that is too far away.
	if (error instanceof RateLimitError) return !(error.retryAfter > 0);
	// What stands between us and Discord says no in pages, without a code.
	if (error instanceof DiscordAPIError) return typeof error.code !== "number";
	return error instanceof HTTPError || isBroken(error);
}

/** Node's own faults have codes too, and say that a program is wrong. */
function isBroken(error: unknown): boolean {
	const code = systemCode(error) ?? "ERR_";
	return !code.startsWith("ERR_") || (error instanceof Error && error.name === "AbortError");
}

/** What was to be shown cannot be shown: a fault of the program, which no further try mends. */
export function isOurs(error: unknown): boolean {
	return !isTooLate(error) && !mayPass(error) && !(error instanceof RateLimitError);
}

/** Never reached Discord, so it cannot have done anything. */
const NEVER_LEFT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];

export function neverLeft(error: unknown): boolean {
	return NEVER_LEFT.includes(systemCode(error) ?? "");
}

function systemCode(error: unknown): string | undefined {
	if (!(error instanceof Error) || !("code" in error)) return undefined;
	return typeof error.code === "string" ? error.code : undefined;
}

/**
 * An error as the log may have it. discord.js keeps the whole request in its errors: the address
 * holds the token of the interaction and the body a person's words, so neither is taken over.
 */
export function logged(error: unknown): Record<string, unknown> {
	if (error instanceof RateLimitError) return { why: "rate limit", route: error.route };
	if (error instanceof DiscordAPIError)
		return { why: error.message, code: error.code, status: error.status };
	if (error instanceof HTTPError) return { why: error.message, status: error.status };
	if (error instanceof Error) return { why: error.message, code: systemCode(error) };
	return { why: "unknown" };
}
