// Completion of the command box: a list above it, asked of the server with what stands before the
// caret. The focus stays in the box; the arrow keys move through the list.

import { byId, el } from "./dom.js";

/** @typedef {{ label: string, about: string, insert: string }} Option */
/** @typedef {{ from: number, usage: string, hint: string, options: Option[], eager: boolean }} Completion */

/**
 * @param {HTMLTextAreaElement} box
 * @param {(line: string) => Promise<Completion>} ask
 */
export function createCompletion(box, ask) {
	const popup = byId("completion");
	const list = byId("completion-options");
	/** @type {Completion} */
	let shown = { from: 0, usage: "", hint: "", options: [], eager: false };
	let active = -1;
	let asked = "";
	/** @type {Promise<void>} */
	let settled = Promise.resolve();

	/** @param {number} at */
	const activate = (at) => {
		active = at;
		for (const [index, option] of [...list.children].entries())
			option.setAttribute("aria-selected", String(index === at));
		const option = list.children[at];
		if (option) box.setAttribute("aria-activedescendant", option.id);
		else box.removeAttribute("aria-activedescendant");
		option?.scrollIntoView({ block: "nearest" });
	};
	const close = () => {
		popup.hidden = true;
		asked = "";
		activate(-1);
	};
	/** @param {number} at */
	const take = (at) => {
		const option = shown.options[at];
		if (!option) return;
		box.setRangeText(option.insert, shown.from, box.selectionStart, "end");
		update();
	};
	/** @param {Completion} completion */
	const show = (completion) => {
		shown = completion;
		byId("completion-usage").textContent = completion.usage;
		byId("completion-hint").textContent = completion.hint;
		list.replaceChildren(...completion.options.map(renderOption));
		popup.hidden = completion.options.length === 0 && completion.usage === "";
		activate(completion.eager && completion.options.length > 0 ? 0 : -1);
	};
	const update = () => {
		const line = box.value.slice(0, box.selectionStart);
		if (!line.startsWith("/")) return close();
		asked = line;
		settled = ask(line).then(
			(completion) => {
				if (asked === line) show(completion);
			},
			// Without completion the box still works.
			close,
		);
	};

	box.addEventListener("input", update);
	box.addEventListener("blur", close);
	// A pressed option must not take the focus out of the box.
	popup.addEventListener("mousedown", (event) => event.preventDefault());
	list.addEventListener("click", (event) => {
		const option = /** @type {Element} */ (event.target).closest("[role=option]");
		if (option) take([...list.children].indexOf(option));
	});

	return {
		close,
		update,
		/** Resolves when the list belongs to what stands in the box. */
		settled: () => settled,
		/** Takes the active option, if there is one. */
		takeActive() {
			const chosen = !popup.hidden && active >= 0;
			if (chosen) take(active);
			return chosen;
		},
		/**
		 * @param {KeyboardEvent} event
		 * @returns {boolean} whether the key was meant for the list
		 */
		key(event) {
			const most = shown.options.length;
			if (popup.hidden || event.shiftKey) return false;
			if (event.key === "Escape") close();
			else if (most === 0) return false;
			else if (event.key === "ArrowDown") activate((active + 1) % most);
			else if (event.key === "ArrowUp") activate((Math.max(active, 0) + most - 1) % most);
			else if (event.key === "Tab") take(Math.max(active, 0));
			else return false;
			return true;
		},
	};
}

/**
 * @param {Option} option
 * @param {number} index
 */
function renderOption({ label, about }, index) {
	return el(
		"div",
		{ role: "option", id: `completion-${index}`, "aria-selected": "false" },
		el("span", { class: "option-label" }, label),
		el("span", { class: "option-about" }, about),
	);
}
