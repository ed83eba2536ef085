import { getHeapSpaceStatistics } from "node:v8";
import { expect, test } from "vitest";
import { tidyUp } from "../src/tidy.ts";

const youngMb = () => {
	const young = getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
	return (young?.space_size ?? 0) / 2 ** 20;
};

test("tidying up gives back the young generation", () => {
	const kept = Array.from({ length: 500_000 }, (_, index) => ({ index }));
	expect(youngMb()).toBeGreaterThan(4);
	tidyUp();
	expect(youngMb()).toBeLessThan(2);
	expect(kept.at(-1)).toEqual({ index: 499_999 });
});
