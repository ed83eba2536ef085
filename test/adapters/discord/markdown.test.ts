import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	codeBlock,
	codeSpan,
	escaped,
	linkTo,
	markdown,
} from "../../../src/adapters/discord/markdown.ts";
import type { Inline } from "../../../src/core/message.ts";
import { meaningIn, read } from "./reader.ts";

const ids = new Map([["quiz", "77"]]);
const shown = (...text: Inline[]): string => markdown(text, ids);

describe("plain words", () => {
	test.each([
		"@everyone and @here, <@1>, <@!1>, <@&2>, <#3>",
		"</quiz:77> <t:0:R> <:blob:1> <a:blob:1> <id:guide>",
		"**b** *i* _i_ __u__ ~~s~~ ||hidden|| `c` ```js\nx\n```",
		"[click](https://evil.example) <https://evil.example> https://evil.example",
		"# big\n## less\n### least\n-# small\n> quote\n>>> all of it",
		"- one\n* two\n+ three\n1. four\n  - five\n\t10. six",
		":tada: :+1: a:b:c",
		"\\*already\\* \\\\ \\",
		"Is 3 * 4 > 10? a_b and c_d | e",
	])("cases 26, 28: come out as they are: %j", (words) => {
		expect(meaningIn(escaped(words))).toBeUndefined();
		expect(read(escaped(words))).toBe(words.replaceAll("\t", " "));
	});

	test("stay easy to read where nothing is meant", () => {
		const words = "Not quite: it is B (your pick). It's 5 - 3 = 2, i.e. at 09:00 - o'clock!";
		expect(escaped(words)).toBe(words);
	});

	test("mean nothing however they are cut into pieces", () => {
		const sign = fc.constantFrom(..."\\*_~|`<>[]()@#:/-+1. \n\tab!&t".split(""));
		const piece = fc.string({ unit: sign, maxLength: 12 });
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
				expect(meaningIn(shown(...pieces))).toBeUndefined();
			}),
			{ numRuns: 1_000 },
		);
	});

	test("cases 29, 31: lose what cannot be seen and keep joined emoji", () => {
		expect(escaped("abc\u202egnp.exe")).toBe("abcgnp.exe");
		expect(escaped("a\u200bb\u2060c\ufeffd\u00ade\u2066f\u2069")).toBe("abcdef");
		expect(escaped("ad\u200dmin")).toBe("admin");
		expect(escaped("👩‍💻 ❤️‍🔥 👍🏽")).toBe("👩‍💻 ❤️‍🔥 👍🏽");
		expect(escaped("nul\u0000 bell\u0007 esc\u001b[31m")).toBe("nul bell esc\\[31m");
		expect(escaped("lone \ud83d half")).toBe("lone � half");
		expect(escaped(`z${"\u0335".repeat(400)}algo`)).toBe("z\u0335\u0335\u0335algo");
	});

	test("case 28: cannot push the rest out of sight", () => {
		expect(escaped(`a${"\n".repeat(900)}b`)).toBe("a\n\nb");
		expect(escaped("a\u2028# b\r\n# c")).toBe("a\n\\# b\n\\# c");
	});
});

describe("pieces of text", () => {
	test("strong and em hold hostile words", () => {
		expect(shown({ as: "strong", text: "a*b**c" })).toBe("**a\\*b\\*\\*c**");
		expect(shown({ as: "strong", text: " x " })).toBe(" **x** ");
		expect(shown({ as: "strong", text: "" })).toBe("");
		expect(shown({ as: "em", text: "a_b*c" })).toBe("_a\\_b\\*c_");
	});

	test("em before a letter takes the sign that works there", () => {
		expect(shown({ as: "em", text: "sub" }, "query")).toBe("*sub*query");
		expect(shown({ as: "em", text: "2*3" }, "x")).toBe("2\\*3x");
	});

	test("code keeps its backticks", () => {
		expect(codeSpan("SELECT *")).toBe("`SELECT *`");
		expect(codeSpan("a`b")).toBe("``a`b``");
		expect(codeSpan("`x``")).toBe("``` `x`` ```");
		expect(codeSpan("a\nb")).toBe("`a b`");
		expect(codeSpan("")).toBe("");
	});

	test("case 28: a code block cannot be left early", () => {
		const block = codeBlock("a\n```\n@everyone\n````\nb", "sql");
		expect(block.startsWith("```sql\n")).toBe(true);
		expect(block.endsWith("\n```")).toBe(true);
		expect(block.slice(6, -3)).not.toContain("```");
		expect(block.replaceAll("\u200b", "")).toBe("```sql\na\n```\n@everyone\n````\nb\n```");
	});

	test("a code block keeps tabs, and loses direction signs", () => {
		expect(codeBlock("\tif a\u202e {\n")).toBe("```\n\tif a {\n```");
		expect(codeBlock("", "not a language")).toBe("```\n \n```");
	});

	test("links go to https and nowhere else", () => {
		expect(linkTo("https://a.example/x_(y)?q=*", "Docs")).toBe(
			"[Docs](https://a.example/x_%28y%29?q=*)",
		);
		expect(linkTo("https://a.example", "[1](https://evil.example)")).toBe(
			"[(1)(https\\://evil.example)](https://a.example/)",
		);
		expect(linkTo("http://a.example", "x")).toBe("x");
		expect(linkTo("javascript:alert(1)", "x*")).toBe("x\\*");
		expect(linkTo("https://a.example", "")).toBe("<https://a.example/>");
	});

	test("people are names, and mentions only when they are to be pinged", () => {
		const name = "@everyone **Ada**";
		const account = "discord:5";
		expect(shown({ as: "person", account, name })).toBe("\\@everyone \\*\\*Ada\\*\\*");
		expect(shown({ as: "person", account, name, ping: true })).toBe("<@5>");
		expect(shown({ as: "person", account: "slack:T:U", name: "Ada", ping: true })).toBe("Ada");
		expect(shown({ as: "person", account: "discord:5> <@6", name: "A", ping: true })).toBe("A");
	});

	test("roles are shown as Discord knows them, and anything else by its name", () => {
		expect(shown({ as: "group", group: "discord:&5", name: "Mods" })).toBe("<@&5>");
		expect(shown({ as: "group", group: "slack:T:&S", name: "@here" })).toBe("\\@here");
		expect(shown({ as: "group", group: "discord:&5> <@6", name: "Mods" })).toBe("Mods");
	});

	test("moments are shown in the reader's own zone", () => {
		expect(shown({ as: "moment", at: 1_763_596_800_999, show: "time" })).toBe("<t:1763596800:t>");
		expect(shown({ as: "moment", at: 0, show: "date" })).toBe("<t:0:D>");
		expect(shown({ as: "moment", at: 0, show: "both" })).toBe("<t:0:f>");
		expect(shown({ as: "moment", at: Number.NaN, show: "both" })).toBe("");
	});

	test("commands can be clicked once their id is known", () => {
		expect(shown({ as: "command", name: "quiz" })).toBe("</quiz:77>");
		expect(shown({ as: "command", name: "tip" })).toBe("`/tip`");
	});

	test("places are shown by name", () => {
		expect(shown({ as: "place", place: "discord:9" })).toBe("<#9>");
		expect(shown({ as: "place", place: "slack:T:C" })).toBe("`slack:T:C`");
	});
});
