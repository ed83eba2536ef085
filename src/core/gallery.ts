import { challengeExamples } from "./challenges/examples.ts";
import { cohortExamples } from "./cohorts/examples.ts";
import type { Command } from "./command.ts";
import { sharesPart } from "./daily/shares.ts";
import { dailyCard } from "./daily/view.ts";
import type { Daily, Schedule } from "./delivery/delivery.ts";
import { helpCard } from "./help/view.ts";
import { boardExamples } from "./leaderboard/examples.ts";
import {
	createLibrary,
	type Library,
	type LibraryContent,
	type Question,
	type Topic,
} from "./library.ts";
import { type Message, plain } from "./message.ts";
import { dataCard, eraseCard, erasedCard, exportCard } from "./mydata/view.ts";
import type { Learner, QuestionState, Space } from "./ports.ts";
import { firstDayShown, profileOf } from "./profile/profile.ts";
import { hiddenCard, profileCard } from "./profile/view.ts";
import { letter } from "./quiz/ask.ts";
import { isOneOf, type OneOf, pin, type Round, type RoundItem, stepId } from "./quiz/round.ts";
import {
	continueCard,
	NOTHING_MORE,
	questionCard,
	reportedCard,
	resultCard,
	summaryCard,
} from "./quiz/view.ts";
import { wishPress } from "./quiz/wish.ts";
import { nudgeCard, remindersCard, sundayCard } from "./reminders/view.ts";
import { restCard } from "./review/view.ts";
import { type Journey, roadmapOf, topicProgress } from "./roadmap/progress.ts";
import { branchesCard, roadmapCard, topicCard } from "./roadmap/view.ts";
import { scheduleExamples } from "./schedules/examples.ts";
import { zonesShowing } from "./settings/clock.ts";
import { settingsCard, zonesCard } from "./settings/view.ts";
import { setupExamples } from "./setup/examples.ts";
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

const boardSpace: Space = {
	...{ id: "town", personal: false, zone: ada.zone, day: DAY },
	...{ moderators: [], visibility: "shown" },
};

/** Draws every view with what is really taught, so that its limits are tried too. */
export function gallery(content: LibraryContent, commands: readonly Command[]): Example[] {
	const library = createLibrary(content);
	return [
		...library.questions().flatMap((question) => questionExamples(library, question)),
		...topicExamples(library),
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
				asks: "shown",
				coming: [],
				offersNudge: true,
			}),
		},
		{
			name: "quiz under way",
			message: continueCard(roundOf([item]), wishPress("fresh", { count: 5 })),
		},
		...roadmapExamples(library),
		...profileExamples(library),
		{ name: "streak", message: streakCard(standing, ada, NOW, storyOf(days)) },
		{ name: "streak, none yet", message: streakCard(standingOn(NO_STREAK, ada), ada, NOW) },
		{ name: "streak, why", message: whyCard(standing, storyOf(days)) },
		...reviewExamples(library, round),
		...reminderExamples(library),
		...boardExamples(),
		...cohortExamples(library),
		...challengeExamples(library),
		...library.questions().filter(isOneOf).map(sharesExample),
		{ name: "settings", message: settingsCard(ada, boardSpace, NOW) },
		{ name: "settings, zones", message: zonesCard("10:30", zonesShowing("10:30", NOW, 25)) },
		...dataExamples(),
		{ name: "help", message: helpCard(commands) },
		...setupExamples(schedule, boardSpace),
	];
}

function tallyOf(day: string): DayTally {
	const firstAt = Date.parse(`${day}T08:00:00Z`);
	return { day, zone: ada.zone, answers: 5, scored: 5, reviews: 1, firstAt };
}

/** Each question's options as bars: the longest ones are those that may not fit. */
function sharesExample({ id, answer }: OneOf): Example {
	const title = `How it went: ${id}`;
	const options = answer.options.map(({ text: option, correct }, at) => ({
		letter: letter(at),
		text: plain(option),
		right: correct,
		count: at * 7 + 1,
	}));
	return { name: `${id}, shares`, message: { gist: title, parts: [sharesPart(title, options)] } };
}

/** Every stage opened once: the longest list of topics is the one that may not fit. */
function roadmapExamples(library: Library): Example[] {
	const map = roadmapOf(library, journeyOf(library));
	const last = map.stages.at(-1)?.stage.stage ?? 1;
	const start = { stage: last, language: null, framework: null };
	return [
		...map.stages.map(({ stage: { stage } }) => ({
			name: `roadmap, stage ${stage}`,
			message: roadmapCard(map, { shown: stage }),
		})),
		{
			name: "roadmap, begun late",
			message: roadmapCard(roadmapOf(library, { ...nowhere, start }), { shown: 1 }),
		},
		{ name: "roadmap, branches", message: branchesCard(map) },
	];
}

/** Every topic, untouched and with all the history there can be. */
function topicExamples(library: Library): Example[] {
	const needsOf = ({ needs }: Topic) => needs.flatMap((id) => library.topic(id) ?? []);
	const card = (topic: Topic, journey: Journey) => {
		const progress = (one: Topic) => topicProgress(library, one, journey);
		return topicCard(library, progress(topic), needsOf(topic).map(progress), journey.day);
	};
	const [first] = library.topics;
	return [
		...library.topics.map((topic) => ({
			name: `roadmap of ${topic.id}`,
			message: card(topic, nowhere),
		})),
		...(first
			? [{ name: "roadmap of a green topic", message: card(first, journeyOf(library)) }]
			: []),
	];
}

const nowhere: Journey = { states: [], mastered: [], start: null, day: DAY };

/** A roadmap with every mark on it: one stage green, something known, something tried. */
function journeyOf(library: Library): Journey {
	const mastered = [
		{ what: "topic", name: library.topics[0]?.id ?? "", day: "2026-11-18" },
		{ what: "stage", name: "1", day: "2026-11-19" },
	] as const;
	return { ...nowhere, states: statesOf(library), mastered };
}

function profileExamples(library: Library): Example[] {
	const { states, mastered } = journeyOf(library);
	const days = ["2026-11-17", "2026-11-18", DAY].map(tallyOf);
	const nothing = { outages: [], moves: [] };
	const learned = {
		learner: ada,
		states: states.map((state, index) => ({ ...state, lastRight: index < 3 })),
		mastered,
		totals: { tries: 18, correct: 12, reviews: 9, reviewsInTime: 4, ability: 0 },
		kept: { streak: foldDays(days), ...nothing },
		reports: [],
		days: days.filter(({ day }) => day >= firstDayShown(DAY)),
		points: { week: 120, month: 480, all: 1_240 },
	};
	const profile = profileOf(library, learned);
	const none = { ...learned, states: [], mastered: [], kept: { streak: NO_STREAK, ...nothing } };
	const self = { who: "self", hidden: false, alone: false } as const;
	return [
		{ name: "profile", message: profileCard(profile, self) },
		{ name: "profile, alone", message: profileCard(profile, { ...self, alone: true }) },
		{ name: "profile, hidden", message: profileCard(profile, { ...self, hidden: true }) },
		{ name: "profile, nothing yet", message: profileCard(profileOf(library, none), self) },
		{ name: "profile of another", message: profileCard(profile, { who: "other" }) },
		{ name: "profile for moderators", message: hiddenCard("Ada", learned.points) },
	];
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
		{ name: "a report", message: reportedCard("gallery", 0) },
		{ name: "review, nothing due", message: restCard(coming, "2026-11-21", DAY, 0) },
		{ name: "review, done for today", message: restCard(coming, "2026-12-24", DAY, 15) },
		{ name: "review, right", message: resultCard(library, review, 0, { after }) },
		{
			name: "review, felt",
			message: resultCard(library, review, 0, { felt: "…", shared: 38, fixedBy: "Ada" }),
		},
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

function dataExamples(): Example[] {
	const many = { answers: 12_345, days: 1_234, cards: 2_345, rounds: 3_456 };
	const counts = { ...many, reports: 56, spaces: 12, accounts: 2, reminders: 2 };
	const file = { name: "cairn-my-data-2026-11-20.json", about: "All of it", text: "{}\n" };
	return [
		{ name: "my data", message: dataCard(counts, 365) },
		{ name: "my data, as a file", message: exportCard(file) },
		{ name: "my data, before it is erased", message: eraseCard() },
		{ name: "my data, erased", message: erasedCard() },
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
