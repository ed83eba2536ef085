import { type DestinationStream, type Logger, pino } from "pino";

/** What a token looks like, wherever it turns up: in a message, an error, a URL. */
const TOKENS = [
	/\bxox[a-z](?:\.[a-z]+)?-[\w-]{8,}/g,
	/\bxapp-[\w-]{8,}/g,
	/\b[A-Za-z\d_-]{23,28}\.[A-Za-z\d_-]{6,7}\.[A-Za-z\d_-]{27,}/g,
	/\/(?:webhooks|interactions)\/\d+\/[\w-]{20,}/g,
	/\bhooks\.slack\.com\/[\w/-]+/g,
	/(?<=:\/\/[^\s:/@"]*:)[^\s@"]+(?=@)/g,
];

const HIDDEN = "[hidden]";

/**
 * The log. Every line passes the scrubber as text, just before it is written: redacting fields by
 * name would miss a token inside a message, an error's stack or an address.
 *
 * @param secrets values that must never be written, in any spelling
 */
export function createLog(
	level: string,
	secrets: readonly string[],
	stream?: DestinationStream,
): Logger {
	const options = { level, base: {}, hooks: { streamWrite: scrubber(secrets) } };
	return stream ? pino(options, stream) : pino(options);
}

/** Replaces what must not be read: the secrets given, and whatever looks like a token. */
export function scrubber(secrets: readonly string[]): (line: string) => string {
	const spellings = secrets.flatMap((secret) => [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		Buffer.from(secret).toString("base64"),
	]);
	return (line) => {
		const known = spellings.reduce((text, secret) => text.replaceAll(secret, HIDDEN), line);
		return TOKENS.reduce((text, pattern) => text.replace(pattern, HIDDEN), known);
	};
}
