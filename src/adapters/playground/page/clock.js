// The bot's time in the header. It runs on by itself; letting time pass only moves it.

import { byId } from "./dom.js";
import { written } from "./times.js";

const BEAT = 5000;

export function createClock() {
	const element = /** @type {HTMLTimeElement} */ (byId("clock"));
	let offset = 0;
	const show = () => {
		const at = performance.now() + offset;
		element.dateTime = new Date(at).toISOString();
		element.textContent = written(at, "clock");
	};
	setInterval(show, BEAT);
	return {
		/** @param {number} now what the server says it is */
		set(now) {
			offset = now - performance.now();
			show();
		},
	};
}
