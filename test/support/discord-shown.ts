import { COMPONENT, FLAGS, hasFlag } from "./discord-limits.ts";
import { buttonLabel, readableTexts, walk } from "./discord-reading.ts";
import type { Component, Message, Modal, User } from "./discord-types.ts";
import type { Interaction, Kept, World } from "./discord-world.ts";

/**
 * What a person gets to see: one moment of a message or a form, taken apart for short tests.
 */

interface ShownButton {
	label: string;
	customId: string | undefined;
	disabled: boolean;
	url: string | undefined;
}

interface ShownSelect {
	customId: string;
	placeholder: string;
	disabled: boolean;
	options: { label: string; value: string }[];
}

/**
 * How something came to be seen: as an answer, as a change of the message acted on, as a form, as
 * a mere deferral or nothing yet (only when the test did not want to wait longer), as a deletion,
 * or as a message nobody asked for.
 */
type ShownKind = "message" | "update" | "modal" | "deferred" | "nothing" | "deleted" | "post";

/** What a person sees at one moment. It does not change when the message does; see `latest`. */
export class Shown {
	readonly kind: ShownKind;
	/** Whether the bot asked for time before it answered. */
	readonly deferred: boolean;
	readonly message: Message | undefined;
	readonly modal: Modal | undefined;
	/** The interaction this answers; a post of the bot's own answers none. */
	readonly interaction: Interaction | undefined;
	readonly #world: World;
	readonly #kept: Kept | undefined;
	readonly #revision: number;

	constructor(world: World, kind: ShownKind, kept?: Kept, interaction?: Interaction) {
		this.#world = world;
		this.kind = kind;
		this.#kept = kept;
		this.#revision = kept?.revision ?? 0;
		this.interaction = interaction;
		this.deferred = interaction?.callback === 5 || interaction?.callback === 6;
		this.message = kept === undefined ? undefined : structuredClone(kept.message);
		this.modal = kind === "modal" ? interaction?.modal : undefined;
	}

	/** The one person who sees it; undefined when everyone does. */
	get onlyFor(): User | undefined {
		return this.#kept?.onlyFor?.user;
	}

	get ephemeral(): boolean {
		return hasFlag(this.message?.flags, FLAGS.ephemeral);
	}

	/** All texts, one below the other. */
	get texts(): string {
		if (this.message !== undefined) return readableTexts(this.message).join("\n");
		return this.components.flatMap((one) => one.content ?? []).join("\n");
	}

	/** All components, nested ones included, in reading order. */
	get components(): Component[] {
		return [...walk(this.message?.components ?? this.modal?.components ?? [])];
	}

	get buttons(): ShownButton[] {
		const buttons = this.components.filter((one) => one.type === COMPONENT.button);
		return buttons.map((one) => ({
			label: buttonLabel(one),
			customId: one.custom_id,
			disabled: one.disabled === true,
			url: one.url,
		}));
	}

	get selects(): ShownSelect[] {
		const selects = this.components.filter((one) => isSelect(one.type));
		return selects.map((one) => ({
			customId: one.custom_id ?? "",
			placeholder: one.placeholder ?? "",
			disabled: one.disabled === true,
			options: (one.options ?? []).map(({ label, value }) => ({ label, value })),
		}));
	}

	/** The further messages of the same interaction so far. */
	get followUps(): Shown[] {
		const interaction = this.interaction;
		const kept = interaction?.followUps ?? [];
		return kept.map((one) => new Shown(this.#world, "message", one, interaction));
	}

	/** Waits for a further message; the first one unless told otherwise. */
	followUp(index = 0, within?: number): Promise<Shown> {
		const look = (): Shown | undefined => this.followUps[index];
		return this.#world.until(`follow-up ${index + 1} of the bot`, look, within);
	}

	/** The message as it stands now. */
	latest(): Shown {
		const gone = this.#kept?.deleted === true;
		return new Shown(this.#world, gone ? "deleted" : this.kind, this.#kept, this.interaction);
	}

	/** Waits until the message differs from what is seen here, and returns it as it is then. */
	changed(within?: number): Promise<Shown> {
		const look = (): Shown | undefined =>
			(this.#kept?.revision ?? 0) > this.#revision ? this.latest() : undefined;
		return this.#world.until("the bot to change the message", look, within);
	}

	/** Waits for the full answer, after a test has looked at a deferral or at nothing yet. */
	answered(within?: number): Promise<Shown> {
		if (this.interaction === undefined) throw new Error("This answers no interaction.");
		return answerTo(this.#world, this.interaction, "answer", within);
	}
}

/** Waits until there is an answer to see, and shows it. */
export async function answerTo(
	world: World,
	interaction: Interaction,
	until: "answer" | "ack" | "sent",
	within: number | undefined,
): Promise<Shown> {
	if (until === "sent") return new Shown(world, "nothing", undefined, interaction);
	const look = (): Shown | undefined => {
		const full = answerSoFar(world, interaction);
		if (full !== undefined || until === "answer") return full;
		const { callback, original } = interaction;
		return callback === undefined ? undefined : new Shown(world, "deferred", original, interaction);
	};
	return world.until(`the bot to answer ${interaction.who.user.global_name}`, look, within);
}

/** The answer, if it is there: after a deferral, what the deferral was meant to become. */
function answerSoFar(world: World, interaction: Interaction): Shown | undefined {
	const { callback, original } = interaction;
	if (callback === undefined) return undefined;
	if (callback === 9) return new Shown(world, "modal", undefined, interaction);
	if (original?.deleted === true) return new Shown(world, "deleted", original, interaction);
	if (callback === 6 && interaction.loading) {
		const first = interaction.followUps[0];
		return first === undefined ? undefined : new Shown(world, "message", first, interaction);
	}
	if (interaction.loading) return undefined;
	const kind = callback === 6 || callback === 7 ? "update" : "message";
	return new Shown(world, kind, original, interaction);
}

export function isSelect(type: number): boolean {
	return type === COMPONENT.stringSelect || (type >= COMPONENT.userSelect && type <= 8);
}

/** What is to be seen, for the message of a failed test. */
export function overview(shown: Shown): string {
	const buttons = shown.buttons.map((one) => {
		return `[${one.label}${one.disabled ? ", off" : ""}] (${one.customId ?? one.url})`;
	});
	const selects = shown.selects.map((one) => `select (${one.customId})`);
	const controls = [...buttons, ...selects].join(", ") || "nothing to press";
	return `${shown.kind}: ${JSON.stringify(shown.texts)}; ${controls}`;
}
