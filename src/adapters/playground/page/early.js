// Runs before the first paint, and is no module for that reason: it dresses the page as it was left,
// so that a dark page does not flash white. The switches themselves are in dress.js.
for (const what of ["look", "theme"]) {
	try {
		const kept = localStorage.getItem(`cairn-${what}`);
		if (kept) document.documentElement.dataset[what] = kept;
	} catch {
		// Storage may be switched off; the page then starts in its usual dress.
	}
}
