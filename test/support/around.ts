import type { Ports } from "../../src/core/app.ts";

/** What stands around the core, where a test is about something else: open doors, and no one counts. */
export const nothingAround: Pick<Ports, "directory" | "limiter" | "meter" | "painter"> = {
	directory: { knows: () => false, profile: async () => null },
	painter: {
		async paint() {
			throw new Error("nobody paints here");
		},
	},
	limiter: { take: async () => 0 },
	meter: { wish: () => () => 0, delivery() {} },
};
