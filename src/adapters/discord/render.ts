import { cut } from "../../core/graphemes.ts";
import type { Item, Message, Part, Text } from "../../core/message.ts";
import { plain } from "../../core/message.ts";
import { onDiscord } from "../../text/en.ts";
import { type ControlRow, controlRows } from "./controls.ts";
import { snowflakeIn } from "./ids.ts";
import { FLAG, LIMITS } from "./limits.ts";
import { type CommandIds, codeBlock, escaped, markdown, oneLine } from "./markdown.ts";
import {
	type Attachment,
	attachmentsOf,
	type FileShown,
	fileParts,
	type Gallery,
	galleryOf,
	isPainted,
} from "./pictures.ts";

/**
 * A message as Discord's Components V2: Text Displays and rows of controls, side by side at the top.
 * There is no Container around them, for its frame takes width from code on a phone.
 *
 * **The first line.** Notifications and screen readers begin with the first line. A card that opens
 * with a heading begins with that; any other card begins with its gist, unless its own words do so
 * anyway. A gist also goes first where it says something other than the heading. Small print may
 * stand before the heading: a view puts it there to be heard first.
 *
 * Rendering is total: what does not fit is cut kindly, what Discord cannot show takes another form.
 */

type TextDisplay = { readonly type: 10; readonly content: string };

/** What a new or an edited message is made of, apart from who sees it. */
export type MessageBody = {
	readonly flags: number;
	readonly components: readonly (TextDisplay | Gallery | FileShown | ControlRow)[];
	/** What is said of the files that go along; left out when there are none. */
	readonly attachments?: readonly Attachment[];
	/** Nobody is ever notified but who is named here. */
	readonly allowed_mentions: { readonly parse: readonly []; readonly users?: readonly string[] };
};

/** @param commands the ids of registered commands, which make their names clickable */
export function renderMessage(message: Message, commands: CommandIds): MessageBody {
	const { rows, overflow } = controlRows(message.controls ?? []);
	const used = rows.reduce((sum, row) => sum + 1 + row.components.length, 0);
	const blocks = [...openingParts(message), ...overflow].map((part) =>
		blockOf(part, message, commands),
	);
	const files = fileParts(message);
	const shown = merged(fitted(blocks), LIMITS.message.components - used - files.length);
	const attachments = attachmentsOf(message);
	return {
		flags: FLAG.componentsV2,
		components: [...shown.map(componentOf), ...files, ...rows],
		allowed_mentions: mentions(message),
		...(attachments.length > 0 ? { attachments } : {}),
	};
}

function openingParts({ gist, parts }: Message): readonly Part[] {
	const at = parts.findIndex((part) => part.part !== "note");
	const first = parts[at];
	const saysIt =
		first?.part === "heading"
			? isWithin(first.text, gist)
			: letters(parts.slice(at).map(wordsOf).join(" ")).startsWith(letters(gist));
	const covered = first !== undefined && saysIt;
	return covered ? parts : [{ part: "text", text: [gist] }, ...parts];
}

/** Whether every word of a heading is among those of the gist. */
function isWithin(heading: string, gist: string): boolean {
	// As nearly every card has it.
	if (gist === heading || gist.startsWith(`${heading}:`)) return true;
	const known = new Set(wordList(gist));
	return wordList(heading).every((word) => known.has(word));
}

function wordList(words: string): string[] {
	return words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function letters(words: string): string {
	return wordList(words).join("");
}

/** The words of a part without their dress. */
function wordsOf(part: Part): string {
	switch (part.part) {
		case "heading":
			return part.text;
		case "code":
			return part.code;
		case "picture":
			return part.alt;
		case "text":
		case "note":
			return plain(part.text);
		case "list":
			return part.items.map(({ mark, text }) => `${mark ?? "-"} ${plain(text)}`).join("\n");
		case "facts":
			return part.facts.map(({ label, value }) => `${label} ${plain(value)}`).join("\n");
	}
}

/** A part as markdown, and how to make it shorter where there is no room for all of it. */
type Words = { readonly whole: string; readonly cut: (most: number) => string };
type Block = Words | Gallery;

function blockOf(part: Part, message: Message, commands: CommandIds): Block {
	const gallery = isPainted(part) ? galleryOf(part, message) : null;
	if (gallery !== null) return gallery;
	const shorter =
		part.part === "code"
			? (most: number) => codeBlock(cut(part.code, most), part.language)
			: (most: number) => escaped(cut(wordsOf(part), most));
	return { whole: partMarkdown(part, commands), cut: shorter };
}

function partMarkdown(part: Part, commands: CommandIds): string {
	switch (part.part) {
		case "heading":
			return headingLine(oneLine(part.text));
		case "text":
			return markdown(part.text, commands);
		case "list":
			return part.items.map((item) => listLine(item, commands)).join("\n");
		case "code":
			return codeBlock(part.code, part.language);
		case "facts":
			return part.facts.map((fact) => factLine(fact, commands)).join("\n");
		case "note":
			return smallPrint(markdown(part.text, commands));
		case "picture":
			return escaped(part.alt);
	}
}

function headingLine(words: string): string {
	return words === "" ? "" : `### ${escaped(words)}`;
}

function listLine({ mark, text }: Item, commands: CommandIds): string {
	const bullet = mark === undefined ? "-" : `**${escaped(oneLine(mark))}**`;
	return `${bullet} ${markdown(text, commands)}`;
}

function factLine(fact: { label: string; value: Text }, commands: CommandIds): string {
	return `**${escaped(oneLine(fact.label))}** ${markdown(fact.value, commands)}`;
}

/** Small print ends with its line, so each line begins anew. */
function smallPrint(lines: string): string {
	return lines
		.split("\n")
		.filter((line) => line.trim() !== "")
		.map((line) => `-# ${line}`)
		.join("\n");
}

/** What is shown in its place: words, or a picture. */
type Piece = string | Gallery;

function componentOf(piece: Piece): TextDisplay | Gallery {
	return typeof piece === "string" ? { type: 10, content: piece } : piece;
}

/** As many blocks as there is room for; the last of them may be shorter. */
function fitted(blocks: readonly Block[]): Piece[] {
	const pieces: Piece[] = [];
	// Blocks may be joined by line breaks later, so each leaves room for one.
	let room: number = LIMITS.message.text - blocks.length;
	for (const block of blocks) {
		if ("items" in block) {
			pieces.push(block);
			continue;
		}
		const text = block.whole.length <= room ? block.whole : shortened(block, room);
		if (text.trim() !== "") pieces.push(text);
		if (block.whole.length > room) break;
		room -= text.length;
	}
	return pieces.length > 0 ? pieces : [onDiscord.empty];
}

/** Escaping makes words longer, so the first guess may have to be taken back. */
function shortened(block: Words, room: number): string {
	let most = room;
	while (most > 1) {
		const text = block.cut(most);
		if (text.length <= room) return text;
		most = Math.min(most - 1, Math.floor((most * room) / text.length));
	}
	return "";
}

/** Joins the last texts where there are more pieces than Discord takes components. */
function merged(pieces: readonly Piece[], most: number): Piece[] {
	const all = [...pieces];
	while (all.length > most) {
		const at = all.findLastIndex((piece, index) => isText(piece) && isText(all[index - 1]));
		// Nothing but pictures between single texts: the last piece gives way.
		if (at === -1) all.pop();
		else all.splice(at - 1, 2, `${all[at - 1]}\n${all[at]}`);
	}
	return all;
}

const isText = (piece: Piece | undefined) => typeof piece === "string";

function mentions({ parts }: Message): MessageBody["allowed_mentions"] {
	const users = parts.flatMap(textsOf).flat().filter(isPing).flatMap(userOf);
	return users.length === 0 ? { parse: [] } : { parse: [], users: [...new Set(users)] };
}

function textsOf(part: Part): readonly Text[] {
	if (part.part === "text" || part.part === "note") return [part.text];
	if (part.part === "list") return part.items.map((item) => item.text);
	return part.part === "facts" ? part.facts.map((fact) => fact.value) : [];
}

type Ping = Extract<Text[number], { as: "person" }>;

function isPing(inline: Text[number]): inline is Ping {
	return typeof inline !== "string" && inline.as === "person" && inline.ping === true;
}

function userOf({ account }: Ping): string[] {
	const user = snowflakeIn(account);
	return user === null ? [] : [user];
}
