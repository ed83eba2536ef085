import { describe, expect, it } from "vitest";
import { readYaml, type Sheet } from "../../src/content/yaml.ts";

function read(source: string): { sheet: Sheet | undefined; faults: readonly string[] } {
	const faults: string[] = [];
	const sheet = readYaml("x.yaml", source, ({ line, text }) => faults.push(`${line}: ${text}`));
	return { sheet, faults };
}

/** Eleven levels of ten aliases each: a hundred billion texts. */
function bomb(): string {
	const levels = Array.from({ length: 11 }, (_, at) => {
		const inner = Array.from({ length: 10 }, () => `*a${at}`);
		return `a${at + 1}: &a${at + 1} [${inner.join(", ")}]`;
	});
	return ["a0: &a0 boom", ...levels].join("\n");
}

describe("a YAML file", () => {
	it("is read by the rules of 1.2: words stay words", () => {
		const { sheet } = read("a: no\nb: 22:30\nc: 2026-11-20\nd: 010\ne: 1.10\nf: ~\ng: '1.10'\n");
		const value = { a: "no", b: "22:30", c: "2026-11-20", d: 10, e: 1.1, f: null, g: "1.10" };
		expect(sheet?.value).toEqual(value);
	});

	it("keeps keys as they are written", () => {
		expect(read("429: a\n1.10: b\nnull: c\n").sheet?.value).toEqual({
			429: "a",
			"1.10": "b",
			null: "c",
		});
	});

	it("may be empty, or begin with a byte order mark", () => {
		expect(read("").sheet?.value).toBeNull();
		expect(read("\uFEFFa: 1").sheet?.value).toEqual({ a: 1 });
	});

	it("knows the line of every part, or of the nearest one around it", () => {
		const { sheet } = read(
			"# first\ntopic: {id: jwt,\n  title: x}\nlist:\n- a: |\n    text\n  b: 1\n- c\n",
		);
		const lineAt = (...path: (string | number)[]) => sheet?.line(path);
		expect(lineAt()).toBe(2);
		expect(lineAt("topic", "id")).toBe(2);
		expect(lineAt("topic", "title")).toBe(3);
		expect(lineAt("topic", "missing")).toBe(2);
		expect(lineAt("list", 0)).toBe(5);
		expect(lineAt("list", 0, "a")).toBe(5);
		expect(lineAt("list", 0, "b", "deeper")).toBe(7);
		expect(lineAt("list", 1)).toBe(8);
		expect(lineAt("list", 7)).toBe(4);
		expect(lineAt("nothing")).toBe(2);
	});

	it.each([
		["broken syntax", "a: 1\nb: [1, 2\nc: 3\n", "3: this is not YAML ("],
		[
			"an open quote",
			'a: "x"\nb: "y\nc: z\n',
			"2: the quote that begins here, or one above, is never closed",
		],
		[
			"an open single quote",
			"a: 'x\n",
			"1: the quote that begins here, or one above, is never closed",
		],
		["a tab", "a:\n\tb: 1\n", "2: a tab indents this line: use spaces"],
		["a second document", "a: 1\n---\nb: 2\n", "2: a second document begins here"],
		["a double key", "a: 1\nb:\n  c: 1\n  c: 2\n", "4: `c` stands here twice: keep one"],
		["a double key in one line", "a: {b: 1, b: 2}", "1: `b` stands here twice"],
		["a custom tag", "a: 1\nb: !secret x\n", "2: this has a tag"],
		["a tag for binary data", "a: !!binary aGk=\n", "1: this has a tag"],
		["a tag for a set", "a: !!set {b, c}\n", "1: this has a tag"],
		["a directive", "%YAML 1.1\n---\na: no\n", "a %YAML line changes the rules"],
		["an alias", "a: &x [1]\nb: *x\n", "2: `*x` repeats another place: write the text out"],
		["a merge", "a: &x {b: 1}\nc: {<<: *x}\n", "2: `*x` repeats another place"],
		["a list as key", "? [a]\n: b\n", "1: this key is not a word"],
		["__proto__", "a: 1\n__proto__: {x: 1}\n", "2: `__proto__` cannot be a key"],
		["constructor", "a:\n- {constructor: 1}\n", "2: `constructor` cannot be a key"],
		["prototype", "prototype: 1\n", "1: `prototype` cannot be a key"],
		["an escaped __proto__", '"\\u005f_proto__": 1\n', "1: `__proto__` cannot be a key"],
		["a NUL", 'a: 1\nb: "x\\0y"\n', "2: this text holds invisible control signs"],
		["an escape sequence", 'a: "\\e[31m"\n', "1: this text holds invisible control signs"],
		["half a character", 'a: "\\uD800"\n', "1: this text holds invisible control signs"],
		["reversed text", 'a: "\\u202Eabc"\n', "1: this text holds invisible control signs"],
		["signs hidden in a key", '"a\\u2066": 1\n', "1: this text holds invisible control signs"],
	])("is refused with %s", (_what, source, sentence) => {
		const { sheet, faults } = read(source);
		expect(faults[0] ?? "").toContain(sentence);
		expect(faults).toHaveLength(1);
		expect(sheet).toBeUndefined();
	});

	it("gives joined emoji and other scripts a home", () => {
		expect(read('a: "👩‍💻 हिन्दी"').sheet?.value).toEqual({ a: "👩‍💻 हिन्दी" });
	});

	it("changes no prototype", () => {
		read("__proto__: {polluted: true}\na: {__proto__: {polluted: true}}\n");
		expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
	});

	it("tells several faults in one go, and a few of very many", () => {
		expect(read("a: 1\na: 2\nb: &x 1\n__proto__: *x\n").faults).toHaveLength(3);
		const many = read("a: 1\n".repeat(1_000)).faults;
		expect(many).toHaveLength(51);
		expect(many.at(-1)).toBe("51: and 949 more faults after this one");
	});
});

describe("a hostile YAML file", () => {
	const inTime = (source: string, sentence: string | undefined) => {
		const before = performance.now();
		const { faults } = read(source);
		expect(performance.now() - before).toBeLessThan(5_000);
		if (sentence === undefined) expect(faults).toEqual([]);
		else expect(faults.join("\n")).toContain(sentence);
	};

	it("cannot grow by aliases", () => inTime(bomb(), "repeats another place"));

	it.each([
		["lists in one line", "[".repeat(100_000)],
		["closed lists", "[".repeat(5_000) + "]".repeat(5_000)],
		["lists in lists", "- ".repeat(100_000)],
		["maps in one line", "{a: ".repeat(50_000)],
		["keys of keys", "? ".repeat(100_000)],
		["a few levels too many", `${"[".repeat(40)}${"]".repeat(40)}`],
	])("cannot nest deeply: %s", (_what, source) => inTime(source, "nested too deeply"));

	it("cannot hold us up with very many keys", () => {
		const keys = Array.from({ length: 80_000 }, (_, at) => `k${at}: 1`);
		inTime(keys.join("\n"), undefined);
	});

	it("cannot hold us up with a long text", () => inTime(`a: "${"x".repeat(999_000)}"`, undefined));
});
