// A form in a dialog. What was typed is kept: when the bot refuses it, the dialog stays open with the
// reason, and one that was closed by mistake opens again as it was left.

import { byId, el } from "./dom.js";
import { Trouble } from "./wire.js";
import { words } from "./words.js";

/**
 * @typedef {object} Asked
 * @property {any} form
 * @property {(press: string, fields: Record<string, string>) => Promise<any>} submit
 *   resolves to what the server made of it
 */

export function createForms() {
	const dialog = /** @type {HTMLDialogElement} */ (byId("form"));
	const fields = byId("form-fields");
	const problem = byId("form-problem");
	const submit = byId("form-submit");
	/** @type {Map<string, Record<string, string>>} by press */
	const drafts = new Map();
	/** @type {Asked | null} */
	let open = null;

	const typed = () =>
		Object.fromEntries(
			[.../** @type {NodeListOf<HTMLInputElement>} */ (fields.querySelectorAll("[name]"))].map(
				(field) => [field.name, field.value],
			),
		);
	/** @param {string | null} reason */
	const refuse = (reason) => {
		problem.hidden = reason === null;
		problem.textContent = reason ?? "";
	};
	const close = () => dialog.close();

	byId("form-close").addEventListener("click", close);
	byId("form-cancel").addEventListener("click", close);
	dialog.addEventListener("input", () => {
		if (open) drafts.set(open.form.press, typed());
	});
	dialog.addEventListener("submit", async (event) => {
		event.preventDefault();
		if (!open || submit.hasAttribute("data-busy")) return;
		const { form } = open;
		submit.setAttribute("data-busy", "");
		refuse(null);
		try {
			const outcome = await open.submit(form.press, typed());
			if (outcome.did === "refuse") refuse(outcome.problem);
			// Something said instead may be a complaint: then the draft is still wanted.
			if (outcome.did === "replace") drafts.delete(form.press);
		} catch (error) {
			refuse(error instanceof Trouble ? error.message : words.lost);
		} finally {
			submit.removeAttribute("data-busy");
		}
	});

	return {
		/** @param {Asked} asked */
		ask(asked) {
			open = asked;
			refuse(null);
			byId("form-title").textContent = asked.form.title;
			submit.textContent = asked.form.submit;
			const draft = drafts.get(asked.form.press) ?? {};
			fields.replaceChildren(
				...asked.form.fields.map((/** @type {any} */ field) => renderField(field, draft)),
			);
			if (!dialog.open) dialog.showModal();
			/** @type {HTMLElement | null} */ (fields.querySelector("[name]"))?.focus();
		},
		/** Closing gives the focus back to where it was. */
		close,
	};
}

/**
 * @param {any} field
 * @param {Record<string, string>} draft
 */
function renderField({ name, label, kind, hint, value, optional, max }, draft) {
	const id = `field-${name}`;
	const input = /** @type {HTMLInputElement} */ (
		el(kind === "area" ? "textarea" : "input", {
			id,
			name,
			maxlength: String(max),
			required: !optional,
			"aria-describedby": hint ? `${id}-hint` : undefined,
			...(kind === "area" ? { rows: "4" } : { type: "text", autocomplete: "off" }),
		})
	);
	input.value = draft[name] ?? value;
	const title = el("label", { for: id }, label);
	if (optional) title.append(el("small", {}, ` (${words.optional})`));
	const row = el("div", { class: "field" }, title, input);
	if (hint) row.append(el("p", { id: `${id}-hint`, class: "field-hint" }, hint));
	return row;
}
