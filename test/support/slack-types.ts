import type { Face } from "./slack-faces.ts";
import type { Json } from "./slack-json.ts";

/** The fixed names of the workspace and of the bot in it. */
export const SLACK_IDS = {
	team: "T0CAIRN",
	teamName: "Cairn Test",
	domain: "cairn-test",
	app: "A0CAIRN",
	bot: "B0CAIRN",
	botUser: "U0CAIRNBOT",
	general: "C0GENERAL",
} as const;

export interface User {
	readonly id: string;
	readonly name: string;
	readonly tz: string;
	readonly admin: boolean;
	readonly owner: boolean;
	readonly bot: boolean;
	/** The workspace they belong to; another one makes them a guest of a shared channel. */
	readonly team: string;
}

export type ChannelKind = "public" | "private" | "direct";

export interface Channel {
	readonly id: string;
	readonly name: string;
	readonly kind: ChannelKind;
	readonly members: Set<string>;
	archived: boolean;
}

/** A message that everyone in the channel sees. It is live: an edit changes it in place. */
export interface Post extends Face {
	readonly channel: string;
	readonly ts: string;
	/** The id of the user who wrote it. */
	readonly by: string;
	readonly thread: string | undefined;
	readonly metadata: Json | undefined;
	readonly files: readonly string[];
	readonly edits: number;
	readonly deleted: boolean;
}

/** How something came to be shown to one person. */
export type ShownKind = "ack" | "respond" | "modal" | "update" | "private" | "home";

/** One thing the bot showed to one person, as it looked at that moment. */
export interface Shown extends Face {
	/**
	 * `ack`: in the acknowledgement; `respond`: through a response_url; `modal`: views.open or
	 * views.push; `update`: the message or view the person acted on was changed in place;
	 * `private`: chat.postEphemeral; `home`: views.publish.
	 */
	readonly kind: ShownKind;
	/** Whether only this person sees it. */
	readonly ephemeral: boolean;
	/** Whether it took the place of what was there before. */
	readonly replaced: boolean;
	/** Whether the message was taken away. */
	readonly deleted: boolean;
	readonly channel: string | undefined;
	readonly ts: string | undefined;
	/** The whole view, for modals and home tabs. */
	readonly view: Json | undefined;
}

/** One thing Slack sends to the bot. */
export interface Envelope {
	readonly type: "slash_commands" | "interactive" | "events_api";
	readonly payload: Json;
	readonly retry?: number;
}

/** What the bot gave back: an empty payload for a bare acknowledgement. */
export interface Ack {
	readonly payload: Json;
	readonly status: number;
}

export type Deliver = (envelope: Envelope) => Promise<Ack>;

/** Something a person did, and all that came of it. */
export interface Exchange {
	readonly who: string;
	readonly channel: string | undefined;
	readonly envelope: Envelope;
	/** The message or view that was acted on; a slash command has none. */
	readonly origin: Shown | Post | undefined;
	readonly answers: Shown[];
	/** Whether the bot has acknowledged it. */
	acked: boolean;
	failure: Error | undefined;
}

/** One sending of an exchange: a redelivery is a second one. */
export interface Delivery {
	readonly exchange: Exchange;
	ack: Ack | undefined;
	/** What the acknowledgement itself showed. */
	shown: Shown | undefined;
	failure: Error | undefined;
}

/** An answer of the Web API that says no. */
export class SlackError extends Error {
	readonly code: string;
	readonly details: Json;

	constructor(code: string, details: Json = {}) {
		super(code);
		this.code = code;
		this.details = details;
	}
}

export interface StoredFile {
	readonly id: string;
	readonly name: string;
	readonly length: number;
	content: Buffer | undefined;
	title: string;
	channel: string | undefined;
}

/** The view that was acted on, if it was one. */
export function viewOf(origin: Shown | Post | undefined): Json | undefined {
	return origin && "view" in origin ? origin.view : undefined;
}
