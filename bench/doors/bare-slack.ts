import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { App, LogLevel } from "@slack/bolt";

/**
 * The least that answers a slash command and a press with Bolt: the same two cards for everybody,
 * and no store. With an app token over the websocket, otherwise over HTTP.
 */
const { CARDS = "", SLACK_API_URL = "", SLACK_BOT_TOKEN = "" } = process.env;
const { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = process.env;
const { question, result } = JSON.parse(readFileSync(CARDS, "utf8"));

const app = new App({
	token: SLACK_BOT_TOKEN,
	logLevel: LogLevel.WARN,
	clientOptions: { slackApiUrl: SLACK_API_URL },
	...(SLACK_APP_TOKEN
		? { socketMode: true, appToken: SLACK_APP_TOKEN }
		: { signingSecret: SLACK_SIGNING_SECRET ?? "" }),
});
app.command(/.*/, ({ ack }) => ack(question));
app.action(/.*/, async ({ ack, respond }) => {
	await ack();
	await respond(result);
});
process.once("SIGTERM", () => process.exit(0));
const server = await app.start({ port: 0, host: "127.0.0.1" });
console.log(JSON.stringify({ msg: "ready", url: urlOf(server) }));

function urlOf(started: unknown): string {
	if (SLACK_APP_TOKEN) return "";
	const { port } = (started as { address(): AddressInfo }).address();
	return `http://127.0.0.1:${port}`;
}
