// The entry: holds who one is and where, and leads what happens to the module that shows it.

import { createBook } from "./book.js";
import { createClock } from "./clock.js";
import { createCompose } from "./compose.js";
import { byId } from "./dom.js";
import { connectDress } from "./dress.js";
import { createForms } from "./form.js";
import { createSide } from "./side.js";
import { createTalk } from "./talk.js";
import { showWelcome } from "./welcome.js";
import { follow, read, send, Trouble } from "./wire.js";
import { words } from "./words.js";

/** @typedef {import("./book.js").Page} Page */
/** @typedef {{ person: string, place: string, on?: string }} Place where a wish was made */

const book = createBook();
const clock = createClock();
const forms = createForms();
const talk = createTalk(press);
const compose = createCompose({
	complete: (line) => read("complete", { person, line }),
	say,
});
const side = createSide({ person: become, place: go });

/** Who and where one is. */
let person = "";
let place = "";
/** The kind of conversation that is open. */
let kind = "channel";
/** @type {Set<string>} `person place` of what has something new */
const unread = new Set();
let unfollow = () => {};
/** How often a person was chosen. */
let turns = 0;

/** @returns {Page} */
function page() {
	const current = book.page(person);
	if (!current) throw new Error("no person yet");
	return current;
}

/** @param {string} id */
async function become(id) {
	const turn = ++turns;
	const came = await trying(async () => {
		const state = await read("state", { person: id });
		// Whoever was chosen last is meant.
		if (turn !== turns) return;
		// What came while somebody else was looked at is replayed from where this person left.
		const left = book.page(id)?.after;
		const opened = book.open(state);
		if (left !== undefined) opened.after = left;
		unfollow();
		person = id;
		clock.set(state.now);
		go(placeFor(opened));
		unfollow = follow(id, () => opened.after, { hear: hearFor(id), connected });
	});
	if (!came && person !== "") side.showPeople(page().state.people, person);
	return came;
}

/**
 * The same kind of conversation as before: the channel, or the person's own direct message.
 *
 * @param {Page} opened
 */
function placeFor({ state }) {
	return state.conversations.find((/** @type {any} */ one) => one.kind === kind).id;
}

/** @param {string} id */
function go(id) {
	place = id;
	unread.delete(`${person} ${place}`);
	const { state } = page();
	const me = state.people.find((/** @type {any} */ one) => one.id === person);
	const here = state.conversations.find((/** @type {any} */ one) => one.id === place);
	kind = here.kind;
	document.title = `${here.name} · Cairn playground`;
	byId("place-name").textContent = here.name;
	byId("place-about").textContent = words.places[/** @type {"channel" | "direct"} */ (here.kind)];
	byId("log").setAttribute("aria-label", words.log(here.name));
	showWelcome(me.name, here.kind, state.suggestions, say);
	side.showPeople(state.people, person);
	showConversations();
	talk.open(me, book.messages(page(), place));
	remember();
}

function showConversations() {
	const { state } = page();
	const fresh = state.conversations
		.map((/** @type {any} */ one) => one.id)
		.filter((/** @type {string} */ id) => unread.has(`${person} ${id}`));
	side.showConversations(state.conversations, place, new Set(fresh));
}

/** In the address, so that a reload stays here and two windows can be two people. */
function remember() {
	history.replaceState(null, "", `?${new URLSearchParams({ as: person, in: kind })}`);
}

/** @param {string} id */
function hearFor(id) {
	return (/** @type {any} */ event, /** @type {string} */ eventId) => {
		const heard = book.page(id);
		if (!heard) return;
		heard.after = eventId;
		if (event.kind === "time") clock.set(event.now);
		if (event.kind === "message") receive(event.message, false);
		if (event.kind === "reset") void trying(() => refresh(id));
	};
}

/**
 * After too long a break: what stands in public comes anew.
 *
 * @param {string} id
 */
async function refresh(id) {
	const state = await read("state", { person: id });
	book.open({ ...state, posts: [] });
	for (const post of state.posts) receive(post, false);
	clock.set(state.now);
}

/**
 * @param {import("./book.js").Shown} message an answer comes twice: as such, and as an event
 * @param {boolean} asked whether it is the answer
 * @param {string} [key] of the control it answers
 */
function receive(message, asked, key) {
	const known = book.messages(page(), message.place).some(({ id }) => id === message.id);
	const shown = book.accept(page(), message);
	if (message.place === place) {
		if (shown) talk.put(shown);
		if (asked) talk.attend(message.id, key);
	} else if (shown && !known) {
		unread.add(`${person} ${message.place}`);
		showConversations();
	}
}

/** @param {string} line */
async function say(line) {
	const at = { person, place };
	return trying(async () => settle(await thinking(send("say", { ...at, line })), at));
}

/**
 * @param {HTMLElement} article
 * @param {HTMLElement} control
 * @param {string} code
 * @param {string[]} picked
 */
async function press(article, control, code, picked) {
	const at = { person, place, on: article.dataset.id ?? "" };
	const { key } = control.dataset;
	await trying(async () => settle(await send("press", { ...at, press: code, picked }), at, key));
}

/**
 * Shows what a wish came to, unless one has become somebody else meanwhile.
 *
 * @param {any} outcome
 * @param {Place} at
 * @param {string} [key] of the control it began with
 */
function settle(outcome, at, key) {
	if (person !== at.person) return;
	if (outcome.message) receive(outcome.message, true, key);
	if (outcome.did === "ask") forms.ask({ form: outcome.form, submit: submitFrom(at, key) });
}

/**
 * @param {Place} at
 * @param {string} [key]
 */
function submitFrom(at, key) {
	return async (/** @type {string} */ code, /** @type {Record<string, string>} */ fields) => {
		const outcome = await send("submit", { ...at, press: code, fields });
		if (outcome.message) forms.close();
		settle(outcome, at, key);
		return outcome;
	};
}

/**
 * Says so when an answer takes a moment; the style keeps it unseen for quick ones.
 *
 * @template Answer
 * @param {Promise<Answer>} answer
 */
async function thinking(answer) {
	const element = byId("thinking");
	element.hidden = ++waiting === 0;
	return answer.finally(() => {
		element.hidden = --waiting === 0;
	});
}

let waiting = 0;

/**
 * Runs something that may fail on the way, and says so above the command box.
 *
 * @param {() => Promise<unknown> | unknown} run
 */
async function trying(run) {
	const problem = byId("problem");
	problem.hidden = true;
	try {
		await run();
		return true;
	} catch (error) {
		problem.textContent = error instanceof Trouble ? error.message : words.lost;
		problem.hidden = false;
		return false;
	}
}

let isConnected = true;

/** @param {boolean} up */
function connected(up) {
	if (up === isConnected) return;
	isConnected = up;
	byId("offline").hidden = up;
	byId("status").textContent = up ? words.reconnected : words.reconnecting;
}

/**
 * @param {HTMLElement} button
 * @param {number} hours
 */
function connectTime(button, hours) {
	button.addEventListener("click", async () => {
		if (button.hasAttribute("data-busy")) return;
		button.setAttribute("data-busy", "");
		await trying(async () => {
			clock.set((await send("time", { hours })).now);
			byId("status").textContent = words.passed(hours);
		});
		button.removeAttribute("data-busy");
	});
}

connectDress();
connectTime(byId("hour"), 1);
connectTime(byId("day"), 24);
byId("log").addEventListener("click", (event) => {
	const line = /** @type {HTMLElement} */ (event.target).closest("[data-line]");
	if (line) compose.fill(`${/** @type {HTMLElement} */ (line).dataset.line} `);
});
const start = new URLSearchParams(location.search);
if (start.get("in") === "direct") kind = "direct";
if (!(await become(start.get("as") ?? "ada"))) await become("ada");
