// A message of the server as elements. Every part, run and control it can send has a form here; an
// unknown one, from a newer server, is shown as its words rather than lost.

import { renderControl } from "./controls.js";
import { botFace, el, face, icon } from "./dom.js";
import { timeElement } from "./times.js";
import { words } from "./words.js";

/** @typedef {import("./book.js").Shown} Shown */
/** @typedef {import("./controls.js").Use} Use */
/** @typedef {{ id: string, name: string }} Reader */

/**
 * @param {Shown} message
 * @param {Reader} reader
 * @param {Use} use what a control calls when it is used
 */
export function renderMessage(message, reader, use) {
	const { gist, parts, controls, files } = message.face;
	const card = el("div", { class: "card" }, ...parts.map(renderPart), ...files.map(renderFile));
	card.append(...controls.map((/** @type {any} */ control) => renderControl(control, use)));
	for (const person of card.querySelectorAll("[data-account]"))
		person.classList.toggle("me", pings(person, reader));
	const body = el("div", { class: "body" }, byline(message), card);
	if (message.private) body.append(el("p", { class: "only" }, icon("eye"), words.privately));
	return el(
		"article",
		{ class: "message", "aria-label": gist, "data-id": message.id, tabindex: "-1" },
		...(message.because ? [because(message.because, reader)] : []),
		botFace(),
		body,
	);
}

/**
 * @param {Element} person
 * @param {Reader} reader
 */
function pings(person, reader) {
	const { account, ping } = /** @type {HTMLElement} */ (person).dataset;
	return ping === "true" && account === `playground:${reader.id}`;
}

/** @param {Shown} message */
function byline(message) {
	return el(
		"p",
		{ class: "by" },
		el("strong", { class: "author" }, words.bot),
		el("span", { class: "badge" }, words.app),
		timeElement(message.at, "time"),
	);
}

/**
 * What the answer answers, as both platforms show it above.
 *
 * @param {string} line
 * @param {Reader} reader
 */
function because(line, reader) {
	const isCommand = line.trimStart().startsWith("/");
	return el(
		"p",
		{ class: "because" },
		face(reader.id, reader.name),
		el("b", {}, reader.name),
		` ${isCommand ? words.used : words.wrote} `,
		el("span", { class: isCommand ? "line command-line" : "line" }, line),
	);
}

/** @param {any} part */
function renderPart(part) {
	switch (part.part) {
		case "heading":
			return el("h3", {}, part.text);
		case "text":
			return el("p", {}, ...renderRuns(part.runs));
		case "note":
			return el("p", { class: "note" }, ...renderRuns(part.runs));
		case "list":
			return el("ul", { class: "list", role: "list" }, ...part.items.map(renderItem));
		case "code":
			return renderCode(part);
		case "picture":
			return renderPicture(part);
		case "facts":
			return el("dl", { class: "facts" }, ...part.facts.map(renderFact));
		default:
			return el("p", {}, String(part.text ?? ""));
	}
}

/** Without a picture, also when it has gone meanwhile, there are its words. */
function renderPicture(/** @type {any} */ { src, alt }) {
	const said = el("p", {}, alt);
	if (src === "") return said;
	const picture = el("img", { class: "picture", src, alt });
	picture.addEventListener("error", () => picture.replaceWith(said), { once: true });
	return picture;
}

/** A click saves it. */
function renderFile(/** @type {any} */ { name, about, src }) {
	const link = el("a", { class: "file", href: src, download: name, title: about }, name);
	return el("p", {}, link);
}

/** @param {any} item */
function renderItem({ mark, runs }) {
	return el(
		"li",
		{},
		mark === ""
			? el("span", { class: "mark bullet", "aria-hidden": "true" }, "•")
			: el("span", { class: `mark ${kindOf(mark)}` }, mark),
		" ",
		el("span", { class: "item" }, ...renderRuns(runs)),
	);
}

/**
 * A letter stands in a box of its own, as on the button it belongs to; a sign gives it its colour.
 *
 * @param {string} mark
 */
function kindOf(mark) {
	if (!/^(?:[✓✗] )?[A-Z]$/.test(mark)) return "";
	if (mark.startsWith("✓")) return "letter good";
	return mark.startsWith("✗") ? "letter bad" : "letter";
}

/** @param {any} fact */
function renderFact({ label, runs }) {
	return el("div", {}, el("dt", {}, label), el("dd", {}, ...renderRuns(runs)));
}

/** A block that can be scrolled must be reachable by keyboard, and so needs a name. */
function renderCode(/** @type {any} */ { code, language }) {
	const name = language === "" ? words.code : `${words.code}, ${language}`;
	const block = el(
		"pre",
		{ tabindex: "0", role: "region", "aria-label": name, "data-language": language || undefined },
		el("code", {}, code),
	);
	return el("div", { class: "code" }, block);
}

/** @param {any[]} runs */
function renderRuns(runs) {
	return runs.map(renderRun);
}

/** @param {any} run */
function renderRun(run) {
	switch (run.as) {
		case "strong":
		case "em":
		case "code":
			return el(run.as, {}, run.text);
		case "link":
			return el("a", { href: run.url, target: "_blank", rel: "noopener noreferrer" }, run.text);
		case "person":
			return el(
				"bdi",
				{ class: "person", "data-account": run.account, "data-ping": String(run.ping) },
				`@${run.text}`,
			);
		case "moment":
			return timeElement(run.at, run.show);
		case "place":
			return el("bdi", { class: "place" }, run.text);
		case "command":
			return el("button", { type: "button", class: "command", "data-line": run.text }, run.text);
		default:
			return document.createTextNode(String(run.text ?? ""));
	}
}
