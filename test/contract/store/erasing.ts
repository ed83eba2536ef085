import { describe, expect } from "vitest";
import type { Learner, Store } from "../../../src/core/ports.ts";
import { NOW, quiz, SIZE, type Story, stamp, TOWN, visit } from "./town.ts";

/** What is kept of a person, taken as a whole. */
export function erasing(it: Story): void {
	const tried = { question: "q1", revision: 1, picked: "a", correct: true };
	const first = { decision: { tried } };
	const away = visit("Ada", { space: "test:@ada", place: "test:whisper", personal: true });
	const goneSentence = { name: "Problem", message: expect.stringContaining("erased just now") };
	const share = (ada: Learner) => ({
		id: `share/${ada.id}`,
		space: TOWN,
		place: "test:square",
		what: { kind: "share", learner: ada.id, days: 5 } as const,
	});
	const nudge = { kind: "nudge", state: "on", time: "09:00", nextAt: NOW } as const;
	const report = {
		round: "round1",
		question: "q1",
		revision: 1,
		picked: "a",
		words: "it is wrong",
	};

	/** Somebody who has done a little of everything. */
	async function lived(store: Store): Promise<Learner> {
		const { learner } = await store.learners.meet(visit("Ada"), NOW);
		await store.learners.meet(away, NOW);
		await store.rounds.start(quiz(learner, "round1"));
		await store.reports.add(stamp(learner, "reports"), report);
		await store.reminders.set(stamp(learner, "reminds"), nudge);
		return learner;
	}

	describe("what is kept about a person", () => {
		it("is counted", async ({ store, town }) => {
			const ada = await lived(store);
			await town.press(ada, "r1", "round1", 0);
			expect(await store.data.counts(ada.id)).toEqual({
				answers: 1,
				days: 1,
				cards: 1,
				rounds: 1,
				reports: 1,
				spaces: 2,
				accounts: 1,
				reminders: 1,
			});
		});

		it("is handed over as it is kept, rounds with their items", async ({ store, town }) => {
			const ada = await lived(store);
			await town.press(ada, "r1", "round1", 0);
			const kept = await store.data.export(ada.id);
			expect(kept).toMatchObject({
				learner: { id: ada.id, name: "Ada", createdAt: "2026-11-20T09:00:00.000Z" },
				accounts: [{ id: "test:ada" }],
				spaces: [{ spaceId: "test:@ada" }, { spaceId: TOWN }],
				personalSpaces: [{ id: "test:@ada", personal: true }],
				places: [{ id: "test:whisper" }],
				facts: [{ requestId: "r1", kind: "attempt", firstTry: true, detail: "easy" }],
				rounds: [{ id: "round1", items: [{ outcome: "right", picked: "a" }, { position: 1 }] }],
				reports: [{ words: "it is wrong" }],
				cards: [{ questionId: "q1", known: false }],
				days: [{ day: "2026-11-20", answers: 1 }],
				streak: [{ days: 1 }],
				scores: [{ points: 10 }, { points: 10 }, { points: 10 }],
				reminders: [{ kind: "nudge" }],
				actions: [],
			});
			expect(await store.data.export("nobody")).toBeNull();
		});

		it("is found by the account, for those who ask in writing", async ({ store }) => {
			const ada = await lived(store);
			expect(await store.data.learnerOf("test:ada")).toBe(ada.id);
			expect(await store.data.learnerOf("test:nobody")).toBeNull();
		});
	});

	describe("erasing a person", () => {
		it("leaves nothing of them, and others as they were", async ({ store, town }) => {
			const ada = await lived(store);
			const { Bob } = await town.play({ Bob: 20 });
			await town.press(ada, "r1", "round1", 0, first);
			await store.data.erase("erases", ada.id, NOW);
			expect(await store.data.export(ada.id)).toBeNull();
			expect(await store.data.learnerOf("test:ada")).toBeNull();
			expect(await store.learners.nameIn(ada.id, TOWN)).toBeNull();
			expect(await store.rounds.read("round1")).toBeNull();
			expect(await store.reminders.of(ada.id)).toEqual([]);
			const { top } = await store.scores.board(TOWN, "all", Bob.id, SIZE);
			expect(top.map(({ name, points }) => [name, points])).toEqual([["Bob", 20]]);
		});

		it("leaves what all people together picked at first try", async ({ store, town }) => {
			const ada = await lived(store);
			await town.press(ada, "r1", "round1", 0, first);
			const before = await store.items.picks("q1", 1);
			await store.data.erase("erases", ada.id, NOW);
			expect(await store.items.picks("q1", 1)).toEqual(before);
			expect(before).toEqual([{ ...tried, answers: 1 }]);
		});

		it("lets them come back as somebody new", async ({ store }) => {
			const ada = await lived(store);
			await store.data.erase("erases", ada.id, NOW);
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			expect(learner.id).not.toBe(ada.id);
			expect(await store.data.counts(learner.id)).toMatchObject({ answers: 0, spaces: 1 });
		});

		it("is done once for a request: who has begun anew stays", async ({ store, town }) => {
			await store.data.erase("erases", (await lived(store)).id, NOW);
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			await town.scores(learner, 10);
			await store.data.erase("erases", learner.id, NOW);
			expect(await store.data.learnerOf("test:ada")).toBe(learner.id);
		});

		it("takes along whom its own repeat has made", async ({ store }) => {
			await store.data.erase("erases", (await lived(store)).id, NOW);
			const { learner } = await store.learners.meet(visit("Ada"), NOW);
			await store.data.erase("erases", learner.id, NOW);
			expect(await store.data.learnerOf("test:ada")).toBeNull();
		});

		it("takes messages back that have not gone out", async ({ store }) => {
			const ada = await lived(store);
			expect(await store.outbox.add(share(ada), NOW)).toBe(true);
			const sends = { send: true, last: false, state: "on", unanswered: 1, nextAt: null } as const;
			await store.reminders.plan(NOW, 10, () => sends);
			expect(await store.outbox.count()).toMatchObject({ pending: 2 });
			await store.data.erase("erases", ada.id, NOW);
			expect(await store.outbox.count()).toMatchObject({ pending: 0 });
		});

		it("lets a message settle that was just under way", async ({ store, town }) => {
			const ada = await lived(store);
			await store.outbox.add(share(ada), NOW);
			const delivery = await town.takes(NOW);
			await store.data.erase("erases", ada.id, NOW);
			await store.outbox.settle(delivery?.id ?? "", { outcome: "sent", ref: "x" }, NOW);
			expect(await store.outbox.count()).toMatchObject({ pending: 0, sending: 0 });
		});

		it("is told kindly to whatever was about to be written", async ({ store, town }) => {
			const ada = await lived(store);
			const daily = await town.opensDaily("daily1");
			await store.data.erase("erases", ada.id, NOW);
			const starts = { ...quiz(ada, "late"), kind: "daily", daily: daily.id } as const;
			const late = stamp(ada, "late");
			const zone = { from: "UTC", to: "Asia/Tokyo", effectiveAt: NOW };
			for (const write of [
				() => store.rounds.start(quiz(ada, "late")),
				() => town.press(ada, "late", "late", 0, { starts }),
				() => store.reports.add(late, report),
				() => store.reminders.set(late, nudge),
				() => store.learners.setZone(late, zone),
				() => store.learners.setRests(late, { from: "2026-11-23", weekdays: [7] }),
				() => store.outbox.add(share(ada), NOW),
			])
				await expect(write()).rejects.toMatchObject(goneSentence);
			expect(await town.press(ada, "late", "round1", 0)).toBeNull();
			const profile = { name: "Ada", zone: "Asia/Tokyo" };
			await store.learners.describe("test:ada", profile, NOW);
			expect(await store.data.learnerOf("test:ada")).toBeNull();
		});

		it("and answering at the same moment come one after the other", async ({ store, town }) => {
			for (let turn = 0; turn < 8; turn += 1) {
				const { learner } = await store.learners.meet(visit("Ada"), NOW);
				const round = `round ${turn}`;
				await store.rounds.start(quiz(learner, round));
				const all = [
					town.press(learner, `a${turn}`, round, 0, first),
					store.data.erase(`erases ${turn}`, learner.id, NOW),
					town.press(learner, `b${turn}`, round, 1, first),
					store.learners.meet(visit("Ada", { place: `test:place${turn}` }), NOW),
					store.outbox.add(share(learner), NOW),
					store.reports.add(stamp(learner, `c${turn}`), { ...report, round }),
				];
				const ends = await Promise.allSettled(turn % 2 === 0 ? all : all.reverse());
				for (const end of ends)
					if (end.status === "rejected") expect(end.reason).toMatchObject(goneSentence);
				expect(await store.data.export(learner.id)).toBeNull();
			}
		});

		it("of two at once is safe too", async ({ store, town }) => {
			const { Ada, Bob } = await town.play({ Ada: 10, Bob: 20 });
			await Promise.all([
				store.data.erase("a", Ada.id, NOW),
				store.data.erase("b", Bob.id, NOW),
				store.data.erase("c", Bob.id, NOW),
			]);
			expect(await store.data.export(Ada.id)).toBeNull();
			expect(await store.data.export(Bob.id)).toBeNull();
		});
	});
}
