import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readQuickly } from "../../src/content/quick.ts";
import { readStrictly } from "../../src/content/yaml.ts";

/** What the strict reader makes of a text: its value, or its faults. */
function strictly(source: string): { value?: unknown; faults: readonly string[] } {
	const faults: string[] = [];
	const sheet = readStrictly("x.yaml", source, ({ line, text }) => faults.push(`${line}: ${text}`));
	return sheet === undefined ? { faults } : { value: sheet.value, faults };
}

/** Whether the quick reader answered; if it did, the other one has to agree, to the order of keys. */
function answered(source: string): boolean {
	const quick = readQuickly(source);
	if (quick === undefined) return false;
	const { value, faults } = strictly(source);
	const shown = JSON.stringify(source);
	expect(faults, shown).toEqual([]);
	expect(quick.value, shown).toStrictEqual(value);
	expect(JSON.stringify(quick.value), shown).toBe(JSON.stringify(value));
	return true;
}

const FOLDERS = ["../../content/packs", "packs"].map((path) =>
	fileURLToPath(new URL(path, import.meta.url)),
);
const FILES = FOLDERS.flatMap((folder) =>
	readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".yaml"))
		.map((name) => join(folder, name)),
);

it("the quick reader reads the files there are, and as the strict one does", () => {
	expect(FILES.length).toBeGreaterThan(100);
	const left = FILES.filter((file) => !answered(readFileSync(file, "utf8")));
	// A few may be written in other ways; with many of them, starting is as slow as it was.
	expect(left.length, left.join("\n")).toBeLessThan(FILES.length / 20);
}, 60_000);

describe("the quick reader knows", () => {
	it.each([
		["words and ids", "a: jwt-2\nb: two words\nc: no\nd: 2fa\ne: 2027-01-31\nf: -v\n"],
		["numbers and switches", "a: 0\nb: -12\nc: 3.5\nd: true\ne: false\nf: null\ng:\n"],
		[
			"keys as they are written",
			'429: a\n1.5: b\nno: c\n"two words": d\ntrue: e\n"": f\n"1.10": g\n"<<": h\n',
		],
		["the order of keys", "b: 1\n10: 2\na: 3\n2: 4\n"],
		["names that every object has", "toString: 1\nvalueOf: 2\nhasOwnProperty: 3\n"],
		["lists below and inside their key", "a:\n- b\n- c\nd:\n  - e\n"],
		["lists in lists", "- - a\n  - b\n-\n  - c\n- d: 1\n  e: 2\n-   f: 1\n    g: 2\n-\n- h\n"],
		["brackets", 'a: [b, "c", [1, null],]\nd: {e: 1, "f": \'g\',}\nh: []\ni: {}\nj: [ {k: l} ]\n'],
		["brackets on several lines", "a: [\n  b,\n  c]\nd: {e: 1,\n  f: 2}\n"],
		["quotes", "a: \"b 'c' # d\"\ne: 'it''s \"f\" \\n'\ng: ''\nh: \"\"\n"],
		["escaped signs", 'a: "\\"b\\" \\\\ c\\nd\\te\\/f"\n'],
		["folded texts", 'a: "b\n  c   \n  d\n\n\n  e"\nf: "\n  g\n  "\n'],
		["folded texts with escapes", 'a: "b \\\n  c\n  \\  d\\n\n\n  \\ne \\\\\n  f"\n'],
		["blocks", "a: |\n  b\n   c\n\n  - d\n\n\ne: |-\n f\n\n\ng:\n- |\n h\ni: |\n  j"],
		["comments", '# a\n\nb: 1 # c\n  # d\n# e\nf: # g\n  - h #i\n  # j\nk: "l" # m\n#n'],
		["words on several lines", "a: b\n  c\n"],
		["blocks that begin with nothing", "a: |\n\n  b\n"],
		["a pair in a list", "a: [b: c]\n"],
		["a key alone in brackets", "a: {b, c}\n"],
		["a comment in brackets", "a: [b, # c\n  d]\n"],
	])("%s", (_what, source) => {
		expect(answered(source)).toBe(true);
	});
});

describe("the quick reader leaves to the strict one", () => {
	it.each([
		["nothing at all", ""],
		["a text alone", "text\n"],
		["other numbers", "a: 0o17\n"],
		["numbers with a sign", "a: +1\n"],
		["numbers with zeros", "a: 010\n"],
		["large numbers", "a: 12345678901234567890\n"],
		["numbers with zeros behind", "a: 1.10\n"],
		["exponents", "a: 1e3\n"],
		["infinity", "a: .inf\n"],
		["hexadecimal numbers", "a: 0x1F\n"],
		["minus zero", "a: -0\n"],
		["binary numbers", "a: 0b1\n"],
		["no number at all", "a: Infinity\n"],
		["other switches", "a: True\n"],
		["a tilde", "a: ~\n"],
		["signs without quotes", "a: b & c\n"],
		["an address without quotes", "a: https://example.org\n"],
		["folded blocks", "a: >-\n  b\n"],
		["blocks that keep their end", "a: |+\n  b\n"],
		["blocks with a number", "a: |2\n  b\n"],
		["blocks behind a comment", "a: |1 # |\n  b\n"],
		["a double key", "a: 1\na: 2\n"],
		["a double key in brackets", "a: {b: 1, b: 2}\n"],
		["the same key in quotes", 'a: 1\n"a": 2\n'],
		["__proto__", "a: 1\n__proto__: {x: 1}\n"],
		["constructor", "- {constructor: 1}\n"],
		["prototype", '"prototype": 1\n'],
		["an escaped __proto__", '"\\u005f_proto__": 1\n'],
		["an anchor", "a: &b 1\n"],
		["an alias", "a: &x [1]\nb: *x\n"],
		["a merge", "a: {<<: {b: 1}}\n"],
		["a tag", "a: !secret x\n"],
		["a known tag", "a: !!str 1\n"],
		["a directive", "%YAML 1.1\n---\na: no\n"],
		["the beginning of a document", "---\na: 1\n"],
		["the end of a document", "a: 1\n...\n"],
		["the end of a document before it begins", "...\na: 1\n"],
		["the indented beginning of a document", " ---\na: 1\n"],
		["a second document", "a: 1\n---\nb: 2\n"],
		["a question mark", "? a\n: b\n"],
		["a question mark behind a block", "? |\n  a\n: b\n"],
		["a key behind a bracket", "a:\n- []b:\n"],
		["a key behind a quote", "a:\n- 'b' c: d\n"],
		["a comment before a closing bracket", "a: {b: c\n# d\n  }\n"],
		["words behind a comment without a space", "-\n#a\n  b\n- c\n"],
		["a list as key", "[a]: b\n"],
		["a key that is another number", "1.10: a\n"],
		["a key that is nothing", "null: a\n"],
		["a key of no signs", ": a\n"],
		["a key far from its colon", `a${" ".repeat(2_000)}: b\n`],
		["a very long key", `${"a".repeat(2_000)}: b\n`],
		["a tab as indent", "a:\n\tb: 1\n"],
		["a tab behind everything", "a:\n\t"],
		["a tab in a block", "a: |\n  \tb\n"],
		["a tab in a text", 'a: "b\tc"\n'],
		["line ends of Windows", "a: 1\r\nb: 2\r\n"],
		["a byte order mark", "\uFEFFa: 1\n"],
		["a character by its number", 'a: "\\u00e9"\n'],
		["a character beyond all numbers", 'a: "\\U80000041"\n'],
		["a line end that does not count, before an empty line", 'a: "b\\\n \n c"\n'],
		["a NUL", 'a: "\\0"\n'],
		["an escape sequence", 'a: "\\e[31m"\n'],
		["half a character", `a: "${"\uD83D"}"\n`],
		["reversed text", 'a: "\u202Eabc"\n'],
		["an open quote", 'a: "x\nb: 1\n'],
		["an open bracket", "a: [1, 2\nb: 3\n"],
		["a comment without a space", 'a: "b"# c\n'],
		["a text after a text", 'a: "b" c\n'],
		["a text too far left", 'a:\n  b: "c\n d"\n'],
		["brackets too far left", "a:\n  b: [c,\n  d]\n"],
		["an indent that fits nothing", "a:\n    b: 1\n  c: 2\n"],
		["a list among keys", "a: 1\n- b\n"],
		["a key among items", "- a\nb: 1\n"],
		["two keys on a line", "a: b: c\n"],
		["many levels", `a: ${"[".repeat(12)}${"]".repeat(12)}\n`],
		["many levels of lists", `${"- ".repeat(12)}a\n`],
	])("%s", (_what, source) => {
		expect(readQuickly(source)).toBeUndefined();
	});
});

describe("whatever is written", () => {
	const text = fc.oneof(
		fc.string(),
		fc.string({ unit: "grapheme" }),
		fc.array(fc.constantFrom("a", "Bc ", " ", "\n", "  ", '"', "'", "\\", "\t", "# ", ": ", "- "), {
			maxLength: 30,
		}),
		fc.constantFrom("true", "null", "12", "1.5", "0x1", "2027-01-31", "jwt-2", "no", "it's"),
	);
	const value = fc.oneof(
		fc.boolean(),
		fc.constant(null),
		fc.integer(),
		fc.double({ noNaN: true }),
		text.map((one) => (typeof one === "string" ? one : one.join(""))),
	);
	const key = fc.stringMatching(/^[a-z]{1,5}$/);
	const { file } = fc.letrec((tie) => ({
		file: fc.oneof(
			fc.dictionary(key, tie("part"), { minKeys: 1, maxKeys: 5 }),
			fc.array(tie("part"), { minLength: 1, maxLength: 5 }),
		),
		part: fc.oneof({ maxDepth: 4 }, value, tie("file")),
	}));
	const style = fc.record({
		defaultStringType: fc.constantFrom(
			"PLAIN" as const,
			"QUOTE_DOUBLE" as const,
			"QUOTE_SINGLE" as const,
			"BLOCK_LITERAL" as const,
			"BLOCK_FOLDED" as const,
		),
		defaultKeyType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const),
		collectionStyle: fc.constantFrom("any" as const, "flow" as const, "block" as const),
		indentSeq: fc.boolean(),
		indent: fc.integer({ min: 1, max: 5 }),
		lineWidth: fc.integer({ min: 20, max: 80 }),
	});

	it("is read alike in every style, or left to the strict reader", () => {
		fc.assert(
			fc.property(file, style, (content, options) => {
				answered(stringify(content, { ...options, aliasDuplicateObjects: false }));
			}),
			{ numRuns: 500 },
		);
	}, 60_000);

	/** Pieces of files as people write them. */
	const PIECES = [
		'a: 1\nb:\n- x\n- y: 1\n  z: "t"\n',
		'topic:\n  id: jwt\n  needs: [a, b-c]\n  primer: "A **b**\n    c\n\n    d \\\n    \\ e\\n"\nquestions:\n- id: x\n  options:\n  - {id: a, text: "T", correct: true}\n  - {id: b, text: \'it\'\'s\',\n     why: "w"}\n',
		"- a\n- - b\n  - c\n-\n  d: 1\n- {}\n- []\n",
		"code: |\n  x\n    y\n\n  z\n\nmore: |-\n   a\nend: null\n",
		'near:\n  "k y": "v"\n  10: "b"\n# c\nrows: [[1, null], ["a", 3.5],]\n',
		'x: "a\n  b\n\n\n  c   \n  d"  # e\ny:   z  \n- |\n a\n  b',
		"a: b\n  c\n\n  d\ne: >\n  f\n   g\n\n  h\ni: [j,\n k l\n m, {n: o, p}]\n",
		"? a\n: b\n? - c\n: - d\n'e f': g\n",
	];
	/** Everything that means something in YAML somewhere. */
	const SIGNS =
		"a|key|a: |b:|c: x|\n|\n  |\n    |\n- |\n  - |- | |  |\"|'|[|]|{|}|,|, |#| # c|---|...|&x|*x|!t|?|? |%|\\|\\\n|\\n|\\ |\\\"|\t|\r\n|1|10|-1|3.5|1.|0o7|0x1|1e3|true|False|null|~|=|<<|__proto__|2027-01-31|\"x y\"|'it''s'|[1, 2]|{a: 1}|: |:|é|\u2028|\u00A0|+|/|x.y|(|`|@|> |-|--|a b|\\x41|\\U00000041|>\n|?\n|:\n|1.10|-0|[a]: |- - ".split(
			"|",
		);
	/** Lines that mean something else with every indent. */
	const LINES =
		'a:;b: c;- ;- a: b;-;"x;y";[;];{;};e: [f,;g];#h;h: {i: j,;k: l};;;  ;# c;m n;? o;: p;s: "t;u\\;v: |;- |-;w: |1;x: | # |;---;...'.split(
			";",
		);
	/** Whatever may follow a closing bracket or quote. */
	const CLOSED = "[];{};'x';\"y\";a;b:;c: ; ;- ;-;? ;: ;,;[;];{;};|;#; #;\n;\n ;\n- ".split(";");
	const signs = fc.constantFrom(...SIGNS, "|\n", "|-\n", ": |\n    x\n     y\n\n", "");

	it("and however it is broken, it is read alike or left to the strict reader", () => {
		const cut = fc.record({ at: fc.double({ min: 0, max: 1 }), gone: fc.nat(4), put: signs });
		const broken = fc
			.tuple(fc.constantFrom(...PIECES), fc.array(cut, { minLength: 1, maxLength: 3 }))
			.map(([piece, cuts]) =>
				cuts.reduce((source, { at, gone, put }) => {
					const from = Math.floor(at * source.length);
					return source.slice(0, from) + put + source.slice(from + gone);
				}, piece),
			);
		const lines = fc
			.array(fc.tuple(fc.nat(4), fc.constantFrom(...LINES)), { maxLength: 8 })
			.map((all) => all.map(([indent, line]) => " ".repeat(indent) + line).join("\n"));
		const closed = fc
			.array(fc.constantFrom(...CLOSED), { maxLength: 8 })
			.map((all) => `a:\n${all.join("")}`);
		const soup = fc.array(signs, { maxLength: 12 }).map((all) => all.join(""));
		fc.assert(
			fc.property(fc.oneof(broken, lines, closed, soup), (source) => void answered(source)),
			{ numRuns: 5_000 },
		);
	}, 60_000);
});

it.each([
	["empty lines", "\n".repeat(990_000)],
	["spaces", `a: "${" ".repeat(990_000)}"`],
	["backslashes", `a: "${"\\\\".repeat(490_000)}"`],
	["escaped quotes", `a: "${'\\"'.repeat(490_000)}`],
	["doubled quotes", `a: '${"''".repeat(490_000)}'`],
	["escaped line ends", `a: "${"\\\n ".repeat(330_000)}x"`],
	["items", "- a\n".repeat(240_000)],
	["brackets", "[".repeat(990_000)],
	["tags", "!a ".repeat(330_000)],
	["anchors", "&a b: &c\n  &d e: f\n".repeat(50_000)],
	["pairs in a list", `[${"[a]: b, ".repeat(120_000)}]`],
	["numbers as keys", Array.from({ length: 80_000 }, (_, at) => `${at * 7}: 1`).join("\n")],
])("the quick reader is not held up by very many %s", (_what, source) => {
	const before = performance.now();
	readQuickly(source);
	expect(performance.now() - before).toBeLessThan(5_000);
});
