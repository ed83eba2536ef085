import { describe, expect, test } from "vitest";
import { harmIn } from "../support/kills/harm.ts";
import { inFile, onServer } from "../support/kills/home.ts";
import { killAgainAndAgain } from "../support/kills/kills.ts";
import type { Protection } from "../support/kills/unprotected.ts";
import type { Figures } from "../support/kills/verdict.ts";

/**
 * The bot is killed again and again while schedules fall due on both platforms and people answer.
 * Time and processes are real here, so how much happens depends on the machine; what may come of it
 * does not. `npm run kills -- 500` is the same at length.
 */

const isLong = process.env.CAIRN_TEST_ALL === "1";
const server = process.env.CAIRN_TEST_POSTGRES;
const SEED = 20_261_120;
/** A busy machine needs many times as long as one of our own. */
const PATIENCE = { timeout: 900_000 };

function expectLife({ kills, moments, posts, answers }: Figures): void {
	expect(moments).toBeGreaterThan(kills);
	expect(Math.min(posts.discord, posts.slack)).toBeGreaterThan(0);
	expect(answers).toBeGreaterThan(0);
}

test("every moment is posted once, and every answer that was seen is kept", PATIENCE, async () => {
	const kills = isLong ? 50 : 3;
	const figures = await inFile((database) => killAgainAndAgain({ kills, seed: SEED, database }));
	expect(harmIn(figures)).toEqual([]);
	expect(figures.unknown).toBe(0);
	expectLife(figures);
});

describe.runIf(isLong)("at length", () => {
	const kills = 15;

	test(
		"a Slack that may not be read: nothing comes twice, and what is not known is said",
		PATIENCE,
		async () => {
			const figures = await inFile((database) =>
				killAgainAndAgain({ kills, seed: SEED, database, history: false }),
			);
			expect(harmIn(figures)).toEqual([]);
			expect(figures.unknown).toBeGreaterThan(0);
			expectLife(figures);
		},
	);

	test.runIf(server)("the same on PostgreSQL", PATIENCE, async () => {
		const home = onServer(server ?? "");
		const figures = await home((database) => killAgainAndAgain({ kills, seed: SEED, database }));
		expect(harmIn(figures)).toEqual([]);
		expect(figures.unknown).toBe(0);
		expectLife(figures);
	});

	const without: readonly [Protection, (figures: Figures) => number][] = [
		["nonce", ({ twice }) => twice.discord],
		["look", ({ twice }) => twice.slack],
		["attempt", ({ twice }) => twice.slack],
		["order", ({ lost }) => lost],
	];
	test.each(without)(
		"without its protection (%s) the same test fails",
		PATIENCE,
		async (...given) => {
			const [lacked, harm] = given;
			const figures = await inFile((database) =>
				killAgainAndAgain({ kills, seed: SEED, database, lacks: [lacked] }),
			);
			expect(harm(figures)).toBeGreaterThan(0);
			expect(harmIn(figures)).not.toEqual([]);
		},
	);
});
