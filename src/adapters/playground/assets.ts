import { readFile } from "node:fs/promises";
import { playground } from "../../text/en.ts";
import { Refused, respond } from "./guard.ts";

const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/** The page's files. What is not named here is not served, whatever a path says. */
export const ASSETS: ReadonlyMap<string, string> = new Map([
	["index.html", "text/html; charset=utf-8"],
	["items.html", "text/html; charset=utf-8"],
	["cairn.svg", "image/svg+xml"],
	["base.css", STYLE],
	["looks.css", STYLE],
	["frame.css", STYLE],
	["talk.css", STYLE],
	["compose.css", STYLE],
	["form.css", STYLE],
	["message.css", STYLE],
	["controls.css", STYLE],
	["items.css", STYLE],
	["early.js", SCRIPT],
	["app.js", SCRIPT],
	["book.js", SCRIPT],
	["clock.js", SCRIPT],
	["complete.js", SCRIPT],
	["compose.js", SCRIPT],
	["controls.js", SCRIPT],
	["dom.js", SCRIPT],
	["dress.js", SCRIPT],
	["form.js", SCRIPT],
	["items.js", SCRIPT],
	["render.js", SCRIPT],
	["side.js", SCRIPT],
	["talk.js", SCRIPT],
	["times.js", SCRIPT],
	["welcome.js", SCRIPT],
	["wire.js", SCRIPT],
	["words.js", SCRIPT],
]);

/** Read anew each time, so that who works on the page only has to reload it. */
export async function serveAsset(name: string): Promise<Response> {
	const type = ASSETS.get(name);
	if (type === undefined) throw new Refused(404, playground.refused.path);
	return respond(await readFile(new URL(`page/${name}`, import.meta.url)), type);
}
