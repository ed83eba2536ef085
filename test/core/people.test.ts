import { expect, test } from "vitest";
import { cleanName, clip } from "../../src/core/people.ts";

test.each([
	["Ada Lovelace", "Ada Lovelace"],
	["  Ada \n\t Lovelace ", "Ada Lovelace"],
	["abc\u202edef", "abcdef"],
	["\u200b\u2060\ufeff", "Someone"],
	["", "Someone"],
	["\u0000\u0007", "Someone"],
	["\ud800broken", "broken"],
	["a\u0301\u0302\u0303\u0304\u0305\u0306", "á\u0302\u0303\u0304"],
	["👩\u200d💻 Ada", "👩\u200d💻 Ada"],
	["Ада", "Ада"],
	["अदा", "अदा"],
	["\ue000\ue000", "Someone"],
])("cases 29, 31 and 33: %j is shown as %j", (name, shown) => {
	expect(cleanName(name)).toBe(shown);
});

test("a long name is cut between graphemes", () => {
	expect(clip("👩‍💻".repeat(40), 3)).toBe("👩‍💻👩‍💻…");
	expect([...cleanName("x".repeat(500))]).toHaveLength(32);
});
