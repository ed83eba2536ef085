import type { Form, Message } from "./message.ts";

/** One person on one platform. The id is namespaced: `discord:123`, `slack:T1:U1`, `playground:ada`. */
export type Account = {
	readonly id: string;
	/** The name as the platform shows it; cleaned by dispatch before anything keeps it. */
	readonly name: string;
};

/**
 * Where a wish was made.
 *
 * `space` is the tenant (a Slack workspace, a Discord server that installed the bot) or, with
 * `personal: true`, the account's own: no boards, no schedules, no moderators.
 */
export type Place = {
	readonly id: string;
	readonly space: string;
	readonly personal: boolean;
	/** A conversation with the bot alone, where the platform counts those to the tenant. */
	readonly direct?: true;
};

/** What the platform says about the asker's rights. Only evidence: dispatch decides. */
export type Evidence = {
	/** Discord: Manage Server. Slack: workspace admin or owner. */
	readonly manages: boolean;
	/** The asker's roles or user groups (see `groupId`), as far as they matter. */
	readonly groups: readonly string[];
};

/** A message on a platform. Minted and read by one adapter only; opaque to everybody else. */
export type Ref = string;

type Wish = {
	/**
	 * The platform's own id of the interaction, namespaced, and the idempotency key of whatever the
	 * wish writes: the same id never writes twice.
	 */
	readonly id: string;
	readonly from: Account;
	readonly at: Place;
	readonly rights: Evidence;
};

export type CommandRequest = Wish & {
	readonly kind: "command";
	readonly name: string;
	/** By parameter name. Values as the platform typed them; dispatch checks them. */
	readonly input: Readonly<Record<string, unknown>>;
	/** People and groups among the input, by the names the platform sent along. */
	readonly named?: readonly Account[];
};

export type PressRequest = Wish & {
	readonly kind: "press";
	readonly press: string;
	/** The values chosen, when the control was a pick or a choice of people or places. */
	readonly picked: readonly string[];
	/** People and groups among them, by the names the platform sent along. */
	readonly named?: readonly Account[];
	readonly on?: Ref;
};

export type FormRequest = Wish & {
	readonly kind: "form";
	readonly press: string;
	readonly fields: Readonly<Record<string, string>>;
	readonly on?: Ref;
};

export type Request = CommandRequest | PressRequest | FormRequest;

/**
 * What comes back. `say` is a message that only the asker sees; `replace` changes the message the
 * control sat on; `ask` opens a form.
 */
export type Reply =
	| { readonly do: "say" | "replace"; readonly message: Message }
	| { readonly do: "ask"; readonly form: Form };

/**
 * How a command or press will answer. Declared, because Discord fixes private or public with the
 * first answer and a form must be that first answer.
 *
 * - `asker`: a new message that only the asker sees
 * - `in-place`: the message the control sat on is replaced
 * - `form`: a form opens
 */
export type Answers = "asker" | "in-place" | "form";
