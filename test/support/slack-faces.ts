import { isRecord, type Json, maybeText, recordOf, recordsOf, textOf } from "./slack-json.ts";

/** A block as Slack hands it back: with a block_id, even when the bot gave none. */
export interface Block extends Json {
	readonly type: string;
	readonly block_id: string;
}

/** A button as a person sees it. */
interface Button {
	readonly label: string;
	readonly actionId: string;
	readonly blockId: string;
	readonly value: string | undefined;
	readonly url: string | undefined;
	readonly style: string | undefined;
}

/** A menu, a group of checkboxes or of radio buttons. */
interface Select {
	readonly type: string;
	readonly actionId: string;
	readonly blockId: string;
	readonly label: string;
	readonly options: readonly { readonly label: string; readonly value: string }[];
	/** The values that are chosen beforehand. */
	readonly chosen: readonly string[];
}

/** A field of a form. */
interface Input {
	readonly type: string;
	readonly actionId: string;
	readonly blockId: string;
	readonly label: string;
	readonly optional: boolean;
}

/** What a message or a view looks like to the person in front of it. */
export interface Face {
	/** The top-level text; for a view its title. */
	readonly text: string;
	readonly blocks: readonly Block[];
	/** The older kind of boxes with a coloured edge; they may hold blocks of their own. */
	readonly attachments: readonly Json[];
	/** All that can be read, joined by line breaks, without the labels of the buttons. */
	readonly texts: string;
	readonly buttons: readonly Button[];
	readonly selects: readonly Select[];
	readonly inputs: readonly Input[];
}

/** An interactive element with the block that holds it. */
export interface Placed {
	readonly block: Block;
	readonly element: Json;
}

const CHOOSERS = [
	"static_select",
	"multi_static_select",
	"checkboxes",
	"radio_buttons",
	"overflow",
];

let made = 0;

/**
 * Gives every block a block_id and every interactive element an action_id, as Slack does when the
 * bot leaves them out.
 */
export function withIds(blocks: unknown): Block[] {
	return recordsOf(blocks).map((block) => {
		const full: Json = { ...block, block_id: maybeText(block.block_id) ?? newId() };
		for (const name of ["accessory", "element"])
			if (isRecord(full[name])) full[name] = withActionId(full[name]);
		if (full.type === "actions") full.elements = recordsOf(full.elements).map(withActionId);
		return { ...full, type: textOf(full.type), block_id: textOf(full.block_id) };
	});
}

function withActionId(element: Json): Json {
	if (element.type === "image") return element;
	return { ...element, action_id: maybeText(element.action_id) ?? newId() };
}

function newId(): string {
	made += 1;
	return `gen${made}`;
}

/** Reads text, blocks and coloured attachments into one face. */
export function faceOf(text: string, blocks: readonly Block[], attachments: unknown = []): Face {
	const boxes = recordsOf(attachments).map((box) => ({ ...box, blocks: withIds(box.blocks) }));
	const placed = placedIn({ blocks, attachments: boxes });
	const read = [...blocks.map(readBlock), ...boxes.map(readAttachment)];
	const texts = read.filter((line) => line !== "").join("\n");
	return {
		text,
		blocks,
		attachments: boxes,
		texts: texts === "" ? text : texts,
		buttons: placed.filter(({ element }) => element.type === "button").map(buttonOf),
		selects: placed.filter(({ element }) => isSelect(element)).map(selectOf),
		inputs: placed.filter(({ block }) => block.type === "input").map(inputOf),
	};
}

/** Only the face of something that is more than a face. */
export function onlyFace(thing: Face): Face {
	const { text, blocks, attachments, texts, buttons, selects, inputs } = thing;
	return { text, blocks, attachments, texts, buttons, selects, inputs };
}

/** A face with nothing on it: a deleted message. */
export function emptyFace(): Face {
	return faceOf("", []);
}

/** Every interactive element, in reading order. */
export function placedIn(face: Pick<Face, "blocks" | "attachments">): Placed[] {
	const boxed = face.attachments.flatMap((box) => withIds(box.blocks));
	return [...face.blocks, ...boxed].flatMap((block) =>
		elementsOf(block).map((element) => ({ block, element })),
	);
}

function elementsOf(block: Block): Json[] {
	const inRow = block.type === "actions" ? recordsOf(block.elements) : [];
	const alone = recordsOf([block.accessory, block.element]);
	return [...inRow, ...alone].filter((element) => element.type !== "image");
}

/** The options of a menu, also those in groups. */
export function optionsOf(element: Json): Json[] {
	const grouped = recordsOf(element.option_groups).flatMap((group) => recordsOf(group.options));
	return [...recordsOf(element.options), ...grouped];
}

/** The text inside a text object. */
export function plain(value: unknown): string {
	return textOf(recordOf(value).text);
}

function isSelect(element: Json): boolean {
	const type = textOf(element.type);
	return CHOOSERS.includes(type) || type.endsWith("_select");
}

function buttonOf({ block, element }: Placed): Button {
	return {
		label: plain(element.text),
		actionId: textOf(element.action_id),
		blockId: block.block_id,
		value: maybeText(element.value),
		url: maybeText(element.url),
		style: maybeText(element.style),
	};
}

function selectOf({ block, element }: Placed): Select {
	const initial = recordsOf([element.initial_option]);
	return {
		type: textOf(element.type),
		actionId: textOf(element.action_id),
		blockId: block.block_id,
		label: plain(block.label) || plain(element.placeholder),
		options: optionsOf(element).map((option) => ({
			label: plain(option.text),
			value: textOf(option.value),
		})),
		chosen: [...initial, ...recordsOf(element.initial_options)].map((option) =>
			textOf(option.value),
		),
	};
}

function inputOf({ block, element }: Placed): Input {
	return {
		type: textOf(element.type),
		actionId: textOf(element.action_id),
		blockId: block.block_id,
		label: plain(block.label),
		optional: block.optional === true,
	};
}

/** What a block says; the parts a person presses or fills in are told elsewhere. */
function readBlock(block: Block): string {
	switch (block.type) {
		case "section":
			return lines([plain(block.text), ...recordsOf(block.fields).map(plain)]);
		case "header":
			return plain(block.text);
		case "markdown":
			return textOf(block.text);
		case "context":
			return lines(recordsOf(block.elements).map((part) => textOf(part.text ?? part.alt_text)));
		case "input":
			return lines([plain(block.label), plain(block.hint)]);
		case "image":
			return lines([plain(block.title), textOf(block.alt_text)]);
		case "actions":
		case "divider":
			return "";
		default:
			return allText(block);
	}
}

function readAttachment(attachment: Json): string {
	const own = ["pretext", "title", "text"].map((name) => textOf(attachment[name]));
	return lines([...own, ...withIds(attachment.blocks).map(readBlock)]);
}

function lines(parts: string[]): string {
	return parts.filter((part) => part !== "").join("\n");
}

/** Elements of rich text that a client turns into words of its own. */
const READ: Readonly<Record<string, (element: Json) => string>> = {
	date: (element) => textOf(element.fallback),
	channel: (element) => `#${textOf(element.channel_id)}`,
	user: (element) => `@${textOf(element.user_id)}`,
};

/** Every text inside a block whose form matters little here, such as rich text or a table. */
function allText(value: unknown): string {
	if (Array.isArray(value)) return value.map(allText).join("");
	if (!isRecord(value)) return "";
	const shown = READ[textOf(value.type)]?.(value);
	if (shown !== undefined) return shown;
	return Object.entries(value)
		.map(([name, item]) => (name === "text" && typeof item === "string" ? item : allText(item)))
		.join("");
}
