// The side: who one is, and the conversations, with a dot at those that have something new.

import { botFace, byId, el, face } from "./dom.js";
import { words } from "./words.js";

/** @typedef {{ id: string, name: string, manages: boolean }} Person */
/** @typedef {{ id: string, name: string, kind: "channel" | "direct" }} Conversation */

/** @param {{ person: (id: string) => void, place: (id: string) => void }} on */
export function createSide(on) {
	const side = byId("side");
	const people = byId("people");
	const conversations = byId("conversations");
	const opener = byId("side-open");
	people.addEventListener("change", (event) => {
		on.person(/** @type {HTMLInputElement} */ (event.target).value);
	});
	conversations.addEventListener("click", (event) => {
		const button = /** @type {HTMLElement} */ (event.target).closest("button");
		if (!button) return;
		on.place(button.dataset.place ?? "");
		if (side.matches(":popover-open")) side.hidePopover();
	});
	// The menu of a small screen is in nobody's way on a wide one.
	matchMedia("(min-width: 52rem)").addEventListener("change", () => side.hidePopover());
	return {
		/**
		 * @param {Person[]} everyone
		 * @param {string} current
		 */
		showPeople(everyone, current) {
			if (people.childElementCount === 0) people.append(...everyone.map(renderPerson));
			for (const radio of people.querySelectorAll("input")) radio.checked = radio.value === current;
		},
		/**
		 * @param {Conversation[]} all
		 * @param {string} current
		 * @param {ReadonlySet<string>} unread
		 */
		showConversations(all, current, unread) {
			const focused = conversations.querySelector(":focus")?.getAttribute("data-place");
			conversations.replaceChildren(
				...all.map((one) => renderConversation(one, one.id === current, unread.has(one.id))),
			);
			for (const button of conversations.querySelectorAll("button"))
				if (button.dataset.place === focused) button.focus();
			// On a small screen the list is behind the menu.
			opener.classList.toggle("fresh", unread.size > 0);
			opener.setAttribute("aria-label", unread.size > 0 ? words.menuNew : words.menu);
		},
	};
}

/** @param {Person} person */
function renderPerson({ id, name, manages }) {
	return el(
		"label",
		{ class: "person-card" },
		el("input", { type: "radio", name: "person", value: id }),
		face(id, name),
		el("span", {}, el("b", {}, name), el("small", {}, manages ? words.moderator : words.member)),
	);
}

/**
 * @param {Conversation} conversation
 * @param {boolean} current
 * @param {boolean} unread
 */
function renderConversation({ id, name, kind }, current, unread) {
	const mark =
		kind === "direct" ? botFace() : el("span", { class: "hash", "aria-hidden": "true" }, "#");
	const label =
		kind === "channel"
			? el("span", {}, name.replace(/^#/, ""))
			: el("span", {}, name, el("small", {}, words.directs));
	const button = el(
		"button",
		{ type: "button", "data-place": id, "aria-current": current ? "true" : undefined },
		mark,
		label,
	);
	if (unread) button.append(el("span", { class: "unread" }, words.unread));
	return el("li", {}, button);
}
