/**
 * A card of its own colour, which stands out on a white chat and on a dark one alike. Every colour on
 * it has at least three times its brightness, words at least four and a half times; and no two marks
 * differ by colour alone.
 */
export const COLOUR = {
	card: "#20252f",
	edge: "#596377",
	words: "#f4f6fa",
	soft: "#b9c1d0",
	/** Faint dots where nothing is to be said. */
	faint: "#4c566a",
	outline: "#7f8aa0",
	good: "#43c59e",
	ice: "#7cc4ff",
	amber: "#f5b945",
	/** Signs on filled marks. */
	ink: "#10141b",
	track: "#323a49",
	bar: "#8fa3c8",
} as const;
