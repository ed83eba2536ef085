import { cut } from "../../core/graphemes.ts";
import type { Field, Form } from "../../core/message.ts";
import { labelOf } from "./controls.ts";
import { LIMITS } from "./limits.ts";
import { seen } from "./markdown.ts";

/**
 * A form as Discord's modal: each field a Label around a Text Input. The word on the submit button
 * is Discord's own. A modal must be the first answer to an interaction, and cannot answer a modal.
 */

type TextInput = {
	readonly type: 4;
	readonly custom_id: string;
	readonly style: 1 | 2;
	readonly required: boolean;
	readonly max_length: number;
	readonly value?: string;
};
type Label = {
	readonly type: 18;
	readonly label: string;
	readonly description?: string;
	readonly component: TextInput;
};
export type Modal = {
	readonly custom_id: string;
	readonly title: string;
	readonly components: readonly Label[];
};

export function renderForm(form: Form): Modal {
	return {
		custom_id: form.press,
		title: labelOf(form.title, LIMITS.modal.title),
		components: form.fields.slice(0, LIMITS.modal.parts).map(labelled),
	};
}

function labelled(field: Field): Label {
	const label = labelOf(field.label, LIMITS.modal.label);
	// A label that had to be cut stands whole below, where there is nothing else to say.
	const about = field.hint ?? (field.label.length > LIMITS.modal.label ? field.label : "");
	const description = about === "" ? {} : { description: labelOf(about, LIMITS.modal.description) };
	return { type: 18, label, ...description, component: input(field) };
}

function input(field: Field): TextInput {
	const max_length = Math.min(Math.max(field.max, 1), LIMITS.modal.input);
	const value = cut(seen(field.value ?? ""), max_length);
	return {
		type: 4,
		custom_id: field.name,
		style: field.kind === "area" ? 2 : 1,
		required: field.optional !== true,
		max_length,
		...(value === "" ? {} : { value }),
	};
}
