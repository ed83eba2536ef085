import type { RawFile } from "discord.js";
import { cut } from "../../core/graphemes.ts";
import type { Message, MessageFile, Part } from "../../core/message.ts";
import { LIMITS } from "./limits.ts";
import { oneLine } from "./markdown.ts";

/**
 * Pictures: a file that goes along with the message, and a Media Gallery that shows it. Both the file
 * and the gallery carry the words for those who do not see it. Other files go along the same way.
 */

export type Gallery = {
	readonly type: 12;
	readonly items: readonly {
		readonly media: { readonly url: string };
		readonly description: string;
	}[];
};

/** What a message says of a file that comes with it. */
export type Attachment = {
	readonly id: string;
	readonly filename: string;
	readonly description: string;
};

type Painted = Extract<Part, { part: "picture" }> & { readonly png: Uint8Array };

/** The painted pictures of a message, as many as Discord takes. */
function paintedIn({ parts }: Message): readonly Painted[] {
	return parts.filter(isPainted).slice(0, LIMITS.message.files);
}

export function isPainted(part: Part): part is Painted {
	return part.part === "picture" && part.png !== undefined;
}

/** The files to send along, in the order of {@link attachmentsOf}. */
export function filesOf(message: Message): RawFile[] {
	const pictures = paintedIn(message).map(({ png }, at) => ({
		name: fileName(at),
		contentType: "image/png",
		data: Buffer.from(png.buffer, png.byteOffset, png.byteLength),
	}));
	const files = filesIn(message).map(({ name, text }) => ({ name, data: Buffer.from(text) }));
	return [...pictures, ...files];
}

export function attachmentsOf(message: Message): readonly Attachment[] {
	const pictures = paintedIn(message).map(({ alt }, at) => [fileName(at), alt] as const);
	const files = filesIn(message).map(({ name, about }) => [name, about] as const);
	return [...pictures, ...files].map(([filename, about], at) => ({
		id: String(at),
		filename,
		description: described(about),
	}));
}

/** A file in the message, to be opened or kept. */
export type FileShown = { readonly type: 13; readonly file: { readonly url: string } };

/** Without one of these a message of components has a file along and does not show it. */
export function fileParts(message: Message): readonly FileShown[] {
	return filesIn(message).map(({ name }) => ({ type: 13, file: { url: `attachment://${name}` } }));
}

/** As many as Discord takes beside the pictures. */
function filesIn(message: Message): readonly MessageFile[] {
	return (message.files ?? []).slice(0, LIMITS.message.files - paintedIn(message).length);
}

/** The picture of a part; null when it is one more than fits, and its words have to do. */
export function galleryOf(part: Painted, message: Message): Gallery | null {
	const at = paintedIn(message).indexOf(part);
	if (at === -1) return null;
	const media = { url: `attachment://${fileName(at)}` };
	return { type: 12, items: [{ media, description: described(part.alt) }] };
}

function described(alt: string): string {
	return cut(oneLine(alt), LIMITS.message.description);
}

function fileName(at: number): string {
	return `picture-${at + 1}.png`;
}
