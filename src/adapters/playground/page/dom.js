// Making elements. Everything people wrote passes through here as text and never as markup.

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | undefined>} [attributes] false and undefined are left
 *   out, true is an attribute without a value
 * @param {...(Node | string)} children strings become text
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value === undefined || value === false) continue;
		element.setAttribute(name, value === true ? "" : value);
	}
	element.append(...children);
	return element;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * A drawing of the sprite in index.html; decoration only.
 *
 * @param {string} name
 */
export function icon(name) {
	const svg = document.createElementNS(SVG, "svg");
	const use = document.createElementNS(SVG, "use");
	use.setAttribute("href", `#icon-${name}`);
	svg.setAttribute("aria-hidden", "true");
	svg.append(use);
	return svg;
}

/**
 * An element that index.html is known to have.
 *
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} id
 * @returns {Kind}
 */
export function byId(id) {
	const element = document.getElementById(id);
	if (!element) throw new Error(`index.html has no #${id}`);
	return /** @type {Kind} */ (element);
}

/**
 * The round or square face of somebody: the first letter of the name.
 *
 * @param {string} person the short id, which gives the colour
 * @param {string} name
 */
export function face(person, name) {
	const letter = [...name][0] ?? "?";
	return el("span", { class: "face", "data-person": person, "aria-hidden": "true" }, letter);
}

/** The face of the bot. */
export function botFace() {
	const mark = el("img", { src: "/playground/cairn.svg", alt: "" });
	return el("span", { class: "face bot", "aria-hidden": "true" }, mark);
}
