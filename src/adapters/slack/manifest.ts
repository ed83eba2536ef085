import { type Command, usage } from "../../core/command.ts";
import { cut } from "../../core/graphemes.ts";
import { onSlack } from "../../text/en.ts";
import { type Slash, slashes } from "./names.ts";

/** Every right the bot asks for, and why; each is one an admin has to agree to. */
export const SCOPES: Readonly<Record<string, string>> = {
	commands: "so that people can type /quiz and the other commands",
	"chat:write":
		"to post the daily question where the bot was invited, and to answer in private when a " +
		"response_url is spent; chat:write.public is left out, so nothing is posted uninvited",
	"channels:read":
		"to see whether the bot is in the public channel a schedule is to post to, before it is saved",
	"groups:read": "to see the same of a private channel that the bot was invited to",
	"files:write":
		"to send people the file with their own data when they ask for it, and a picture where no " +
		"PUBLIC_URL lets Slack fetch it",
	"im:write":
		"to bring somebody a reminder by direct message once they have asked for one, and the files " +
		"they ask for",
	"users:read": "to see whether somebody who runs a moderator's command is an admin or owner",
	"usergroups:read":
		"to see whether they are in a user group that was named in /setup; asked only where one was",
};

/** How Slack reaches the bot. */
export type ManifestOptions = {
	/** `SLACK_COMMAND_PREFIX`, put before every command. */
	readonly prefix?: string;
	/** With it Slack calls in over HTTP; without it the bot opens a websocket (Socket Mode). */
	readonly publicUrl?: string;
};

type SlashEntry = {
	readonly command: string;
	readonly description: string;
	readonly usage_hint?: string;
	readonly should_escape: true;
	readonly url?: string;
};

/**
 * The app manifest, to be pasted into https://api.slack.com/apps → Create New App. Everything in it
 * comes from the declarations; its numbers are those of Slack's schema of manifests, version 2.0.0.
 */
export function slackManifest(commands: readonly Command[], options: ManifestOptions = {}) {
	const request_url = options.publicUrl === undefined ? undefined : address(options.publicUrl);
	const registered = slashes(commands, options.prefix);
	return {
		_metadata: { major_version: 2, minor_version: 0 },
		display_information: {
			name: "Cairn",
			description: onSlack.about,
			long_description: onSlack.longer,
		},
		features: {
			// Messages to the bot are not read; the tab is where its own private messages arrive.
			app_home: {
				home_tab_enabled: false,
				messages_tab_enabled: true,
				messages_tab_read_only_enabled: true,
			},
			bot_user: { display_name: "Cairn", always_online: true },
			slash_commands: registered.map((slash) => entry(slash, commands, request_url)),
		},
		oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
		settings: {
			interactivity: { is_enabled: true, ...(request_url === undefined ? {} : { request_url }) },
			org_deploy_enabled: false,
			socket_mode_enabled: request_url === undefined,
			token_rotation_enabled: false,
		},
	};
}

function address(publicUrl: string): string {
	return new URL("/slack/events", publicUrl).href;
}

const HINT_LIMIT = 1_000;

/** Slack shows the hint behind the command, so the hint is what comes after it. */
function entry(
	{ slash, command }: Slash,
	commands: readonly Command[],
	url: string | undefined,
): SlashEntry {
	const lines =
		command === null ? commands.map((one) => usage(one).slice(1)) : [parameters(command)];
	const usage_hint = cut(lines.join(" | "), HINT_LIMIT);
	return {
		command: slash,
		description: command === null ? onSlack.everything : command.about,
		...(usage_hint === "" ? {} : { usage_hint }),
		should_escape: true,
		...(url === undefined ? {} : { url }),
	};
}

function parameters(command: Command): string {
	return usage(command).split(" ").slice(1).join(" ");
}
