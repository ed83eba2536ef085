// The controls of a message: rows of buttons, a select for one choice, checkboxes with Submit for
// several. A used control stays in the page and only turns busy, so that focus is never lost.

import { el, icon } from "./dom.js";
import { words } from "./words.js";

/**
 * @callback Use
 * @param {HTMLElement} control the element that was used
 * @param {string} press
 * @param {string[]} picked
 * @returns {void}
 */

/**
 * @param {any} control
 * @param {Use} use
 */
export function renderControl(control, use) {
	if (control.control === "buttons") return renderButtons(control.buttons, use);
	return control.least === 1 && control.most === 1
		? renderSelect(control, use)
		: renderChecks(control, use);
}

/**
 * @param {any[]} buttons
 * @param {Use} use
 */
function renderButtons(buttons, use) {
	return el("div", { class: "buttons" }, ...buttons.map((button) => renderButton(button, use)));
}

/**
 * @param {any} button
 * @param {Use} use
 */
function renderButton({ label, press, url, tone, off }, use) {
	if (url !== undefined)
		return el(
			"a",
			{ class: "button plain", href: url, target: "_blank", rel: "noopener noreferrer" },
			label,
			icon("out"),
		);
	const attributes = { type: "button", class: `button ${tone}`, "data-key": `${press} ${label}` };
	const element = el("button", { ...attributes, disabled: off, "data-off": off }, label);
	element.addEventListener("click", () => use(element, press, []));
	return element;
}

/**
 * Choosing acts at once, as on both platforms. Arrow keys on a closed select would choose with every
 * step, so they open it instead.
 *
 * @param {any} pick
 * @param {Use} use
 */
function renderSelect({ label, press, options }, use) {
	const select = /** @type {HTMLSelectElement} */ (
		el("select", { "data-key": press }, el("option", { value: "" }, words.choose))
	);
	for (const { label: name, value, about } of options)
		select.append(el("option", { value }, about ? `${name} – ${about}` : name));
	select.addEventListener("change", () => {
		if (select.value !== "") use(select, press, [select.value]);
	});
	select.addEventListener("keydown", (event) => {
		if (!/^Arrow(Up|Down|Left|Right)$/.test(event.key) || !("showPicker" in select)) return;
		event.preventDefault();
		select.showPicker();
	});
	return el("label", { class: "pick" }, el("span", {}, label), select);
}

/**
 * @param {any} pick
 * @param {Use} use
 */
function renderChecks({ label, press, least, most, options }, use) {
	const checks = options.map(renderCheck);
	const submit = el(
		"button",
		{ type: "button", class: "button main", "data-key": press },
		words.submit,
	);
	const boxes = () =>
		/** @type {HTMLInputElement[]} */ (
			checks.map((/** @type {Element} */ one) => one.querySelector("input"))
		);
	const settle = () => {
		const count = boxes().filter((box) => box.checked).length;
		for (const box of boxes()) box.disabled = count >= most && !box.checked;
		submit.setAttribute("aria-disabled", String(count < least || count > most));
	};
	submit.addEventListener("click", () => {
		const picked = boxes().filter((box) => box.checked);
		use(
			submit,
			press,
			picked.map((box) => box.value),
		);
	});
	const legend = el(
		"legend",
		{},
		label,
		" ",
		el("small", {}, words.picks(least, Math.min(most, options.length))),
	);
	const set = el("fieldset", { class: "checks" }, legend, ...checks, submit);
	set.addEventListener("change", settle);
	settle();
	return set;
}

/** @param {any} option */
function renderCheck({ label, value, about }) {
	const name = el("span", {}, label);
	if (about) name.append(el("small", {}, about));
	return el("label", { class: "check" }, el("input", { type: "checkbox", value }), name);
}
