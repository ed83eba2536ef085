import { playground } from "../../text/en.ts";
import { Refused, respond } from "./guard.ts";
import { forget } from "./once.ts";

/** Painted pictures, kept in memory for as long as the page may show them. */
export type Pictures = {
	/** @returns the path under which the page finds it */
	keep(png: Uint8Array): string;
	/** @throws {Refused} when there is none of that name, or not any more */
	serve(path: string): Response;
};

/** Each is some 100 KB; what has scrolled far away shows its words. */
const KEPT = 100;
const PATH = "/playground/pictures/";

/** @param makeId long and by chance, for a private picture is found by nothing else */
export function createPictures(makeId: () => string): Pictures {
	const kept = new Map<string, Uint8Array>();
	return {
		keep(png) {
			const path = `${PATH}${makeId()}.png`;
			kept.set(path, png);
			forget(kept, KEPT);
			return path;
		},
		serve(path) {
			const png = kept.get(path);
			if (png === undefined) throw new Refused(404, playground.refused.path);
			return respond(new Uint8Array(png), "image/png");
		},
	};
}
