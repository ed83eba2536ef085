import type { JsonObject } from "./discord-limits.ts";
import { COMPONENT, LIMITS, valueRange } from "./discord-limits.ts";
import { buttonLabel, walk } from "./discord-reading.ts";
import type { Shown } from "./discord-shown.ts";
import { answerTo, isSelect, overview } from "./discord-shown.ts";
import type { SlashOptions } from "./discord-slash.ts";
import { BOT_PERMISSIONS, refuseUnavailable, resolve, typeCommand } from "./discord-slash.ts";
import type { Component, Message, Modal } from "./discord-types.ts";
import type { Channel, Choice, Interaction, Kept, Person, World } from "./discord-world.ts";
import { channelObject, memberObject, placeName } from "./discord-world.ts";

/**
 * The person's side of the stand-in: what somebody in front of a Discord client can do, and what
 * they get to see. A person can do only what their client would let them do; anything else is a
 * mistake in the test and fails at once, with a list of what could have been done.
 */

/** How a test wants an action carried out. */
interface CallOptions {
	/** The id of the interaction, if it matters. */
	id?: string;
	/** Milliseconds to wait for the bot. */
	within?: number;
	/**
	 * What to wait for: the answer itself (the default), any acknowledgement, deferrals included,
	 * or nothing: then the action is only sent.
	 */
	until?: "answer" | "ack" | "sent";
	/** Where to do it, when not in the person's usual place. */
	channel?: string;
	/** Lets the person do what their client would not offer: hidden commands, old or forged ids. */
	anyway?: boolean;
}

/** What is filled into a modal, by the custom id of the field. */
type Filled = Record<string, string | readonly string[] | boolean>;

/** Where and how an action is sent. */
interface Sending {
	type: number;
	data: JsonObject;
	origin?: Kept;
	/** A message of the event that may be older than the one now shown. */
	message?: Message;
	channel: Channel;
	said: string;
}

/** Somebody in front of a Discord client. */
export class Member {
	readonly id: string;
	readonly name: string;
	/** The channel where this person usually is. */
	readonly channel: string;
	readonly person: Person;
	readonly #world: World;

	constructor(world: World, person: Person, channel: Channel) {
		this.#world = world;
		this.person = person;
		this.id = person.user.id;
		this.name = person.user.global_name;
		this.channel = channel.id;
	}

	/** The channel of the direct messages with the bot. */
	get dm(): string {
		return this.#world.directMessages(this.person).id;
	}

	/** Types a slash command and waits for the answer. */
	async slash(name: string, options: SlashOptions = {}, call: CallOptions = {}): Promise<Shown> {
		const channel = this.#place(call);
		const typed = typeCommand(this.#world, name, options, channel, undefined);
		if (call.anyway !== true) refuseUnavailable(typed, this.person, channel);
		return this.#act({ type: 2, data: typed.data, channel, said: `types ${typed.said}` }, call);
	}

	/** Types part of an option and returns what the bot offers to complete it. */
	async complete(
		name: string,
		options: SlashOptions,
		focused: string,
		call: CallOptions = {},
	): Promise<Choice[]> {
		const channel = this.#place(call);
		const typed = typeCommand(this.#world, name, options, channel, focused);
		const said = `is typing ${typed.said} …`;
		const interaction = this.#send({ type: 4, data: typed.data, channel, said }, call);
		const what = `the bot to complete “${focused}”`;
		return this.#world.until(what, () => interaction.choices, call.within);
	}

	/** Presses a button, named by its custom id or its label. */
	async press(shown: Shown, which: string, call: CallOptions = {}): Promise<Shown> {
		const { kept, message } = this.#visible(shown, call);
		const button = findButton(shown, which, call.anyway === true);
		const data = { custom_id: button.custom_id, component_type: button.type, id: button.id };
		const said = `presses [${buttonLabel(button) || which}]`;
		return this.#act({ type: 3, data, ...this.#on(kept, message), said }, call);
	}

	/** Chooses in a select menu, by the options' values or labels, or by ids. */
	async select(
		shown: Shown,
		which: string,
		chosen: string | readonly string[],
		call: CallOptions = {},
	): Promise<Shown> {
		const { kept, message } = this.#visible(shown, call);
		const select = findSelect(shown, which, call.anyway === true);
		const wanted = typeof chosen === "string" ? [chosen] : [...chosen];
		const values = call.anyway === true ? wanted : chosenValues(select, wanted);
		const base = { custom_id: select.custom_id, component_type: select.type, id: select.id };
		const on = this.#on(kept, message);
		const resolved = resolve(this.#world, select.type, values, on.channel);
		const data = { ...base, values, ...(resolved === undefined ? {} : { resolved }) };
		const said = `chooses ${wanted.join(", ")} in [${select.placeholder ?? which}]`;
		return this.#act({ type: 3, data, ...on, said }, call);
	}

	/** Fills in a modal and sends it off. Fields not named keep what the bot had filled in. */
	async submit(shown: Shown, filled: Filled, call: CallOptions = {}): Promise<Shown> {
		const { modal, interaction } = shown;
		if (modal === undefined || interaction === undefined) {
			throw new Error(`${this.name} sees no form here but: ${overview(shown)}`);
		}
		if (call.anyway !== true) refuseUnknownFields(modal, filled);
		const components = modal.components.map((one) => submitted(one, filled, call.anyway === true));
		const data = { custom_id: modal.custom_id, components };
		const said = `fills in “${modal.title}”: ${JSON.stringify(filled)}`;
		const { origin, channel } = interaction;
		const from = origin === undefined ? {} : this.#on(origin, origin.message);
		return this.#act({ type: 5, data, channel, ...from, said }, call);
	}

	/** Sends an event that no client would, with data of the test's own. */
	sends(type: number, data: JsonObject): Promise<Shown> {
		const said = `sends ${JSON.stringify(data)}`;
		return this.#act({ type, data, channel: this.#place({}), said }, {});
	}

	/** Sends off a form that nobody opened. */
	submitUnasked(customId: string, filled: Record<string, string>): Promise<Shown> {
		const components = Object.entries(filled).map(([custom_id, value]) => {
			return { type: COMPONENT.label, component: { type: COMPONENT.textInput, custom_id, value } };
		});
		return this.sends(5, { custom_id: customId, components });
	}

	/**
	 * Delivers the same event again, with its id and token, as happens after a lost connection.
	 * Nothing is waited for: whether the bot does anything is what a test wants to find out.
	 */
	async redeliver(shown: Shown | string): Promise<void> {
		const id = typeof shown === "string" ? shown : shown.interaction?.id;
		const interaction = this.#world.interactions.get(id ?? "");
		if (interaction === undefined) throw new Error("There is no such interaction to redeliver.");
		this.#world.say("(The same event reaches the bot once more.)");
		this.#world.dispatch("INTERACTION_CREATE", interaction.payload);
	}

	#place(call: CallOptions): Channel {
		const channel = this.#world.channels.get(call.channel ?? this.channel);
		if (channel === undefined) throw new Error(`There is no channel ${call.channel}.`);
		return channel;
	}

	/** The message behind what is shown; somebody else's ephemeral message cannot be acted on. */
	#visible(shown: Shown, call: CallOptions): { kept: Kept; message: Message } {
		const message = shown.message;
		const kept = this.#world.messages.get(message?.id ?? "");
		if (message === undefined || kept === undefined) {
			throw new Error(`${this.name} sees no message here but: ${overview(shown)}`);
		}
		if (kept.onlyFor !== undefined && kept.onlyFor !== this.person) {
			throw new Error(`${this.name} cannot see it: it is only for ${shown.onlyFor?.global_name}.`);
		}
		if (kept.deleted && call.anyway !== true) throw new Error("The message has been deleted.");
		return { kept, message };
	}

	/** An action on a message happens where that message stands. */
	#on(origin: Kept, message: Message): { origin: Kept; message: Message; channel: Channel } {
		return { origin, message, channel: this.#place({ channel: message.channel_id }) };
	}

	async #act(sending: Sending, call: CallOptions): Promise<Shown> {
		const interaction = this.#send(sending, call);
		return answerTo(this.#world, interaction, call.until ?? "answer", call.within);
	}

	#send(sending: Sending, call: CallOptions): Interaction {
		const interaction = openInteraction(this.#world, this.person, sending, call.id);
		this.#world.say(`${this.name} (${placeName(sending.channel)}) ${sending.said}`);
		this.#world.dispatch("INTERACTION_CREATE", interaction.payload);
		return interaction;
	}
}

/** Makes an interaction known to the server, with the event that tells the bot of it. */
function openInteraction(
	world: World,
	who: Person,
	sending: Sending,
	wantedId: string | undefined,
): Interaction {
	const id = wantedId ?? world.mint();
	if (world.interactions.has(id)) {
		throw new Error(`Interaction ${id} exists already; use redeliver to send it again.`);
	}
	const token = Buffer.from(`interaction:${id}:${world.mint()}`).toString("base64url");
	const payload = {
		...placePayload(world, who, sending.channel),
		id,
		token,
		type: sending.type,
		data: sending.data,
		application_id: world.applicationId,
		version: 1,
		locale: who.locale,
		entitlements: [],
		attachment_size_limit: 10_485_760,
		...(sending.message === undefined ? {} : { message: structuredClone(sending.message) }),
	};
	const interaction: Interaction = {
		id,
		token,
		type: sending.type,
		payload,
		who,
		channel: sending.channel,
		startedAt: world.now(),
		expired: false,
		edits: 0,
		loading: false,
		followUps: [],
	};
	if (sending.origin !== undefined) interaction.origin = sending.origin;
	world.interactions.set(id, interaction);
	return interaction;
}

/** The part of an interaction that says where it happened and by whose leave the bot is there. */
function placePayload(world: World, who: Person, channel: Channel): JsonObject {
	const place = { channel: channelObject(channel, world.bot), channel_id: channel.id };
	const permissions = { app_permissions: String(BOT_PERMISSIONS) };
	const { guild } = channel;
	if (guild === undefined) {
		const owners = { authorizing_integration_owners: { "1": who.user.id } };
		return { ...place, ...permissions, ...owners, user: who.user, context: 1 };
	}
	const owners = guild.installed ? { "0": guild.id } : { "1": who.user.id };
	return {
		...place,
		...permissions,
		guild_id: guild.id,
		guild: { id: guild.id, locale: guild.locale, features: [] },
		guild_locale: guild.locale,
		member: memberObject(who, guild),
		context: 0,
		authorizing_integration_owners: owners,
	};
}

/** The button meant by a custom id or a label; a label must be the only one of its kind. */
function findButton(shown: Shown, which: string, anyway: boolean): Component {
	const buttons = shown.components.filter((one) => one.type === COMPONENT.button);
	const byId = buttons.filter((one) => one.custom_id === which);
	const found = byId.length > 0 ? byId : buttons.filter((one) => buttonLabel(one) === which);
	const [button] = found;
	if (button === undefined && anyway) {
		return { type: COMPONENT.button, custom_id: which, id: 1 };
	}
	if (button === undefined) throw new Error(`There is no button “${which}” in ${overview(shown)}`);
	if (found.length > 1) throw new Error(`“${which}” is on several buttons: ${overview(shown)}`);
	if (button.custom_id === undefined) throw new Error(`“${which}” is a link, not for the bot.`);
	if (button.disabled === true && !anyway) throw new Error(`The button “${which}” is off.`);
	return button;
}

function findSelect(shown: Shown, which: string, anyway: boolean): Component {
	const selects = shown.components.filter((one) => isSelect(one.type));
	const meant = (one: Component): boolean => one.custom_id === which || one.placeholder === which;
	const select = selects.find(meant);
	if (select === undefined && anyway) {
		return { type: COMPONENT.stringSelect, custom_id: which, id: 1 };
	}
	if (select === undefined) throw new Error(`There is no select “${which}” in ${overview(shown)}`);
	if (select.disabled === true && !anyway) throw new Error(`The select “${which}” is off.`);
	return select;
}

/** The values of the chosen options; a client offers nothing else and counts them. */
function chosenValues(select: Component, chosen: readonly string[]): string[] {
	const { min, max } = valueRange({ ...select });
	if (chosen.length < min || chosen.length > max) {
		throw new Error(`The select takes ${min} to ${max} values, not ${chosen.length}.`);
	}
	if (select.type !== COMPONENT.stringSelect) return [...chosen];
	const options = select.options ?? [];
	return chosen.map((wanted) => {
		const meant = options.find((one) => one.value === wanted || one.label === wanted);
		if (meant !== undefined) return meant.value;
		const offered = options.map((one) => one.label).join(", ");
		throw new Error(`The select does not offer “${wanted}” but: ${offered}`);
	});
}

/** The fields of a modal: everything that can be filled in. */
function fieldsOf(modal: Modal): Component[] {
	return [...walk(modal.components)].filter((one) => one.custom_id !== undefined);
}

function refuseUnknownFields(modal: Modal, filled: Filled): void {
	const known = fieldsOf(modal).map((one) => one.custom_id);
	const unknown = Object.keys(filled).filter((key) => !known.includes(key));
	if (unknown.length === 0) return;
	throw new Error(`The form has no field ${unknown.join(", ")}; it has: ${known.join(", ")}`);
}

/** A component of a modal as it comes back: only types, ids and what was filled in. */
function submitted(component: Component, filled: Filled, anyway: boolean): JsonObject {
	const { type, id } = component;
	if (component.components !== undefined) {
		const components = component.components.map((one) => submitted(one, filled, anyway));
		return { type, id, components };
	}
	if (component.component !== undefined) {
		return { type, id, component: submitted(component.component, filled, anyway) };
	}
	if (component.custom_id === undefined) return { type, id };
	const given = filled[component.custom_id];
	return { type, id, custom_id: component.custom_id, ...fieldValue(component, given, anyway) };
}

function fieldValue(
	field: Component,
	given: Filled[string] | undefined,
	anyway: boolean,
): JsonObject {
	switch (field.type) {
		case COMPONENT.textInput: {
			const value = given === undefined ? (field.value ?? "") : String(given);
			if (!anyway) refuseText(field, value);
			return { value };
		}
		case COMPONENT.checkbox:
			return { value: given === undefined ? field.default === true : given === true };
		case COMPONENT.radioGroup:
			return { value: given ?? preset(field)[0] ?? null };
		default:
			return { values: given === undefined ? preset(field) : [given].flat() };
	}
}

/** The values the bot had chosen beforehand. */
function preset(field: Component): string[] {
	return (field.options ?? []).filter((one) => one.default === true).map((one) => one.value);
}

/** Refuses a text that the form itself would not let anybody send off. */
function refuseText(field: Component, value: string): void {
	const no = (why: string): never => {
		throw new Error(`The field “${field.custom_id}” does not take this text: ${why}.`);
	};
	const required = field.required !== false;
	if (required && value === "") no("it must be filled in");
	if (value !== "" && value.length < (field.min_length ?? 0)) no("it is too short");
	if (value.length > (field.max_length ?? LIMITS.inputText)) no("it is too long");
}
