import type { Ports } from "../../src/core/app.ts";

/** What stands around the core, where a test is about something else: open doors, no one counts or waits. */
export const nothingAround: Pick<Ports, "directory" | "limiter" | "meter" | "pace" | "painter"> = {
	directory: { knows: () => false, profile: async () => null },
	painter: {
		async paint() {
			throw new Error("nobody paints here");
		},
	},
	limiter: { take: async () => 0 },
	pace: { begin: () => async () => true },
	meter: { wish: () => () => 0, delivery() {} },
};
