import {
	type Block,
	type Face,
	onlyFace,
	optionsOf,
	type Placed,
	placedIn,
	plain,
} from "./slack-faces.ts";
import { type Json, recordOf, recordsOf, textOf } from "./slack-json.ts";
import {
	type Delivery,
	type Envelope,
	type Exchange,
	type Post,
	type Shown,
	SLACK_IDS,
	type User,
	viewOf,
} from "./slack-types.ts";
import { messageOf } from "./slack-web-api.ts";
import type { Workspace } from "./slack-workspace.ts";

/** Whether a click is meant to show something, or to be taken in silence. */
export interface ClickOptions {
	/** `shown`: wait for what the bot shows; `nothing`: wait for the bare acknowledgement. */
	readonly expect?: "shown" | "nothing";
}

/** What became of a form that was sent off. */
export interface Submitted {
	/** The payload of the acknowledgement. */
	readonly ack: Json;
	/** The field errors by block_id, when the bot refused the form. */
	readonly errors: Readonly<Record<string, string>> | undefined;
	/** Whether the form is gone from the screen. */
	readonly closed: boolean;
	/** Whether the bot asked for all modals to be closed. */
	readonly cleared: boolean;
	/** The view that took the place of the form, if one did. */
	readonly view: Shown | undefined;
	/** Waits for the next thing the bot shows to this person after the form was sent. */
	message(): Promise<Shown>;
}

/** What became of a payload that came a second time. */
export interface Redelivered {
	readonly ack: Json;
	/** What the acknowledgement itself showed, if it did. */
	readonly shown: Shown | undefined;
}

/** What is filled in at one element, as `state.values` gives it. */
type State = Map<string, Json>;

/** Elements of which one thing is picked that is not an option: its field, and the initial one. */
const PICK_ONE: Record<string, [now: string, initial: string]> = {
	users_select: ["selected_user", "initial_user"],
	conversations_select: ["selected_conversation", "initial_conversation"],
	channels_select: ["selected_channel", "initial_channel"],
	datepicker: ["selected_date", "initial_date"],
	timepicker: ["selected_time", "initial_time"],
};

const PICK_MANY: Record<string, [now: string, initial: string]> = {
	multi_users_select: ["selected_users", "initial_users"],
	multi_conversations_select: ["selected_conversations", "initial_conversations"],
	multi_channels_select: ["selected_channels", "initial_channels"],
};

const MANY_OPTIONS = ["checkboxes", "multi_static_select"];
const ONE_OPTION = ["static_select", "radio_buttons", "overflow"];
const TYPED = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];

/** One person in the workspace, who does what people do and sees what they see. */
export class Person {
	readonly id: string;
	readonly name: string;
	/** Where this person writes. */
	readonly channel: string;
	readonly #team: string;
	readonly #space: Workspace;
	readonly #filledIn = new WeakMap<object, State>();

	constructor(space: Workspace, user: User, channel: string) {
		this.id = user.id;
		this.name = user.name;
		this.channel = channel;
		this.#team = user.team;
		this.#space = space;
	}

	/** Everything the bot ever showed to this person, oldest first. */
	get seen(): readonly Shown[] {
		return this.#space.seenBy(this.id);
	}

	/** Sends a slash command; resolves with what the bot shows for it. */
	async slash(command: string, text = "", where: { channel?: string } = {}): Promise<Shown> {
		const channel = where.channel ?? this.channel;
		const said = `${command} ${text}`.trim();
		this.#space.say(`${this.name} (${this.#space.place(channel)}): ${said}`);
		const rights = this.#space.rights();
		const payload = this.#command(command, text, channel, rights);
		const envelope: Envelope = { type: "slash_commands", payload };
		return this.#shown(this.#begin(envelope, channel, undefined, rights.claim), said);
	}

	/** Presses a button of something that was shown to this person. */
	async press(shown: Shown, button: string, options: ClickOptions = {}): Promise<Shown> {
		return this.#click(shown, this.#button(shown, button), undefined, options.expect ?? "shown");
	}

	/** Presses a button of a public message. */
	async pressPost(post: Post, button: string, options: ClickOptions = {}): Promise<Shown> {
		return this.#click(post, this.#button(post, button), undefined, options.expect ?? "shown");
	}

	/**
	 * Presses a button that nobody was shown, as if it stood on something that was: any action_id,
	 * with whatever else the payload is to say.
	 */
	async forge(from: Shown | Post, actionId: string, more: Json = {}): Promise<Shown> {
		this.#space.say(`${this.name} forges the button ${actionId}`);
		const rights = this.#space.rights();
		const action = { type: "button", action_id: actionId, block_id: "forged" };
		const payload = {
			...this.#common("block_actions"),
			...this.#surroundings(from, rights.response_url),
			trigger_id: rights.trigger_id,
			state: { values: {} },
			actions: [{ ...action, action_ts: this.#space.nextTs(), ...recordOf(more.action) }],
			...recordOf(more.payload),
		};
		const envelope: Envelope = { type: "interactive", payload };
		return this.#shown(this.#begin(envelope, from.channel, from, rights.claim), "a forged button");
	}

	/** Sends off a form that was never opened; resolves with the acknowledgement. */
	async forgeForm(view: Json): Promise<Submitted> {
		this.#space.say(`${this.name} forges the form ${textOf(view.callback_id)}`);
		const start = this.seen.length;
		const rights = this.#space.rights();
		const usual = { id: "VFORGED", hash: "1.forged", type: "modal", private_metadata: "" };
		const payload = {
			...this.#common("view_submission"),
			trigger_id: rights.trigger_id,
			view: { ...usual, state: { values: {} }, blocks: [], ...view },
			response_urls: [],
		};
		const envelope: Envelope = { type: "interactive", payload };
		const delivery = this.#begin(envelope, undefined, undefined, rights.claim);
		return this.#submitted(delivery, await this.#acked(delivery, "a forged form"), start);
	}

	/** Picks one option of a menu, by value or label. In a form it is only filled in. */
	async select(
		from: Shown | Post,
		actionId: string,
		value: string,
		options: ClickOptions = {},
	): Promise<Shown> {
		return this.#click(from, this.#element(from, actionId), value, options.expect ?? "shown");
	}

	/**
	 * Ticks checkboxes, by value or label. Most bots take the ticks in silence until a button is
	 * pressed, so this resolves with the same message once the bot acknowledged, unless told
	 * otherwise. In a form it is only filled in.
	 */
	async check(
		from: Shown | Post,
		actionId: string,
		values: readonly string[],
		options: ClickOptions = {},
	): Promise<Shown> {
		return this.#click(from, this.#element(from, actionId), values, options.expect ?? "nothing");
	}

	/**
	 * Fills in a form and sends it off. The fields are named by block_id, action_id or label. What
	 * Slack itself would not let through (an empty required field, a text too long) throws.
	 */
	async submit(
		form: Shown,
		values: Readonly<Record<string, string | readonly string[]>> = {},
	): Promise<Submitted> {
		const view = form.view;
		if (!view) throw new Error(`${this.name} can only submit a modal.`);
		for (const [name, value] of Object.entries(values))
			this.#fill(form, this.#element(form, name), value);
		this.#checkForm(form);
		this.#space.say(`${this.name} submits "${form.text}": ${JSON.stringify(values)}`);
		const start = this.seen.length;
		const rights = this.#space.rights();
		const payload = {
			...this.#common("view_submission"),
			trigger_id: rights.trigger_id,
			view: { ...view, state: { values: this.#stateOf(form) } },
			response_urls: [],
		};
		const envelope: Envelope = { type: "interactive", payload };
		const delivery = this.#begin(envelope, undefined, form, rights.claim);
		const ack = await this.#acked(delivery, `the form "${form.text}"`);
		return this.#submitted(delivery, ack, start);
	}

	/** Closes a form without sending it; the bot only hears of it if the form asks for that. */
	async close(form: Shown): Promise<void> {
		const view = recordOf(form.view);
		this.#space.say(`${this.name} closes "${form.text}"`);
		this.#space.closeView(textOf(view.id));
		if (view.notify_on_close !== true) return;
		const payload = { ...this.#common("view_closed"), view, is_cleared: false };
		const envelope: Envelope = { type: "interactive", payload };
		await this.#acked(this.#begin(envelope, undefined, form), `closing "${form.text}"`);
	}

	/** Opens the home tab of the bot; resolves with what is published there. */
	async openHome(): Promise<Shown> {
		this.#space.say(`${this.name} opens the home tab`);
		const event = { type: "app_home_opened", user: this.id, tab: "home" };
		const delivery = this.#begin(this.#event(event), undefined, undefined);
		await this.#acked(delivery, "opening the home tab");
		const home = await this.#space.until(
			() => this.#space.homeOf(this.id),
			() => `The bot published no home tab for ${this.name}`,
		);
		return this.#space.take(home);
	}

	/** Writes an ordinary message; resolves once the bot has taken note of it. */
	async write(text: string, where: { channel?: string } = {}): Promise<Post> {
		const name = where.channel ?? this.channel;
		const channel = this.#space.findChannel(name);
		if (!channel) throw new Error(`There is no channel ${name}.`);
		this.#space.say(`${this.name} (${this.#space.place(name)}): ${text}`);
		const post = this.#space.post(channel, { text }, this.id);
		const kind = { public: "channel", private: "group", direct: "im" }[channel.kind];
		const event = { ...messageOf(post, false), channel: channel.id, channel_type: kind };
		await this.#acked(this.#begin(this.#event(event), channel.id, undefined), "a message");
		return post;
	}

	/** Waits for the next thing shown to this person that no other call has handed out. */
	next(): Promise<Shown> {
		return this.#space.nextSeen(this.id);
	}

	/**
	 * Lets Slack deliver once more what led to `what` (or what this person did last): the same
	 * payload with the same trigger_id, in a new envelope. Resolves with the acknowledgement.
	 */
	async redeliver(what?: Shown | Submitted): Promise<Redelivered> {
		const exchange = what ? this.#space.exchangeOf(what) : this.#space.latestOf(this.id);
		if (!exchange) throw new Error(`${this.name} did nothing that could be delivered again.`);
		this.#space.say(`Slack delivers the last payload of ${this.name} again`);
		const delivery = this.#space.send(exchange);
		const ack = await this.#acked(delivery, "the second delivery");
		if (delivery.shown) this.#space.take(delivery.shown);
		return { ack, shown: delivery.shown };
	}

	// Building and sending.

	#begin(
		envelope: Envelope,
		channel: string | undefined,
		origin: Shown | Post | undefined,
		claim: (exchange: Exchange) => void = () => {},
	): Delivery {
		const exchange: Exchange = {
			who: this.id,
			channel,
			envelope,
			origin,
			answers: [],
			acked: false,
			failure: undefined,
		};
		claim(exchange);
		return this.#space.send(exchange);
	}

	#command(
		command: string,
		text: string,
		name: string,
		rights: { trigger_id: string; response_url: string },
	): Json {
		const channel = this.#space.findChannel(name);
		if (!channel) throw new Error(`There is no channel ${name}.`);
		const { trigger_id, response_url } = rights;
		return {
			token: "verification-token",
			team_id: this.#team,
			team_domain: SLACK_IDS.domain,
			channel_id: channel.id,
			channel_name: channel.kind === "private" ? "privategroup" : channel.name,
			user_id: this.id,
			user_name: this.name.toLowerCase(),
			command,
			text,
			api_app_id: SLACK_IDS.app,
			is_enterprise_install: "false",
			response_url,
			trigger_id,
		};
	}

	#event(event: Json): Envelope {
		return { type: "events_api", payload: eventPayload(this.#space, event) };
	}

	#common(type: string): Json {
		const name = this.name.toLowerCase();
		return {
			type,
			team: { id: this.#team, domain: SLACK_IDS.domain },
			user: { id: this.id, username: name, name, team_id: this.#team },
			api_app_id: SLACK_IDS.app,
			token: "verification-token",
			enterprise: null,
			is_enterprise_install: false,
		};
	}

	/** Uses an interactive element: remembers what is filled in and tells the bot. */
	async #click(
		from: Shown | Post,
		placed: Placed,
		value: string | readonly string[] | undefined,
		expect: "shown" | "nothing",
	): Promise<Shown> {
		const isButton = placed.element.type === "button";
		if (!isButton) this.#fill(from, placed, value);
		const what = isButton
			? `presses [${plain(placed.element.text)}]`
			: `chooses ${JSON.stringify(value)} at ${textOf(placed.element.action_id)}`;
		this.#space.say(`${this.name} ${what}`);
		const silent = placed.block.type === "input" && placed.block.dispatch_action !== true;
		if (silent) return this.#still(from);
		const rights = this.#space.rights();
		const payload = {
			...this.#common("block_actions"),
			...this.#surroundings(from, rights.response_url),
			trigger_id: rights.trigger_id,
			state: { values: this.#stateOf(from) },
			actions: [this.#action(from, placed)],
		};
		const channel = viewOf(from) ? undefined : from.channel;
		const envelope: Envelope = { type: "interactive", payload };
		const delivery = this.#begin(envelope, channel, from, rights.claim);
		const told = `"${this.name} ${what}"`;
		if (expect === "shown") return this.#shown(delivery, told);
		await this.#acked(delivery, told);
		return this.#still(from);
	}

	/** The same message as before, with what is filled in on it. */
	#still(from: Shown | Post): Shown {
		const shown = asShown(from);
		const state = this.#filledIn.get(from);
		if (state) this.#filledIn.set(shown, state);
		return shown;
	}

	/**
	 * Where the element stands. A view brings no channel and no response_url; a message for one
	 * person alone brings no copy of itself, only its timestamp.
	 */
	#surroundings(from: Shown | Post, response_url: string): Json {
		const open = viewOf(from);
		if (open) {
			const view = { ...open, state: { values: this.#stateOf(from) } };
			return { container: { type: "view", view_id: open.id }, view };
		}
		const channel = this.#space.findChannel(from.channel ?? "");
		const post = this.#space.findPost(from.channel ?? "", from.ts ?? "");
		return {
			container: {
				type: "message",
				message_ts: from.ts,
				channel_id: from.channel,
				is_ephemeral: !post,
			},
			channel: { id: from.channel, name: channel?.name },
			...(post ? { message: messageOf(post, true) } : {}),
			response_url,
		};
	}

	#action(from: Face, placed: Placed): Json {
		const { block, element } = placed;
		const place = {
			type: element.type,
			action_id: element.action_id,
			block_id: block.block_id,
			action_ts: this.#space.nextTs(),
		};
		if (element.type !== "button") return { ...place, ...this.#stateAt(from, placed) };
		const { text, value, url, style } = element;
		const optional = Object.entries({ value, url, style }).filter(([, it]) => it !== undefined);
		return { ...place, text, ...Object.fromEntries(optional) };
	}

	// Finding and filling in.

	#button(face: Face, name: string): Placed {
		const buttons = placedIn(face).filter(({ element }) => element.type === "button");
		const found = buttons.filter(
			({ element }) => plain(element.text) === name || element.action_id === name,
		);
		const [only] = found;
		if (only && found.length === 1) return only;
		const there = face.buttons.map((button) => `"${button.label}"`).join(", ") || "none";
		const complaint = found.length > 1 ? "more than one button" : "no button";
		throw new Error(
			this.#space.withTalk(`${this.name} finds ${complaint} "${name}"; there are: ${there}.`),
		);
	}

	#element(face: Face, name: string): Placed {
		const all = placedIn(face).filter(({ element }) => element.type !== "button");
		const found =
			all.find(({ block }) => block.block_id === name) ??
			all.find(({ element }) => element.action_id === name) ??
			all.find(({ block }) => plain(block.label) === name);
		if (found) return found;
		const there = all.map(({ block, element }) => `${block.block_id}/${textOf(element.action_id)}`);
		throw new Error(
			this.#space.withTalk(
				`${this.name} finds nothing to fill in called "${name}"; there are: ${there.join(", ")}.`,
			),
		);
	}

	/** What stands at one element: what was filled in, else what the bot put there. */
	#stateAt(face: Face, { block, element }: Placed): Json | undefined {
		return this.#filledIn.get(face)?.get(stateKey(block, element)) ?? initialState(element);
	}

	#fill(face: Face, placed: Placed, value: string | readonly string[] | undefined): void {
		const state = this.#filledIn.get(face) ?? new Map<string, Json>();
		state.set(stateKey(placed.block, placed.element), filledState(placed.element, value));
		this.#filledIn.set(face, state);
	}

	/** `state.values`: by block, then by action. */
	#stateOf(face: Face): Record<string, Record<string, Json>> {
		const values: Record<string, Record<string, Json>> = {};
		for (const placed of placedIn(face)) {
			const { block, element } = placed;
			const state = this.#stateAt(face, placed);
			if (!state) continue;
			values[block.block_id] = {
				...values[block.block_id],
				[textOf(element.action_id)]: state,
			};
		}
		return values;
	}

	/** What Slack's own window checks before it sends a form. */
	#checkForm(form: Face): void {
		for (const placed of placedIn(form)) {
			const { block, element } = placed;
			if (block.type !== "input") continue;
			const state = recordOf(this.#stateAt(form, placed));
			const label = plain(block.label);
			if (block.optional !== true && isBlank(state))
				throw new Error(`${this.name} cannot submit: "${label}" must be filled in.`);
			const { min_length: least, max_length: most } = element;
			const length = textOf(state.value).length;
			if (typeof most === "number" && length > most)
				throw new Error(`${this.name} cannot submit: "${label}" takes ${most} characters.`);
			if (typeof least === "number" && length > 0 && length < least)
				throw new Error(`${this.name} cannot submit: "${label}" needs ${least} characters.`);
		}
	}

	// Waiting for the bot.

	async #acked(delivery: Delivery, what: string): Promise<Json> {
		const ack = await this.#space.until(
			() => {
				this.#throwFailure(delivery, what);
				return delivery.ack;
			},
			() => `The bot did not acknowledge ${what} of ${this.name}`,
		);
		return ack.payload;
	}

	/** Waits for the acknowledgement and for something to see; the acknowledgement comes first. */
	async #shown(delivery: Delivery, what: string): Promise<Shown> {
		const shown = await this.#space.until(
			() => {
				this.#throwFailure(delivery, what);
				if (!delivery.ack) return undefined;
				return delivery.shown ?? delivery.exchange.answers[0];
			},
			() =>
				`${delivery.ack ? "Nothing was shown" : "There was no answer"} to ${this.name} for ${what}`,
		);
		return this.#space.take(shown);
	}

	#throwFailure({ exchange, failure }: Delivery, what: string): void {
		const error = failure ?? exchange.failure;
		if (error)
			throw new Error(this.#space.withTalk(`${what} of ${this.name} failed: ${error.message}`), {
				cause: error,
			});
	}

	#submitted(delivery: Delivery, ack: Json, start: number): Submitted {
		const action = ack.response_action;
		const errors = Object.entries(recordOf(ack.errors)).map(([id, it]) => [id, textOf(it)]);
		const view = delivery.shown && this.#space.take(delivery.shown);
		const submitted: Submitted = {
			ack,
			errors: action === "errors" ? Object.fromEntries(errors) : undefined,
			closed: action === undefined || action === "clear",
			cleared: action === "clear",
			view,
			message: () => this.#space.nextSeen(this.id, start),
		};
		this.#space.remember(submitted, delivery.exchange);
		return submitted;
	}
}

/** The payload of an event, as the Events API wraps it. */
export function eventPayload(space: Workspace, event: Json, id?: string): Json {
	const seconds = Math.floor(space.now / 1000);
	const authorization = {
		enterprise_id: null,
		team_id: SLACK_IDS.team,
		user_id: SLACK_IDS.botUser,
		is_bot: true,
		is_enterprise_install: false,
	};
	return {
		token: "verification-token",
		team_id: SLACK_IDS.team,
		api_app_id: SLACK_IDS.app,
		event: { event_ts: space.nextTs(), ...event },
		type: "event_callback",
		event_id: id ?? `Ev${String(space.count()).padStart(8, "0")}`,
		event_time: seconds,
		authorizations: [authorization],
		is_ext_shared_channel: false,
	};
}

/** A public message, seen as what a person has in front of them. */
function asShown(from: Shown | Post): Shown {
	if ("kind" in from) return from;
	const { channel, ts, deleted } = from;
	const rest = { ephemeral: false, replaced: false, view: undefined };
	return { ...onlyFace(from), channel, ts, deleted, ...rest, kind: "update" };
}

function stateKey(block: Block, element: Json): string {
	return `${block.block_id}\n${textOf(element.action_id)}`;
}

/** What an element holds before anyone touches it; nothing for those that hold no state. */
function initialState(element: Json): Json | undefined {
	const type = textOf(element.type);
	if (TYPED.includes(type)) return { type, value: element.initial_value ?? null };
	if (MANY_OPTIONS.includes(type))
		return { type, selected_options: recordsOf(element.initial_options) };
	if (type === "overflow") return undefined;
	if (ONE_OPTION.includes(type)) return { type, selected_option: element.initial_option ?? null };
	const [now, initial] = PICK_ONE[type] ?? PICK_MANY[type] ?? [];
	if (now === undefined || initial === undefined) return undefined;
	return { type, [now]: element[initial] ?? (type in PICK_MANY ? [] : null) };
}

/** What an element holds once a person has filled it in. */
function filledState(element: Json, value: string | readonly string[] | undefined): Json {
	const type = textOf(element.type);
	const one = typeof value === "string" ? value : (value?.[0] ?? "");
	const many = typeof value === "string" ? [value] : [...(value ?? [])];
	if (TYPED.includes(type)) return { type, value: one === "" ? null : one };
	if (MANY_OPTIONS.includes(type))
		return { type, selected_options: many.map((it) => optionNamed(element, it)) };
	if (ONE_OPTION.includes(type)) return { type, selected_option: optionNamed(element, one) };
	const picked = PICK_ONE[type];
	if (picked) return { type, [picked[0]]: one };
	const several = PICK_MANY[type];
	if (several) return { type, [several[0]]: many };
	throw new Error(`Nobody knows how to fill in an element of type ${type}.`);
}

/** The option as it comes back in payloads: only its text and value. */
function optionNamed(element: Json, name: string): Json {
	const options = optionsOf(element);
	const found =
		options.find((it) => it.value === name) ?? options.find((it) => plain(it.text) === name);
	if (found) return { text: found.text, value: found.value };
	const there = options.map((it) => `"${textOf(it.value)}"`).join(", ");
	throw new Error(`There is no option "${name}" at ${textOf(element.action_id)}: ${there}.`);
}

function isBlank(state: Json): boolean {
	return Object.entries(state).every(
		([name, value]) =>
			name === "type" ||
			value === null ||
			value === "" ||
			(Array.isArray(value) && value.length === 0),
	);
}
