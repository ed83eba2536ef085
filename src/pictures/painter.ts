import type { Painter } from "../core/ports.ts";
import type { Studio } from "./studio.ts";

/**
 * Paints pictures as PNG. The canvas is loaded with the first of them and then stays: a bot that
 * nobody asks for a picture pays nothing for it.
 */
export function createPainter(): Painter {
	let studio: Promise<Studio> | undefined;
	return {
		async paint(picture) {
			studio ??= open();
			return (await studio).paint(picture);
		},
	};

	/** What fails to load is tried again with the next picture. */
	async function open(): Promise<Studio> {
		// The canvas would look through every font of the machine as it is loaded. None of them is wanted:
		// it takes long, and pictures would come out differently from one machine to the next. A second
		// look, before its first word in a font, has no switch; `letters.ts` spares most pictures that.
		process.env.DISABLE_SYSTEM_FONTS_LOAD = "1";
		try {
			return (await import("./studio.ts")).openStudio();
		} catch (error) {
			studio = undefined;
			throw error;
		}
	}
}
