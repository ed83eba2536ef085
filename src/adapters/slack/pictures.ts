import type { types } from "@slack/bolt";
import { cut } from "../../core/graphemes.ts";
import type { Part } from "../../core/message.ts";
import type { Picture } from "../../core/picture.ts";
import { onSlack } from "../../text/en.ts";
import { plainText } from "./controls.ts";
import { LIMITS } from "./limits.ts";
import type { Tickets } from "./tickets.ts";
import { oneLine } from "./visible.ts";

/**
 * Slack cannot show files privately. Where the world reaches this bot, a picture is an address that
 * Slack fetches; elsewhere it is its words, and a button that sends it as a direct message.
 */
export type Pictures = {
	/** Where Slack can fetch it; null where it cannot. */
	addressOf(picture: Picture): string | null;
	/** What the button carries; null where there is no room for it. */
	ticketFor(picture: Picture): string | null;
};

/** Words alone. */
export const NO_PICTURES: Pictures = { addressOf: () => null, ticketFor: () => null };

/** The action_id of the button; no press can be called so, for presses have a dot. */
export const SEND_PICTURE = "picture";

/** What the addresses of pictures begin with. */
export const PATH = "/pictures/";

export function picturesBy(tickets: Tickets, publicUrl: string | undefined): Pictures {
	const fitting = (text: string, most: number) => (text.length <= most ? text : null);
	return {
		addressOf(picture) {
			if (publicUrl === undefined) return null;
			const { href } = new URL(`${PATH}${tickets.write(picture)}.png`, publicUrl);
			return fitting(href, LIMITS.imageUrl);
		},
		ticketFor: (picture) => fitting(tickets.write(picture), LIMITS.buttonValue),
	};
}

type PicturePart = Extract<Part, { part: "picture" }>;

/** The picture as an image; null where it has to be words. */
export function imageBlock(
	{ picture, alt }: PicturePart,
	pictures: Pictures,
): types.ImageBlock | null {
	const image_url = pictures.addressOf(picture);
	const alt_text = cut(oneLine(alt), LIMITS.imageText) || onSlack.emptyLabel;
	return image_url === null ? null : { type: "image", image_url, alt_text };
}

/** The button that asks for it by direct message. */
export function sendButton(
	{ picture }: PicturePart,
	pictures: Pictures,
): types.ActionsBlock | null {
	const value = pictures.ticketFor(picture);
	if (value === null) return null;
	const text = plainText(onSlack.picture.send, LIMITS.buttonText);
	return {
		type: "actions",
		elements: [{ type: "button", text, action_id: SEND_PICTURE, value }],
	};
}
