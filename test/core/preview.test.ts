import { describe, expect, test } from "vitest";
import { createLibrary } from "../../src/core/library.ts";
import { createPreview } from "../../src/core/preview.ts";
import { smallLibrary } from "../support/library.ts";

const preview = createPreview(createLibrary(smallLibrary));

describe("an author looks at items", () => {
	test("all of them, in the order of the roadmap, then tips", () => {
		const ids = preview.items("").map(({ id }) => id);
		expect(ids[0]).toBe("small/web/q1");
		expect(ids.at(-1)).toBe(smallLibrary.tips.at(-1)?.id);
	});

	test("by a part of the id or of the words", () => {
		expect(preview.items("SHELL/q").map(({ id }) => id)).toEqual([
			"small/shell/q1",
			"small/shell/q2",
			"small/shell/q3",
		]);
		expect(preview.items("about sql q1").map(({ id }) => id)).toEqual(["small/sql/q1"]);
		expect(preview.items("nothing like it")).toEqual([]);
	});

	test("open, and answered in every way", () => {
		const names = preview.examples("small/shell/q1").map(({ name }) => name);
		expect(names[0]).toBe("small/shell/q1");
		expect(names.filter((name) => name.endsWith("all reasons"))).toHaveLength(3);
		expect(preview.examples(smallLibrary.tips[0]?.id ?? "")).toHaveLength(1);
		expect(preview.examples("small/shell/q99")).toEqual([]);
	});
});
