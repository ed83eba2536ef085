import { care, audit as says } from "../../text/en.ts";
import { reasonSaid } from "../care/said.ts";
import {
	type Button,
	buttons,
	heading,
	type Item,
	list,
	type Message,
	type MessageFile,
	moment,
	note,
	strong,
	text,
	words,
} from "../message.ts";
import { writePress } from "../press.ts";
import { type AuditEntry, reasonOf, type What } from "./audit.ts";
import { auditSaid, type Naming } from "./said.ts";

/** What the log is narrowed to, as a press carries it. */
export type Narrowed = {
	readonly member: string | null;
	readonly by: string | null;
	readonly what: What | null;
};

/** One page of the log. */
export type Audit = {
	readonly entries: readonly AuditEntry[];
	/** From 1 on. */
	readonly page: number;
	/** Whether there are older ones. */
	readonly more: boolean;
	readonly narrowed: Narrowed;
	/** The same in words. */
	readonly only: readonly string[];
	readonly naming: Naming;
};

/** Stands for "whoever" and "whatever" in a press; no id looks like it. */
export const ANY = "-";

function auditPress(name: string, { member, by, what }: Narrowed, ...more: number[]): string {
	const args = [member, by, what].map((one) => one ?? ANY);
	return writePress(`manage-people-audit.${name}`, 1, ...more, ...args);
}

/** Who did what to whom, when and why. */
export function auditCard(audit: Audit): Message {
	const { entries, only, naming, page } = audit;
	return {
		gist: says.gist(entries.length),
		parts: [
			heading(says.heading),
			...(only.length > 0 ? [text(says.only(only))] : []),
			entries.length === 0 ? text(says.none) : list(entries.map((entry) => itemOf(entry, naming))),
			...(page > 1 ? [note(says.page(page))] : []),
			note(...words(says.left)),
		],
		controls: [buttons(...pagesOf(audit), ...filesOf(audit))].filter(
			(row) => row.control === "buttons" && row.buttons.length > 0,
		),
	};
}

function itemOf({ at, fact, by, whom }: AuditEntry, naming: Naming): Item {
	const what = `${auditSaid(fact, naming)}${reasonSaid(reasonOf(fact))}`;
	const who = strong(by ?? care.former);
	return {
		text: [moment(at, "both"), " · ", who, `${says.to}${whom ?? care.former}: ${what}`],
	};
}

function pagesOf({ page, more, narrowed }: Audit): readonly Button[] {
	const to = (label: string, number: number) => ({
		label,
		press: auditPress("page", narrowed, number),
	});
	return [
		...(page > 1 ? [to(says.newer, page - 1)] : []),
		...(more ? [to(says.older, page + 1)] : []),
	];
}

function filesOf({ entries, narrowed }: Audit): readonly Button[] {
	if (entries.length === 0) return [];
	return [
		{ label: says.csv, press: auditPress("csv", narrowed) },
		{ label: says.json, press: auditPress("json", narrowed) },
	];
}

/** The log as a file. */
export function fileCard(file: MessageFile, entries: number, isCut: boolean): Message {
	const said = says.exported(entries);
	return {
		gist: said,
		parts: [text(said), ...(isCut ? [note(says.newest(entries))] : [])],
		files: [file],
	};
}
