import { z } from "zod";
import { Problem } from "./core/problem.ts";

/** The only reader of the environment. `.env.example` lists the same names in the same order. */

/** An empty value is no value: `.env` files are full of them. */
const optional = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
	z.preprocess((given) => (given === "" || given === undefined ? value : given), schema);

const address = z.url({ protocol: /^https?$/, error: "is an address such as https://example.org" });
const onOff = z.enum(["on", "off"], { error: "is on or off" });
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

const environment = z.object({
	DISCORD_TOKEN: optional(z.string()),
	DISCORD_APPLICATION_ID: optional(
		z.string().regex(/^\d{15,20}$/, "is the number under General Information → Application ID"),
	),
	DISCORD_API_URL: optional(address),
	SLACK_BOT_TOKEN: optional(
		z
			.string()
			.startsWith("xoxb-", "starts with xoxb- (OAuth & Permissions → Bot User OAuth Token)"),
	),
	SLACK_APP_TOKEN: optional(
		z.string().startsWith("xapp-", "starts with xapp- (Basic Information → App-Level Tokens)"),
	),
	SLACK_SIGNING_SECRET: optional(
		z.string().min(16, "is longer (Basic Information → Signing Secret)"),
	),
	SLACK_API_URL: optional(address),
	SLACK_COMMAND_PREFIX: optional(
		z.string().regex(/^[a-z][a-z0-9_-]{0,15}$/, "is a short word of small letters, such as learn-"),
	),
	PUBLIC_URL: optional(address),
	DATABASE_URL: withDefault(z.string(), "data/cairn.db"),
	HOST: withDefault(z.string(), "127.0.0.1"),
	PORT: withDefault(
		z.coerce.number("is a number").int("is a whole number").min(0).max(65_535, "is at most 65535"),
		3000,
	),
	LOG_LEVEL: withDefault(
		z.enum(["trace", "debug", "info", "warn", "error", "silent"], {
			error: "is trace, debug, info, warn, error or silent",
		}),
		"info",
	),
	CONTENT_DIR: withDefault(z.string(), "content/packs"),
	PLAYGROUND: optional(onOff),
	LIMITS: withDefault(onOff, "on"),
});

export type Config = {
	readonly discord?: {
		readonly token: string;
		readonly applicationId?: string;
		readonly apiUrl?: string;
	};
	readonly slack?: {
		readonly botToken: string;
		readonly appToken?: string;
		readonly signingSecret?: string;
		readonly apiUrl?: string;
		readonly commandPrefix?: string;
		readonly publicUrl?: string;
	};
	readonly publicUrl?: string;
	readonly database: string;
	readonly host: string;
	readonly port: number;
	readonly logLevel: string;
	readonly contentDir: string;
	readonly playground: boolean;
	/** Whether floods are held back. Only measuring does without. */
	readonly limits: boolean;
	/** Every secret value, so that the log can keep them out. */
	readonly secrets: readonly string[];
};

type Environment = z.infer<typeof environment>;

/** Reads the settings. @throws {Problem} that names every fault at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
	const read = environment.safeParse(env);
	const faults = read.success
		? contradictions(read.data)
		: read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
	if (!read.success || faults.length > 0)
		throw new Problem(
			["Please mend these settings:", ...faults.map((one) => `- ${one}`)].join("\n"),
		);
	return arrange(read.data);
}

/** What is fine by itself but makes no sense together. */
function contradictions(env: Environment): string[] {
	const faults: string[] = [];
	if (env.SLACK_BOT_TOKEN && !env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET)
		faults.push(
			"SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) beside it",
		);
	if (!env.SLACK_BOT_TOKEN && (env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET))
		faults.push("SLACK_BOT_TOKEN is missing, though other Slack settings are there");
	if (!env.DISCORD_TOKEN && env.DISCORD_APPLICATION_ID)
		faults.push("DISCORD_TOKEN is missing, though DISCORD_APPLICATION_ID is there");
	if (env.PLAYGROUND === "off" && !env.DISCORD_TOKEN && !env.SLACK_BOT_TOKEN)
		faults.push("PLAYGROUND is off and there are no tokens, so there would be nothing to run");
	if (hasPlayground(env) && !LOOPBACK.includes(env.HOST))
		faults.push("HOST must be 127.0.0.1 while the playground is on: it is for this machine only");
	return faults;
}

/** On by default only without tokens: nobody wants it beside a running bot by accident. */
function hasPlayground(env: Environment): boolean {
	return env.PLAYGROUND ? env.PLAYGROUND === "on" : !env.DISCORD_TOKEN && !env.SLACK_BOT_TOKEN;
}

function arrange(env: Environment): Config {
	const { DISCORD_TOKEN: token, SLACK_BOT_TOKEN: botToken } = env;
	const secrets = [
		token,
		botToken,
		env.SLACK_APP_TOKEN,
		env.SLACK_SIGNING_SECRET,
		passwordOf(env.DATABASE_URL),
	];
	return {
		...(token && {
			discord: {
				token,
				...given("applicationId", env.DISCORD_APPLICATION_ID),
				...given("apiUrl", env.DISCORD_API_URL),
			},
		}),
		...(botToken && {
			slack: {
				botToken,
				...given("appToken", env.SLACK_APP_TOKEN),
				...given("signingSecret", env.SLACK_SIGNING_SECRET),
				...given("apiUrl", env.SLACK_API_URL),
				...given("commandPrefix", env.SLACK_COMMAND_PREFIX),
				...given("publicUrl", env.PUBLIC_URL),
			},
		}),
		...given("publicUrl", env.PUBLIC_URL),
		database: env.DATABASE_URL,
		host: env.HOST,
		port: env.PORT,
		logLevel: env.LOG_LEVEL,
		contentDir: env.CONTENT_DIR,
		playground: hasPlayground(env),
		limits: env.LIMITS === "on",
		secrets: secrets.filter((secret) => secret !== undefined),
	};
}

function given<Name extends string>(
	name: Name,
	value: string | undefined,
): { [N in Name]?: string } {
	return (value === undefined ? {} : { [name]: value }) as { [N in Name]?: string };
}

function passwordOf(database: string): string | undefined {
	return URL.parse(database)?.password || undefined;
}
