import type { types } from "@slack/bolt";
import { cut } from "../../core/graphemes.ts";
import type { Field, Form } from "../../core/message.ts";
import { onSlack } from "../../text/en.ts";
import { plainText } from "./controls.ts";
import { LIMITS } from "./limits.ts";
import { oneLine, visible } from "./visible.ts";

/** The action_id of every input; the field's name is its block_id. */
const TYPED = "typed";

/**
 * A form as a modal.
 *
 * @param card where the form was opened, so that what comes of it can be shown there
 */
export function renderForm(form: Form, card: string): types.ModalView {
	return {
		type: "modal",
		callback_id: form.press,
		private_metadata: card.length <= LIMITS.metadata ? card : "",
		title: plainText(form.title, LIMITS.modalWord),
		submit: plainText(form.submit, LIMITS.modalWord),
		close: plainText(onSlack.cancel, LIMITS.modalWord),
		blocks: form.fields.map(inputBlock),
	};
}

function inputBlock(field: Field): types.InputBlock {
	const most = Math.max(1, Math.min(field.max, LIMITS.inputText));
	const value = cut(visible(field.value ?? ""), most);
	const hint = oneLine(field.hint ?? "");
	return {
		type: "input",
		block_id: field.name,
		label: plainText(field.label, LIMITS.inputLabel),
		optional: field.optional === true,
		...(hint === "" ? {} : { hint: plainText(hint, LIMITS.inputHint) }),
		element: {
			type: "plain_text_input",
			action_id: TYPED,
			multiline: field.kind === "area",
			max_length: most,
			...(value === "" ? {} : { initial_value: value }),
		},
	};
}
