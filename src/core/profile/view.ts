import { profile as says } from "../../text/en.ts";
import {
	type Button,
	buttons,
	type Control,
	facts,
	heading,
	type Inline,
	list,
	type Message,
	note,
	type Part,
	strong,
	text,
	words,
} from "../message.ts";
import type { Points } from "../ports.ts";
import { wishPress } from "../quiz/wish.ts";
import { JUDGED, ROUND } from "../rules.ts";
import type { Achievements } from "./achievements.ts";
import type { Profile } from "./profile.ts";
import type { Strength } from "./strength.ts";

/** Whose eyes a profile is for. What is worth another look is nobody's business but one's own. */
export type Reader =
	| { readonly who: "self"; readonly hidden: boolean; readonly alone: boolean }
	| { readonly who: "other" };

/** What somebody has learned, for themselves or for others. */
export function profileCard(profile: Profile, reader: Reader): Message {
	const { learner, level, strengths, achievements } = profile;
	const own = reader.who === "self";
	const isNew = own && profile.standing.learned === 0;
	return {
		gist: says.gist(learner.name, level),
		parts: [
			heading(says.heading(learner.name)),
			facts(numbersOf(profile)),
			...(isNew ? [text(...words(says.nothingYet))] : []),
			...strengthParts(says.strongest, strengths.strongest),
			...(own ? strengthParts(says.weakest, strengths.weakest) : []),
			...achievementParts(achievements, own),
			...noteParts(profile, reader),
		],
		controls: own ? ownControls(strengths.weakest) : [],
	};
}

type Fact = readonly [string, ...Inline[]];

function numbersOf(profile: Profile): readonly Fact[] {
	const { level, standing, green, weeks, points } = profile;
	const [thisWeek = 0, ...before] = weeks;
	return [
		[says.level, level],
		[says.streak, says.streakDays(standing.days, standing.best)],
		[says.learned, String(standing.learned)],
		[says.weeks, says.weekly(thisWeek, before)],
		[says.green, String(green)],
		...(points === null ? [] : [pointsFact(points)]),
	];
}

const pointsFact = ({ week, all }: Points): Fact => [says.points, says.pointsHere(week, all)];

function strengthParts(title: string, strengths: readonly Strength[]): readonly Part[] {
	if (strengths.length === 0) return [];
	const items = strengths.map(({ topic, right, tried }) => ({
		text: [says.strength(topic.title, right, tried)],
	}));
	return [text(strong(title)), list(items)];
}

/** Others see what is earned; what is still to come is told to its owner alone. */
function achievementParts({ earned, next }: Achievements, own: boolean): readonly Part[] {
	const items = earned.map((one) => ({ mark: "✓", text: [says.earned[one]] }));
	const got = items.length === 0 ? [] : [text(strong(says.achievements)), list(items)];
	if (!own || next === null) return got;
	const far = next.of > 1 && next.have > 0 ? says.soFar(next.have, next.of) : "";
	return [...got, text(says.nextOne(says.earned[next.what], far))];
}

function noteParts({ strengths }: Profile, reader: Reader): readonly Part[] {
	const { strongest, weakest } = strengths;
	const judged = strongest.length + (reader.who === "self" ? weakest.length : 0) > 0;
	const rule = judged ? [note(says.strengthRule(JUDGED.tried))] : [];
	if (reader.who === "other" || reader.alone) return rule;
	const seen = reader.hidden ? says.othersDoNot : says.othersSee;
	return [...rule, note(...words(seen))];
}

function ownControls(weakest: readonly Strength[]): readonly Control[] {
	const row: readonly Button[] = weakest.map(({ topic }) => ({
		label: says.practise(topic.title),
		press: wishPress("begin", { topic: topic.id, count: ROUND.usual }),
	}));
	return row.length > 0 ? [buttons(...row)] : [];
}

/** What a moderator sees of somebody who is hidden from members: points, and nothing else. */
export function hiddenCard(name: string, points: Points): Message {
	return {
		gist: name,
		parts: [heading(says.heading(name)), facts([pointsFact(points)]), note(says.hiddenPoints)],
	};
}
