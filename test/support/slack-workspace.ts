import { randomBytes } from "node:crypto";
import { Bell } from "./slack-bell.ts";
import { type Block, emptyFace, type Face, faceOf, onlyFace, withIds } from "./slack-faces.ts";
import { isOn, type Json, maybeText, recordOf, recordsOf, textOf } from "./slack-json.ts";
import { messageFaults, SLACK_LIMITS, viewFaults } from "./slack-limits.ts";
import {
	type Ack,
	type Channel,
	type ChannelKind,
	type Deliver,
	type Delivery,
	type Exchange,
	type Post,
	type Shown,
	type ShownKind,
	SLACK_IDS,
	SlackError,
	type StoredFile,
	type User,
	viewOf,
} from "./slack-types.ts";

type Editable<T> = { -readonly [K in keyof T]: T[K] };

/** How long a message through a response_url lets the acknowledgement go first. */
const ACK_HEAD_START_MS = 100;

interface OpenView {
	readonly id: string;
	readonly who: string;
	view: Json;
	open: boolean;
}

interface Trigger {
	readonly exchange: Exchange;
	readonly at: number;
	used: boolean;
}

interface ResponseUrl {
	readonly exchange: Exchange;
	readonly at: number;
	uses: number;
	/** What stands there now and would be replaced. */
	current: Shown | Post | undefined;
}

/**
 * The state of the pretended workspace: people, channels, messages, views, and what the bot may
 * still do with the triggers and response_urls it was handed. Knows nothing of HTTP.
 */
export class Workspace {
	readonly users = new Map<string, User>();
	readonly channels = new Map<string, Channel>();
	readonly usergroups = new Map<string, string[]>();
	/** Users whose account is closed. */
	readonly disabled = new Set<string>();
	readonly files = new Map<string, StoredFile>();
	readonly faults: string[] = [];
	readonly bell = new Bell();
	readonly waitMs: number;
	/** Where a response_url points; set once the port is known. */
	base = "http://127.0.0.1";
	deliver: Deliver = () => Promise.reject(new Error("No bot is connected."));

	readonly #posts = new Map<string, Post[]>();
	readonly #taken = new WeakSet<object>();
	readonly #seen = new Map<string, Shown[]>();
	readonly #views = new Map<string, OpenView>();
	readonly #homes = new Map<string, Shown>();
	readonly #triggers = new Map<string, Trigger>();
	readonly #responseUrls = new Map<string, ResponseUrl>();
	readonly #exchangeOf = new WeakMap<object, Exchange>();
	readonly #latest = new Map<string, Exchange>();
	readonly #talk: string[] = [];
	#clock: { now(): number };
	#ahead = 0;
	#counter = 0;

	readonly #quiet: boolean;

	/** @param quiet keeps no transcript */
	constructor(waitMs: number, quiet = false) {
		this.waitMs = waitMs;
		this.#quiet = quiet;
		const began = Date.now();
		this.#clock = { now: () => began };
		this.addUser({ id: SLACK_IDS.botUser, name: "cairn", bot: true });
		this.addChannel({ id: SLACK_IDS.general, name: "general" });
	}

	/** The workspace's own clock: it stands still until a test moves it. */
	get now(): number {
		return this.#clock.now() + this.#ahead;
	}

	advance(ms: number): void {
		this.#ahead += ms;
	}

	/** From now on the time is that of another clock, such as the bot's own. */
	goBy(clock: { now(): number }): void {
		this.#clock = clock;
	}

	/** A fresh number, for ids. */
	count(): number {
		this.#counter += 1;
		return this.#counter;
	}

	/** A fresh message timestamp: like Slack's, it is also the name of the message. */
	nextTs(): string {
		const seconds = Math.floor(this.now / 1000);
		return `${seconds}.${String(this.count()).padStart(6, "0")}`;
	}

	addUser(user: Partial<User> & { id: string; name: string }): User {
		const usual = { tz: "Etc/UTC", admin: false, owner: false, bot: false, team: SLACK_IDS.team };
		const full = { ...usual, ...user };
		this.users.set(full.id, full);
		return full;
	}

	addChannel(wanted: {
		id: string;
		name?: string;
		kind?: ChannelKind;
		members?: readonly string[];
		bot?: boolean;
	}): Channel {
		const kind = wanted.kind ?? (wanted.id.startsWith("D") ? "direct" : "public");
		const name = kind === "direct" ? "directmessage" : (wanted.name ?? wanted.id.toLowerCase());
		const members = new Set(wanted.members ?? []);
		if (wanted.bot !== false) members.add(SLACK_IDS.botUser);
		const channel: Channel = { id: wanted.id, name, kind, members, archived: false };
		this.channels.set(channel.id, channel);
		return channel;
	}

	/** The channel by id or by name, with or without the leading #. */
	findChannel(name: string): Channel | undefined {
		const bare = name.replace(/^#/, "");
		const byName = () =>
			[...this.channels.values()].find((it) => it.kind !== "direct" && it.name === bare);
		return this.channels.get(name) ?? byName();
	}

	/** The direct conversation between the bot and a user, opened when there is none yet. */
	directWith(user: string): Channel {
		const known = [...this.channels.values()].find(
			(channel) => channel.kind === "direct" && channel.members.has(user),
		);
		return known ?? this.addChannel({ id: `D${user.slice(1)}`, members: [user] });
	}

	/** The channel for a message of the bot, or the reason why it may not write there. */
	writable(name: string): Channel {
		const channel = this.users.has(name) ? this.directWith(name) : this.findChannel(name);
		const inside = channel?.members.has(SLACK_IDS.botUser) ?? false;
		if (!channel || (channel.kind === "private" && !inside))
			throw new SlackError("channel_not_found");
		if (channel.archived) throw new SlackError("is_archived");
		if (!inside) throw new SlackError("not_in_channel");
		return channel;
	}

	// Messages.

	postsIn(channel: string): Post[] {
		const id = this.findChannel(channel)?.id ?? channel;
		const posts = this.#posts.get(id) ?? [];
		this.#posts.set(id, posts);
		return posts;
	}

	findPost(channel: string, ts: string): Post | undefined {
		return this.postsIn(channel).find((post) => post.ts === ts && !post.deleted);
	}

	/** Puts a message into a channel for all to see. */
	post(channel: Channel, message: Json, by: string = SLACK_IDS.botUser): Post {
		const post: Post = {
			...messageFace(message),
			channel: channel.id,
			ts: this.nextTs(),
			by,
			thread: maybeText(message.thread_ts),
			metadata: "metadata" in message ? recordOf(message.metadata) : undefined,
			files: recordsOf(message.files).map((file) => textOf(file.id)),
			edits: 0,
			deleted: false,
		};
		this.postsIn(channel.id).push(post);
		if (by === SLACK_IDS.botUser) this.say(`  bot → ${this.place(channel.id)}: ${look(post)}`);
		this.bell.ring();
		return post;
	}

	/** Changes a message in place; what is not given stays. */
	edit(post: Post, message: Json): void {
		const { text, blocks, attachments } = post;
		const whole = { text, blocks, attachments, ...message };
		const live: Editable<Post> = post;
		Object.assign(live, messageFace(whole), { edits: post.edits + 1 });
		if ("metadata" in message) live.metadata = recordOf(message.metadata);
		this.say(`  bot changes its message in ${this.place(post.channel)}: ${look(post)}`);
		this.bell.ring();
	}

	remove(post: Post): void {
		const live: Editable<Post> = post;
		Object.assign(live, emptyFace(), { deleted: true });
		this.say(`  bot deletes its message in ${this.place(post.channel)}`);
		this.bell.ring();
	}

	/** The next message of the bot in a channel that nobody has taken yet. */
	nextPost(channel: string): Promise<Post> {
		return this.until(
			() => {
				const post = this.postsIn(channel).find(
					(it) => it.by === SLACK_IDS.botUser && !this.#taken.has(it),
				);
				if (post) this.#taken.add(post);
				return post;
			},
			() => `The bot posted nothing in ${this.place(channel)}`,
		);
	}

	// What one person sees.

	/** Everything the bot ever showed to this person alone, oldest first. */
	seenBy(who: string): Shown[] {
		const seen = this.#seen.get(who) ?? [];
		this.#seen.set(who, seen);
		return seen;
	}

	take(shown: Shown): Shown {
		this.#taken.add(shown);
		return shown;
	}

	/** The first thing from `start` on that was shown to this person and not handed out yet. */
	nextSeen(who: string, start = 0): Promise<Shown> {
		return this.until(
			() => {
				const shown = this.seenBy(who).find((it, index) => index >= start && !this.#taken.has(it));
				return shown && this.take(shown);
			},
			() => `Nothing more was shown to ${this.nameOf(who)}`,
		);
	}

	homeOf(who: string): Shown | undefined {
		return this.#homes.get(who);
	}

	/** Which exchange led to this, so that it can be delivered again. */
	exchangeOf(what: object): Exchange | undefined {
		return this.#exchangeOf.get(what);
	}

	remember(what: object, exchange: Exchange): void {
		this.#exchangeOf.set(what, exchange);
	}

	latestOf(who: string): Exchange | undefined {
		return this.#latest.get(who);
	}

	#show(
		who: string,
		exchange: Exchange | undefined,
		part: Partial<Shown> & { kind: ShownKind },
	): Shown {
		const shown: Shown = {
			...emptyFace(),
			ephemeral: true,
			replaced: false,
			deleted: false,
			channel: exchange?.channel,
			ts: undefined,
			view: undefined,
			...part,
		};
		this.seenBy(who).push(shown);
		if (exchange) {
			exchange.answers.push(shown);
			this.remember(shown, exchange);
		}
		this.say(`  bot → ${this.#describe(who, shown)}`);
		this.bell.ring();
		return shown;
	}

	#describe(who: string, shown: Shown): string {
		const name = this.nameOf(who);
		if (shown.deleted) return `${name}: (message deleted)`;
		const manner = shown.replaced ? " (replaces)" : "";
		if (shown.view) return `${name}, in a ${textOf(shown.view.type)}${manner}: ${look(shown)}`;
		const audience = shown.ephemeral ? `only ${name}` : `${name} and the whole channel`;
		return `${audience}${manner}: ${look(shown)}`;
	}

	// Exchanges: what a person does, and the acknowledgement of the bot.

	/** Makes the rights that come with something a person did: a trigger and a response_url. */
	rights(): { trigger_id: string; response_url: string; claim: (exchange: Exchange) => void } {
		const trigger = `${this.count()}.${this.count()}.${randomBytes(8).toString("hex")}`;
		const token = randomBytes(12).toString("hex");
		return {
			trigger_id: trigger,
			response_url: `${this.base}/respond/${token}`,
			claim: (exchange) => {
				this.#triggers.set(trigger, { exchange, at: this.now, used: false });
				const current = viewOf(exchange.origin) ? undefined : exchange.origin;
				this.#responseUrls.set(token, { exchange, at: this.now, uses: 0, current });
			},
		};
	}

	/** Sends an exchange to the bot. The outcome is noted on the delivery; nothing is thrown. */
	send(exchange: Exchange): Delivery {
		const delivery: Delivery = { exchange, ack: undefined, shown: undefined, failure: undefined };
		this.#latest.set(exchange.who, exchange);
		const began = performance.now();
		this.deliver(exchange.envelope)
			.then((ack) => this.#acknowledged(delivery, ack, performance.now() - began))
			.catch((error: unknown) => {
				delivery.failure = error instanceof Error ? error : new Error(String(error));
			})
			.finally(() => this.bell.ring());
		return delivery;
	}

	#acknowledged(delivery: Delivery, ack: Ack, tookMs: number): void {
		if (ack.status !== 200) throw new Error(`The bot answered with HTTP status ${ack.status}.`);
		if (tookMs > SLACK_LIMITS.ackMs)
			throw this.fault(`The acknowledgement took ${Math.round(tookMs)} ms (operation_timeout)`);
		const { envelope } = delivery.exchange;
		if (envelope.type === "slash_commands") delivery.shown = this.#ackedCommand(delivery, ack);
		else if (envelope.payload.type === "view_submission") this.#ackedView(delivery, ack);
		delivery.ack = ack;
		delivery.exchange.acked = true;
	}

	/** Only a slash command may be answered with a message in the acknowledgement. */
	#ackedCommand({ exchange }: Delivery, { payload }: Ack): Shown | undefined {
		if (!says(payload)) return undefined;
		this.refuseFaults("The acknowledgement", messageFaults(payload));
		const shown = this.#answer(exchange, "ack", payload);
		for (const url of this.#responseUrls.values())
			if (url.exchange === exchange) url.current ??= shown;
		return shown;
	}

	/** The acknowledgement of a form: field errors, another view, or the form closes. */
	#ackedView(delivery: Delivery, { payload }: Ack): void {
		const { exchange } = delivery;
		const open = this.openView(textOf(recordOf(viewOf(exchange.origin)).id));
		const action = payload.response_action;
		if (action === "errors") {
			this.#ackedErrors(exchange, recordOf(payload.errors));
			return;
		}
		if (action === "update" || action === "push") {
			const view = recordOf(payload.view);
			this.refuseFaults("The acknowledgement", viewFaults(view));
			const next = action === "push" || !open ? this.#newView(exchange.who, view) : open;
			if (next === open) this.#setView(next, view);
			const part = { kind: "modal" as const, view: next.view, replaced: next === open };
			delivery.shown = this.#show(exchange.who, exchange, { ...viewFace(next.view), ...part });
			return;
		}
		if (action !== undefined && action !== "clear")
			throw this.fault(`The acknowledgement has an unknown response_action: ${String(action)}`);
		if (open) open.open = false;
		this.say(action === "clear" ? "  bot closes all modals" : "  the modal closes");
	}

	#ackedErrors({ origin }: Exchange, errors: Json): void {
		const known = new Set(origin?.inputs.map((input) => input.blockId));
		const strange = Object.keys(errors).filter((id) => !known.has(id));
		if (strange.length > 0 || Object.keys(errors).length === 0)
			throw this.fault(`The field errors name no input block of the form: ${strange.join(", ")}`);
		const told = Object.entries(errors).map(([id, text]) => `${id}: ${textOf(text)}`);
		this.say(`  bot refuses the form: ${told.join("; ")}`);
	}

	/** A message that answers an exchange: to one person, or as a post to the whole channel. */
	#answer(exchange: Exchange, kind: ShownKind, message: Json): Shown {
		const blocks = withIds(message.blocks);
		const face = messageFace({ ...message, blocks });
		const channel = exchange.channel === undefined ? undefined : this.findChannel(exchange.channel);
		if (message.response_type !== "in_channel" || !channel)
			return this.#show(exchange.who, exchange, { ...face, kind, ts: this.nextTs() });
		const post = this.post(channel, { ...message, blocks });
		return this.#show(exchange.who, exchange, { ...face, kind, ts: post.ts, ephemeral: false });
	}

	// What the bot does with its rights.

	/**
	 * The acknowledgement and a response_url travel on different connections. What the bot sent
	 * first is meant to be seen first, so a use of the response_url lets the other pass, for a
	 * moment.
	 */
	async acknowledgedFirst(token: string): Promise<void> {
		const exchange = this.#responseUrls.get(token)?.exchange;
		if (!exchange) return;
		const acked = () => exchange.acked || undefined;
		await this.bell.until(acked, ACK_HEAD_START_MS, () => "").catch(() => {});
	}

	/** A use of a response_url; gives the status and the body of the HTTP answer. */
	respond(token: string, message: Json): { status: number; body: string } {
		const url = this.#responseUrls.get(token);
		if (!url) return { status: 404, body: "no_service" };
		if (url.uses >= SLACK_LIMITS.responseUrlUses) return { status: 404, body: "used_url" };
		if (this.now - url.at > SLACK_LIMITS.responseUrlMs) return { status: 404, body: "expired_url" };
		const problems = messageFaults(message);
		if (!says(message) && !isOn(message.delete_original)) problems.push("no_text");
		if (problems.length > 0) {
			url.exchange.failure = this.fault(`The response_url was given ${problems.join("; ")}`);
			this.bell.ring();
			return { status: 400, body: "invalid_blocks" };
		}
		url.uses += 1;
		this.#useResponseUrl(url, message);
		return { status: 200, body: "ok" };
	}

	#useResponseUrl(url: ResponseUrl, message: Json): void {
		const { exchange, current } = url;
		if (isOn(message.delete_original)) {
			this.#deleteOriginal(url);
			return;
		}
		if (!isOn(message.replace_original) || !current) {
			const shown = this.#answer(exchange, "respond", message);
			url.current ??= shown;
			return;
		}
		const blocks = withIds(message.blocks);
		const post = this.#postBehind(current);
		if (post) this.edit(post, { text: "", ...message, blocks });
		const { ts, channel } = current;
		url.current = this.#show(exchange.who, exchange, {
			...messageFace({ ...message, blocks }),
			kind: "respond",
			replaced: true,
			ephemeral: !post,
			ts,
			channel,
		});
	}

	#deleteOriginal({ exchange, current }: ResponseUrl): void {
		const post = current && this.#postBehind(current);
		if (post) this.remove(post);
		const part = { ts: current?.ts, deleted: true, replaced: true, ephemeral: !post };
		this.#show(exchange.who, exchange, { kind: "respond", ...part });
	}

	/** The public message behind what a person pressed, unless it was for that person alone. */
	#postBehind(origin: Shown | Post): Post | undefined {
		if (origin.channel === undefined || origin.ts === undefined) return undefined;
		return this.findPost(origin.channel, origin.ts);
	}

	/** Takes a trigger_id: it works once, and only for a few seconds. */
	spendTrigger(id: string): Exchange {
		const trigger = this.#triggers.get(id);
		if (!trigger || this.now - trigger.at > SLACK_LIMITS.triggerMs)
			throw new SlackError("expired_trigger_id");
		if (trigger.used) throw new SlackError("exchanged_trigger_id");
		trigger.used = true;
		return trigger.exchange;
	}

	openModal(exchange: Exchange, view: Json): Json {
		const opened = this.#newView(exchange.who, view);
		const part = { kind: "modal" as const, view: opened.view };
		this.#show(exchange.who, exchange, { ...viewFace(opened.view), ...part });
		return opened.view;
	}

	/** The open modal or published home tab by its id or by the bot's own name for it. */
	openView(id: string, externalId?: string): OpenView | undefined {
		const byName = (it: OpenView) => externalId !== undefined && it.view.external_id === externalId;
		const found = [...this.#views.values()].find((it) => it.id === id || byName(it));
		return found?.open ? found : undefined;
	}

	updateView(open: OpenView, view: Json): Json {
		this.#setView(open, view);
		const exchange = this.#latest.get(open.who);
		const part = { kind: "update" as const, view: open.view, replaced: true };
		this.#show(open.who, exchange, { ...viewFace(open.view), ...part });
		return open.view;
	}

	closeView(id: string): void {
		const open = this.openView(id);
		if (open) open.open = false;
	}

	publishHome(who: string, view: Json): Json {
		const opened = this.#newView(who, view);
		const exchange = this.#latest.get(who);
		const part = { kind: "home" as const, view: opened.view, channel: undefined };
		this.#homes.set(who, this.#show(who, exchange, { ...viewFace(opened.view), ...part }));
		return opened.view;
	}

	/** chat.postEphemeral: for one person in a channel; answers what that person did last. */
	whisper(who: string, channel: Channel, message: Json): string {
		const ts = this.nextTs();
		const part = { kind: "private" as const, ts, channel: channel.id };
		this.#show(who, this.#latest.get(who), { ...messageFace(message), ...part });
		return ts;
	}

	/** After a change of a public message: those who have just acted on it see it as the answer. */
	showEdit(post: Post): void {
		for (const [who, exchange] of this.#latest) {
			const { origin } = exchange;
			if (!origin || this.#postBehind(origin) !== post || exchange.answers.length > 0) continue;
			const place = { channel: post.channel, ts: post.ts, ephemeral: false };
			this.#show(who, exchange, { ...onlyFace(post), ...place, kind: "update", replaced: true });
		}
	}

	#newView(who: string, view: Json): OpenView {
		const id = `V${String(this.count()).padStart(8, "0")}`;
		const open: OpenView = { id, who, view: {}, open: true };
		this.#setView(open, view);
		this.#views.set(id, open);
		return open;
	}

	/** Fills in what Slack adds to a view that the bot sent. */
	#setView(open: OpenView, view: Json): void {
		open.view = {
			callback_id: "",
			private_metadata: "",
			external_id: "",
			clear_on_close: false,
			notify_on_close: false,
			submit: null,
			close: null,
			...view,
			id: open.id,
			team_id: SLACK_IDS.team,
			app_id: SLACK_IDS.app,
			bot_id: SLACK_IDS.bot,
			blocks: withIds(view.blocks),
			state: { values: {} },
			hash: `${Math.floor(this.now / 1000)}.${randomBytes(4).toString("hex")}`,
			root_view_id: open.id,
			previous_view_id: null,
		};
	}

	// Waiting, faults and the record of the talk.

	/** Waits for something to be there; `complaint` says what was missing when time is up. */
	until<T>(look: () => T | undefined, complaint: () => string): Promise<T> {
		return this.bell.until(look, this.waitMs, () =>
			this.withTalk(`${complaint()} within ${this.waitMs / 1000} s.`),
		);
	}

	withTalk(complaint: string): string {
		return `${complaint}\nThe talk so far:\n${this.transcript()}`;
	}

	say(line: string): void {
		if (!this.#quiet) this.#talk.push(line);
	}

	transcript(): string {
		return this.#talk.join("\n");
	}

	/** Notes that the bot did something Slack does not take, and gives it as an error. */
	fault(what: string): Error {
		this.faults.push(what);
		this.say(`  ! ${what}`);
		return new Error(what);
	}

	refuseFaults(where: string, problems: string[]): void {
		if (problems.length > 0) throw this.fault(`${where} breaks limits: ${problems.join("; ")}`);
	}

	nameOf(user: string): string {
		return this.users.get(user)?.name ?? user;
	}

	/** A channel as people call it. */
	place(name: string): string {
		const channel = this.findChannel(name);
		if (!channel) return name;
		if (channel.kind !== "direct") return `#${channel.name}`;
		const other = [...channel.members].find((member) => member !== SLACK_IDS.botUser);
		return `direct message with ${this.nameOf(other ?? "nobody")}`;
	}
}

/** Whether a message has anything in it; `{}` and a bare response_type have not. */
function says(message: Json): boolean {
	return ["text", "blocks", "attachments"].some((name) => {
		const part = message[name];
		return typeof part === "string" ? part !== "" : Array.isArray(part) && part.length > 0;
	});
}

function messageFace(message: Json): Face {
	const blocks: Block[] = withIds(message.blocks);
	return faceOf(textOf(message.text), blocks, message.attachments);
}

function viewFace(view: Json): Face {
	return faceOf(textOf(recordOf(view.title).text), withIds(view.blocks));
}

/** A face in one line of the transcript. */
function look(face: Face): string {
	const title = face.texts.startsWith(face.text) ? "" : `(${face.text}) `;
	const text = face.texts.replaceAll("\n", " ⏎ ");
	const buttons = face.buttons.map((button) => ` [${button.label}]`).join("");
	const selects = face.selects.map(
		(it) => ` {${it.label || it.actionId}: ${it.options.map(({ label }) => label).join(" | ")}}`,
	);
	return `${title}"${text}"${buttons}${selects.join("")}`;
}
