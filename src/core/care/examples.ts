import type { AuditEntry } from "../audit/audit.ts";
import { auditFile } from "../audit/file.ts";
import type { Audit } from "../audit/view.ts";
import { auditCard, fileCard } from "../audit/view.ts";
import type { CareFact } from "../ledger.ts";
import type { Library } from "../library.ts";
import type { Message } from "../message.ts";
import type { Learner } from "../ports.ts";
import { AUDIT, REASON } from "../rules.ts";
import { foldDays, standingOn } from "../streak/streak.ts";
import { whyCard } from "../streak/view.ts";
import type { Correction } from "./deeds.ts";
import { type Cared, careCard, doneCard, ownParts } from "./view.ts";

type Example = { readonly name: string; readonly message: Message };

const AT = Date.parse("2026-11-20T09:30:00Z");
const DAY = "2026-11-20";

/** As long as a reason may be. */
const LONG = "The key was wrong and half of the cohort answered it rightly. "
	.repeat(4)
	.slice(0, REASON.most);

const DEEDS: readonly CareFact[] = [
	{
		kind: "adjustment",
		points: 20,
		cohort: null,
		words: "The key of yesterday's question was wrong",
	},
	{ kind: "repair", missed: "2026-11-18", words: "Ill, with a note" },
	{ kind: "exclusion", excluded: true, words: "Two accounts" },
	{ kind: "exclusion", excluded: false, words: "They were twins after all" },
	{ kind: "adjustment", points: -10_000, cohort: "autumn", words: LONG },
	{ kind: "adjustment", points: 10_000, cohort: "autumn", words: LONG },
];

/** Names as long as they get. */
const LONG_NAME = "Wolfeschlegelsteinhausenbergerdo";
const LONG_COHORT = "Autumn: those who learn in the evenings";

/** The card of a member, the log, and what follows a press on either. */
export function careExamples(library: Library, learner: Learner): Example[] {
	const cohorts = ["autumn", "winter", "spring", "summer", "fifth"].map((id) => ({
		cohort: { id, name: LONG_COHORT },
		points: { week: 30, month: 120, all: 340 },
	}));
	const cared = caredFor(learner, new Map([["autumn", LONG_COHORT]]));
	const { member, names } = cared;
	const excluded = {
		...cared,
		...{ cohorts, self: true, corrections: correctionsOf(DEEDS, LONG_NAME) },
		member: { ...member, learner: { ...learner, name: LONG_NAME }, excluded: true },
	};
	const lead = { ...cared, points: null, cohorts: cohorts.slice(0, 1), corrections: [] };
	return [
		{ name: "care of a member", message: careCard(cared) },
		{ name: "care of a member, all of it", message: careCard(excluded) },
		{ name: "care of a member, for a lead", message: careCard(lead) },
		{ name: "care, done", message: doneCard(["+20 for Ada: 580 points in all now."], member, 1) },
		{
			name: "streak, why, put right",
			message: whyCard(cared.standing, [], ownParts(excluded.corrections, names)),
		},
		...auditExamples(library, names),
	];
}

function caredFor(learner: Learner, names: Cared["names"]): Cared {
	const days = ["2026-11-17", "2026-11-19", DAY].map((day) => ({
		...{ day, zone: learner.zone, firstAt: Date.parse(`${day}T09:00:00Z`) },
	}));
	return {
		member: { learner, account: "playground:ada", excluded: false },
		...{ self: false, cohorts: [], names, lastDay: DAY, weeks: [3, 5, 2, 0, 4, 1] },
		points: { week: 120, month: 480, all: 1_240 },
		standing: standingOn(foldDays(days), { day: DAY, zone: learner.zone }),
		corrections: correctionsOf(DEEDS.slice(0, 2), "Grace"),
	};
}

function correctionsOf(facts: readonly CareFact[], by: string): readonly Correction[] {
	return facts.map((fact, at) => ({ id: 100_000_000 + at, at: AT, fact, by, undone: at === 2 }));
}

function auditExamples(library: Library, cohorts: Cared["names"]): Example[] {
	const naming = { cohorts, library };
	const entries = entriesOf(library);
	const audit: Audit = {
		...{ page: 1, more: true, only: [], naming, entries },
		narrowed: { member: null, by: null, what: null },
	};
	const narrowed = { member: "x".repeat(16), by: "x".repeat(16), what: "challenges" } as const;
	const long = entries.map((one) => ({ ...one, by: LONG_NAME, whom: LONG_NAME }));
	const only = ["Challenges", `to ${LONG_NAME}`, `by ${LONG_NAME}`];
	const worst = { ...audit, entries: long.map(worded), page: 99, narrowed, only };
	return [
		{ name: "the log", message: auditCard(audit) },
		{ name: "the log, at its longest", message: auditCard(worst) },
		{ name: "the log, empty", message: auditCard({ ...audit, entries: [], more: false }) },
		{
			name: "the log as a file",
			message: fileCard(auditFile(entries, naming, "csv", AT), entries.length, true),
		},
	];
}

const worded = (entry: AuditEntry): AuditEntry => ({
	...entry,
	fact: {
		kind: "undo",
		...{ of: 1, words: LONG },
		was: { kind: "adjustment", points: -10_000, cohort: "autumn", words: LONG },
	},
});

/** One of each kind, by people who are there and people who have gone. */
function entriesOf({ challenges }: Library): readonly AuditEntry[] {
	const [built] = challenges;
	const was = { kind: "repair", missed: "2026-11-18", words: "Ill" } as const;
	const facts: readonly AuditEntry["fact"][] = [
		...DEEDS.slice(0, 3),
		{ kind: "undo", of: 1, was, words: "That was a mistake" },
		{ kind: "cohort", cohort: "autumn", change: "joined" },
		{ kind: "cohort", cohort: "autumn", change: "leads" },
		{ kind: "cohort", cohort: "gone", change: "left" },
		{ kind: "challenge", challenge: built?.id ?? "", entry: "e", points: 100, rules: 2 },
	];
	return facts.slice(0, AUDIT.page).map((fact, at) => ({
		...{ id: 100 - at, at: AT - at * 3_600_000, fact },
		by: at === 6 ? null : "Grace",
		whom: at === 6 ? null : "Ada",
	}));
}
