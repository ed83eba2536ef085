import { standings as says } from "../../text/en.ts";
import { csv } from "../csv.ts";
import type { Day } from "../days.ts";
import type { FileKind, MessageFile } from "../message.ts";
import type { People, PeopleAsk, PeopleSeat, PersonRow, Store } from "../ports.ts";
import { Problem } from "../problem.ts";

/** Rows as they come, piece by piece. */
type Pieces = AsyncIterable<readonly PersonRow[]>;

/** Rows of a piece: some milliseconds. */
const AT_ONCE = 100;

/** All rows of a board. */
export async function* piecesOf(
	{ people }: Pick<Store["scores"], "people">,
	ask: PeopleAsk,
): AsyncIterable<readonly PersonRow[]> {
	let next: PeopleSeat | null = null;
	do {
		const page: People = await people(ask, next, AT_ONCE);
		yield page.rows;
		next = page.next;
	} while (next !== null);
}

/** The rows of a board as the text of a file, piece by piece: a large one needs no more memory. */
export function fileText(
	kind: FileKind,
	pieces: Pieces,
	weeks: readonly string[],
): AsyncIterable<string> {
	return kind === "csv" ? csvText(pieces, weeks) : jsonText(pieces, weeks);
}

async function* csvText(pieces: Pieces, weeks: readonly string[]): AsyncIterable<string> {
	const { rank, name, account, points, days, lastDay, seen } = says.columns;
	const columns = [rank, name, account, points, days, lastDay, seen, ...weeks.map(says.week)];
	yield csv([columns]);
	for await (const rows of pieces) if (rows.length > 0) yield csv(rows.map(cellsOf));
}

function cellsOf({ rank, name, account, points, days, lastDay, seen, weeks }: PersonRow) {
	return [rank, name, account, points, days, lastDay, seen, ...weeks];
}

async function* jsonText(pieces: Pieces, weeks: readonly string[]): AsyncIterable<string> {
	let between = "[\n";
	for await (const rows of pieces) {
		if (rows.length === 0) continue;
		yield between + rows.map((row) => JSON.stringify(entryOf(row, weeks))).join(",\n");
		between = ",\n";
	}
	yield between === "[\n" ? "[]\n" : "\n]\n";
}

function entryOf({ learner: _, weeks, ...row }: PersonRow, keys: readonly string[]) {
	return { ...row, weeks: Object.fromEntries(keys.map((key, at) => [key, weeks[at] ?? 0])) };
}

/** Discord takes 10 MB with a message. */
const MOST_BYTES = 9_000_000;

/**
 * A text gathered for a message.
 * @throws {Problem} when it is too large for one, as soon as that is known
 */
export async function gathered(text: AsyncIterable<string>): Promise<string> {
	const pieces: string[] = [];
	let bytes = 0;
	for await (const piece of text) {
		bytes += new TextEncoder().encode(piece).length;
		if (bytes > MOST_BYTES) throw new Problem(says.tooLarge);
		pieces.push(piece);
	}
	return pieces.join("");
}

/** The file with its name; nothing in that names anybody. */
export function fileOf(kind: FileKind, title: string, day: Day, text: string): MessageFile {
	return { name: `cairn-board-${day}.${kind}`, about: says.file(title), text };
}
