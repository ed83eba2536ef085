import { clearTimeout, setTimeout } from "node:timers";
import type { JsonObject } from "./discord-limits.ts";
import { COMPONENT, FLAGS, hasFlag, isObject, listOf, numberOf, textOf } from "./discord-limits.ts";
import { walk } from "./discord-reading.ts";
import type { Component, Message, Modal, User } from "./discord-types.ts";

/**
 * The state behind the stand-in: who is there, which messages stand where, which interactions are
 * open. The HTTP routes, the gateway and the people of a test all work on one `World`.
 */

export interface Choice {
	name: string;
	value: string | number;
}

export interface CommandOption {
	type: number;
	name: string;
	description: string;
	required?: boolean;
	autocomplete?: boolean;
	choices?: Choice[];
	options?: CommandOption[];
	min_value?: number;
	max_value?: number;
	min_length?: number;
	max_length?: number;
}

/** A registered command. */
export interface Command {
	id: string;
	application_id: string;
	guild_id?: string;
	version: string;
	type: number;
	name: string;
	description: string;
	options?: CommandOption[];
	default_member_permissions: string | null;
	dm_permission?: boolean;
	contexts: number[] | null;
	integration_types: number[];
	nsfw: boolean;
}

export interface Guild {
	id: string;
	name: string;
	locale: string;
	/** Whether the bot was added to it; if not, only a person's own install brings it there. */
	installed: boolean;
}

export interface Channel {
	id: string;
	name: string;
	/** 0 for a text channel of a guild, 1 for a direct message. */
	type: number;
	guild?: Guild;
	/** The person at the other end of a direct message. */
	recipient?: Person;
	/** Without the permission Discord shows an empty history, and does not say why. */
	historyHidden?: boolean;
}

/** What a person is in one guild. */
interface Membership {
	nick: string | null;
	permissions: bigint;
	roles: string[];
}

export interface Person {
	user: User;
	locale: string;
	/** Whether the bot may write to this person; some close their direct messages. */
	acceptsDms: boolean;
	memberships: Map<string, Membership>;
}

export interface UploadedFile {
	name: string;
	contentType: string;
	bytes: Uint8Array;
}

/** A message together with what only the stand-in knows about it. */
export interface Kept {
	message: Message;
	/** Goes up with every edit, so that a test can wait for the next one. */
	revision: number;
	deleted: boolean;
	/** The one person who sees it, when it is ephemeral. */
	onlyFor?: Person;
	/** Whether it was posted to the channel by the bot itself, not as an answer. */
	posted: boolean;
}

/** One interaction from the event to its last follow-up. */
export interface Interaction {
	id: string;
	token: string;
	type: number;
	/** The event's data, kept whole so that it can be delivered a second time. */
	payload: JsonObject;
	who: Person;
	channel: Channel;
	startedAt: number;
	expired: boolean;
	/** The message whose component was used, directly or to open the modal. */
	origin?: Kept;
	/** The type of the bot's answer, once there is one. */
	callback?: number;
	/** What `@original` means. */
	original?: Kept;
	/** How often `@original` was edited through the webhook. */
	edits: number;
	/** After a deferral: whether the answer itself is still to come. */
	loading: boolean;
	modal?: Modal;
	choices?: Choice[];
	followUps: Kept[];
}

/** What goes into a new message. */
interface Draft {
	channel: Channel;
	body: JsonObject;
	files: readonly UploadedFile[];
	flags: number;
	interaction?: Interaction;
}

interface Waiter {
	/** Looks again; true when there is nothing more to wait for. */
	look: () => boolean;
	giveUp: (why: string) => void;
}

interface WorldOptions {
	/** The bot's name, as it appears in transcripts. */
	name: string;
	token: string;
	now: () => number;
	/** How many times as fast as ours that clock runs. */
	speed: number;
	/** How long a nonce is remembered. */
	nonceMs: number;
	/** How long a person waits for the bot before a test fails. */
	patience: number;
	/** Whether nothing is written into the transcript. */
	quiet: boolean;
}

/** Discord's epoch, 1 January 2015: ids carry the milliseconds since then. */
const EPOCH = 1_420_070_400_000;
/** An interaction must be answered within three seconds, and its token lives for 15 minutes. */
const ANSWER_WITHIN = 3_000;
const TOKEN_LIFE = 15 * 60_000;
/** How long a nonce is remembered; Discord says "the past few minutes". */
export const NONCE_LIFE = 5 * 60_000;

/** To see the channel, write, link, read back and use commands: what everybody has. */
export const ORDINARY = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 16n) | (1n << 31n);
const ADMINISTRATOR = 1n << 3n;
const EVERYTHING = (1n << 52n) - 1n;

export class World {
	readonly botName: string;
	readonly now: () => number;
	readonly patience: number;
	readonly #speed: number;
	readonly #quiet: boolean;
	readonly #nonceMs: number;
	token: string;
	readonly bot: User;
	readonly applicationId: string;
	readonly people = new Map<string, Person>();
	readonly guilds = new Map<string, Guild>();
	readonly channels = new Map<string, Channel>();
	readonly messages = new Map<string, Kept>();
	readonly interactions = new Map<string, Interaction>();
	/** All registered commands, those of single guilds included. */
	commands: Command[] = [];
	commandPuts = 0;
	/** Sends an event to the bot; the gateway puts itself here when it opens. */
	dispatch: (event: string, data: JsonObject) => void = () => {
		throw new Error("The gateway is not open yet.");
	};
	readonly #nonces = new Map<string, { kept: Kept; at: number }>();
	readonly #talk: string[] = [];
	readonly #waiters = new Set<Waiter>();
	#minted = 0n;

	constructor(options: WorldOptions) {
		this.botName = options.name;
		this.token = options.token;
		this.now = options.now;
		this.patience = options.patience;
		this.#speed = options.speed;
		this.#quiet = options.quiet;
		this.#nonceMs = options.nonceMs;
		this.applicationId = this.mint();
		this.bot = { ...makeUser(this.applicationId, options.name), bot: true };
	}

	/** A fresh id: a snowflake of the present moment, told apart by a counter. */
	mint(): string {
		this.#minted += 1n;
		const since = BigInt(Math.max(0, Math.floor(this.now() - EPOCH)));
		return String((since << 22n) + this.#minted);
	}

	guild(id: string, fresh: Partial<Guild> = {}): Guild {
		const guild = this.guilds.get(id) ?? { id, name: "Workshop", locale: "en-US", installed: true };
		Object.assign(guild, fresh);
		this.guilds.set(id, guild);
		return guild;
	}

	channel(id: string, fresh: Omit<Channel, "id">): Channel {
		const channel = this.channels.get(id) ?? { ...fresh, id };
		this.channels.set(id, channel);
		return channel;
	}

	/** A person by id. An id nobody introduced still is somebody: Discord knows all its users. */
	person(id: string, name = `somebody-${id.slice(-4)}`): Person {
		const known = this.people.get(id);
		if (known !== undefined) return known;
		const person: Person = {
			user: makeUser(id, name),
			locale: "en-US",
			acceptsDms: true,
			memberships: new Map(),
		};
		this.people.set(id, person);
		return person;
	}

	/** The one direct-message channel between the bot and a person. */
	directMessages(person: Person): Channel {
		for (const channel of this.channels.values()) {
			if (channel.recipient === person) return channel;
		}
		return this.channel(this.mint(), { name: person.user.username, type: 1, recipient: person });
	}

	/** The interaction a webhook token stands for. */
	byToken(token: string): Interaction | undefined {
		for (const interaction of this.interactions.values()) {
			if (interaction.token === token) return interaction;
		}
		return undefined;
	}

	tooLateToAnswer(interaction: Interaction): boolean {
		return interaction.expired || this.#age(interaction) > ANSWER_WITHIN;
	}

	tokenDead(interaction: Interaction): boolean {
		return interaction.expired || this.#age(interaction) > TOKEN_LIFE;
	}

	/** In our time: somebody's patience does not grow shorter because a test lets days pass. */
	#age({ startedAt }: Interaction): number {
		return (this.now() - startedAt) / this.#speed;
	}

	/** Puts a new message by the bot into a channel. */
	keep(draft: Draft): Kept {
		const { body, channel, interaction } = draft;
		const message: Message = {
			id: this.mint(),
			channel_id: channel.id,
			type: interaction === undefined ? 0 : 20,
			author: this.bot,
			content: textOf(body.content),
			embeds: listOf(body.embeds).filter(isObject),
			components: numbered(body.components),
			attachments: this.#attachments(draft.files),
			flags: draft.flags,
			timestamp: new Date(this.now()).toISOString(),
			edited_timestamp: null,
			mentions: [],
			mention_roles: [],
			mention_everyone: false,
			pinned: false,
			tts: false,
			application_id: this.applicationId,
		};
		if (interaction !== undefined) {
			message.webhook_id = this.applicationId;
			message.interaction_metadata = metadata(interaction);
		}
		const kept: Kept = { message, revision: 0, deleted: false, posted: interaction === undefined };
		if (interaction !== undefined && hasFlag(draft.flags, FLAGS.ephemeral)) {
			kept.onlyFor = interaction.who;
		}
		this.messages.set(message.id, kept);
		return kept;
	}

	/** Changes a message: fields the edit does not name stay as they are. */
	edit(kept: Kept, body: JsonObject, files: readonly UploadedFile[]): void {
		const { message } = kept;
		const after = edited(message, body);
		message.content = textOf(after.content);
		message.embeds = listOf(after.embeds).filter(isObject);
		if (body.components !== undefined) message.components = numbered(body.components);
		message.flags = numberOf(after.flags) & ~FLAGS.loading;
		message.attachments = [...keptAttachments(message, body), ...this.#attachments(files)];
		message.edited_timestamp = new Date(this.now()).toISOString();
		kept.revision += 1;
	}

	/** The id of the newest message that a channel ever had, or null. */
	lastWritten(channel: Channel): string | null {
		const written = [...this.messages.values()].filter(
			({ message, onlyFor }) => message.channel_id === channel.id && onlyFor === undefined,
		);
		return (
			written
				.map(({ message }) => message.id)
				.sort(byAge)
				.at(-1) ?? null
		);
	}

	/** The messages that stand in a channel for all to see, oldest first. */
	history(channel: Channel): Message[] {
		const here = [...this.messages.values()].filter(
			({ message, deleted, onlyFor }) =>
				message.channel_id === channel.id && !deleted && onlyFor === undefined,
		);
		return here.map(({ message }) => message).sort((a, b) => byAge(a.id, b.id));
	}

	/** The earlier message of the bot with this nonce, while Discord still remembers it. */
	sameNonce(nonce: string): Kept | undefined {
		const known = this.#nonces.get(nonce);
		return known !== undefined && this.now() - known.at < this.#nonceMs ? known.kept : undefined;
	}

	rememberNonce(nonce: string, kept: Kept): void {
		this.#nonces.set(nonce, { kept, at: this.now() });
	}

	#attachments(files: readonly UploadedFile[]): JsonObject[] {
		return files.map((file) => {
			const id = this.mint();
			const url = `https://cdn.discordapp.com/attachments/${id}/${file.name}`;
			const { name: filename, contentType: content_type, bytes } = file;
			return { id, filename, content_type, size: bytes.length, url, proxy_url: url };
		});
	}

	/** Adds to the transcript: a line of what happened, and below it what could be read. */
	say(line: string, below: readonly string[] = []): void {
		if (!this.#quiet) this.#talk.push(line, ...below.map((text) => `        ${text}`));
	}

	transcript(): string {
		return this.#talk.join("\n");
	}

	/** Tells everybody who waits that something may have become true. */
	changed(): void {
		for (const waiter of [...this.#waiters]) {
			if (waiter.look()) this.#waiters.delete(waiter);
		}
	}

	/**
	 * Waits until `look` finds something. It looks now and after every change, never by the clock;
	 * the clock only ends a wait that has become hopeless, with the transcript to explain it.
	 */
	until<T>(what: string, look: () => T | undefined, within = this.patience): Promise<T> {
		const late = new Error();
		const { promise, resolve, reject } = Promise.withResolvers<T>();
		promise.catch(() => {});
		const end = (why: string): void => reject(explained(late, why, this.transcript()));
		const waiter: Waiter = { look: () => attempt(look, resolve, reject), giveUp: end };
		if (waiter.look()) return promise;
		this.#waiters.add(waiter);
		const timer = setTimeout(() => {
			this.#waiters.delete(waiter);
			end(`Waited ${within} ms for ${what}.`);
		}, within);
		const stopTimer = (): void => clearTimeout(timer);
		promise.then(stopTimer, stopTimer);
		return promise;
	}

	/** Ends all waiting when the server stops. */
	close(): void {
		for (const waiter of this.#waiters) waiter.giveUp("The Discord stand-in was stopped.");
		this.#waiters.clear();
	}
}

/** Ids count up with time, and do not fit a number. */
function byAge(a: string, b: string): number {
	return BigInt(a) < BigInt(b) ? -1 : 1;
}

/** Looks once, and settles the promise when there is something to settle it with. */
function attempt<T>(
	look: () => T | undefined,
	resolve: (value: T) => void,
	reject: (reason: unknown) => void,
): boolean {
	try {
		const found = look();
		if (found === undefined) return false;
		resolve(found);
	} catch (error) {
		reject(error);
	}
	return true;
}

/** Fills an error made where the waiting began, so that its stack names the line of the test. */
function explained(error: Error, why: string, transcript: string): Error {
	const message = `${why}\nSo far:\n${transcript === "" ? "(nothing happened)" : transcript}`;
	const stack = (error.stack ?? "").split("\n").slice(1).join("\n");
	error.message = message;
	error.stack = `Error: ${message}\n${stack}`;
	return error;
}

function makeUser(id: string, name: string): User {
	return {
		id,
		username: name.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, "_"),
		global_name: name,
		discriminator: "0",
		avatar: null,
		public_flags: 0,
		flags: 0,
		primary_guild: null,
	};
}

/** What a person may do in a guild, as Discord computes it: administrators may do everything. */
export function permissionsOf(person: Person, guild: Guild): bigint {
	const permissions = person.memberships.get(guild.id)?.permissions ?? ORDINARY;
	return (permissions & ADMINISTRATOR) === 0n ? permissions : EVERYTHING;
}

/** A person as member of a guild, the way Discord sends it with an interaction. */
export function memberObject(person: Person, guild: Guild): JsonObject {
	const membership = person.memberships.get(guild.id);
	return {
		user: person.user,
		nick: membership?.nick ?? null,
		avatar: null,
		banner: null,
		roles: membership?.roles ?? [],
		joined_at: "2024-01-01T00:00:00.000000+00:00",
		premium_since: null,
		communication_disabled_until: null,
		deaf: false,
		mute: false,
		pending: false,
		flags: 0,
		permissions: String(permissionsOf(person, guild)),
	};
}

/** A channel the way Discord sends it. */
export function channelObject(channel: Channel, bot: User): JsonObject {
	const { id, type, name } = channel;
	const common = { id, type, flags: 0, last_message_id: null };
	if (channel.guild === undefined) {
		return { ...common, recipients: [channel.recipient?.user ?? bot] };
	}
	const place = { guild_id: channel.guild.id, parent_id: null, position: 0, topic: null };
	const rest = { nsfw: false, rate_limit_per_user: 0, permission_overwrites: [] };
	return { ...common, ...place, ...rest, name };
}

/** Where somebody is, in words for the transcript. */
export function placeName(channel: Channel): string {
	if (channel.guild === undefined) return "direct message";
	const elsewhere = channel.guild.installed ? "" : ` in ${channel.guild.name}`;
	return `#${channel.name}${elsewhere}`;
}

/** What a message says about the interaction it answers. */
function metadata(interaction: Interaction): JsonObject {
	const { id, type, payload, who, origin } = interaction;
	const owners = payload.authorizing_integration_owners;
	const base = { id, type, user: who.user, authorizing_integration_owners: owners };
	return type === 3 ? { ...base, interacted_message_id: origin?.message.id } : base;
}

/** What a message would be after an edit; flags once set for good cannot be taken away. */
export function edited(message: Message, body: JsonObject): JsonObject {
	const settable = FLAGS.componentsV2 | FLAGS.suppressEmbeds;
	return {
		content: body.content === undefined ? message.content : body.content,
		embeds: body.embeds === undefined ? message.embeds : body.embeds,
		components: body.components === undefined ? message.components : body.components,
		flags: message.flags | (numberOf(body.flags) & settable),
	};
}

/** Attachments an edit leaves in place: all, unless it lists those to keep. */
function keptAttachments(message: Message, body: JsonObject): JsonObject[] {
	if (body.attachments === undefined) return message.attachments;
	const ids = listOf(body.attachments).map((one) => (isObject(one) ? String(one.id) : ""));
	return message.attachments.filter((one) => ids.includes(String(one.id)));
}

/** What Discord fills in for fields a bot left out, by type. */
const DEFAULTS = new Map<number, Partial<Component>>([
	[COMPONENT.stringSelect, { min_values: 1, max_values: 1 }],
	[COMPONENT.separator, { spacing: 1, divider: true }],
	[COMPONENT.container, { accent_color: null, spoiler: false }],
]);

/** The components as Discord keeps them: with a number each, and with the defaults filled in. */
export function numbered(value: unknown): Component[] {
	const components = structuredClone(listOf(value)) as Component[];
	const all = [...walk(components)];
	for (const one of all) Object.assign(one, { ...DEFAULTS.get(one.type), ...one });
	const taken = new Set(all.map((one) => one.id));
	let next = 0;
	for (const component of all) {
		if (component.id !== undefined && component.id !== 0) continue;
		do next += 1;
		while (taken.has(next));
		component.id = next;
	}
	return components;
}
