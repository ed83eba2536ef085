import type { JsonObject } from "./discord-limits.ts";
import {
	checkChoices,
	checkCommands,
	checkMessage,
	checkModal,
	errorTree,
	FLAGS,
	hasFlag,
	isEmptyMessage,
	isObject,
	LIMITS,
	listOf,
	numberOf,
	textOf,
} from "./discord-limits.ts";
import { messageLines, modalLines } from "./discord-reading.ts";
import type { Message } from "./discord-types.ts";
import type {
	Channel,
	Choice,
	Command,
	CommandOption,
	Guild,
	Interaction,
	Kept,
	UploadedFile,
	World,
} from "./discord-world.ts";
import { channelObject, edited, memberObject, numbered, placeName } from "./discord-world.ts";

/**
 * The REST side of the stand-in: one function for every call of the bot, each of them answering
 * and refusing the way Discord does.
 */

/** One request, taken apart. */
export interface Call {
	params: Record<string, string>;
	query: URLSearchParams;
	body: JsonObject;
	/** The body when it is a list, as with the registration of commands. */
	list: unknown[];
	files: readonly UploadedFile[];
}

export interface Answer {
	status: number;
	body?: unknown;
}

/** A route: `:name` in the pattern stands for one segment of the path. */
export interface Route {
	method: string;
	pattern: string;
	/** Whether the call proves itself by a token in its path instead of the bot's token. */
	open?: boolean;
	handle: (call: Call) => Answer;
}

/** Discord says no, in its own words. */
export class Refusal extends Error {
	readonly status: number;
	readonly body: JsonObject;

	constructor(status: number, code: number, message: string, errors?: JsonObject) {
		super(message);
		this.status = status;
		this.body = errors === undefined ? { message, code } : { message, code, errors };
	}
}

/** What the bot may answer an interaction with: message, deferrals, update, choices, modal. */
const CALLBACK = {
	message: 4,
	deferMessage: 5,
	deferUpdate: 6,
	update: 7,
	choices: 8,
	modal: 9,
} as const;

const ANYWHERE: readonly number[] = [CALLBACK.message, CALLBACK.deferMessage];
const ON_A_MESSAGE: readonly number[] = [CALLBACK.deferUpdate, CALLBACK.update];

/** Which answers suit which interaction: command, component, autocomplete, modal. */
const SUITABLE = new Map<number, readonly number[]>([
	[2, [...ANYWHERE, CALLBACK.modal]],
	[3, [...ANYWHERE, ...ON_A_MESSAGE, CALLBACK.modal]],
	[4, [CALLBACK.choices]],
	[5, ANYWHERE],
]);

/** Flags a bot may set on what it sends; the rest is Discord's own business. */
const SENDABLE = FLAGS.suppressEmbeds | FLAGS.suppressNotifications | FLAGS.componentsV2;

/** All routes of the stand-in, working on one world. */
export function routesOf(world: World): Route[] {
	return [...aboutTheBot(world), ...interactionRoutes(world), ...placeRoutes(world)];
}

/** Who the bot is, and which commands it offers. */
function aboutTheBot(world: World): Route[] {
	const application = (): Answer => ok(applicationObject(world));
	const put = (call: Call): Answer => registerCommands(world, call);
	const list = ({ params }: Call): Answer => ok(commandsIn(world, params.guild));
	const here = "/applications/:app/commands";
	const inGuild = "/applications/:app/guilds/:guild/commands";
	return [
		{ method: "GET", pattern: "/users/@me", handle: () => ok(ownUser(world)) },
		{ method: "GET", pattern: "/oauth2/applications/@me", handle: application },
		{ method: "GET", pattern: "/applications/@me", handle: application },
		{ method: "GET", pattern: here, handle: list },
		{ method: "PUT", pattern: here, handle: put },
		{ method: "GET", pattern: inGuild, handle: list },
		{ method: "PUT", pattern: inGuild, handle: put },
	];
}

/** Answers to interactions, and what may follow them. */
function interactionRoutes(world: World): Route[] {
	const hook = "/webhooks/:app/:token";
	const one = `${hook}/messages/:message`;
	const open = true;
	return [
		{
			method: "POST",
			pattern: "/interactions/:id/:token/callback",
			open,
			handle: (call) => answerInteraction(world, call),
		},
		{ method: "POST", pattern: hook, open, handle: (call) => followUp(world, call) },
		{ method: "GET", pattern: one, open, handle: (call) => ok(ownMessage(world, call).message) },
		{ method: "PATCH", pattern: one, open, handle: (call) => editReply(world, call) },
		{ method: "DELETE", pattern: one, open, handle: (call) => deleteReply(world, call) },
	];
}

/** Channels, direct messages, guilds and people. */
function placeRoutes(world: World): Route[] {
	const messages = "/channels/:channel/messages";
	const one = `${messages}/:message`;
	return [
		{
			method: "GET",
			pattern: "/channels/:channel",
			handle: ({ params }) => ok(channelNow(world, reachable(world, params.channel))),
		},
		{ method: "GET", pattern: messages, handle: (call) => ok(history(world, call)) },
		{ method: "POST", pattern: messages, handle: (call) => post(world, call) },
		{ method: "GET", pattern: one, handle: (call) => ok(posted(world, call).message) },
		{ method: "PATCH", pattern: one, handle: (call) => editPost(world, call) },
		{ method: "DELETE", pattern: one, handle: (call) => deletePost(world, call) },
		{ method: "POST", pattern: "/users/@me/channels", handle: (call) => openDm(world, call) },
		{
			method: "GET",
			pattern: "/users/:user",
			handle: ({ params }) => ok(knownPerson(world, params.user).user),
		},
		{
			method: "GET",
			pattern: "/guilds/:guild",
			handle: ({ params }) => ok(guildObject(knownGuild(world, params.guild))),
		},
		{
			method: "GET",
			pattern: "/guilds/:guild/members/:user",
			handle: (call) => memberOf(world, call),
		},
	];
}

function ok(body: unknown): Answer {
	return { status: 200, body };
}

/** A payload that breaks a rule, with every broken rule listed. */
function refuseForm(errors: Parameters<typeof errorTree>[0]): void {
	if (errors.length === 0) return;
	throw new Refusal(400, 50035, "Invalid Form Body", errorTree(errors));
}

/** Lets a message through when it keeps to the limits and shows anything at all. */
function admit(message: JsonObject, files: readonly UploadedFile[], under: string[] = []): void {
	refuseForm(checkMessage(message, under));
	if (isEmptyMessage(message) && files.length === 0) {
		throw new Refusal(400, 50006, "Cannot send an empty message");
	}
	if (files.length > LIMITS.files) {
		throw new Refusal(400, 30015, `Maximum number of attachments reached (${LIMITS.files})`);
	}
}

/** The bot's own user, of which it sees a little more than others do. */
export function ownUser(world: World): JsonObject {
	return { ...world.bot, verified: true, mfa_enabled: true, locale: "en-US", email: null };
}

/** The application as its owner registered it. */
export function applicationObject(world: World): JsonObject {
	return {
		id: world.applicationId,
		name: world.botName,
		description: "",
		icon: null,
		type: null,
		bot: world.bot,
		bot_public: true,
		bot_require_code_grant: false,
		flags: 0,
		flags_new: "0",
		team: null,
		owner: world.bot,
		verify_key: "0".repeat(64),
		redirect_uris: [],
		interactions_endpoint_url: null,
		role_connections_verification_url: null,
		approximate_guild_count: [...world.guilds.values()].filter((one) => one.installed).length,
		approximate_user_install_count: 0,
		approximate_user_authorization_count: 0,
		explicit_content_filter: 0,
		eligible_oauth2_scopes: ["bot", "applications.commands"],
		integration_types_config: { "0": {}, "1": {} },
	};
}

function commandsIn(world: World, guild: string | undefined): Command[] {
	return world.commands.filter((command) => command.guild_id === guild);
}

/** Replaces all commands of one place. A command that keeps its name keeps its id. */
function registerCommands(world: World, { list, params }: Call): Answer {
	refuseForm(checkCommands(list));
	const guild = params.guild;
	const before = commandsIn(world, guild);
	const others = world.commands.filter((command) => command.guild_id !== guild);
	const after = list.filter(isObject).map((one) => commandObject(world, one, before, guild));
	world.commands = [...others, ...after];
	world.commandPuts += 1;
	return ok(after);
}

/** A command with the defaults Discord fills in. */
function commandObject(
	world: World,
	wanted: JsonObject,
	before: readonly Command[],
	guild: string | undefined,
): Command {
	const name = textOf(wanted.name);
	const permissions = wanted.default_member_permissions;
	const command: Command = {
		id: before.find((one) => one.name === name)?.id ?? world.mint(),
		application_id: world.applicationId,
		version: world.mint(),
		type: numberOf(wanted.type) || 1,
		name,
		description: textOf(wanted.description),
		default_member_permissions: isNothing(permissions) ? null : String(permissions),
		contexts: Array.isArray(wanted.contexts) ? wanted.contexts.map(numberOf) : null,
		integration_types: Array.isArray(wanted.integration_types)
			? wanted.integration_types.map(numberOf)
			: [0],
		nsfw: wanted.nsfw === true,
	};
	if (guild !== undefined) command.guild_id = guild;
	if (typeof wanted.dm_permission === "boolean") command.dm_permission = wanted.dm_permission;
	if (Array.isArray(wanted.options)) command.options = wanted.options as CommandOption[];
	return command;
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null;
}

/** The first answer to an interaction: it must come in time, once, and in a suitable form. */
function answerInteraction(world: World, call: Call): Answer {
	const interaction = world.interactions.get(call.params.id ?? "");
	const known = interaction !== undefined && interaction.token === call.params.token;
	if (!known || world.tooLateToAnswer(interaction)) {
		throw new Refusal(404, 10062, "Unknown interaction");
	}
	if (interaction.callback !== undefined) {
		throw new Refusal(400, 40060, "Interaction has already been acknowledged.");
	}
	const type = numberOf(call.body.type);
	refuseUnsuitable(interaction, type);
	const data = isObject(call.body.data) ? call.body.data : {};
	ACTS.get(type)?.(world, interaction, data, call.files);
	interaction.callback = type;
	if (call.query.get("with_response") !== "true") return { status: 204 };
	return ok(callbackObject(interaction));
}

/** Refuses, for one, a modal on a modal, or an update where there is no message to update. */
function refuseUnsuitable(interaction: Interaction, type: number): void {
	const suitable = [...(SUITABLE.get(interaction.type) ?? [])];
	const modalOnMessage = interaction.type === 5 && interaction.origin !== undefined;
	if (modalOnMessage) suitable.push(...ON_A_MESSAGE);
	if (suitable.includes(type)) return;
	const message = `Value must be one of {${suitable.join(", ")}}.`;
	refuseForm([{ at: ["type"], code: "BASE_TYPE_CHOICES", message }]);
}

type Act = (
	world: World,
	interaction: Interaction,
	data: JsonObject,
	files: readonly UploadedFile[],
) => void;

/** What each type of answer does. */
const ACTS = new Map<number, Act>([
	[CALLBACK.message, replyWithMessage],
	[CALLBACK.deferMessage, deferReply],
	[CALLBACK.deferUpdate, deferUpdate],
	[CALLBACK.update, updateMessage],
	[CALLBACK.choices, offerChoices],
	[CALLBACK.modal, showModal],
]);

function replyWithMessage(
	world: World,
	interaction: Interaction,
	data: JsonObject,
	files: readonly UploadedFile[],
): void {
	admit(data, files, ["data"]);
	const flags = numberOf(data.flags) & (SENDABLE | FLAGS.ephemeral);
	const channel = interaction.channel;
	interaction.original = world.keep({ channel, body: data, files, flags, interaction });
	sayAnswer(world, interaction, interaction.original, "");
}

/** The bot asks for time: a message that says it is thinking, to be edited later. */
function deferReply(world: World, interaction: Interaction, data: JsonObject): void {
	const flags = (numberOf(data.flags) & FLAGS.ephemeral) | FLAGS.loading;
	const { channel } = interaction;
	interaction.original = world.keep({ channel, body: {}, files: [], flags, interaction });
	interaction.loading = true;
	sayAnswer(world, interaction, interaction.original, "");
}

function deferUpdate(_world: World, interaction: Interaction): void {
	if (interaction.origin !== undefined) interaction.original = interaction.origin;
	interaction.loading = true;
}

function updateMessage(
	world: World,
	interaction: Interaction,
	data: JsonObject,
	files: readonly UploadedFile[],
): void {
	const origin = interaction.origin;
	if (origin === undefined) throw new Refusal(404, 10008, "Unknown Message");
	admit(edited(origin.message, data), files, ["data"]);
	world.edit(origin, data, files);
	interaction.original = origin;
	sayAnswer(world, interaction, origin, "changes the message");
}

function offerChoices(world: World, interaction: Interaction, data: JsonObject): void {
	refuseForm(checkChoices(data.choices, ["data"]));
	const choices = listOf(data.choices) as Choice[];
	interaction.choices = choices;
	const offered = choices.map((choice) => choice.name).join(", ");
	world.say(`    offered: ${offered === "" ? "nothing" : offered}`);
}

function showModal(world: World, interaction: Interaction, data: JsonObject): void {
	refuseForm(checkModal(data, ["data"]));
	interaction.modal = {
		custom_id: textOf(data.custom_id),
		title: textOf(data.title),
		components: numbered(data.components),
	};
	world.say(`    ${world.botName} opens a form:`, modalLines(interaction.modal));
}

/** What `with_response` returns. Only a message made or changed at once is part of it. */
function callbackObject(interaction: Interaction): JsonObject {
	const { id, type, original, callback } = interaction;
	if (original === undefined) return { interaction: { id, type } };
	const { message } = original;
	const about = {
		id,
		type,
		response_message_id: message.id,
		response_message_loading: hasFlag(message.flags, FLAGS.loading),
		response_message_ephemeral: hasFlag(message.flags, FLAGS.ephemeral),
	};
	const complete = callback === CALLBACK.message || callback === CALLBACK.update;
	if (!complete) return { interaction: about };
	return { interaction: about, resource: { type: callback, message } };
}

/** Writes an answer into the transcript, and who can see it. */
function sayAnswer(world: World, interaction: Interaction, kept: Kept, deed: string): void {
	const name = interaction.who.user.global_name;
	const seen = kept.onlyFor === undefined ? "for everyone" : `only for ${name}`;
	const what = deed === "" ? "" : ` ${deed}`;
	world.say(`    ${world.botName}${what} (${seen}):`, messageLines(kept.message));
}

/** The interaction behind a webhook call; it must have been answered before anything follows. */
function followed(world: World, { params }: Call): Interaction {
	const interaction = world.byToken(params.token ?? "");
	const answered = interaction?.callback !== undefined && params.app === world.applicationId;
	if (interaction === undefined || !answered) throw new Refusal(404, 10015, "Unknown Webhook");
	if (world.tokenDead(interaction)) throw new Refusal(401, 50027, "Invalid Webhook Token");
	return interaction;
}

/** A message of this interaction: its first answer or one of its follow-ups. */
function ownMessage(world: World, call: Call): Kept {
	const { original, followUps } = followed(world, call);
	const wanted = call.params.message;
	const own = original === undefined ? followUps : [original, ...followUps];
	const found = wanted === "@original" ? original : own.find((one) => one.message.id === wanted);
	if (found === undefined || found.deleted) throw new Refusal(404, 10008, "Unknown Message");
	return found;
}

/** A further message. Right after a deferral it takes the place of the answer still owed. */
function followUp(world: World, call: Call): Answer {
	const interaction = followed(world, call);
	const owed = interaction.original;
	const thinking =
		owed !== undefined && !owed.deleted && hasFlag(owed.message.flags, FLAGS.loading);
	if (thinking) return changeReply(world, interaction, owed, call);
	const { channel } = interaction;
	const installed = channel.guild?.installed ?? true;
	if (!installed && interaction.followUps.length >= LIMITS.followUpsWhereNotInstalled) {
		throw new Refusal(400, 40094, "Max number of follow up messages reached");
	}
	admit(call.body, call.files);
	const flags = numberOf(call.body.flags) & (SENDABLE | FLAGS.ephemeral);
	const kept = world.keep({ channel, body: call.body, files: call.files, flags, interaction });
	interaction.followUps.push(kept);
	sayAnswer(world, interaction, kept, "adds");
	return ok(kept.message);
}

function editReply(world: World, call: Call): Answer {
	const interaction = followed(world, call);
	return changeReply(world, interaction, ownMessage(world, call), call);
}

function changeReply(world: World, interaction: Interaction, kept: Kept, call: Call): Answer {
	admit(edited(kept.message, call.body), [...call.files, ...attached(kept.message)]);
	const late = hasFlag(kept.message.flags, FLAGS.loading);
	world.edit(kept, call.body, call.files);
	if (kept === interaction.original) {
		interaction.edits += 1;
		interaction.loading = false;
	}
	sayAnswer(world, interaction, kept, late ? "answers" : "changes the message");
	return ok(kept.message);
}

/** Files a message already has; they too keep it from being empty. */
function attached(message: Message): UploadedFile[] {
	return message.attachments.map(({ filename }) => {
		return { name: textOf(filename), contentType: "", bytes: new Uint8Array() };
	});
}

function deleteReply(world: World, call: Call): Answer {
	const kept = ownMessage(world, call);
	remove(kept);
	world.say(`    ${world.botName} takes the message back`);
	return { status: 204 };
}

function remove(kept: Kept): void {
	kept.deleted = true;
	kept.revision += 1;
}

/** A channel the bot can reach; in a guild that never added it, it can reach none. */
function reachable(world: World, id: string | undefined): Channel {
	const channel = world.channels.get(id ?? "");
	if (channel === undefined) throw new Refusal(404, 10003, "Unknown Channel");
	if (channel.guild?.installed === false) throw new Refusal(403, 50001, "Missing Access");
	return channel;
}

/** A message of the bot's own accord. The same nonce twice is the same message once. */
function post(world: World, call: Call): Answer {
	const channel = reachable(world, call.params.channel);
	if (channel.recipient?.acceptsDms === false) {
		throw new Refusal(403, 50007, "Cannot send messages to this user");
	}
	const { body, files } = call;
	admit(body, files);
	const nonce = isNothing(body.nonce) ? undefined : String(body.nonce);
	const enforced = nonce !== undefined && body.enforce_nonce === true;
	const earlier = enforced ? world.sameNonce(nonce) : undefined;
	if (earlier !== undefined) return ok(earlier.message);
	const kept = world.keep({ channel, body, files, flags: numberOf(body.flags) & SENDABLE });
	if (nonce !== undefined) {
		kept.message.nonce = typeof body.nonce === "number" ? body.nonce : nonce;
		world.rememberNonce(nonce, kept);
	}
	world.say(`${world.botName} posts (${channelLabel(channel)}):`, messageLines(kept.message));
	return ok(kept.message);
}

function channelLabel(channel: Channel): string {
	const to = channel.recipient?.user.global_name;
	return to === undefined ? placeName(channel) : `direct message to ${to}`;
}

/** A channel as it stands; what was written there last is told even of a message deleted since. */
function channelNow(world: World, channel: Channel): JsonObject {
	const last_message_id = world.lastWritten(channel);
	return { ...channelObject(channel, world.bot), last_message_id };
}

/** A page of a channel: the newest messages, or the oldest after one; newest first either way. */
function history(world: World, { params, query }: Call): Message[] {
	const channel = reachable(world, params.channel);
	if (channel.historyHidden === true) return [];
	const limit = Number(query.get("limit") ?? 50);
	const after = query.get("after");
	const all = world.history(channel);
	if (after === null) return all.slice(-limit).reverse();
	const later = all.filter(({ id }) => BigInt(id) > BigInt(after));
	return later.slice(0, limit).reverse();
}

/** A message by its channel. Ephemeral ones exist only for the webhook of their interaction. */
function posted(world: World, { params }: Call): Kept {
	const channel = reachable(world, params.channel);
	const kept = world.messages.get(params.message ?? "");
	const here = kept?.message.channel_id === channel.id && kept.onlyFor === undefined;
	if (kept === undefined || !here || kept.deleted) {
		throw new Refusal(404, 10008, "Unknown Message");
	}
	return kept;
}

function editPost(world: World, call: Call): Answer {
	const kept = posted(world, call);
	admit(edited(kept.message, call.body), [...call.files, ...attached(kept.message)]);
	world.edit(kept, call.body, call.files);
	world.say(`${world.botName} changes its post:`, messageLines(kept.message));
	return ok(kept.message);
}

function deletePost(world: World, call: Call): Answer {
	remove(posted(world, call));
	world.say(`${world.botName} deletes its post`);
	return { status: 204 };
}

function openDm(world: World, { body }: Call): Answer {
	const person = knownPerson(world, textOf(body.recipient_id));
	return ok(channelObject(world.directMessages(person), world.bot));
}

function knownPerson(world: World, id: string | undefined): ReturnType<World["person"]> {
	const person = world.people.get(id ?? "");
	if (person === undefined) throw new Refusal(404, 10013, "Unknown User");
	return person;
}

/** A guild as the bot may see it: one it was not added to is unknown to it. */
function knownGuild(world: World, id: string | undefined): Guild {
	const guild = world.guilds.get(id ?? "");
	if (guild === undefined || !guild.installed) throw new Refusal(404, 10004, "Unknown Guild");
	return guild;
}

function memberOf(world: World, { params }: Call): Answer {
	const guild = knownGuild(world, params.guild);
	const person = knownPerson(world, params.user);
	if (!person.memberships.has(guild.id)) throw new Refusal(404, 10007, "Unknown Member");
	const { permissions: _, ...member } = memberObject(person, guild);
	return ok(member);
}

function guildObject(guild: Guild): JsonObject {
	return {
		id: guild.id,
		name: guild.name,
		preferred_locale: guild.locale,
		icon: null,
		splash: null,
		discovery_splash: null,
		banner: null,
		description: null,
		owner_id: guild.id,
		afk_channel_id: null,
		afk_timeout: 300,
		verification_level: 0,
		default_message_notifications: 0,
		explicit_content_filter: 0,
		roles: [],
		emojis: [],
		stickers: [],
		features: [],
		mfa_level: 0,
		application_id: null,
		system_channel_id: null,
		system_channel_flags: 0,
		rules_channel_id: null,
		vanity_url_code: null,
		premium_tier: 0,
		public_updates_channel_id: null,
		nsfw_level: 0,
		premium_progress_bar_enabled: false,
		safety_alerts_channel_id: null,
		home_header: null,
		region: "deprecated",
		widget_enabled: false,
		widget_channel_id: null,
		max_presences: null,
		max_members: 500_000,
		max_stage_video_channel_users: 50,
		max_video_channel_users: 25,
		premium_subscription_count: 0,
		nsfw: false,
		incidents_data: null,
	};
}
