import { playground } from "../../text/en.ts";
import { Refused, respond } from "./guard.ts";
import { forget } from "./once.ts";

/** Painted pictures, and files to take along, kept in memory for as long as the page may show them. */
export type Pictures = {
	/** @returns the path under which the page finds it */
	keep(png: Uint8Array): string;
	/** The same for a file, which the browser saves and never shows. */
	keepFile(name: string, text: string): string;
	/** @throws {Refused} when there is none of that name, or not any more */
	serve(path: string): Response;
};

/** Each is some 100 KB; what has scrolled far away shows its words. */
const KEPT = 100;
const PATH = "/playground/pictures/";
const FILES = "/playground/files/";

/** @param makeId long and by chance, for a private picture is found by nothing else */
export function createPictures(makeId: () => string): Pictures {
	const kept = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
	const keepAs = (path: string, bytes: Uint8Array, type: string) => {
		kept.set(path, { bytes, type });
		forget(kept, KEPT);
		return path;
	};
	return {
		keep: (png) => keepAs(`${PATH}${makeId()}.png`, png, "image/png"),
		keepFile: (name, text) =>
			keepAs(
				`${FILES}${makeId()}/${encodeURIComponent(name)}`,
				Buffer.from(text),
				"application/octet-stream",
			),
		serve(path) {
			const found = kept.get(path);
			if (found === undefined) throw new Refused(404, playground.refused.path);
			return respond(new Uint8Array(found.bytes), found.type);
		},
	};
}
