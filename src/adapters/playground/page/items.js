// The page for those who write content, with every item open and answered in every way it can be.

import { byId, el } from "./dom.js";
import { connectDress } from "./dress.js";
import { renderMessage } from "./render.js";
import { read } from "./wire.js";

/** @typedef {{ id: string, words: string }} Item */
/** @typedef {{ name: string, face: import("./book.js").Shown["face"] }} Example */

const reader = { id: "author", name: "Author" };
const search = /** @type {HTMLInputElement} */ (byId("search"));
const found = byId("found");
const title = byId("item");
const examples = byId("examples");
/** Whatever is pressed here changes nothing: there is nobody to answer. */
const use = async () => {};
let asked = 0;

connectDress();
search.addEventListener("input", () => find(search.value));
addEventListener("hashchange", show);
await find("");
await show();

/** @param {string} typed */
async function find(typed) {
	const turn = ++asked;
	/** @type {Item[]} */
	const items = await read("items/list", { typed });
	// What was typed last is meant.
	if (turn === asked) found.replaceChildren(...items.map(renderItem));
}

/** @param {Item} item */
function renderItem({ id, words }) {
	const address = `#${encodeURIComponent(id)}`;
	const link = el("a", { href: address }, el("b", {}, id), el("span", {}, words));
	return el("li", {}, link);
}

async function show() {
	const id = decodeURIComponent(location.hash.slice(1));
	if (id === "") return;
	/** @type {Example[]} */
	const all = await read("items/examples", { id });
	title.textContent = id;
	examples.replaceChildren(...all.flatMap(renderExample));
	document.querySelector(".items-shown")?.scrollTo(0, 0);
}

/** @param {Example} example */
function renderExample({ name, face }) {
	const message = { id: name, at: Date.now(), private: true, because: "", face };
	return [el("h2", { class: "items-name" }, name), renderMessage(message, reader, use)];
}
