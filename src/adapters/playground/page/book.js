// What the page remembers: the messages each person has seen since it was loaded. Public posts come
// again with the state; private ones live only here and are gone after a reload, as on the platforms.

/**
 * @typedef {object} Shown a message where it stands, as the server sends it
 * @property {string} id
 * @property {string} run which start of the server showed it
 * @property {number} rev rises within a run; the highest is the one that counts
 * @property {string} place
 * @property {number} at
 * @property {boolean} private
 * @property {string} because
 * @property {any} face
 */

/** @typedef {{ state: any, after: string, places: Map<string, Map<string, Shown>> }} Page */

export function createBook() {
	/** @type {Map<string, Page>} */
	const pages = new Map();
	return {
		/** @param {string} person */
		page: (person) => pages.get(person),
		/**
		 * Takes over what the server says about a person, keeping what was seen before.
		 *
		 * @param {any} state
		 * @returns {Page}
		 */
		open(state) {
			const page = pages.get(state.person) ?? { state, after: "", places: new Map() };
			Object.assign(page, { state, after: state.after });
			for (const post of state.posts) accept(page, post);
			pages.set(state.person, page);
			return page;
		},
		accept,
		/**
		 * @param {Page} page
		 * @param {string} place
		 */
		messages: (page, place) => [...(page.places.get(place)?.values() ?? [])],
	};
}

/**
 * Takes in a message that may have come already by another way.
 *
 * @param {Page} page
 * @param {Shown} message
 * @returns {Shown | null} as it is to be shown; null when nothing is new about it
 */
function accept(page, message) {
	const place = page.places.get(message.place) ?? new Map();
	page.places.set(message.place, place);
	const before = place.get(message.id);
	if (before && before.run === message.run && before.rev >= message.rev) return null;
	// A change keeps where and why the message first stood.
	const after = before ? { ...message, at: before.at, because: before.because } : message;
	place.set(message.id, after);
	return after;
}
