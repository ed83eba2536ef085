import type { Command } from "./command.ts";
import { dailyCard } from "./daily/view.ts";
import type { Daily, Schedule } from "./delivery/delivery.ts";
import { helpCard } from "./help/view.ts";
import { boardCard } from "./leaderboard/view.ts";
import { createLibrary, type Library, type LibraryContent, type Question } from "./library.ts";
import type { Message } from "./message.ts";
import type { Learner, QuestionState } from "./ports.ts";
import { isOneOf, pin, type Round, type RoundItem, stepId } from "./quiz/round.ts";
import { continueCard, NOTHING_MORE, questionCard, resultCard, summaryCard } from "./quiz/view.ts";
import { wishPress } from "./quiz/wish.ts";
import { nudgeCard, remindersCard, sundayCard } from "./reminders/view.ts";
import { restCard } from "./review/view.ts";
import { progressOf, topicProgress } from "./roadmap/progress.ts";
import { roadmapCard, topicCard } from "./roadmap/view.ts";
import { scheduleExamples } from "./schedules/examples.ts";
import { zonesShowing } from "./settings/clock.ts";
import { settingsCard, zonesCard } from "./settings/view.ts";
import { setupCard } from "./setup/view.ts";
import { shareCard } from "./streak/share.ts";
import { type DayTally, foldDays, NO_STREAK, standingOn, storyOf } from "./streak/streak.ts";
import { streakCard, whyCard } from "./streak/view.ts";
import { tipCard } from "./tips/view.ts";

/** One example of every view. It feeds the limits tests, the playground and the README's pictures. */
export type Example = { readonly name: string; readonly message: Message };

const NOW = Date.parse("2026-11-20T09:30:00Z");
const DAY = "2026-11-20";

const ada: Learner = {
	id: "ada",
	name: "Ada",
	zone: "Europe/Berlin",
	zoneIsOwn: false,
	zoneChosenAt: null,
	nextZone: null,
	day: DAY,
	rests: [],
	visibility: "shown",
	start: null,
};

const boardSpace = { id: "town", personal: false, zone: ada.zone, day: DAY, moderators: [] };

/** Draws every view with what is really taught, so that its limits are tried too. */
export function gallery(content: LibraryContent, commands: readonly Command[]): Example[] {
	const library = createLibrary(content);
	return [
		...library.questions().flatMap((question) => questionExamples(library, question)),
		...library.topics.map((topic) => ({
			name: `roadmap of ${topic.id}`,
			message: topicCard(library, topicProgress(library, topic, [])),
		})),
		...library.tips.map((tip) => ({
			name: `tip ${tip.id}`,
			message: tipCard(library, tip, undefined, 1),
		})),
		...otherExamples(library, commands),
		...scheduleExamples(library, schedule),
	];
}

/** A question open (first), answered in several ways, with all reasons, and as the daily one. */
export function questionExamples(library: Library, question: Question): Example[] {
	const item = pin(question, question.id);
	const { id } = question;
	const results = answersTo(question).flatMap(({ picked, right }) => {
		const round = roundOf([answered(item, picked, right)]);
		return [
			{ name: `${id} answered ${picked}`, message: resultCard(library, round, 0) },
			{
				name: `${id} answered ${picked}, all reasons`,
				message: resultCard(library, round, 0, { reasons: true }),
			},
		];
	});
	const round = roundOf([item, item]);
	return [
		{ name: id, message: questionCard(library, round, 0) },
		...(isOneOf(question)
			? [{ name: `${id} as daily`, message: dailyCard(library, dailyOf(item), "daily.pick") }]
			: []),
		...(question.answer.by === "order"
			? [{ name: `${id}, begun`, message: questionCard(library, round, 0, { placed: [1, 0] }) }]
			: []),
		...results,
	];
}

/** One right answer and some wrong ones, as they are kept. */
function answersTo({ answer }: Question): readonly { picked: string; right: boolean }[] {
	switch (answer.by) {
		case "one":
			return answer.options.map((option) => ({ picked: option.id, right: option.correct }));
		case "several": {
			const key = answer.options.filter((option) => option.correct).map((option) => option.id);
			const all = answer.options.map((option) => option.id);
			return [
				{ picked: key.join(), right: true },
				{ picked: all.join(), right: false },
			];
		}
		case "order": {
			const steps = answer.steps.map((_, at) => stepId(at));
			return [
				{ picked: steps.join(), right: true },
				{ picked: steps.toReversed().join(), right: false },
			];
		}
		case "text":
			return [
				{ picked: answer.accept[0] ?? "", right: true },
				{ picked: "something else", right: false },
			];
	}
}

function otherExamples(library: Library, commands: readonly Command[]): Example[] {
	const [question] = library.questions().filter(isOneOf);
	if (question === undefined) return [];
	const item = pin(question, "gallery");
	const round = roundOf([answered(item, "x", false), answered(item, "x", true)]);
	const days = ["2026-11-17", "2026-11-18", DAY].map(tallyOf);
	const standing = standingOn(foldDays(days), ada);
	return [
		{
			name: "quiz summary",
			message: summaryCard(library, round, {
				standing,
				learner: ada,
				asks: true,
				coming: [],
				offersNudge: true,
			}),
		},
		{
			name: "quiz under way",
			message: continueCard(roundOf([item]), wishPress("fresh", { count: 5 })),
		},
		...roadmapExamples(library),
		{ name: "streak", message: streakCard(standing, ada, NOW) },
		{ name: "streak, none yet", message: streakCard(standingOn(NO_STREAK, ada), ada, NOW) },
		{ name: "streak, why", message: whyCard(standing, storyOf(days)) },
		...reviewExamples(library, round),
		...reminderExamples(library),
		...boardExamples(),
		{ name: "settings", message: settingsCard(ada, boardSpace, NOW) },
		{ name: "settings, zones", message: zonesCard("10:30", zonesShowing("10:30", NOW, 25)) },
		{ name: "help", message: helpCard(commands) },
		{ name: "setup", message: setupCard(schedule) },
	];
}

function tallyOf(day: string): DayTally {
	const firstAt = Date.parse(`${day}T08:00:00Z`);
	return { day, zone: ada.zone, answers: 5, scored: 5, reviews: 1, firstAt };
}

/** Every stage opened once: the longest list of topics is the one that may not fit. */
function roadmapExamples(library: Library): Example[] {
	const stages = progressOf(library, statesOf(library));
	return stages.map(({ stage: { stage } }) => ({
		name: `roadmap, stage ${stage}`,
		message: roadmapCard(stages, null, stage),
	}));
}

function reviewExamples(library: Library, round: Round): Example[] {
	const coming = ["2026-11-21", "2026-11-24"].map((day) => ({ day, reviews: 7 }));
	const review: Round = { ...round, kind: "review", items: round.items.slice(1) };
	const mastered = [
		{ what: "topic", name: library.topics[0]?.id ?? "" },
		{ what: "stage", name: "1" },
		{ what: "level", name: "Intermediate" },
	] as const;
	const after = { ...NOTHING_MORE, milestone: 30, shares: true, mastered };
	return [
		{ name: "review, nothing due", message: restCard(coming, "2026-11-21", DAY, 0) },
		{ name: "review, done for today", message: restCard(coming, "2026-12-24", DAY, 15) },
		{ name: "review, right", message: resultCard(library, review, 0, { after }) },
		{ name: "review, felt", message: resultCard(library, review, 0, { felt: "…", shared: 38 }) },
	];
}

function reminderExamples(library: Library): Example[] {
	const reminder = { time: "18:05", nextAt: NOW, unanswered: 0 };
	const sunday = sundayCard(library, statesOf(library).slice(0, 3));
	return [
		{ name: "nudge", message: nudgeCard(12, false) },
		{ name: "nudge, the last for now", message: nudgeCard(0, true) },
		...(sunday ? [{ name: "Sunday message", message: sunday }] : []),
		{ name: "reminders", message: remindersCard([{ ...reminder, kind: "nudge", state: "on" }]) },
		{ name: "shared milestone", message: shareCard("Ada", 30) },
	];
}

function boardExamples(): Example[] {
	const row = (rank: number, name: string) => ({ learner: name, name, points: 300 - rank, rank });
	const top = Array.from({ length: 10 }, (_, index) => row(index + 1, `Member ${index + 1}`));
	const around = [row(41, "Dana"), { ...row(42, "Ada"), learner: ada.id }, row(43, "Eve")];
	return [
		{ name: "leaderboard", message: boardCard({ top, around }, "week", ada.id, boardSpace) },
		{
			name: "leaderboard, empty",
			message: boardCard({ top: [], around: [] }, "all", ada.id, boardSpace),
		},
	];
}

function roundOf(items: readonly RoundItem[]): Round {
	return {
		id: "gallery",
		request: "gallery",
		learner: ada.id,
		space: "town",
		kind: "quiz",
		daily: null,
		items,
		startedAt: NOW,
		endedAt: null,
	};
}

function answered(item: RoundItem, picked: string, right: boolean): RoundItem {
	return { ...item, picked, outcome: right ? "right" : "wrong", points: right ? 15 : 0 };
}

function dailyOf(item: RoundItem): Daily {
	return {
		id: "daily",
		schedule: schedule.id,
		space: "town",
		place: schedule.place,
		day: DAY,
		question: item.question,
		revision: item.revision,
		options: item.options,
		opensAt: NOW,
	};
}

const schedule: Schedule = {
	id: "gallery",
	space: "town",
	place: "playground:backend",
	kind: "daily",
	time: "09:00",
	weekdays: [1, 2, 3, 4, 5, 6, 7],
	zone: "Europe/Berlin",
	nextRunAt: Date.parse("2026-11-21T08:00:00Z"),
	state: "active",
	trouble: null,
	from: null,
	until: null,
	missed: "latest",
	cohort: null,
	owner: "playground:grace",
};

/** Something known, something tried: a roadmap with every mark on it. */
function statesOf(library: Library): QuestionState[] {
	return library
		.questions()
		.slice(0, 9)
		.map((question, index) => ({
			question: question.id,
			topic: question.topic,
			tries: 2,
			lastDay: DAY,
			lastRight: true,
			rightSince: "2026-11-17",
			known: index < 7,
			memory: null,
		}));
}
