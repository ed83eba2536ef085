import { care, audit as says } from "../../text/en.ts";
import { csv } from "../csv.ts";
import type { FileKind, MessageFile } from "../message.ts";
import { type AuditEntry, reasonOf } from "./audit.ts";
import { auditSaid, type Naming } from "./said.ts";

/** Goes up when a field changes its meaning or goes; a new one leaves it as it is. */
const FORMAT = 1;

/** The log as a file: a table, or JSON with an entry a line. */
export function auditFile(
	entries: readonly AuditEntry[],
	naming: Naming,
	kind: FileKind,
	now: number,
): MessageFile {
	const rows = entries.map((entry) => rowOf(entry, naming));
	const text = kind === "csv" ? tableOf(rows) : jsonOf(rows, now);
	const day = new Date(now).toISOString().slice(0, 10);
	return { name: `cairn-log-${day}.${kind}`, about: says.fileAbout, text };
}

type Row = {
	readonly when: string;
	readonly who: string;
	readonly what: string;
	readonly whom: string;
	readonly why: string | null;
	readonly kind: string;
	readonly points: number | null;
	readonly number: number;
};

function rowOf({ id, at, fact, by, whom }: AuditEntry, naming: Naming): Row {
	return {
		when: new Date(at).toISOString(),
		who: by ?? care.former,
		what: auditSaid(fact, naming),
		whom: whom ?? care.former,
		why: reasonOf(fact),
		kind: fact.kind,
		points: "points" in fact ? fact.points : null,
		number: id,
	};
}

function tableOf(rows: readonly Row[]): string {
	const cells = rows.map(({ when, who, what, whom, why, kind, points, number }) => [
		...[when, who, what, whom, why, kind],
		...[points, number],
	]);
	return csv([says.columns, ...cells]);
}

function jsonOf(rows: readonly Row[], now: number): string {
	const head = `\t"format": ${FORMAT},\n\t"exportedAt": "${new Date(now).toISOString()}"`;
	const lines = rows.map((row) => `\n\t\t${JSON.stringify(row)}`);
	return `{\n${head},\n\t"entries": [${lines.join(",")}\n\t]\n}\n`;
}
