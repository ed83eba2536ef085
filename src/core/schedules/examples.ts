import { challengePost } from "../challenges/post.ts";
import { lateCard } from "../daily/late.ts";
import { dailyCard } from "../daily/view.ts";
import type { Daily, Schedule, ScheduleKind } from "../delivery/delivery.ts";
import { inviteCard } from "../invite/view.ts";
import { lessonCard } from "../lessons/view.ts";
import type { Library } from "../library.ts";
import { type Message, plain } from "../message.ts";
import { isOneOf, pin } from "../quiz/round.ts";
import { recapCard } from "../recap/view.ts";
import { tipPost } from "../tips/view.ts";
import type { Draft } from "./draft.ts";
import { typedOf } from "./read.ts";
import {
	faultyCard,
	type Listed,
	listCard,
	noticeCard,
	PAGE_SIZE,
	previewCard,
	removeCard,
	scheduleCard,
	unsureCard,
} from "./view.ts";

type Example = { readonly name: string; readonly message: Message };

const NOW = Date.parse("2026-10-23T12:00:00Z");
const WHY =
	"I am not in that channel. Invite me there with /invite, then run the command again, please.";

/** What schedules post and say, for the gallery. @param schedule one of the gallery's own */
export function scheduleExamples(library: Library, schedule: Schedule): readonly Example[] {
	return [...postExamples(library), ...cardExamples(schedule)];
}

/** Every lesson, tip and challenge there is; and each question as it is posted with all around it. */
function postExamples(library: Library): Example[] {
	const week = {
		people: 41,
		days: 133,
		missed: { topic: library.topics[0]?.id ?? "", people: 12 },
	};
	const top = [1, 2, 3].map((rank) => ({
		learner: `${rank}`,
		name: "W".repeat(32),
		points: 900,
		days: 7,
		rank,
	}));
	const days = { from: "2026-10-19", until: "2026-10-25" };
	return [
		...library.topics.map((topic) => ({ name: `lesson ${topic.id}`, message: lessonCard(topic) })),
		...library.tips.map((tip) => ({ name: `posted ${tip.id}`, message: tipPost(library, tip) })),
		...library.challenges.map((challenge) => ({
			name: `challenge ${challenge.id} as posted`,
			message: challengePost(library, challenge),
		})),
		...library.questions().flatMap((question) => dailyExamples(library, question.id)),
		{ name: "recap", message: recapCard(library, { ...days, week, top }) },
		{
			name: "recap, quiet",
			message: recapCard(library, {
				...days,
				week: { people: 0, days: 0, missed: null },
				top: [],
			}),
		},
		{ name: "invitation", message: inviteCard() },
	];
}

/** The longest tip below it, and its own answer above, as if it had been asked twice. */
function dailyExamples(library: Library, id: string): Example[] {
	const question = library.question(id);
	if (question === undefined || !isOneOf(question)) return [];
	const daily = dailyOf(id, pin(question, id));
	const picks = [
		{ option: "right", right: true, answers: 18 },
		{ option: "wrong", right: false, answers: 7 },
	];
	const tip = library.tips.toSorted((a, b) => plain(b.text).length - plain(a.text).length)[0];
	const around = { before: { daily, picks }, tip, picks };
	const late = lateCard(library, daily, 0);
	return [
		{ name: `${id} as daily, a day on`, message: dailyCard(library, daily, "daily.pick", around) },
		...(late ? [{ name: `${id} too late`, message: late }] : []),
	];
}

function dailyOf(
	question: string,
	{ revision, options }: Pick<Daily, "revision" | "options">,
): Daily {
	const at = { day: "2026-10-23", opensAt: NOW };
	const where = { id: "daily", schedule: "gallery", space: "town", place: "playground:backend" };
	return { ...where, ...at, question, revision, options };
}

function cardExamples(schedule: Schedule): Example[] {
	const { kind, place, space } = schedule;
	const draft: Draft = {
		...{ id: "draft0123456789", kind, place, space },
		...{ changes: null, saved: false, typed: typedOf(schedule) },
	};
	const night = { ...schedule, time: "02:30", until: "2026-12-24" };
	const paused: Schedule = { ...schedule, state: "paused", trouble: WHY };
	return [
		{ name: "schedule, preview", message: previewCard(draft, night, NOW) },
		{ name: "schedule, faulty", message: faultyCard(draft, ["“time” is a time of day."]) },
		{ name: "schedule, open", message: scheduleCard({ schedule, supply: 5 }, "Saved.") },
		{ name: "schedule, paused", message: scheduleCard({ schedule: paused, supply: 0 }) },
		{
			name: "schedule, unsure",
			message: scheduleCard({
				schedule,
				supply: 0,
				unsure: { id: "delivery01234567", at: NOW, daily: null },
			}),
		},
		{ name: "schedule, removing", message: removeCard(schedule) },
		{ name: "schedule, notice", message: noticeCard(schedule, WHY) },
		{ name: "schedule, unsure notice", message: unsureCard(schedule, WHY) },
		{ name: "schedules, none", message: listCard([], 1) },
		{ name: "schedules", message: listCard(manyOf(paused), 2) },
	];
}

/** Pages full of the longest lines. */
function manyOf(schedule: Schedule): readonly Listed[] {
	const kinds: readonly ScheduleKind[] = ["daily", "recap", "nudge"];
	return Array.from({ length: 3 * PAGE_SIZE }, (_, index) => ({
		schedule: {
			...schedule,
			id: `schedule${index}`,
			kind: kinds[index % kinds.length] ?? "daily",
			weekdays: [1, 2, 3, 4, 6, 7],
		},
		supply: 3,
	}));
}
