import { isOn, isRecord, type Json, maybeText, recordOf, recordsOf, textOf } from "./slack-json.ts";
import { messageFaults, viewFaults } from "./slack-limits.ts";
import { type Channel, type Post, SLACK_IDS, SlackError, type User } from "./slack-types.ts";
import type { Workspace } from "./slack-workspace.ts";

/** One method of the Web API: takes the arguments, gives the answer without `ok`. */
export type Method = (args: Json) => Json;

/** What the methods need of the server around them. */
interface Surroundings {
	/** The address of the server itself, for uploads and for the socket. */
	readonly base: () => string;
	/** A socket address that works once. */
	readonly socketUrl: () => string;
}

const HISTORY_PAGE = 100;
const MEMBERS_PAGE = 100;

/** The methods of the Web API that the stand-in knows, by name. */
export function webApi(space: Workspace, around: Surroundings): Record<string, Method> {
	return {
		"auth.test": () => ({
			url: `https://${SLACK_IDS.domain}.slack.com/`,
			team: SLACK_IDS.teamName,
			team_id: SLACK_IDS.team,
			user: space.nameOf(SLACK_IDS.botUser),
			user_id: SLACK_IDS.botUser,
			bot_id: SLACK_IDS.bot,
			is_enterprise_install: false,
		}),
		"apps.connections.open": () => ({ url: around.socketUrl() }),
		...chatMethods(space),
		...conversationMethods(space),
		...userMethods(space),
		...viewMethods(space),
		...fileMethods(space, around),
	};
}

function chatMethods(space: Workspace): Record<string, Method> {
	return {
		"chat.postMessage": (args) => {
			const channel = space.writable(need(args, "channel"));
			checkMessage(space, "chat.postMessage", args);
			const post = space.post(channel, args);
			return { channel: channel.id, ts: post.ts, message: messageOf(post, true) };
		},
		"chat.postEphemeral": (args) => {
			const channel = space.writable(need(args, "channel"));
			const who = need(args, "user");
			if (!channel.members.has(who)) throw new SlackError("user_not_in_channel");
			checkMessage(space, "chat.postEphemeral", args);
			return { message_ts: space.whisper(who, channel, args) };
		},
		"chat.update": (args) => {
			const post = ownPost(space, args, "cant_update_message");
			checkMessage(space, "chat.update", args);
			space.edit(post, args);
			space.showEdit(post);
			const { channel, ts, text } = post;
			return { channel, ts, text, message: messageOf(post, true) };
		},
		"chat.delete": (args) => {
			const post = ownPost(space, args, "cant_delete_message");
			space.remove(post);
			return { channel: post.channel, ts: post.ts };
		},
		"chat.getPermalink": (args) => {
			const channel = knownChannel(space, args);
			const post = space.findPost(channel.id, need(args, "message_ts"));
			if (!post) throw new SlackError("message_not_found");
			const place = `${channel.id}/p${post.ts.replace(".", "")}`;
			const permalink = `https://${SLACK_IDS.domain}.slack.com/archives/${place}`;
			return { channel: channel.id, permalink };
		},
	};
}

function conversationMethods(space: Workspace): Record<string, Method> {
	return {
		"conversations.open": (args) => {
			const given = maybeText(args.channel);
			const user = textOf(args.users);
			if (given === undefined && !space.users.has(user)) throw new SlackError("user_not_found");
			if (space.disabled.has(user)) throw new SlackError("user_disabled");
			const channel = given === undefined ? space.directWith(user) : knownChannel(space, args);
			return { channel: { id: channel.id } };
		},
		"conversations.info": (args) => ({ channel: channelJson(knownChannel(space, args)) }),
		"conversations.members": (args) => {
			const members = [...knownChannel(space, args).members];
			const { items, next } = page(members, args, MEMBERS_PAGE);
			return { members: items, response_metadata: { next_cursor: next } };
		},
		"conversations.history": (args) => history(space, args),
	};
}

/** The messages of a channel, newest first; replies in threads are not among them. */
function history(space: Workspace, args: Json): Json {
	const channel = knownChannel(space, args);
	if (!channel.members.has(SLACK_IDS.botUser)) throw new SlackError("not_in_channel");
	const oldest = textOf(args.oldest) || "0";
	const latest = textOf(args.latest) || "9999999999.999999";
	const inclusive = isOn(args.inclusive);
	const within = (ts: string) =>
		(ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest));
	const posts = space
		.postsIn(channel.id)
		.filter((post) => !post.deleted && !isReply(post) && within(post.ts))
		.reverse();
	const { items, next } = page(posts, args, HISTORY_PAGE);
	const withMetadata = isOn(args.include_all_metadata);
	return {
		messages: items.map((post) => messageOf(post, withMetadata)),
		has_more: next !== "",
		response_metadata: { next_cursor: next },
	};
}

function isReply(post: Post): boolean {
	return post.thread !== undefined && post.thread !== post.ts;
}

function userMethods(space: Workspace): Record<string, Method> {
	return {
		"users.info": (args) => ({ user: userJson(knownUser(space, args), space) }),
		"users.profile.get": (args) => ({ profile: profileJson(knownUser(space, args)) }),
		"usergroups.users.list": (args) => {
			const users = space.usergroups.get(need(args, "usergroup"));
			if (!users) throw new SlackError("no_such_subteam");
			return { users: [...users] };
		},
	};
}

function viewMethods(space: Workspace): Record<string, Method> {
	const open = (method: string) => (args: Json) => {
		const exchange = space.spendTrigger(textOf(args.trigger_id));
		const view = checkedView(space, method, args);
		return { view: space.openModal(exchange, view) };
	};
	return {
		"views.open": open("views.open"),
		"views.push": open("views.push"),
		"views.update": (args) => {
			const found = space.openView(textOf(args.view_id), maybeText(args.external_id));
			if (!found) throw new SlackError("not_found");
			const hash = maybeText(args.hash);
			if (hash !== undefined && hash !== found.view.hash) throw new SlackError("hash_conflict");
			return { view: space.updateView(found, checkedView(space, "views.update", args)) };
		},
		"views.publish": (args) => {
			const user = space.users.get(need(args, "user_id"));
			if (!user) throw new SlackError("user_not_found");
			return { view: space.publishHome(user.id, checkedView(space, "views.publish", args)) };
		},
	};
}

function fileMethods(space: Workspace, around: Surroundings): Record<string, Method> {
	return {
		"files.getUploadURLExternal": (args) => {
			const id = `F${String(space.count()).padStart(8, "0")}`;
			const name = need(args, "filename");
			const length = Number(need(args, "length"));
			const blank = { content: undefined, title: name, channel: undefined };
			space.files.set(id, { id, name, length, ...blank });
			return { upload_url: `${around.base()}/upload/${id}`, file_id: id };
		},
		"files.completeUploadExternal": (args) => completeUpload(space, args),
	};
}

/** Ends an upload: all files must be there in full; then they are shared as one message. */
function completeUpload(space: Workspace, args: Json): Json {
	const asked = recordsOf(args.files);
	const files = asked.map((file) => {
		const stored = space.files.get(textOf(file.id));
		if (!stored?.content) throw new SlackError("file_not_found");
		stored.title = maybeText(file.title) ?? stored.title;
		return stored;
	});
	const told = files.map(({ id, title }) => ({ id, title }));
	const place = maybeText(args.channel_id);
	if (place === undefined) return { files: told };
	const channel = space.writable(place);
	const names = files.map(({ name }) => `📎 ${name}`).join(" ");
	const text = [textOf(args.initial_comment), names].filter((part) => part !== "").join("\n");
	for (const file of files) file.channel = channel.id;
	space.post(channel, { text, files: told, thread_ts: args.thread_ts });
	return { files: told };
}

// What is shared by the methods.

function need(args: Json, name: string): string {
	const value = args[name];
	if (typeof value === "number") return String(value);
	if (typeof value === "string" && value !== "") return value;
	throw new SlackError("invalid_arguments", {
		response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
	});
}

function knownChannel(space: Workspace, args: Json): Channel {
	const channel = space.findChannel(need(args, "channel"));
	const hidden = channel?.kind === "private" && !channel.members.has(SLACK_IDS.botUser);
	if (!channel || hidden) throw new SlackError("channel_not_found");
	return channel;
}

function knownUser(space: Workspace, args: Json): User {
	const user = space.users.get(maybeText(args.user) ?? SLACK_IDS.botUser);
	if (!user) throw new SlackError("user_not_found");
	return user;
}

function ownPost(space: Workspace, args: Json, refusal: string): Post {
	const channel = space.writable(need(args, "channel"));
	const post = space.findPost(channel.id, need(args, "ts"));
	if (!post) throw new SlackError("message_not_found");
	if (post.by !== SLACK_IDS.botUser) throw new SlackError(refusal);
	return post;
}

function checkMessage(space: Workspace, method: string, args: Json): void {
	refuse(space, method, messageFaults(args));
	const parts = ["text", "blocks", "attachments"].map((name) => args[name]);
	if (method !== "chat.update" && parts.every((part) => part === undefined || part === ""))
		throw new SlackError("no_text");
	const metadata = args.metadata;
	if (metadata === undefined) return;
	const { event_type, event_payload } = recordOf(metadata);
	if (typeof event_type !== "string" || !isRecord(event_payload))
		throw new SlackError("invalid_metadata_format");
}

function checkedView(space: Workspace, method: string, args: Json): Json {
	const view = recordOf(args.view);
	refuse(space, method, viewFaults(view));
	return view;
}

/** Refuses blocks as Slack does: with every complaint, and the place it is about. */
function refuse(space: Workspace, method: string, problems: string[]): void {
	if (problems.length === 0) return;
	space.fault(`${method} breaks limits: ${problems.join("; ")}`);
	throw new SlackError("invalid_blocks", {
		errors: problems,
		response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
	});
}

/** One page of a list; the cursor is the place where the next page begins. */
function page<T>(all: T[], args: Json, usual: number): { items: T[]; next: string } {
	const start = Number(textOf(args.cursor) || 0);
	if (!Number.isInteger(start)) throw new SlackError("invalid_cursor");
	const end = start + (Number(args.limit) || usual);
	return { items: all.slice(start, end), next: end < all.length ? String(end) : "" };
}

/** A message as the Web API and the payloads of actions give it. */
export function messageOf(post: Post, withMetadata: boolean): Json {
	const byBot = post.by === SLACK_IDS.botUser;
	return {
		type: "message",
		user: post.by,
		...(byBot ? { bot_id: SLACK_IDS.bot, app_id: SLACK_IDS.app } : {}),
		team: SLACK_IDS.team,
		text: post.text,
		ts: post.ts,
		blocks: post.blocks,
		...(post.thread === undefined ? {} : { thread_ts: post.thread }),
		...(post.edits > 0 ? { edited: { user: post.by, ts: post.ts } } : {}),
		...(post.files.length > 0 ? { files: post.files.map((id) => ({ id })) } : {}),
		...(withMetadata && post.metadata ? { metadata: post.metadata } : {}),
	};
}

function channelJson(channel: Channel): Json {
	const direct = channel.kind === "direct";
	const user = [...channel.members].find((member) => member !== SLACK_IDS.botUser);
	return {
		id: channel.id,
		...(direct ? { user } : { name: channel.name, name_normalized: channel.name }),
		is_channel: channel.kind === "public",
		is_group: channel.kind === "private",
		is_private: channel.kind !== "public",
		is_im: direct,
		is_mpim: false,
		is_archived: channel.archived,
		is_member: channel.members.has(SLACK_IDS.botUser),
		is_general: channel.id === SLACK_IDS.general,
		context_team_id: SLACK_IDS.team,
	};
}

function userJson(user: User, { now, disabled }: Workspace): Json {
	return {
		id: user.id,
		team_id: user.team,
		...(user.team === SLACK_IDS.team ? {} : { is_stranger: true }),
		name: user.name.toLowerCase(),
		real_name: user.name,
		deleted: disabled.has(user.id),
		tz: user.tz,
		tz_label: user.tz,
		tz_offset: offsetSeconds(user.tz, now),
		profile: profileJson(user),
		is_admin: user.admin,
		is_owner: user.owner,
		is_primary_owner: false,
		is_bot: user.bot,
		is_restricted: false,
		is_ultra_restricted: false,
	};
}

function profileJson(user: User): Json {
	return {
		real_name: user.name,
		real_name_normalized: user.name,
		display_name: user.name,
		display_name_normalized: user.name,
		title: "",
		status_text: "",
		status_emoji: "",
		team: SLACK_IDS.team,
	};
}

/** How far a time zone is from UTC at a moment, in seconds. */
function offsetSeconds(zone: string, now: number): number {
	const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
	const name = parts.formatToParts(now).find((part) => part.type === "timeZoneName")?.value ?? "";
	const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
	const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
	return sign === "-" ? -seconds : seconds;
}

/** Arguments that hold JSON: a form carries them as text. */
const JSON_ARGUMENTS = ["blocks", "view", "metadata", "attachments", "files", "channels"];

/** Turns JSON that came as text into what it says; broken JSON is refused. */
export function unpack(args: Json): Json {
	const unpacked = { ...args };
	for (const name of JSON_ARGUMENTS) {
		const value = args[name];
		if (typeof value !== "string" || !/^\s*[[{]/.test(value)) continue;
		try {
			unpacked[name] = JSON.parse(value);
		} catch {
			throw new SlackError(name === "blocks" ? "invalid_blocks_format" : "invalid_arguments");
		}
	}
	if (Array.isArray(unpacked.users)) unpacked.users = unpacked.users.join(",");
	return unpacked;
}
