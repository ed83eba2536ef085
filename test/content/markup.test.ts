import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressFault, plainParts, readLine, readParts } from "../../src/content/markup.ts";
import { code, link, mono, plain, strong, text } from "../../src/core/message.ts";

const lineOf = (source: string) => {
	const { value, faults } = readLine(source);
	expect(faults).toEqual([]);
	return value;
};
const faultOf = (source: string) => readLine(source).faults.join("; ");

describe("a text of one line", () => {
	it("knows code, strong and links", () => {
		expect(lineOf("Run `ls -l` **now**, see [the manual](https://example.org/a?b=1#c).")).toEqual([
			"Run ",
			mono("ls -l"),
			" ",
			strong("now"),
			", see ",
			link("the manual", "https://example.org/a?b=1#c"),
			".",
		]);
	});

	it("is empty when there is nothing", () => expect(lineOf("")).toEqual([]));

	it("holds marks as words inside code", () => {
		expect(lineOf("`a ** b ** [x](y)`")).toEqual([mono("a ** b ** [x](y)")]);
	});

	it("writes a backtick in code between two of them", () => {
		expect(lineOf("`` echo `date` `` and ``a`b``")).toEqual([
			mono("echo `date`"),
			" and ",
			mono("a`b"),
		]);
	});

	it("keeps the spaces of code between single backticks", () => {
		expect(lineOf("` x `")).toEqual([mono(" x ")]);
	});

	it("takes an address with parentheses in pairs", () => {
		const url = "https://en.wikipedia.org/wiki/Tree_(data_structure)";
		expect(lineOf(`([Tree](${url}))`)).toEqual(["(", link("Tree", url), ")"]);
	});

	it.each([
		"a[0] and [x] and ](y)",
		"2 * 3 * 4, snake_case_name, ~tilde~, # 1, > quote, - item",
		"<script>alert(1)</script> <b onclick=x>&lt;",
		"@everyone @here <@123> <@U123|bob> <!channel> <#C1> <https://evil.example|bank>",
		"javascript:alert(1) http://plain.example \\*",
		"C:\\temp \\`",
	])("leaves all else as plain words: %s", (source) => {
		const mended = source.replace("\\`", "");
		expect(lineOf(mended)).toEqual([mended]);
	});

	it.each([
		["Run `ls", "has a backtick at “`ls” that is never closed"],
		["a ``b` c", "has a backtick at “``b` c” that is never closed"],
		["``` x ```", "has 3 backticks at"],
		["`` ``", "has code without any words"],
		["` `", "has code without any words"],
		["2 ** 3", "has ** at “** 3” that is never closed"],
		["2 ** 3 ** 4", "has ** with a space or nothing inside"],
		["a **** b", "has 4 stars at"],
		["***x***", "has 3 stars at"],
		["**use `x` now**", "has a mark inside another"],
		["**see [x](https://example.org)**", "has a mark inside another"],
		["[**x**](https://example.org)", "has a mark inside another"],
		["[x](https://example.org", "has a link at “[x](https://example.org” that is never closed"],
		["[x](http://example.org)", "whose address is not right: it starts with https://"],
		["[x](javascript:alert(1))", "it starts with https://"],
		["[x](JavaScript://%0aalert(1))", "it starts with https://"],
		["[x](/local)", "it starts with https://"],
		["[x]()", "it starts with https://"],
		["[ ](https://example.org)", "has a link without words"],
		['[x](https://example.org "title")', "holds no spaces, quotes"],
		["[x](https://example.org|bank)", "holds no spaces, quotes"],
		["[x](https://bank.example@evil.example)", "has no user name before the host"],
		["[x](https://localhost/admin)", "leads to a host"],
		["[x](https://)", "leads to a host"],
		["![x](https://example.org/a.png)", "has a picture"],
		["one\ntwo", "stands on one line"],
	])("refuses %j", (source, sentence) => expect(faultOf(source)).toContain(sentence));

	it("quotes only the beginning of what is wrong", () => {
		expect(faultOf(`\`${"x".repeat(500)}`).length).toBeLessThan(120);
	});

	it("loses no word of a text without marks, and never throws", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 80 }), (source) => {
				const { value, faults } = readLine(source);
				if (faults.length === 0 && !/[`*[]/.test(source)) expect(plain(value)).toBe(source);
			}),
		);
	});

	it("reads what is made of marks alone without throwing", () => {
		const sign = fc.constantFrom(
			"`",
			"**",
			"*",
			"[",
			"]",
			"(",
			")",
			"https://a.b",
			"x",
			" ",
			"!",
			"\n",
		);
		fc.assert(
			fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
				readLine(signs.join(""));
				readParts(signs.join(""));
			}),
		);
	});

	it.each([
		"`",
		"**",
		"[",
		"[a](",
		"(",
		"[a](https://x.y) ",
		"`a` ",
		"**a** ",
		"``a` ",
		"*** ",
		"![",
		"```\n",
	])("takes no time for a megabyte of %j", (sign) => {
		const source = sign.repeat(1_000_000 / sign.length);
		const before = performance.now();
		readLine(source.replaceAll("\n", ""));
		readParts(source);
		expect(performance.now() - before).toBeLessThan(2_000);
	});
});

describe("a text of several parts", () => {
	it("is cut into paragraphs at blank lines", () => {
		expect(readParts("One\nline.\n\n \nAnother **one**.\n")).toEqual({
			value: [text("One line."), text("Another ", strong("one"), ".")],
			faults: [],
		});
	});

	it("knows fenced code, with or without a language, next to a paragraph", () => {
		const source = "Like this:\n```js\nlet a = `x`;\n\n  b();\n```\nor\n\n```\n[x](y)\n```";
		expect(readParts(source)).toEqual({
			value: [text("Like this:"), code("let a = `x`;\n\n  b();", "js"), text("or"), code("[x](y)")],
			faults: [],
		});
	});

	it.each([
		["```js\nlet a;", "has 3 backticks at"],
		["```js title\nx\n```", "has 3 backticks at"],
		["a ```x``` b", "has 3 backticks at"],
		["fine\n\nnot `fine", "that is never closed"],
	])("refuses %j", (source, sentence) => {
		expect(readParts(source).faults.join()).toContain(sentence);
	});

	it("tells the faults of all paragraphs", () => {
		expect(readParts("`a\n\n**b\n\nc").faults).toHaveLength(2);
	});

	it("counts what people see, not addresses", () => {
		const { value } = readParts("A [link](https://example.org/very/long).\n\n```\nx\n```");
		expect(plainParts(value)).toBe("A link.\nx");
	});
});

describe("an address", () => {
	it("may be any page on the web", () => {
		expect(addressFault("https://example.org/a_(b)/%20?q=ä#x,y;z~")).toBeUndefined();
	});

	it.each([
		"http://a.b",
		"https://a b.c",
		"https://a.b/<x>",
		"https://a.b/\u202Ex",
		`https://a.b/${"x".repeat(300)}`,
	])("is not %j", (address) => expect(addressFault(address)).toBeTypeOf("string"));
});
