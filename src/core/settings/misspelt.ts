import { distance } from "fastest-levenshtein";
import { zoneNames } from "../days.ts";

/** One letter in so many may be wrong: `berln` is Berlin, `atlantis` is nowhere. */
const LETTERS_A_SLIP = 4;

/** The zones whose name, or whose city alone, is spelt most nearly like the words typed. */
export function misspeltZones(typed: string): readonly string[] {
	const wanted = typed.trim().toLowerCase().replaceAll(/\s+/g, "_");
	const most = Math.floor(wanted.length / LETTERS_A_SLIP);
	const zones = zoneNames().map((name) => ({ name, off: slips(name.toLowerCase(), wanted) }));
	const least = Math.min(...zones.map(({ off }) => off));
	return least > most ? [] : zones.filter(({ off }) => off === least).map(({ name }) => name);
}

function slips(name: string, wanted: string): number {
	const city = name.slice(name.lastIndexOf("/") + 1);
	return Math.min(distance(name, wanted), distance(city, wanted));
}
