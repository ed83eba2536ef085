import type { Message, Part } from "./message.ts";
import type { Picture } from "./picture.ts";

/** Gives the PNG of a picture; null when it could not be painted, and then its alt text is shown. */
export type Paint = (picture: Picture) => Promise<Uint8Array | null>;

/**
 * Has the pictures of a message painted. An adapter that shows pictures itself calls it just before
 * it renders; one that shows them elsewhere, or not at all, leaves them as data.
 */
export async function withPictures(message: Message, paint: Paint): Promise<Message> {
	if (!message.parts.some((part) => part.part === "picture")) return message;
	return {
		...message,
		parts: await Promise.all(message.parts.map((part) => painted(part, paint))),
	};
}

async function painted(part: Part, paint: Paint): Promise<Part> {
	if (part.part !== "picture") return part;
	const png = await paint(part.picture);
	return png === null ? part : { ...part, png };
}

/** The same with words instead of pictures, for where they are refused; null when it had none. */
export function withoutPictures(message: Message): Message | null {
	if (!message.parts.some((part) => part.part === "picture" && part.png)) return null;
	return { ...message, parts: message.parts.map(unpainted) };
}

function unpainted(part: Part): Part {
	if (part.part !== "picture") return part;
	const { png: _, ...rest } = part;
	return rest;
}
