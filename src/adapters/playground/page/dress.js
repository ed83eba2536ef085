// The two switches: which platform the messages look like, and light or dark.

/** @param {"look" | "theme"} what */
function wear(what, usual = "") {
	const root = document.documentElement;
	for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (
		document.querySelectorAll(`input[name="${what}"]`)
	)) {
		radio.checked = radio.value === (root.dataset[what] ?? usual);
		radio.addEventListener("change", () => {
			root.dataset[what] = radio.value;
			keep(`cairn-${what}`, radio.value);
		});
	}
}

/**
 * @param {string} key
 * @param {string} value
 */
function keep(key, value) {
	try {
		localStorage.setItem(key, value);
	} catch {
		// Storage may be switched off; the choice then lasts until the reload.
	}
}

export function connectDress() {
	wear("look", "discord");
	wear("theme", "auto");
}
