// Moments in the reader's own zone and language, seen from the bot's day.

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const both = new Intl.DateTimeFormat(undefined, {
	day: "numeric",
	month: "long",
	year: "numeric",
	hour: "2-digit",
	minute: "2-digit",
});
const clock = new Intl.DateTimeFormat(undefined, {
	weekday: "short",
	day: "numeric",
	month: "short",
	hour: "2-digit",
	minute: "2-digit",
});
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

const formats = { time, date, both, clock, day };

/**
 * @param {number} at
 * @param {keyof typeof formats} show
 */
export function written(at, show) {
	return formats[show].format(at);
}

/**
 * @param {number} at
 * @param {keyof typeof formats} show
 */
export function timeElement(at, show) {
	const element = document.createElement("time");
	element.dateTime = new Date(at).toISOString();
	element.title = both.format(at);
	element.textContent = written(at, show);
	return element;
}

/**
 * @param {number} one
 * @param {number} other
 */
export function sameDay(one, other) {
	return new Date(one).toDateString() === new Date(other).toDateString();
}
