import { describe, expect } from "vitest";
import type { AuditFilter } from "../../../src/core/audit/audit.ts";
import type { CareFact } from "../../../src/core/ledger.ts";
import type { Learner, Store } from "../../../src/core/ports.ts";
import { HOUR, NOW, type Story, stamp, TOWN, visit } from "./town.ts";

const VILLAGE = "test:village";
const EVERYTHING: AuditFilter = { member: null, by: null, kinds: null };
const PAGE = { most: 10, skip: 0 };

/** What Grace does about somebody. */
const by = (request: string, who: Learner, space = TOWN) =>
	stamp(who, request, { space, account: `test:${who.name.toLowerCase()}`, actor: "test:grace" });

const plus = (points: number, words = "because"): CareFact => ({
	kind: "adjustment",
	points,
	cohort: null,
	words,
});
const excluded = (words = "because"): CareFact => ({ kind: "exclusion", excluded: true, words });
const repaired = (missed: string): CareFact => ({ kind: "repair", missed, words: "because" });

/** Puts something right; the number of the fact. */
async function does(store: Store, request: string, who: Learner, fact: CareFact, space = TOWN) {
	const number = await store.care.correct(by(request, who, space), () => fact);
	if (number === null) throw new Error("nobody is there");
	return number;
}

/** The town's small rules leave out the fact that a question became known. */
async function inOrder(store: Store, who: Learner): Promise<void> {
	const found = await store.books.check(who.id);
	expect(found.filter(({ kind }) => kind !== "question")).toEqual([]);
}

/** What is put right by hand, taken back, and told. */
export function care(it: Story): void {
	describe("putting right", () => {
		it("counts at once, is told with its doer, and folds", async ({ store, town }) => {
			const { Ada, Bob } = await town.play({ Ada: 10, Bob: 20 });
			await store.learners.meet(visit("Grace"), NOW);
			const first = await does(store, "c1", Ada, plus(15));
			await does(store, "c2", Ada, plus(-5, "one too many"));
			const { top } = await town.board(Bob);
			expect(top.map(({ name, points }) => [name, points])).toEqual([
				["Ada", 20],
				["Bob", 20],
			]);
			expect(await store.care.corrections(TOWN, Ada.id)).toMatchObject([
				{ fact: plus(-5, "one too many"), by: "Grace", at: NOW, undone: false },
				{ id: first, fact: plus(15), by: "Grace" },
			]);
			await inOrder(store, Ada);
		});

		it("shows the rules how it stands, and writes nothing that they refuse", async ({
			store,
			town,
		}) => {
			const { Ada } = await town.play({ Ada: 10 });
			const refused = store.care.correct(by("c1", Ada), (before) => {
				expect(before.excluded).toBe(false);
				expect(before.points.get(TOWN)).toBe(10);
				expect(before.history.days).toHaveLength(1);
				throw new Error("no");
			});
			await expect(refused).rejects.toThrow("no");
			expect(await store.care.corrections(TOWN, Ada.id)).toEqual([]);
		});

		it("happens once for a request, whatever it asks the second time", async ({ store, town }) => {
			const { Ada } = await town.play({ Ada: 10 });
			const number = await does(store, "c1", Ada, plus(5));
			expect(await does(store, "c1", Ada, plus(500))).toBe(number);
			expect((await store.scores.of(TOWN, Ada.id, "2026-11-20")).all).toBe(15);
		});

		it("takes off the boards of one space, and puts back", async ({ store, town }) => {
			const { Ada, Bob } = await town.play({ Ada: 30, Bob: 20 });
			await store.learners.meet(visit("Ada", { space: VILLAGE, place: "test:well" }), NOW);
			await does(store, "c1", Ada, excluded());
			expect((await town.board(Bob)).top.map(({ name }) => name)).toEqual(["Bob"]);
			expect((await town.board(Ada)).around).toEqual([]);
			expect(await store.care.member(TOWN, Ada.id, NOW)).toMatchObject({
				excluded: true,
				account: "test:ada",
			});
			expect(await store.care.member(VILLAGE, Ada.id, NOW)).toMatchObject({ excluded: false });
			await inOrder(store, Ada);
			await does(store, "c2", Ada, { kind: "exclusion", excluded: false, words: "twins" });
			expect((await town.board(Bob)).top.map(({ name }) => name)).toEqual(["Ada", "Bob"]);
			await inOrder(store, Ada);
		});

		it("keeps a missed day from counting, also for answers to come", async ({ store, town }) => {
			const { Ada } = await town.play({ Ada: 10 });
			const at = NOW + 72 * HOUR;
			await town.scores(Ada, 10, { at, day: "2026-11-23", spaceDay: "2026-11-23" });
			expect((await store.progress.streak(Ada.id)).streak.current).toBe(1);
			await does(store, "c1", Ada, repaired("2026-11-21"));
			const { streak } = await store.progress.streak(Ada.id);
			expect(streak).toMatchObject({ current: 2, learned: 2, freezes: 0 });
			expect((await store.progress.history(Ada.id)).repairs).toEqual(["2026-11-21"]);
			await inOrder(store, Ada);
		});

		it("reaches nobody who is elsewhere, or has gone", async ({ store, town }) => {
			const { Ada } = await town.play({ Ada: 10 });
			expect(await store.care.correct(by("c1", Ada, VILLAGE), () => plus(5))).toBeNull();
			expect(await store.care.member(VILLAGE, Ada.id, NOW)).toBeNull();
			expect(await store.care.member(TOWN, "nobody", NOW)).toBeNull();
			await store.data.erase("erases", Ada.id, NOW);
			expect(await store.care.correct(by("c2", Ada), () => plus(5))).toBeNull();
			expect(await store.care.undo(by("c3", Ada), 1, "because")).toBeNull();
		});
	});

	describe("taking back", () => {
		it("leaves everything as if it had never been", async ({ store, town }) => {
			const { Ada, Bob } = await town.play({ Ada: 30, Bob: 20 });
			const at = NOW + 72 * HOUR;
			await town.scores(Ada, 10, { at, day: "2026-11-23", spaceDay: "2026-11-23" });
			const before = [await town.board(Bob), await store.progress.streak(Ada.id)];
			const facts = [plus(100), excluded(), repaired("2026-11-21")];
			for (const [index, fact] of facts.entries()) {
				const number = await does(store, `c${index}`, Ada, fact);
				const undo = { ...by(`u${index}`, Ada), at, spaceDay: "2026-12-24" };
				expect(await store.care.undo(undo, number, "a slip")).toBe(true);
				await inOrder(store, Ada);
			}
			expect([await town.board(Bob), await store.progress.streak(Ada.id)]).toEqual(before);
			const week = await town.board(Bob, { period: "2026-W52" });
			expect(week.top).toEqual([]);
			const corrections = await store.care.corrections(TOWN, Ada.id);
			expect(corrections.map(({ undone }) => undone)).toEqual([true, true, true]);
		});

		it("happens once, and of nothing else than what is put right here", async ({ store, town }) => {
			const { Ada, Bob } = await town.play({ Ada: 30, Bob: 20 });
			await store.learners.meet(visit("Ada", { space: VILLAGE, place: "test:well" }), NOW);
			const number = await does(store, "c1", Ada, plus(5));
			expect(await store.care.undo(by("u1", Bob), number, "a slip")).toBeNull();
			expect(await store.care.undo(by("u2", Ada, VILLAGE), number, "a slip")).toBeNull();
			expect(await store.care.undo(by("u3", Ada), 1, "a slip")).toBeNull();
			expect(await store.care.undo(by("u4", Ada), number, "a slip")).toBe(true);
			expect(await store.care.undo(by("u4", Ada), number, "a slip")).toBe(false);
			expect(await store.care.undo(by("u5", Ada), number, "a slip")).toBe(false);
			expect(await store.care.undo(by("u6", Ada), number + 1, "a slip")).toBeNull();
			expect((await store.scores.of(TOWN, Ada.id, "2026-11-20")).all).toBe(30);
		});

		it("of two at once is done by one", async ({ store, town }) => {
			const { Ada } = await town.play({ Ada: 30 });
			const number = await does(store, "c1", Ada, plus(5));
			const both = await Promise.all(
				["u1", "u2"].map((request) => store.care.undo(by(request, Ada), number, "a slip")),
			);
			expect(both.toSorted()).toEqual([false, true]);
			expect((await store.scores.of(TOWN, Ada.id, "2026-11-20")).all).toBe(30);
		});

		it("of the latest exclusion leaves the one before it", async ({ store, town }) => {
			const { Ada } = await town.play({ Ada: 30 });
			await does(store, "c1", Ada, excluded());
			const back = await does(store, "c2", Ada, {
				kind: "exclusion",
				excluded: false,
				words: "twins",
			});
			await store.care.undo(by("u1", Ada), back, "a slip");
			expect(await store.care.member(TOWN, Ada.id, NOW)).toMatchObject({ excluded: true });
			await inOrder(store, Ada);
		});
	});

	describe("the log of a space", () => {
		it("has all of it, the newest first, and narrows", async ({ store, town }) => {
			const { Ada, Bob } = await town.play({ Ada: 30, Bob: 20 });
			const grace = (await store.learners.meet(visit("Grace"), NOW)).learner;
			const number = await does(store, "c1", Ada, plus(5));
			await does(store, "c2", Bob, excluded());
			await store.care.undo(by("u1", Ada), number, "a slip");
			const read = async (filter: Partial<AuditFilter>, page = PAGE) =>
				(await store.audit.read(TOWN, { ...EVERYTHING, ...filter }, page)).map(
					({ fact, whom }) => `${fact.kind} ${whom}`,
				);
			expect(await store.audit.read(TOWN, EVERYTHING, PAGE)).toMatchObject([
				{ fact: { kind: "undo", of: number, was: plus(5), words: "a slip" }, by: "Grace" },
				{ fact: excluded(), by: "Grace", whom: "Bob", at: NOW },
				{ id: number, fact: plus(5), by: "Grace", whom: "Ada" },
			]);
			expect(await read({ member: Bob.id })).toEqual(["exclusion Bob"]);
			expect(await read({ by: Ada.id })).toEqual([]);
			expect(await read({ by: grace.id, kinds: ["adjustment"] })).toEqual(["adjustment Ada"]);
			expect(await read({}, { most: 1, skip: 1 })).toEqual(["exclusion Bob"]);
			expect(await store.audit.read(VILLAGE, EVERYTHING, PAGE)).toEqual([]);
		});

		it("takes numbers that come again after erasing", async ({ store, town }) => {
			for (const [index, name] of ["Ada", "Bob", "Cleo"].entries()) {
				const who = await town.meets(name);
				await does(store, `c${index}`, who, plus(5));
				await store.data.erase(`erases ${name}`, who.id, NOW);
			}
			expect(await store.audit.read(TOWN, EVERYTHING, PAGE)).toHaveLength(3);
		});

		it("knows who was erased as nobody, and forgets the reason", async ({ store, town }) => {
			const { Ada } = await town.play({ Ada: 30 });
			const grace = (await store.learners.meet(visit("Grace"), NOW)).learner;
			const number = await does(store, "c1", Ada, plus(5, "Ada was right"));
			await store.care.undo(by("u1", Ada), number, "Ada was wrong");
			await store.data.erase("erases Ada", Ada.id, NOW);
			const entries = await store.audit.read(TOWN, EVERYTHING, PAGE);
			expect(entries).toMatchObject([
				{ fact: { kind: "undo", was: { points: 5 } }, by: "Grace", whom: null },
				{ id: number, fact: { kind: "adjustment", points: 5 }, by: "Grace", whom: null },
			]);
			expect(JSON.stringify(entries)).not.toContain("Ada");
			expect((await store.data.export(grace.id))?.roles).toMatchObject([
				{ role: "care", spaceId: TOWN, id: String(number) },
				{ role: "care" },
			]);
			await store.data.erase("erases Grace", grace.id, NOW);
			expect((await store.audit.read(TOWN, EVERYTHING, PAGE))[0]).toMatchObject({ by: null });
			expect(await store.audit.read(TOWN, { ...EVERYTHING, member: Ada.id }, PAGE)).toEqual([]);
		});
	});
}
