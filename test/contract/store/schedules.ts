import { describe, expect } from "vitest";
import { DAY_MS } from "../../../src/core/days.ts";
import type { PlanOne, Store } from "../../../src/core/ports.ts";
import type { Draft } from "../../../src/core/schedules/draft.ts";
import { dailyRound, NOW, planning, SQUARE, type Story, schedule, TOWN, visit } from "./town.ts";

const EVERY_MS = 5 * 60_000;

/** Many schedules in one space, what they remember, and what stands under a question. */
export function schedules(it: Story): void {
	describe("a schedule", () => {
		it("is one of many in its space, and comes back as it was saved", async ({ store, town }) => {
			await town.meets("Mo");
			const tips = schedule({ id: "tips", kind: "tip", missed: "skip", until: "2026-12-24" });
			const recap = schedule({ id: "recap", kind: "recap", from: "2026-12-01", weekdays: [5] });
			await store.schedules.save("r1", tips);
			await store.schedules.save("r2", recap);
			expect(await store.schedules.ofSpace(TOWN)).toEqual([recap, tips]);
			expect(await store.schedules.read(TOWN, "tips")).toEqual(tips);
			expect(await store.schedules.read("test:village", "tips")).toBeNull();
		});

		it("is not another space's to replace", async ({ store, town }) => {
			await town.meets("Mo");
			await store.learners.meet(visit("Eve", { space: "test:village", place: "test:well" }), NOW);
			await store.schedules.save("r1", schedule({ id: "tips" }));
			const forged = schedule({ id: "tips", space: "test:village", place: "test:well" });
			await store.schedules.save("r2", forged);
			expect((await store.schedules.read(TOWN, "tips"))?.place).toBe(SQUARE);
		});

		it("never runs once it is removed, whatever is saved late", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.save("r1", schedule({ id: "tips" }));
			await store.schedules.remove(TOWN, "tips", NOW);
			await store.schedules.save("r2", schedule({ id: "tips", time: "10:00" }));
			expect(await store.schedules.ofSpace(TOWN)).toEqual([]);
			expect(await store.schedules.plan(NOW + DAY_MS, 50, planning())).toBe(0);
		});

		it("never runs once it is over, and says why", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.save("r1", schedule());
			const last: PlanOne = (due, posted) => ({ ...planning()(due, posted), ends: "It is over." });
			expect(await store.schedules.plan(NOW, 50, last)).toBe(1);
			expect(await store.schedules.plan(NOW + 9 * DAY_MS, 50, planning("daily2"))).toBe(0);
			const [after] = await store.schedules.ofSpace(TOWN);
			expect(after).toMatchObject({ state: "paused", trouble: "It is over." });
		});

		it("posts one after the other where two share a place", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.save("r1", schedule({ id: "a" }));
			await store.schedules.save("r2", schedule({ id: "b" }));
			const plan: PlanOne = (due, posted) =>
				planning(`daily of ${due.id}`, `q ${due.id}`)(due, posted);
			expect(await store.schedules.plan(NOW, 50, plan)).toBe(2);
			const first = await town.takes(NOW);
			const second = await town.takes(NOW);
			expect([first?.schedule, second?.schedule].toSorted()).toEqual(["a", "b"]);
			expect(new Set([first?.place, second?.place])).toEqual(new Set([SQUARE]));
		});

		it("sends several missed moments apart, each once", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.save("r1", schedule({ missed: "all" }));
			const two: PlanOne = (due, posted) => {
				const [one] = planning("daily1")(due, posted).slots;
				const [other] = planning("daily2", "q2")(
					{ ...due, nextRunAt: due.nextRunAt + DAY_MS },
					posted,
				).slots;
				if (!one || !other) throw new Error("no slots");
				const slots = [one, { ...other, dueAt: NOW + EVERY_MS }];
				return { slots, nextRunAt: NOW, ends: null };
			};
			await store.schedules.plan(NOW, 50, two);
			await store.schedules.plan(NOW, 50, two);
			const first = await town.takes(NOW);
			expect(first).toMatchObject({ daily: "daily1" });
			await store.outbox.settle(first?.id ?? "", { outcome: "sent", ref: "message1" }, NOW);
			expect(await town.takes(NOW)).toBeNull();
			expect(await town.takes(NOW + EVERY_MS)).toMatchObject({ daily: "daily2" });
		});

		it("remembers what it has posted, for its cohort or its space", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.save("r1", schedule({ id: "a" }));
			await store.schedules.save("r2", schedule({ id: "b", cohort: "spring" }));
			const heard: Record<string, string[]> = {};
			const plan =
				(day: number): PlanOne =>
				(due, posted) => {
					heard[due.id] = [...posted.question.keys()];
					return planning(`${due.id}${day}`, `q ${due.id}${day}`)(due, posted);
				};
			await store.schedules.plan(NOW, 50, plan(0));
			await store.schedules.plan(NOW + DAY_MS, 50, plan(1));
			expect(heard).toEqual({ a: ["q a0"], b: ["q b0"] });
			const posted = await store.schedules.posted(TOWN);
			expect(posted.get("spring")?.question).toEqual(
				new Map([
					["q b0", NOW],
					["q b1", NOW + DAY_MS],
				]),
			);
			expect(await store.schedules.posted("test:village")).toEqual(new Map());
		});

		it("runs at once when asked, beside its own moments", async ({ store, town }) => {
			await town.meets("Mo");
			const set = schedule({ nextRunAt: NOW + DAY_MS });
			await store.schedules.save("r1", set);
			const now: PlanOne = (due, posted) => ({
				...planning()({ ...due, nextRunAt: NOW }, posted),
				nextRunAt: NOW,
			});
			expect(await store.schedules.runNow(TOWN, "s1", NOW, now)).toBe(true);
			await store.schedules.runNow(TOWN, "s1", NOW, now);
			expect(await town.takes(NOW)).toMatchObject({ daily: "daily1" });
			expect(await town.takes(NOW)).toBeNull();
			expect(await store.schedules.ofSpace(TOWN)).toEqual([set]);
			expect(await store.schedules.runNow("test:village", "s1", NOW, now)).toBe(false);
		});
	});

	describe("a draft", () => {
		const draft: Draft = {
			...{ id: "d1", space: TOWN, kind: "tip", place: SQUARE, changes: null, saved: false },
			typed: { time: "9", days: "soon", zone: "Nowhere", from: "", until: "" },
		};

		it("is kept as it was typed, and only for its space", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.keepDraft(draft, NOW);
			const mended = { ...draft, typed: { ...draft.typed, days: "mon" } };
			await store.schedules.keepDraft(mended, NOW);
			expect(await store.schedules.draft(TOWN, "d1")).toEqual(mended);
			expect(await store.schedules.draft("test:village", "d1")).toBeNull();
		});

		it("is dropped when nobody came back to it", async ({ store, town }) => {
			await town.meets("Mo");
			await store.schedules.keepDraft(draft, NOW);
			await store.schedules.keepDraft({ ...draft, id: "d2" }, NOW + 31 * DAY_MS);
			expect(await store.schedules.draft(TOWN, "d1")).toBeNull();
		});
	});

	describe("under a daily question", () => {
		it("stands how many picked what, and what came before it", async ({ store, town }) => {
			const first = await town.opensDaily("daily1");
			for (const [name, option] of [
				["Ada", "a"],
				["Bob", "b"],
				["Cleo", "a"],
			] as const) {
				const who = await town.meets(name);
				const starts = dailyRound(who, first, `round of ${name}`, name);
				await town.press(who, name, starts.id, 0, { starts, option });
			}
			expect(await store.dailies.picks("daily1")).toEqual([
				{ option: "a", right: true, answers: 2 },
				{ option: "b", right: false, answers: 1 },
			]);
			const second = await town.opensDaily("daily2", { day: 1 });
			expect(await store.dailies.before(second)).toEqual(first);
			expect(await store.dailies.before(first)).toBeNull();
		});

		it("figures change once in a while, however many answer", async ({ store, town }) => {
			const post = await town.sends();
			const refresh = (at: number) => store.dailies.refresh("daily1", at, EVERY_MS);
			await refresh(NOW);
			await store.outbox.settle(post, { outcome: "sent", ref: "message1" }, NOW);
			await refresh(NOW + 1);
			await refresh(NOW + 2);
			expect(await town.takes(NOW + EVERY_MS - 1)).toBeNull();
			const edit = await town.takes(NOW + EVERY_MS);
			expect(edit).toMatchObject({
				...{ kind: "daily", daily: "daily1", schedule: null, place: SQUARE },
				edits: { ref: "message1" },
			});
			await store.outbox.settle(
				edit?.id ?? "",
				{ outcome: "sent", ref: "message1" },
				NOW + EVERY_MS,
			);
			await refresh(NOW + EVERY_MS + 1);
			expect(await town.takes(NOW + 2 * EVERY_MS - 1)).toBeNull();
			expect(await town.takes(NOW + 2 * EVERY_MS)).toMatchObject({ id: edit?.id });
		});

		it("a removed post pauses nothing", async ({ store, town }) => {
			const post = await town.sends();
			await store.outbox.settle(post, { outcome: "sent", ref: "message1" }, NOW);
			await store.dailies.refresh("daily1", NOW, 0);
			const edit = await town.takes(NOW);
			await store.outbox.settle(edit?.id ?? "", { outcome: "gone", why: "removed" }, NOW);
			expect(await store.schedules.ofSpace(TOWN)).toMatchObject([{ state: "active" }]);
		});
	});

	describe("the week of a space", () => {
		const week = (store: Store) => store.recaps.of(TOWN, "2026-11-16", "2026-11-22");

		it("is nothing where nobody learned", async ({ store, town }) => {
			await town.meets("Ada");
			expect(await week(store)).toEqual({ people: 0, days: 0, missed: null });
		});

		it("adds up people and days, and names a topic only when enough missed it", async ({
			store,
			town,
		}) => {
			const daily = await town.opensDaily("daily1");
			const miss = async (name: string) => {
				const who = await town.meets(name);
				const starts = dailyRound(who, daily, `round of ${name}`, name);
				await town.press(who, name, starts.id, 0, { starts, option: "b", points: 0 });
			};
			await miss("Ada");
			await miss("Bob");
			expect(await week(store)).toEqual({ people: 2, days: 2, missed: null });
			await miss("Cleo");
			const missed = { topic: "topic", people: 3 };
			expect(await week(store)).toEqual({ people: 3, days: 3, missed });
			expect(await store.recaps.of(TOWN, "2026-11-23", "2026-11-29")).toMatchObject({ people: 0 });
		});
	});
}
