import {
	type Document,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	LineCounter,
	type Node,
	parseDocument,
	visit,
	type YAMLError,
	type YAMLMap,
} from "yaml";
import type { Report } from "./faults.ts";
import { readQuickly } from "./quick.ts";
import { FORBIDDEN_KEYS, hidesSigns } from "./refused.ts";

/** A file as a value, with the way back from a part of the value to its line. */
export type Sheet = {
	readonly file: string;
	readonly value: unknown;
	line(path: Path): number;
};
export type Path = readonly (string | number)[];

/** Far more than any file kind needs, and far below what a recursive reader survives. */
const MOST_DEPTH = 16;
/** Whoever has this many faults in one file has one cause for most of them. */
const MOST_FAULTS = 50;

/** Reads strict YAML 1.2: text in, plain values out; undefined, with its faults reported, if not. */
export function readYaml(file: string, source: string, report: Report): Sheet | undefined {
	const quick = readQuickly(source);
	return quick ? { file, ...quick, line: lineIn(source) } : readStrictly(file, source, report);
}

/**
 * Reads what our files do not usually hold, and whatever has faults, with the place of everything.
 * Where the quick reader answers, this one gives the same.
 */
export function readStrictly(file: string, source: string, report: Report): Sheet | undefined {
	const { document, lines } = parsed(source);
	const broken = [...syntaxFindings(document)];
	const findings = broken.length > 0 ? broken : [...contentFindings(document)];
	for (const { offset, text } of limited(findings))
		report({ file, line: lines.linePos(offset).line || 1, text });
	if (findings.length > 0) return undefined;
	return { file, value: document.toJS({ maxAliasCount: 0 }), line: lineIn(source) };
}

type Parsed = { readonly document: Document; readonly lines: LineCounter };

function parsed(source: string): Parsed {
	const lines = new LineCounter();
	const document = parseDocument(source, {
		version: "1.2",
		schema: "core",
		stringKeys: true,
		resolveKnownTags: false,
		prettyErrors: false,
		lineCounter: lines,
		// Compares each key with each other one: 60,000 keys take a minute. See `doubleKeys`.
		uniqueKeys: false,
	});
	return { document, lines };
}

/**
 * Parses again when somebody asks: only a fault has a line, and the trees of a hundred files, kept
 * for that, are what made reading them slow.
 */
function lineIn(source: string): Sheet["line"] {
	let kept: Parsed | undefined;
	return (path) => {
		kept ??= parsed(source);
		return kept.lines.linePos(offsetOf(kept.document, path)).line || 1;
	};
}

type Finding = { readonly offset: number; readonly text: string };

function limited(findings: readonly Finding[]): readonly Finding[] {
	const shown = findings.slice(0, MOST_FAULTS);
	const more = findings.length - shown.length;
	const last = shown.at(-1);
	if (more === 0 || last === undefined) return shown;
	return [...shown, { offset: last.offset, text: `and ${more} more faults after this one` }];
}

function syntaxFindings(document: Document): Finding[] {
	const errors = [...document.errors, ...document.warnings];
	// The parser gave up somewhere inside, and whatever it says besides is a consequence.
	const deep = errors.find((error) => error.code === "RESOURCE_EXHAUSTION");
	return (deep ? [deep] : errors).map((error) => ({
		offset: isOpenQuote(error) ? lastQuote(document) : error.pos[0],
		text: syntaxSentence(error),
	}));
}

/** The parser sees the end of the file then, and the author wants the beginning of the text. */
function isOpenQuote(error: YAMLError): boolean {
	return error.code === "MISSING_CHAR" && /quote/.test(error.message);
}

function lastQuote(document: Document): number {
	let last = 0;
	visit(document, {
		Scalar: (_key, node) => {
			if (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") last = startOf(node);
		},
	});
	return last;
}

function syntaxSentence(error: YAMLError): string {
	switch (error.code) {
		case "RESOURCE_EXHAUSTION":
			return TOO_DEEP;
		case "TAB_AS_INDENT":
			return "a tab indents this line: use spaces";
		case "MULTIPLE_DOCS":
			return "a second document begins here: one file holds one, so remove the ---";
		case "TAG_RESOLVE_FAILED":
			return "this has a tag (a word with `!`): remove it, or put the text in quotes";
		case "NON_STRING_KEY":
			return "this key is not a word: write the name of a field";
		default:
			if (isOpenQuote(error))
				return "the quote that begins here, or one above, is never closed: close it";
			return `this is not YAML (${error.message}): a quote, colon or indent is wrong here or just above`;
	}
}

const TOO_DEEP = "this is nested too deeply: no file needs more than a few levels";

/** What YAML allows and content files do not. */
function contentFindings(document: Document): Finding[] {
	const findings: Finding[] = [];
	const add = (node: unknown, text: string) => findings.push({ offset: startOf(node), text });
	if (document.directives?.yaml.explicit) add(null, "a %YAML line changes the rules: remove it");
	visit(document, (_key, node, path) => {
		// A level of a map is two steps: the pair and its value.
		const tooDeep = path.length > 2 * MOST_DEPTH;
		if (tooDeep) add(node, TOO_DEEP);
		else for (const [at, text] of wrongWith(node)) add(at, text);
		return tooDeep ? visit.BREAK : undefined;
	});
	return findings;
}

function wrongWith(node: unknown): readonly (readonly [at: unknown, text: string])[] {
	if (isAlias(node))
		return [[node, `\`*${node.source}\` repeats another place: write the text out`]];
	if (isScalar(node) && typeof node.value === "string" && hidesSigns(node.value))
		return [[node, "this text holds invisible control signs: type it anew"]];
	if (!isMap(node)) return [];
	const forbidden = node.items
		.map((pair) => pair.key)
		.filter((key) => FORBIDDEN_KEYS.has(nameOf(key)));
	return [
		...doubleKeys(node).map(
			(key) => [key, `\`${nameOf(key)}\` stands here twice: keep one`] as const,
		),
		...forbidden.map(
			(key) => [key, `\`${nameOf(key)}\` cannot be a key: choose another word`] as const,
		),
	];
}

function doubleKeys(map: YAMLMap): unknown[] {
	const seen = new Set<string>();
	return map.items
		.map((pair) => pair.key)
		.filter((key) => {
			const double = seen.has(nameOf(key));
			seen.add(nameOf(key));
			return double;
		});
}

/** Where the part at a path begins: its key if it has one, or else the last part that is there. */
function offsetOf(document: Document, path: Path): number {
	let node: unknown = document.contents;
	let offset = startOf(node);
	for (const step of path) {
		const pair = isMap(node) ? node.items.find((one) => nameOf(one.key) === step) : undefined;
		const next = isSeq(node) && typeof step === "number" ? node.items[step] : pair?.value;
		if (pair === undefined && next === undefined) break;
		offset = startOf(pair?.key ?? next);
		node = next;
	}
	return offset;
}

function startOf(node: unknown): number {
	return (node as Node | null | undefined)?.range?.[0] ?? 0;
}

function nameOf(key: unknown): string {
	return isScalar(key) ? String(key.value) : "";
}
