import { describe, expect, test } from "vitest";
import { createFonts } from "../../src/pictures/fonts.ts";
import { legible } from "../../src/pictures/legible.ts";

const fonts = createFonts();
const read = (words: string) => legible(words, fonts.has);

describe("words that can be drawn", () => {
	test.each([
		"Ada",
		"Zoë Łukasz Ñandú",
		"Κώστας",
		"Жанна Ґ",
		"سارة",
		"שלום",
		"नमस्ते क्षत्रिय",
		"王小明 さくら カナ",
		"김민준",
		"Nguyễn Thị",
		"🦊 👩‍💻 👍🏽 🇩🇪 ❤️ 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
		"100% & <b> “quoted” – yes…",
	])("stay as they are: %s", (words) => {
		expect(read(words)).toBe(words);
	});

	test("what no font has is a dot, a row of it one dot", () => {
		expect(read("Tombi ꯇꯣꯝꯕꯤ!")).toBe("Tombi ·!");
		expect(read("\u{10fffd}")).toBe("·");
	});

	test("what nobody sees is gone", () => {
		expect(read("A\u200bd\u202ea\u0007")).toBe("Ada");
		expect(read("  Ada \n Lovelace ")).toBe("Ada Lovelace");
	});

	test("of a sign that is not whole its beginning stays", () => {
		expect(read("A\u{1e8d0}da")).toBe("Ada");
	});
});

test("the same text always asks for the same fonts, whatever was read before", () => {
	const words = "Ada 王小明 🦊";
	const fresh = createFonts();
	fresh.familiesFor("नमस्ते 김민준");
	expect(fresh.familiesFor(words)).toBe(fonts.familiesFor(words));
});

test("lets nothing through unseen that the font lacks", () => {
	// Without any font, only what is let through unseen comes out as it is.
	const all = Array.from({ length: 0x2100 - 0x21 }, (_, at) => String.fromCodePoint(0x21 + at));
	const drawn = all.filter((sign) => sign !== "·" && !/\p{Variation_Selector}/u.test(sign));
	const through = drawn.filter((sign) => legible(sign, () => false) === sign);
	expect(through.length).toBeGreaterThan(190);
	expect(through.filter((sign) => !fonts.has(sign.codePointAt(0) ?? 0))).toEqual([]);
});
