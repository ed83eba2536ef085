import { expect } from "vitest";
import type { Learner, Rekeyed, Rekeying, Store } from "../../../src/core/ports.ts";
import { creditsFor } from "../../../src/core/rescore/rescore.ts";
import type { Deciding } from "../../../src/core/triage/care.ts";
import { NOW, quiz, type Story, stamp, TOWN, visit } from "./town.ts";

const VILLAGE = "test:village";

const by = (request: string, other: Partial<Deciding> = {}): Deciding => ({
	request,
	space: TOWN,
	account: "test:mo",
	at: NOW + 1,
	...other,
});

const hides = { question: "q1", revision: 1, what: "hidden", why: "odd" } as const;
const keeps = { question: "q1", revision: 1, what: "kept", why: "" } as const;

type Where = { readonly store: Store; readonly town: { meets(name: string): Promise<Learner> } };

/** What spaces decide about questions, and the points they give after all. */
export function triage(it: Story): void {
	const reportsOf = async ({ store, town }: Where, names: readonly string[]) => {
		for (const name of names) {
			const who = await town.meets(name);
			await store.rounds.start(quiz(who, `round of ${name}`));
			await store.reports.add(stamp(who, `reported by ${name}`), {
				round: `round of ${name}`,
				...{ question: "q1", revision: 1, picked: "b", words: name },
			});
		}
	};

	it("holds back what was hidden, until that is taken back", async ({ store, town }) => {
		await town.meets("Mo");
		await store.triage.decide(by("r1"), hides);
		await store.triage.decide(by("r1"), { ...hides, why: "the same wish again" });
		expect(await store.triage.held(TOWN)).toEqual(new Map([["q1", null]]));
		const [care] = await store.triage.of(TOWN, "q1");
		expect(care).toEqual({
			...{ id: expect.any(String), question: "q1", revision: 1, what: "hidden" },
			...{ by: "Mo", why: "odd", at: NOW + 1 },
		});
		expect(await store.triage.end(by("r2"), care?.id ?? "")).toBe(true);
		expect(await store.triage.end(by("r3"), care?.id ?? "")).toBe(false);
		expect(await store.triage.held(TOWN)).toEqual(new Map());
		expect(await store.triage.of(TOWN, "q1")).toEqual([]);
	});

	it("keeps one space's decisions from another", async ({ store, town }) => {
		await town.meets("Mo");
		await store.learners.meet(visit("Eve", { space: VILLAGE, place: "test:well" }), NOW);
		await store.triage.decide(by("r1"), hides);
		const [care] = await store.triage.of(TOWN, "q1");
		expect(await store.triage.held(VILLAGE)).toEqual(new Map());
		expect(await store.triage.of(VILLAGE, "q1")).toEqual([]);
		expect(await store.triage.end(by("r2", { space: VILLAGE }), care?.id ?? "")).toBe(false);
		expect(await store.triage.held(TOWN)).toEqual(new Map([["q1", null]]));
	});

	it("sets aside what three people report, and tells it first", async ({ store, town }) => {
		await reportsOf({ store, town }, ["Ada", "Ben"]);
		expect(await store.triage.held(TOWN)).toEqual(new Map());
		await reportsOf({ store, town }, ["Cleo"]);
		expect(await store.triage.held(TOWN)).toEqual(new Map([["q1", 1]]));
		expect(await store.triage.reported(TOWN)).toEqual([
			{ question: "q1", revision: 1, people: 3, reports: 3, since: NOW, quarantinedAt: NOW },
		]);
		expect(await store.triage.said(TOWN, "q1", 1)).toHaveLength(3);
		expect(await store.triage.said(VILLAGE, "q1", 1)).toEqual([]);
		expect(await store.triage.reported(VILLAGE)).toEqual([]);
	});

	it("asks again what is kept, and sets it aside when that is undone", async ({ store, town }) => {
		await reportsOf({ store, town }, ["Ada", "Ben", "Cleo"]);
		await store.triage.decide(by("r1"), keeps);
		expect(await store.triage.held(TOWN)).toEqual(new Map());
		expect(await store.triage.reported(TOWN)).toEqual([]);
		const [care] = await store.triage.of(TOWN, "q1");
		await store.triage.end(by("r2"), care?.id ?? "");
		expect(await store.triage.held(TOWN)).toEqual(new Map([["q1", 1]]));
		expect(await store.triage.reported(TOWN)).toMatchObject([{ people: 3 }]);
	});

	it("gives points once, with a fact each, and takes them back", async ({ store, town }) => {
		const ada = await town.meets("Ada");
		await store.rounds.start(quiz(ada, "r1"));
		await town.press(ada, "a1", "r1", 0, { option: "b", points: 0 });
		const { missed, cohorts } = await store.rescores.missed(TOWN, "q1", 1);
		const credits = missed.flatMap((one) => creditsFor(one, cohorts, () => true));
		expect(credits).toMatchObject([{ learner: ada.id, points: 10, cohorts: [] }]);
		const giving = { question: "q1", revision: 1, also: { by: "all" } } as const;
		const now = (request: string) => ({ ...by(request), spaceDay: "2026-12-24" });
		const gives = (request: string, care: string) =>
			store.rescores.give(now(request), { care, ...giving }, credits);
		expect(await gives("g1", "c1")).toEqual(credits);
		expect(await gives("g1", "c2")).toEqual([]);
		expect(await gives("g2", "c3")).toEqual([]);
		expect(await store.triage.of(TOWN, "q1")).toMatchObject([{ id: "c1", what: "rescored" }]);
		const points = { week: 10, month: 10, all: 10 };
		expect(await store.scores.of(TOWN, ada.id, "2026-11-20")).toEqual(points);
		expect((await store.rescores.missed(TOWN, "q1", 1)).missed).toEqual([]);
		expect((await store.rescores.missed(VILLAGE, "q1", 1)).missed).toEqual([]);
		expect(await store.rescores.untold()).toEqual([{ learner: ada.id, space: TOWN }]);
		expect(await store.rescores.tell(ada.id, VILLAGE)).toEqual([]);
		expect(await store.rescores.tell(ada.id, TOWN)).toEqual([{ question: "q1", points: 10 }]);
		expect(await store.rescores.tell(ada.id, TOWN)).toEqual([]);
		expect(await store.rescores.take({ ...now("t0"), space: VILLAGE }, "c1")).toBeNull();
		expect(await store.rescores.take(now("t1"), "c1")).toEqual({ question: "q1", people: 1 });
		expect(await store.rescores.take(now("t2"), "c1")).toBeNull();
		expect(await store.rescores.tell(ada.id, TOWN)).toEqual([{ question: "q1", points: -10 }]);
		const none = { week: 0, month: 0, all: 0 };
		expect(await store.scores.of(TOWN, ada.id, "2026-11-20")).toEqual(none);
		expect(await store.books.check(ada.id)).toEqual([]);
	});

	it("decides anew what is known, once, as a fact that folds", async ({ store, town }) => {
		const ada = await town.meets("Ada");
		await store.rounds.start(quiz(ada, "r1"));
		await town.press(ada, "a1", "r1", 0, { option: "b", points: 0 });
		const of = { learner: ada.id, question: "q1", topic: "topic", revision: 2, at: NOW };
		const [state] = await store.progress.questions(ada.id);
		if (state === undefined) throw new Error("nothing was tried");
		const after = { ...state, lastRight: true, rightSince: state.lastDay };
		const decide = ({ history }: Rekeying): Rekeyed | null => {
			expect(history.map(({ fact }) => fact.kind)).toEqual(["attempt"]);
			const told = { question: "q1", topic: "topic", revision: 2 };
			return { facts: [{ kind: "rekey", ...told, state: after }], state: after, mastered: [] };
		};
		expect(await store.rekeys.learners("q1")).toEqual([ada.id]);
		expect(await store.rekeys.redecide({ ...of, revision: 1 }, decide)).toBe(false);
		expect(await store.rekeys.redecide(of, decide)).toBe(true);
		expect(await store.rekeys.redecide(of, decide)).toBe(false);
		expect(await store.progress.questions(ada.id)).toEqual([after]);
		const wrong = await store.books.check(ada.id);
		expect(wrong.filter(({ kind }) => kind === "question")).toEqual([]);
	});

	it("gives nothing to somebody who was erased meanwhile", async ({ store, town }) => {
		const ada = await town.meets("Ada");
		await store.rounds.start(quiz(ada, "r1"));
		await town.press(ada, "a1", "r1", 0, { option: "b", points: 0 });
		const { missed, cohorts } = await store.rescores.missed(TOWN, "q1", 1);
		const credits = missed.flatMap((one) => creditsFor(one, cohorts, () => true));
		await store.data.erase("e1", ada.id, NOW);
		const giving = { care: "c1", question: "q1", revision: 1, also: { by: "all" } } as const;
		await store.rescores.give({ ...by("g1"), spaceDay: "2026-11-20" }, giving, credits);
		expect(await store.rescores.untold()).toEqual([]);
	});
}
