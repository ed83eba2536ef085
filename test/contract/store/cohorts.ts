import { describe, expect } from "vitest";
import type { Cohort } from "../../../src/core/cohorts/cohort.ts";
import type { DueCohort } from "../../../src/core/cohorts/due.ts";
import { movedTopic, replanned } from "../../../src/core/cohorts/edit.ts";
import type { Learner, Store } from "../../../src/core/ports.ts";
import {
	answering,
	key,
	LEASE,
	NOW,
	quiz,
	SIZE,
	SQUARE,
	type Story,
	stamp,
	TOWN,
	visit,
} from "./town.ts";

const VILLAGE = "test:village";
const TODAY = "2026-11-20";
const SPAN = { from: TODAY, until: TODAY, period: "2026-W47", topics: ["topic"] };

function cohortOf(other: Partial<Cohort> = {}): Cohort {
	const startsOn = other.startsOn ?? "2026-11-16";
	const plan: Cohort["plan"] = {
		...{ topics: ["topic", "t2", "t3"], skipped: [], until: null },
		terms: [{ from: startsOn, pace: 1, weekdays: [1, 2, 3, 4, 5] }],
	};
	const where = { space: TOWN, place: SQUARE, zone: "Europe/Berlin" };
	const bare = { id: "c1", name: "Autumn", ...where, startsOn, tracker: false, closed: false };
	return { ...replanned({ ...bare, plan }, plan), ...other };
}

/** The town has a cohort that Mo leads; the village another. */
async function begin(store: Store, other: Partial<Cohort> = {}) {
	const mo = (await store.learners.meet(visit("Mo"), NOW)).learner;
	const ada = (await store.learners.meet(visit("Ada"), NOW)).learner;
	const cohort = cohortOf(other);
	await store.cohorts.create(stamp(mo, "creates"), cohort);
	return { mo, ada, cohort };
}

async function scores(store: Store, who: Learner, request: string, space = TOWN) {
	const round = await store.rounds.start(quiz(who, `round ${request}`, { space }));
	const of = key(who, request, round.id, 0, { stamp: { space } });
	await store.answers.record(of, answering(0, {}));
}

const board = async (store: Store, who: Learner, id = "c1") =>
	(await store.scores.board(id, "all", who.id, SIZE)).top.map(({ name, points }) => [name, points]);

/** What is due is taken to be sent. */
async function takes(store: Store) {
	const [due] = await store.outbox.due(NOW, 1);
	return due ? store.outbox.claim(due.id, NOW, LEASE) : null;
}

/** Cohorts, who is in them, and what is due for them. */
export function cohorts(it: Story): void {
	describe("a cohort", () => {
		it("is made once, belongs to one space, and is led by whoever made it", async ({ store }) => {
			const { mo, cohort } = await begin(store);
			await store.cohorts.create(stamp(mo, "creates"), { ...cohort, id: "c2" });
			expect(await store.cohorts.ofSpace(TOWN)).toEqual([cohort]);
			expect(await store.cohorts.ofSpace(VILLAGE)).toEqual([]);
			expect(await store.cohorts.leads(TOWN, mo.id)).toEqual(["c1"]);
			expect(await store.cohorts.leads(VILLAGE, mo.id)).toEqual([]);
			expect(await store.cohorts.of(VILLAGE, mo.id)).toEqual([]);
			expect(await store.cohorts.read("c9")).toBeNull();
		});

		it("is changed by a request once, in its own space", async ({ store }) => {
			const { mo } = await begin(store);
			const skips = (before: Cohort) => movedTopic(before, "t3", "skip", TODAY);
			const strange = stamp(mo, "strange", { space: VILLAGE });
			expect(await store.cohorts.change(strange, "c1", skips)).toBeNull();
			const after = await store.cohorts.change(stamp(mo, "skips"), "c1", skips);
			expect(after?.plan.skipped).toEqual(["t3"]);
			const grows = (before: Cohort) => ({ ...before, name: `${before.name}!` });
			await store.cohorts.change(stamp(mo, "grows"), "c1", grows);
			await store.cohorts.change(stamp(mo, "grows"), "c1", grows);
			expect((await store.cohorts.read("c1"))?.name).toBe("Autumn!");
		});

		it("keeps nothing of a change that was refused", async ({ store }) => {
			const { mo, cohort } = await begin(store);
			const refuses = () => {
				throw new Error("no");
			};
			await expect(store.cohorts.change(stamp(mo, "r"), "c1", refuses)).rejects.toThrow("no");
			expect(await store.cohorts.read("c1")).toEqual(cohort);
		});

		it("is joined and left as often as one likes; twice is once", async ({ store }) => {
			const { ada } = await begin(store);
			const as = { role: "member", day: TODAY } as const;
			expect(await store.cohorts.join(stamp(ada, "j1"), "c1", as)).toBe(true);
			expect(await store.cohorts.join(stamp(ada, "j2"), "c1", { ...as, day: "2026-11-21" })).toBe(
				false,
			);
			expect(await store.cohorts.of(TOWN, ada.id)).toEqual([
				{ cohort: "c1", role: "member", joinedDay: TODAY },
			]);
			expect(await store.cohorts.leave(stamp(ada, "l1"), "c1")).toBe(true);
			expect(await store.cohorts.leave(stamp(ada, "l2"), "c1")).toBe(false);
			expect(await store.cohorts.of(TOWN, ada.id)).toEqual([]);
			expect(await store.cohorts.join(stamp(ada, "j3"), "c1", as)).toBe(true);
		});

		it("has leads who stay members, by the day they came", async ({ store }) => {
			const { ada } = await begin(store);
			await store.cohorts.join(stamp(ada, "j"), "c1", { role: "member", day: TODAY });
			const lead = { role: "lead", day: "2026-12-01" } as const;
			expect(await store.cohorts.join(stamp(ada, "k", { account: "" }), "c1", lead)).toBe(true);
			expect(await store.cohorts.leads(TOWN, ada.id)).toEqual(["c1"]);
			expect((await store.cohorts.of(TOWN, ada.id))[0]?.joinedDay).toBe(TODAY);
		});
	});

	describe("a cohort's board", () => {
		it("counts what is earned in its space, between joining and leaving", async ({ store }) => {
			const { ada, mo } = await begin(store);
			await scores(store, ada, "before");
			await store.cohorts.join(stamp(ada, "j"), "c1", { role: "member", day: TODAY });
			await scores(store, ada, "during");
			const away = visit("Ada", { space: VILLAGE, place: "test:well" });
			await store.learners.meet(away, NOW);
			await scores(store, ada, "away", VILLAGE);
			expect(await board(store, mo)).toEqual([["Ada", 10]]);
			await store.cohorts.leave(stamp(ada, "l"), "c1");
			await scores(store, ada, "after");
			expect(await board(store, mo)).toEqual([]);
			await store.cohorts.join(stamp(ada, "j2"), "c1", { role: "member", day: TODAY });
			expect(await board(store, mo)).toEqual([["Ada", 10]]);
			expect((await store.scores.board(TOWN, "all", mo.id, SIZE)).top[0]?.points).toBe(30);
		});

		it("counts while it runs, and not when it is closed", async ({ store }) => {
			const { mo } = await begin(store, { startsOn: "2026-11-23" });
			await scores(store, mo, "too soon");
			expect(await board(store, mo)).toEqual([]);
			await store.cohorts.create(stamp(mo, "c2"), cohortOf({ id: "c2", closed: true }));
			await scores(store, mo, "closed");
			expect(await board(store, mo, "c2")).toEqual([]);
		});

		it("hides who has not been asked as their space has it", async ({ store }) => {
			const { cohort } = await begin(store);
			const hidden = async () =>
				(await store.cohorts.mates(cohort.id, SPAN)).map((mate) => mate.hidden);
			expect(await hidden()).toEqual([false]);
			await store.spaces.change("hides", TOWN, (one) => ({ ...one, visibility: "hidden" }));
			expect(await hidden()).toEqual([true]);
		});

		it("leaves out whoever hides, and shows them to themselves", async ({ store }) => {
			const { ada, mo } = await begin(store);
			await store.cohorts.join(stamp(ada, "j"), "c1", { role: "member", day: TODAY });
			await scores(store, ada, "a");
			await store.learners.setVisibility(stamp(ada, "hide"), "hidden");
			expect(await board(store, mo)).toEqual([]);
			const { around } = await store.scores.board("c1", "all", ada.id, SIZE);
			expect(around.map(({ name, points }) => [name, points])).toEqual([["Ada", 10]]);
		});
	});

	describe("a look at a cohort", () => {
		it("adds up who did what in a span, per topic and never closer", async ({ store }) => {
			const { ada } = await begin(store);
			await store.cohorts.join(stamp(ada, "j"), "c1", { role: "member", day: TODAY });
			await scores(store, ada, "a");
			const round = await store.rounds.start(quiz(ada, "round b", { questions: ["q7"] }));
			await store.answers.record(
				key(ada, "b", round.id, 0),
				answering(0, { option: "b", points: 0 }),
			);
			const [mo, mate] = await store.cohorts.mates("c1", SPAN);
			expect(mo).toMatchObject({ name: "Mo", role: "lead", answers: 0, points: 0, topics: [] });
			expect(mate).toEqual({
				...{ learner: ada.id, account: "test:ada", name: "Ada", hidden: false, role: "member" },
				...{ joinedDay: TODAY, lastDay: TODAY, answers: 2, points: 10 },
				topics: [{ topic: "topic", tried: 2, missed: 1 }],
			});
			const later = { ...SPAN, from: "2026-11-21", until: "2026-11-22", topics: [] };
			expect((await store.cohorts.mates("c1", later))[1]).toMatchObject({ answers: 0, topics: [] });
		});
	});

	describe("what is due for a cohort", () => {
		const due = async (store: Store, now: number) => store.cohorts.due(now, 10);
		const first = async (store: Store): Promise<DueCohort> => {
			const [found] = await due(store, NOW);
			if (!found) throw new Error("nothing is due");
			return found;
		};
		const delivery = (id: string) =>
			({
				id,
				space: TOWN,
				place: "test:@mo",
				what: { kind: "cohort-recap", cohort: "c1", week: 1 },
			}) as const;

		it("is settled by one process only, with all that follows", async ({ store }) => {
			const { cohort } = await begin(store);
			const found = await first(store);
			expect(found).toEqual({ cohort, nextAt: NOW, recapped: 0, tracker: null });
			const outcome = {
				deliveries: [delivery("d1")],
				recap: { cohort: "c1", week: 1, words: "Well." },
				tracker: null,
				nextAt: NOW + 1000,
			};
			await store.cohorts.settle(found, outcome, NOW);
			await store.cohorts.settle(found, { ...outcome, deliveries: [delivery("d2")] }, NOW);
			expect(await due(store, NOW)).toEqual([]);
			expect(await due(store, NOW + 1000)).toMatchObject([{ recapped: 1 }]);
			expect(await store.cohorts.recap("c1", 1)).toEqual({ ...outcome.recap, posted: false });
			expect(await store.cohorts.recap("c1", 2)).toBeNull();
			expect((await store.outbox.count()).pending).toBe(1);
		});

		it("a recap is reworded until it is posted, and posted once", async ({ store }) => {
			await begin(store);
			const recap = { cohort: "c1", week: 1, words: "Well." };
			await store.cohorts.settle(
				await first(store),
				{ deliveries: [], recap, tracker: null, nextAt: null },
				NOW,
			);
			expect(await store.cohorts.reword("c1", 1, "Better.")).toBe(true);
			expect(await store.cohorts.reword("c1", 2, "None.")).toBe(false);
			const stored = { ...recap, posted: false };
			const post = (id: string) => store.cohorts.post(stored, "test:mo", delivery(id), NOW);
			expect([await post("p1"), await post("p2")]).toEqual([true, false]);
			expect(await store.cohorts.reword("c1", 1, "Too late.")).toBe(false);
			expect(await store.cohorts.recap("c1", 1)).toMatchObject({ words: "Better.", posted: true });
			expect(await takes(store)).toMatchObject({ id: "p1", edits: null });
		});

		it("a tracker is edited where it was posted, and forgotten when it is gone", async ({
			store,
		}) => {
			await begin(store, { tracker: true });
			const what = { kind: "cohort-tracker", cohort: "c1" } as const;
			const post = { id: "t1", space: TOWN, place: SQUARE, what };
			const says = (said: string) => ({ id: "t1", said });
			const none = { recap: null, nextAt: NOW };
			await store.cohorts.settle(
				await first(store),
				{ ...none, deliveries: [post], tracker: says("1") },
				NOW,
			);
			expect((await first(store)).tracker).toEqual({ id: "t1", sent: false, said: "1" });
			await takes(store);
			await store.outbox.settle("t1", { outcome: "sent", ref: "ref1" }, NOW);
			expect((await first(store)).tracker?.sent).toBe(true);
			const edit = { ...post, id: "t1/2", edits: "t1" };
			await store.cohorts.settle(
				await first(store),
				{ ...none, deliveries: [edit], tracker: says("2") },
				NOW,
			);
			expect(await takes(store)).toMatchObject({ id: "t1/2", edits: { ref: "ref1" } });
			await store.outbox.settle("t1/2", { outcome: "gone", why: "removed" }, NOW);
			expect(await first(store)).toMatchObject({ tracker: null, cohort: { tracker: true } });
		});

		it("a place that is closed has no tracker any more", async ({ store }) => {
			await begin(store, { tracker: true });
			const what = { kind: "cohort-tracker", cohort: "c1" } as const;
			const deliveries = [{ id: "t1", space: TOWN, place: SQUARE, what }];
			const tracker = { id: "t1", said: "1" };
			const outcome = { deliveries, recap: null, tracker, nextAt: NOW };
			await store.cohorts.settle(await first(store), outcome, NOW);
			await takes(store);
			await store.outbox.settle("t1", { outcome: "gone", why: "no access" }, NOW);
			expect(await first(store)).toMatchObject({ tracker: null, cohort: { tracker: false } });
		});
	});

	describe("what is kept of somebody in a cohort", () => {
		/** Points in the cohort by an answer and by a challenge, then left and come back. */
		async function lives(store: Store) {
			const begun = await begin(store);
			const { ada } = begun;
			await store.cohorts.join(stamp(ada, "j"), "c1", { role: "member", day: TODAY });
			await scores(store, ada, "a");
			const entry = await store.challenges.join(stamp(ada, "jc"), "p/challenges/a");
			await store.challenges.hand(
				entry,
				{ link: "https://x.org/", note: "", cohort: "c1" },
				[],
				NOW,
			);
			const accepts = { to: "accepted", words: "", points: 100 } as const;
			await store.challenges.decide(stamp(ada, "d", { actor: "test:mo" }), entry, accepts, []);
			await store.cohorts.leave(stamp(ada, "l"), "c1");
			await scores(store, ada, "b");
			return begun;
		}

		it("adds up from the facts again", async ({ store }) => {
			const { ada, mo } = await lives(store);
			await store.cohorts.join(stamp(ada, "j2"), "c1", { role: "member", day: TODAY });
			expect(await board(store, mo)).toEqual([["Ada", 110]]);
			expect(await board(store, mo, TOWN)).toEqual([["Ada", 120]]);
			const scored = (await store.books.check(ada.id)).filter(({ kind }) => kind === "score");
			expect(scored).toEqual([]);
		});

		it("is erased with them, and with it what may name them", async ({ store }) => {
			const { ada, mo } = await lives(store);
			const recap = { cohort: "c1", week: 1, words: "Ada was here." };
			const [due] = await store.cohorts.due(NOW, 1);
			if (!due) throw new Error("nothing is due");
			const outcome = { deliveries: [], recap, tracker: null, nextAt: null };
			await store.cohorts.settle(due, outcome, NOW);
			await store.data.erase("erases", ada.id, NOW);
			expect(await store.cohorts.recap("c1", 1)).toBeNull();
			expect(await board(store, mo)).toEqual([]);
			expect(await store.cohorts.mates("c1", SPAN)).toHaveLength(1);
			await store.data.erase("erases too", mo.id, NOW);
			expect(await store.cohorts.read("c1")).not.toBeNull();
			expect(await store.cohorts.mates("c1", SPAN)).toEqual([]);
		});
	});

	describe("a challenge", () => {
		const evidence = { link: "https://example.org/", note: "Look." };
		const to = (id: string) =>
			({
				id,
				space: TOWN,
				place: "test:@mo",
				what: { kind: "cohort-recap", cohort: "c1", week: 1 },
			}) as const;

		it("is joined once per space", async ({ store }) => {
			const { ada } = await begin(store);
			const entry = await store.challenges.join(stamp(ada, "j"), "p/challenges/a");
			expect(await store.challenges.join(stamp(ada, "j2"), "p/challenges/a")).toEqual(entry);
			expect(entry).toMatchObject({
				state: "joined",
				builder: { learner: ada.id, account: "test:ada", name: "Ada", zone: "UTC" },
			});
			expect(await store.challenges.of(TOWN, ada.id)).toEqual([entry]);
			expect(await store.challenges.of(VILLAGE, ada.id)).toEqual([]);
			expect(await store.challenges.read(entry.id, NOW)).toEqual(entry);
			expect(await store.challenges.read("none", NOW)).toBeNull();
		});

		it("is handed in once, and waits where it belongs", async ({ store }) => {
			const { ada } = await begin(store);
			const entry = await store.challenges.join(stamp(ada, "j"), "p/challenges/a");
			await store.challenges.keep(entry.id, { link: "x", note: "draft" });
			expect((await store.challenges.read(entry.id, NOW))?.note).toBe("draft");
			const handing = { ...evidence, cohort: "c1" };
			expect(await store.challenges.hand(entry, handing, [to("h1")], NOW)).toBe(true);
			expect(await store.challenges.hand(entry, handing, [to("h2")], NOW)).toBe(false);
			await store.challenges.keep(entry.id, { link: "y", note: "too late" });
			expect(await store.challenges.waiting(TOWN, ["c1"])).toMatchObject([
				{ ...evidence, handedAt: NOW },
			]);
			expect(await store.challenges.waiting(TOWN, null)).toHaveLength(1);
			expect(await store.challenges.waiting(TOWN, [])).toEqual([]);
			expect(await store.challenges.waiting(TOWN, ["c2"])).toEqual([]);
			expect(await store.challenges.waiting(VILLAGE, null)).toEqual([]);
			expect((await store.outbox.count()).pending).toBe(1);
		});

		it("brings its points once, to the space and to the cohort", async ({ store }) => {
			const { ada, mo } = await begin(store);
			await store.cohorts.join(stamp(ada, "jc"), "c1", { role: "member", day: TODAY });
			const entry = await store.challenges.join(stamp(ada, "j"), "p/challenges/a");
			const accepts = { to: "accepted", words: "", points: 100 } as const;
			const decide = (request: string, other = {}) =>
				store.challenges.decide(stamp(ada, request, other), entry, accepts, [to(request)]);
			expect(await decide("early")).toBe(false);
			await store.challenges.hand(entry, { ...evidence, cohort: "c1" }, [], NOW);
			expect(await decide("strange", { space: VILLAGE })).toBe(false);
			expect([await decide("d1"), await decide("d2")]).toEqual([true, false]);
			expect(await board(store, mo)).toEqual([["Ada", 100]]);
			expect(await board(store, mo, TOWN)).toEqual([["Ada", 100]]);
			expect((await store.challenges.read(entry.id, NOW))?.state).toBe("accepted");
			expect((await store.outbox.count()).pending).toBe(1);
		});

		it("sent back can be handed in again", async ({ store }) => {
			const { ada } = await begin(store);
			const entry = await store.challenges.join(stamp(ada, "j"), "p/challenges/a");
			const hand = () => store.challenges.hand(entry, { ...evidence, cohort: null }, [], NOW);
			await hand();
			const returns = { to: "returned", words: "More, please." } as const;
			expect(await store.challenges.decide(stamp(ada, "d"), entry, returns, [])).toBe(true);
			expect(await store.challenges.read(entry.id, NOW)).toMatchObject({
				state: "returned",
				words: "More, please.",
			});
			expect(await hand()).toBe(true);
		});
	});
}
