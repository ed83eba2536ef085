// The conversation on the screen: puts messages where they belong, keeps the focus and the place to
// read at, and sees that a control which is busy cannot be used again.

import { byId, el } from "./dom.js";
import { renderMessage } from "./render.js";
import { sameDay, timeElement } from "./times.js";

/** @typedef {import("./book.js").Shown} Shown */
/** @typedef {{ id: string, name: string }} Reader */

/** Pixels left free above and below a message that is brought into sight. */
const MARGIN = 20;

/** So near to the end, in pixels, one is reading the newest. */
const NEAR = 120;

/**
 * @param {(article: HTMLElement, control: HTMLElement, press: string, picked: string[]) => Promise<void>} act
 *   called when a control is used; the message stays busy until it is done
 */
export function createTalk(act) {
	const log = byId("log");
	const scroll = byId("scroll");
	const newest = byId("newest");
	/** @type {Reader} */
	let reader = { id: "", name: "" };

	const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
	const toEnd = () => scroll.scrollTo({ top: scroll.scrollHeight });
	scroll.addEventListener("scroll", () => {
		if (atEnd()) newest.hidden = true;
	});
	newest.addEventListener("click", () => {
		toEnd();
		byId("message").focus();
	});

	/** @param {Shown} message */
	const draw = (message) => {
		const article = renderMessage(message, reader, (control, press, picked) => {
			if (isBusy(article) || control.getAttribute("aria-disabled") === "true") return;
			control.focus();
			setBusy(article, control);
			act(article, control, press, picked).finally(() => setBusy(article, null));
		});
		article.dataset.at = String(message.at);
		return article;
	};

	return {
		/**
		 * Shows one conversation from the start.
		 *
		 * @param {Reader} to
		 * @param {Shown[]} messages
		 */
		open(to, messages) {
			reader = to;
			newest.hidden = true;
			// What was said before is not news: it must not be read out.
			log.setAttribute("aria-live", "off");
			log.replaceChildren();
			for (const message of messages) append(log, draw(message));
			scroll.scrollTo({ top: messages.length > 0 ? scroll.scrollHeight : 0 });
			requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
		},
		/**
		 * Adds a message or puts it in the place of its earlier self.
		 *
		 * @param {Shown} message
		 */
		put(message) {
			const followed = atEnd();
			const before = find(log, message.id);
			const article = draw(message);
			if (before) swap(before, article);
			else append(log, article);
			if (followed) reveal(scroll, article);
			else if (!before) newest.hidden = false;
		},
		/**
		 * Brings the answer to what one has just done into sight, and the focus to it if that was lost
		 * on the way (in a form, say, whose button is gone).
		 *
		 * @param {string} id
		 * @param {string} [key] of the control it began with
		 */
		attend(id, key) {
			const article = find(log, id);
			if (!article) return;
			reveal(scroll, article);
			if (isLost(document.activeElement)) enter(article, key);
		},
	};
}

/**
 * @param {HTMLElement} log
 * @param {string} id
 */
function find(log, id) {
	return /** @type {HTMLElement | null} */ (log.querySelector(`[data-id="${CSS.escape(id)}"]`));
}

/**
 * A line with the date stands before the first message of each day.
 *
 * @param {HTMLElement} log
 * @param {HTMLElement} article
 */
function append(log, article) {
	const before = /** @type {HTMLElement | null} */ (log.lastElementChild);
	const at = Number(article.dataset.at);
	if (!before || !sameDay(Number(before.dataset.at), at))
		log.append(el("p", { class: "day" }, timeElement(at, "day")));
	log.append(article);
}

/**
 * Whoever was on a control of the old message is on the same one of the new; when that is gone, on
 * the first that can be used, and at least on the message itself.
 *
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
function swap(before, after) {
	const focused = before.contains(document.activeElement)
		? /** @type {HTMLElement} */ (document.activeElement)
		: null;
	before.replaceWith(after);
	if (focused) enter(after, focused.dataset.key);
}

/**
 * @param {HTMLElement} article
 * @param {string} [key] of the control to prefer
 */
function enter(article, key) {
	const usable = /** @type {HTMLElement[]} */ ([
		...article.querySelectorAll(".card :is(.button, select, input):not(:disabled)"),
	]).filter((one) => one.checkVisibility());
	const same = usable.find((one) => one.dataset.key !== undefined && one.dataset.key === key);
	(same ?? usable[0] ?? article).focus({ preventScroll: true });
}

/**
 * Into sight, from its beginning when it is longer than what can be seen.
 *
 * @param {HTMLElement} scroll
 * @param {HTMLElement} article
 */
function reveal(scroll, article) {
	const top = article.offsetTop - MARGIN;
	const bottom = article.offsetTop + article.offsetHeight + MARGIN;
	const isLong = bottom - top > scroll.clientHeight;
	if (isLong || top < scroll.scrollTop) scroll.scrollTo({ top });
	else if (bottom > scroll.scrollTop + scroll.clientHeight)
		scroll.scrollTo({ top: bottom - scroll.clientHeight });
}

/**
 * Browsers notice only at the next drawing that what had the focus is no longer to be seen.
 *
 * @param {Element | null} focused
 */
function isLost(focused) {
	return focused === null || focused === document.body || !focused.checkVisibility();
}

/** @param {HTMLElement} article */
function isBusy(article) {
	return article.getAttribute("aria-busy") === "true";
}

/**
 * Not `disabled`: that would throw the focus away.
 *
 * @param {HTMLElement} article
 * @param {HTMLElement | null} control the one that was used; null when it is over
 */
function setBusy(article, control) {
	article.setAttribute("aria-busy", String(control !== null));
	for (const one of article.querySelectorAll("[data-busy]")) one.removeAttribute("data-busy");
	control?.setAttribute("data-busy", "");
}
