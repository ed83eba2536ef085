// The command box: Enter sends, Shift+Enter breaks the line, the up key in an empty box brings back
// what was sent last.

import { createCompletion } from "./complete.js";
import { byId } from "./dom.js";
import { words } from "./words.js";

/** @typedef {import("./complete.js").Completion} Completion */

/**
 * @param {{ complete: (line: string) => Promise<Completion>, say: (line: string) => Promise<boolean> }} on
 *   `say` resolves to false when the line did not get through
 */
export function createCompose(on) {
	const box = /** @type {HTMLTextAreaElement} */ (byId("message"));
	const completion = createCompletion(box, on.complete);
	let last = "";

	const send = async () => {
		const line = box.value.trim();
		if (line === "") return;
		box.value = "";
		completion.close();
		last = line;
		const arrived = await on.say(line);
		if (!arrived && box.value === "") box.value = line;
	};
	const enter = async () => {
		await completion.settled();
		if (!completion.takeActive()) await send();
	};

	box.addEventListener("keydown", (event) => {
		// While an input method composes a word, its keys are not ours.
		if (event.isComposing) return;
		if (completion.key(event)) return event.preventDefault();
		if (event.key === "Enter" && !event.shiftKey) {
			event.preventDefault();
			void enter();
		} else if (event.key === "ArrowUp" && box.value === "" && last !== "") {
			event.preventDefault();
			fill(last);
		}
	});
	byId("compose").addEventListener("submit", (event) => {
		event.preventDefault();
		void send();
		box.focus();
	});

	/** @param {string} line */
	const fill = (line) => {
		box.value = line;
		box.focus();
		box.setSelectionRange(line.length, line.length);
		completion.update();
	};
	box.placeholder = words.placeholder;
	return { fill };
}
