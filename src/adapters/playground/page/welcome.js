// The first thing one sees: two lines that say what this is and what to try.

import { byId, el } from "./dom.js";
import { words } from "./words.js";

/**
 * @param {string} person
 * @param {"channel" | "direct"} kind
 * @param {{ line: string, about: string }[]} suggestions
 * @param {(line: string) => Promise<unknown>} say
 */
export function showWelcome(person, kind, suggestions, say) {
	byId("welcome").replaceChildren(
		el("img", { src: "/playground/cairn.svg", alt: "", width: "64", height: "64" }),
		el("h2", { id: "welcome-title" }, words.welcome[kind](person)),
		el("p", {}, words.welcome.about),
		el("p", {}, words.welcome.try),
		el("div", { class: "suggestions" }, ...suggestions.map((one) => renderSuggestion(one, say))),
	);
}

/**
 * @param {{ line: string, about: string }} suggestion
 * @param {(line: string) => Promise<unknown>} say
 */
function renderSuggestion({ line, about }, say) {
	const button = el(
		"button",
		{ type: "button", class: "suggestion" },
		el("b", {}, line),
		el("span", {}, about),
	);
	button.addEventListener("click", async () => {
		if (button.ariaBusy === "true") return;
		button.ariaBusy = "true";
		await say(line);
		button.ariaBusy = null;
	});
	return button;
}
