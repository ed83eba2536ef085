import { expect, test } from "vitest";
import { PRESS_LIMIT, readPress, writePress } from "../../src/core/press.ts";
import { Problem } from "../../src/core/problem.ts";

test("what is written is read", () => {
	expect(readPress(writePress("quiz.pick", 1, "r7", 3, 0))).toEqual({
		command: "quiz",
		press: "pick",
		version: 1,
		args: ["r7", "3", "0"],
	});
	expect(readPress(writePress("streak.why", 2)).args).toEqual([]);
});

test("a press that would not fit a platform's button is a fault of the program", () => {
	expect(() => writePress("quiz.pick", 1, "x".repeat(PRESS_LIMIT))).toThrow(/longer than 100/);
});

test.each([
	"",
	"quiz",
	"quiz.pick",
	"quiz.pick:",
	"quiz.pick:x",
	"QUIZ.PICK:1",
	"a.b:9999",
	"\u0000",
])("%j is nobody's press", (press) => {
	expect(() => readPress(press)).toThrow(Problem);
});
