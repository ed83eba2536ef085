// Talking to the server: reading the state, sending actions, following events.

import { words } from "./words.js";

/** What the server, or the way to it, had to object: a sentence for the person. */
export class Trouble extends Error {}

/** How often, and after how many milliseconds, something lost on the way is sent again. */
const RETRIES = [300, 900, 2000];

/**
 * Sends one action. Each has an id of its own, and a retry carries the same, so that the server
 * can tell a second try from a second wish.
 *
 * @param {"say" | "press" | "submit" | "time"} what
 * @param {object} body
 */
export async function send(what, body) {
	const sent = JSON.stringify({ id: crypto.randomUUID(), ...body });
	const headers = { "content-type": "application/json" };
	return answerOf(() => fetch(`/playground/${what}`, { method: "POST", headers, body: sent }));
}

/**
 * @param {"state" | "complete" | "items/list" | "items/examples"} what
 * @param {Record<string, string>} query
 */
export async function read(what, query) {
	return answerOf(() => fetch(`/playground/${what}?${new URLSearchParams(query)}`));
}

/** @param {() => Promise<Response>} call */
async function answerOf(call) {
	const response = await patiently(call);
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Trouble(answer.problem ?? words.lost);
	return answer;
}

/** @param {() => Promise<Response>} call */
async function patiently(call) {
	for (const pause of RETRIES) {
		try {
			return await call();
		} catch {
			await new Promise((resume) => setTimeout(resume, pause));
		}
	}
	return call().catch(() => {
		throw new Trouble(words.lost);
	});
}

/** Milliseconds until a stream that the browser has given up on is opened anew. */
const REOPEN = 2000;

/**
 * Follows what one person may see, from an event on, until closed. The browser itself comes back
 * with the last id after a break; a tab in the background lets go of its connection, because a
 * browser keeps only six to one server.
 *
 * @param {string} person
 * @param {() => string} after the id of the last event that was handled
 * @param {{ hear: (event: any, id: string) => void, connected: (up: boolean) => void }} on
 */
export function follow(person, after, on) {
	/** @type {EventSource | undefined} */
	let source;
	let timer = 0;
	const open = () => {
		close();
		source = new EventSource(
			`/playground/events?${new URLSearchParams({ person, after: after() })}`,
		);
		source.onopen = () => on.connected(true);
		source.onmessage = ({ data, lastEventId }) => on.hear(JSON.parse(data), lastEventId);
		source.onerror = () => {
			on.connected(false);
			if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN);
		};
	};
	const close = () => {
		clearTimeout(timer);
		source?.close();
	};
	const look = () => (document.hidden ? close() : open());
	document.addEventListener("visibilitychange", look);
	look();
	return () => {
		document.removeEventListener("visibilitychange", look);
		close();
	};
}
