import { faultIn } from "../files.ts";
import type { Pack } from "../pack.ts";
import { alikeStems, shareFindings } from "./bank.ts";
import { challengeFindings, termFindings } from "./challenges.ts";
import type { Challenge, Finding, Question, Tip } from "./lint.ts";
import { optionLints } from "./options.ts";
import { type RobotScore, robotScores } from "./robots.ts";
import { sourceFindings } from "./sources.ts";
import { textLints } from "./texts.ts";
import { alikeTips, tipFindings } from "./tips.ts";

/** What the checker has to say of a pack. */
export type Checked = {
	/** Without those that a waiver in the item explains. */
	readonly findings: readonly Finding[];
	readonly robots: readonly RobotScore[];
};

const LINTS = [...optionLints, ...textLints];

/** A robot may score so many points above chance, once it has enough items to show it. */
const ABOVE_CHANCE = 0.05;
const ENOUGH_ITEMS = 200;

/** Applies every lint to a pack that has been read without faults. */
export function checkPack(pack: Pack): Checked {
	const topics = new Map(pack.topics.map((file) => [file.slug, file.questions.filter(isAsked)]));
	const questions = [...topics.values()].flat();
	const tips = pack.topics.flatMap((file) => file.tips.filter(isAsked));
	const challenges = pack.challenges.flatMap((file) => file.challenges).filter(isAsked);
	const robots = robotScores(topics);
	const findings = [
		...questions.flatMap((question) =>
			LINTS.flatMap((lint) => lint(question)).filter(notWaived(question)),
		),
		...[...questions, ...tips].flatMap(sourceFindings),
		...tips.flatMap((tip) => tipFindings(tip).filter(notWaived(tip))),
		...challenges.flatMap((one) => challengeFindings(one).filter(notWaived(one))),
		...pack.glossary.flatMap(termFindings),
		...alikeStems(questions),
		...alikeTips(tips),
		...shareFindings(pack, questions),
		...robotFindings(pack, robots),
	];
	return { findings, robots };
}

function isAsked({ value }: Question | Tip | Challenge): boolean {
	return value.status !== "retired";
}

/** A waiver says why a warning does not apply; an error is mended. */
function notWaived({ value }: Question | Tip | Challenge): (finding: Finding) => boolean {
	const waived = new Set(value.waive?.map((one) => one.lint));
	return ({ lint, level }) => level === "error" || !waived.has(lint);
}

function robotFindings(pack: Pack, robots: readonly RobotScore[]): readonly Finding[] {
	return robots
		.filter(({ items, right, chance }) => items >= ENOUGH_ITEMS && right > chance + ABOVE_CHANCE)
		.map(({ robot, right, chance }) => {
			const text = `L11 the robot “${robot}” is right in ${percent(right)}, and chance is ${percent(chance)}: the options give too much away`;
			return { lint: "L11", level: "error", fault: faultIn(pack.folder, "pack.yaml", text) };
		});
}

/** `31.9 %` */
export function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
