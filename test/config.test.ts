import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";

const faultsOf = (env: Record<string, string>): string => {
	try {
		readConfig(env);
		return "";
	} catch (error) {
		return (error as Error).message;
	}
};

test("with nothing set, the playground runs on this machine with a SQLite file", () => {
	expect(readConfig({})).toEqual({
		database: "data/cairn.db",
		host: "127.0.0.1",
		port: 3000,
		logLevel: "info",
		contentDir: "content/packs",
		playground: true,
		limits: true,
		secrets: [],
	});
});

test("tokens bring up their platforms, and leave the playground off", () => {
	const config = readConfig({
		DISCORD_TOKEN: "discord-secret",
		SLACK_BOT_TOKEN: "xoxb-1",
		SLACK_APP_TOKEN: "xapp-1",
		DATABASE_URL: "postgres://cairn:geheim@db/cairn",
	});
	expect(config.discord).toEqual({ token: "discord-secret" });
	expect(config.slack).toEqual({ botToken: "xoxb-1", appToken: "xapp-1" });
	expect(config.playground).toBe(false);
	expect(config.secrets).toEqual(["discord-secret", "xoxb-1", "xapp-1", "geheim"]);
});

describe("faults", () => {
	test("all are named at once, each with what to do", () => {
		const faults = faultsOf({
			DISCORD_APPLICATION_ID: "abc",
			SLACK_BOT_TOKEN: "oops",
			SLACK_COMMAND_PREFIX: "Not A Word",
			PORT: "99999",
			LOG_LEVEL: "loud",
			PUBLIC_URL: "ftp://example.org",
			PLAYGROUND: "maybe",
		});
		expect(faults.split("\n")).toEqual([
			"Please mend these settings:",
			"- DISCORD_APPLICATION_ID is the number under General Information → Application ID",
			"- SLACK_BOT_TOKEN starts with xoxb- (OAuth & Permissions → Bot User OAuth Token)",
			"- SLACK_COMMAND_PREFIX is a short word of small letters, such as learn-",
			"- PUBLIC_URL is an address such as https://example.org",
			"- PORT is at most 65535",
			"- LOG_LEVEL is trace, debug, info, warn, error or silent",
			"- PLAYGROUND is on or off",
		]);
	});

	test("what makes no sense together is named too", () => {
		expect(faultsOf({ SLACK_BOT_TOKEN: "xoxb-1" })).toContain(
			"SLACK_BOT_TOKEN needs SLACK_APP_TOKEN",
		);
		expect(faultsOf({ SLACK_APP_TOKEN: "xapp-1" })).toContain("SLACK_BOT_TOKEN is missing");
		expect(faultsOf({ PLAYGROUND: "off" })).toContain("nothing to run");
		expect(faultsOf({ DISCORD_APPLICATION_ID: "123456789012345678" })).toContain(
			"DISCORD_TOKEN is missing",
		);
	});

	test("case 61: the playground cannot be reached from elsewhere", () => {
		expect(faultsOf({ HOST: "0.0.0.0" })).toContain("HOST must be 127.0.0.1");
		const tokens = { DISCORD_TOKEN: "secret", HOST: "0.0.0.0" };
		expect(readConfig(tokens).playground).toBe(false);
		expect(faultsOf({ ...tokens, PLAYGROUND: "on" })).toContain("HOST must be 127.0.0.1");
	});

	test("a fault never shows the value of a secret", () => {
		expect(faultsOf({ SLACK_BOT_TOKEN: "wrong-but-secret" })).not.toContain("wrong-but-secret");
	});
});

test(".env.example lists every setting that is read, in the same order", () => {
	const names = (path: string, pattern: RegExp) =>
		[...readFileSync(new URL(path, import.meta.url), "utf8").matchAll(pattern)].map(
			(match) => match[1],
		);
	expect(names("../.env.example", /^([A-Z_]+)=/gm)).toEqual(
		names("../src/config.ts", /^\t([A-Z][A-Z_]+): /gm),
	);
});

test("only config.ts reads the environment, and main.ts and cairn.ts hand it over", async () => {
	const { globSync } = await import("node:fs");
	// Telling a library something by way of the environment is not reading it.
	const readers = globSync("{src,commands}/**/*.ts").filter((path) =>
		/process\.env(?!\.\w+ = )/.test(readFileSync(path, "utf8")),
	);
	expect(readers.toSorted()).toEqual(["src/cairn.ts", "src/main.ts"]);
});
