import type {
	Button,
	Control,
	Form,
	Inline,
	Item,
	Message,
	Part,
	Text,
} from "../../core/message.ts";
import { accountOf, CHANNEL, nameOf, people } from "./people.ts";
import type { Pictures } from "./pictures.ts";

/**
 * Messages as the page draws them: plain JSON, every run of text labelled, only web links let
 * through. The page sets all of it as text, so nothing is escaped here.
 */

/** A run of text. Moments stay epoch milliseconds: the page formats them in the reader's zone. */
type Run =
	| { readonly as: "plain" | "strong" | "em" | "code"; readonly text: string }
	| { readonly as: "link"; readonly text: string; readonly url: string }
	| {
			readonly as: "person";
			readonly account: string;
			readonly text: string;
			readonly ping: boolean;
	  }
	| { readonly as: "moment"; readonly at: number; readonly show: "time" | "date" | "both" }
	| { readonly as: "place"; readonly text: string }
	/** Pressed, it fills the command box. */
	| { readonly as: "command"; readonly text: string };

type FacePart =
	| { readonly part: "heading"; readonly text: string }
	| { readonly part: "text" | "note"; readonly runs: readonly Run[] }
	| { readonly part: "list"; readonly items: readonly { mark: string; runs: readonly Run[] }[] }
	| { readonly part: "code"; readonly code: string; readonly language: string }
	| { readonly part: "facts"; readonly facts: readonly { label: string; runs: readonly Run[] }[] }
	/** `src` is a path of this server; without one there are only the words. */
	| { readonly part: "picture"; readonly src: string; readonly alt: string };

type FaceButton =
	| { readonly label: string; readonly press: string; readonly tone: string; readonly off: boolean }
	| { readonly label: string; readonly url: string };

type FaceControl =
	| { readonly control: "buttons"; readonly buttons: readonly FaceButton[] }
	| {
			readonly control: "pick";
			readonly press: string;
			readonly label: string;
			readonly least: number;
			readonly most: number;
			readonly options: readonly { label: string; value: string; about: string }[];
	  };

export type Face = {
	readonly gist: string;
	readonly parts: readonly FacePart[];
	readonly controls: readonly FaceControl[];
	/** To be saved, each under a path of this server. */
	readonly files: readonly {
		readonly name: string;
		readonly about: string;
		readonly src: string;
	}[];
};

export type FaceForm = {
	readonly title: string;
	readonly press: string;
	readonly submit: string;
	readonly fields: readonly {
		readonly name: string;
		readonly label: string;
		readonly kind: "line" | "area";
		readonly hint: string;
		readonly value: string;
		readonly optional: boolean;
		readonly max: number;
	}[];
};

/** Puts a picture, or a file, where the page can fetch it; gives the path. */
export type Keep = Pick<Pictures, "keep" | "keepFile">;

/** A message for the page. */
export function render(message: Message, keep: Keep): Face {
	return {
		gist: message.gist,
		parts: message.parts.map((part) => renderPart(part, keep)),
		controls: (message.controls ?? []).map(renderControl),
		files: (message.files ?? []).map(({ name, about, text }) => ({
			name,
			about,
			src: keep.keepFile(name, text),
		})),
	};
}

/** A form for the page. */
export function renderForm(form: Form): FaceForm {
	return {
		title: form.title,
		press: form.press,
		submit: form.submit,
		fields: form.fields.map(({ name, label, kind, max, hint = "", value = "", optional }) => ({
			name,
			label,
			kind,
			max,
			hint,
			value,
			optional: optional ?? false,
		})),
	};
}

function renderPart(part: Part, keep: Keep): FacePart {
	switch (part.part) {
		case "heading":
			return { part: "heading", text: part.text };
		case "text":
		case "note":
			return { part: part.part, runs: renderText(part.text) };
		case "list":
			return { part: "list", items: part.items.map(renderItem) };
		case "code":
			return { part: "code", code: part.code, language: part.language ?? "" };
		case "picture":
			return { part: "picture", src: part.png ? keep.keep(part.png) : "", alt: part.alt };
		case "facts":
			return {
				part: "facts",
				facts: part.facts.map(({ label, value }) => ({ label, runs: renderText(value) })),
			};
	}
}

function renderItem({ mark = "", text }: Item): { mark: string; runs: readonly Run[] } {
	return { mark, runs: renderText(text) };
}

function renderText(text: Text): readonly Run[] {
	return text.map(renderInline);
}

function renderInline(inline: Inline): Run {
	if (typeof inline === "string") return { as: "plain", text: inline };
	switch (inline.as) {
		case "strong":
		case "em":
		case "code":
			return { as: inline.as, text: inline.text };
		case "link":
			return isWeb(inline.url)
				? { as: "link", text: inline.text, url: inline.url }
				: { as: "plain", text: inline.text };
		case "person":
			return {
				as: "person",
				account: inline.account,
				text: inline.name,
				ping: inline.ping ?? false,
			};
		case "group":
			return { as: "plain", text: `@${inline.name}` };
		case "moment":
			return { as: "moment", at: inline.at, show: inline.show };
		case "place":
			return { as: "place", text: nameOf(inline.place) };
		case "command":
			return { as: "command", text: `/${inline.name}` };
	}
}

function renderControl(control: Control): FaceControl {
	switch (control.control) {
		case "buttons":
			return { control: "buttons", buttons: control.buttons.map(renderButton) };
		case "pick":
			return {
				control: "pick",
				press: control.press,
				label: control.label,
				least: control.least,
				most: control.most,
				options: control.options.map(({ label, value, about = "" }) => ({ label, value, about })),
			};
		case "choose":
			return chooseFace(control);
	}
}

/** There is one channel, and a handful of people: a pick will do. */
function chooseFace({
	of,
	press,
	label,
	most,
}: Extract<Control, { control: "choose" }>): FaceControl {
	const asked = { control: "pick", press, label, least: 1, most } as const;
	const option = (label: string, value: string) => ({ label, value, about: "" });
	if (of === "places") return { ...asked, most: 1, options: [option(CHANNEL.name, CHANNEL.id)] };
	return { ...asked, options: people.map((one) => option(one.name, accountOf(one))) };
}

function renderButton(button: Button): FaceButton {
	if ("press" in button)
		return {
			label: button.label,
			press: button.press,
			tone: button.tone ?? "plain",
			off: button.off ?? false,
		};
	return isWeb(button.url)
		? { label: button.label, url: button.url }
		: { label: button.label, press: "", tone: "plain", off: true };
}

/** Links run code or leave the web only by mistake or malice, so anything else is shown as words. */
function isWeb(url: string): boolean {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
