import type { Picture } from "./picture.ts";

/**
 * What the bot says, without a platform in mind. Every renderer must give every part and control
 * some form; the gallery proves it. Nothing here is markup: plain strings are always escaped.
 */

/** A piece of running text. A string is plain words, whatever signs it holds. */
export type Inline =
	| string
	| { readonly as: "strong" | "em" | "code"; readonly text: string }
	| { readonly as: "link"; readonly text: string; readonly url: string }
	/** Shows a name. Only `ping: true` lets the platform notify the person. */
	| { readonly as: "person"; readonly account: string; readonly name: string; readonly ping?: true }
	/** An instant (epoch milliseconds), shown in the reader's own zone where the platform can. */
	| { readonly as: "moment"; readonly at: number; readonly show: "time" | "date" | "both" }
	/** A group of people (a role, a user group); shown, and never notified. */
	| { readonly as: "group"; readonly group: string; readonly name: string }
	/** A channel by its namespaced id; the platform knows its name. */
	| { readonly as: "place"; readonly place: string }
	/** A command under the name it really has here: `/roadmap`, or `/cairn roadmap` on Slack. */
	| { readonly as: "command"; readonly name: string };

export type Text = readonly Inline[];

/** A line of a list; `mark` replaces the bullet (a letter, a rank, a tick). */
export type Item = { readonly mark?: string; readonly text: Text };

export type Part =
	| { readonly part: "heading"; readonly text: string }
	| { readonly part: "text"; readonly text: Text }
	| { readonly part: "list"; readonly items: readonly Item[] }
	| { readonly part: "code"; readonly code: string; readonly language?: string }
	| { readonly part: "facts"; readonly facts: readonly { label: string; value: Text }[] }
	| { readonly part: "note"; readonly text: Text }
	/**
	 * Painted by the app where it will be shown; `png` is there then. `alt` says the same in words, for
	 * all who do not see it.
	 */
	| {
			readonly part: "picture";
			readonly picture: Picture;
			readonly alt: string;
			readonly png?: Uint8Array;
	  };

/** How much a button asks for the eye. `right` and `wrong` mark a reveal. */
export type Tone = "plain" | "main" | "right" | "wrong" | "danger";

export type Button =
	| {
			readonly label: string;
			readonly press: string;
			readonly tone?: Tone;
			/** Shown, but cannot be used any more. */
			readonly off?: true;
	  }
	| { readonly label: string; readonly url: string };

export type PickOption = {
	readonly label: string;
	readonly value: string;
	readonly about?: string;
};

export type Control =
	/** One row of at most five buttons. */
	| { readonly control: "buttons"; readonly buttons: readonly Button[] }
	/** A choice of one or several among at most {@link MOST_OPTIONS}. */
	| {
			readonly control: "pick";
			readonly press: string;
			readonly label: string;
			readonly least: number;
			readonly most: number;
			readonly options: readonly PickOption[];
	  }
	/**
	 * A choice among what the platform itself knows: `people` (members, and groups of them where it
	 * lets one pick those), or one of its `places`. What is picked are namespaced ids.
	 */
	| {
			readonly control: "choose";
			readonly of: "people" | "places";
			readonly press: string;
			readonly label: string;
			/** At most {@link MOST_OPTIONS}; of places, one. */
			readonly most: number;
	  };

/** A pick holds so many options, on either platform. */
export const MOST_OPTIONS = 25;

export type Message = {
	/** Plain words for notifications, screen readers and logs; the first thing a person hears. */
	readonly gist: string;
	readonly parts: readonly Part[];
	readonly controls?: readonly Control[];
	/** For one person alone; where a platform cannot send files privately, they go as a direct message. */
	readonly files?: readonly MessageFile[];
};

export type MessageFile = {
	/** With its ending, in letters every platform takes. */
	readonly name: string;
	/** What it is, for those who only hear of it. */
	readonly about: string;
	readonly text: string;
};

/** What a table is given out as: for people, or for programs. */
export type FileKind = "csv" | "json";

export type Field = {
	readonly name: string;
	readonly label: string;
	readonly kind: "line" | "area";
	readonly hint?: string;
	/** What stands in the field when the form opens, so that a refused form keeps what was typed. */
	readonly value?: string;
	readonly optional?: true;
	readonly max: number;
};

/** At most five fields, and one press that receives what was typed. */
export type Form = {
	readonly title: string;
	readonly press: string;
	readonly submit: string;
	readonly fields: readonly Field[];
};

export const heading = (text: string): Part => ({ part: "heading", text });
export const text = (...inlines: Inline[]): Part => ({ part: "text", text: inlines });
export const note = (...inlines: Inline[]): Part => ({ part: "note", text: inlines });
export const list = (items: readonly Item[]): Part => ({ part: "list", items });
export const code = (source: string, language?: string): Part =>
	language === undefined
		? { part: "code", code: source }
		: { part: "code", code: source, language };
export const facts = (rows: readonly (readonly [string, ...Inline[]])[]): Part => ({
	part: "facts",
	facts: rows.map(([label, ...value]) => ({ label, value })),
});

export const picture = (what: Picture, alt: string): Part => ({
	part: "picture",
	picture: what,
	alt,
});

export const strong = (words: string): Inline => ({ as: "strong", text: words });
export const mono = (words: string): Inline => ({ as: "code", text: words });
export const link = (words: string, url: string): Inline => ({ as: "link", text: words, url });
export const moment = (at: number, show: "time" | "date" | "both"): Inline => ({
	as: "moment",
	at,
	show,
});
export const group = (id: string, name: string): Inline => ({ as: "group", group: id, name });
export const person = (account: string, name: string): Inline => ({ as: "person", account, name });

/** A sentence of `text/en.ts` as text: `{/quiz}` in it stands for the command of that name. */
export function words(sentence: string): Text {
	return sentence
		.split(/(\{\/[a-z ]+\})/)
		.filter((piece) => piece !== "")
		.map((piece) => (piece.startsWith("{/") ? { as: "command", name: piece.slice(2, -1) } : piece));
}

/** Such a sentence as a whole message, one paragraph a line. */
export function sentence(said: string): Message {
	return {
		gist: said.replaceAll(/\{(\/[a-z ]+)\}/g, "$1"),
		parts: said.split("\n").map((line) => text(...words(line))),
	};
}

export const buttons = (...row: Button[]): Control => ({ control: "buttons", buttons: row });

/** The words of a text without their dress, for gists and length checks. */
export function plain(words: Text): string {
	return words.map(plainInline).join("");
}

function plainInline(inline: Inline): string {
	if (typeof inline === "string") return inline;
	if (inline.as === "person" || inline.as === "group") return inline.name;
	if (inline.as === "moment") return new Date(inline.at).toISOString();
	if (inline.as === "place") return "#";
	if (inline.as === "command") return `/${inline.name}`;
	return inline.text;
}
