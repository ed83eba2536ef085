import type { Pack } from "../pack.ts";
import { balanceFindings } from "./balance.ts";
import { alikeStems, keyCountFindings, shareFindings } from "./bank.ts";
import { challengeFindings, termFindings } from "./challenges.ts";
import { copyFindings } from "./copied.ts";
import { type Challenge, type Finding, packFinding, type Question, type Tip } from "./lint.ts";
import { optionLints } from "./options.ts";
import { type RobotScore, robotScores } from "./robots.ts";
import { sourceFindings } from "./sources.ts";
import { earlyTermFindings } from "./terms.ts";
import { textLints } from "./texts.ts";
import { alikeTips, tipFindings } from "./tips.ts";

/** What the checker has to say of a pack. */
export type Checked = {
	/** Without those that a waiver explains. */
	readonly findings: readonly Finding[];
	readonly robots: readonly RobotScore[];
};

const LINTS = [...optionLints, ...textLints];

/** A robot may score so many points above chance, once it has enough items to show it. */
const ABOVE_CHANCE = 0.05;
const ENOUGH_ITEMS = 200;

/**
 * Applies every lint to a pack that has been read without faults.
 *
 * @param copied hashes of runs of words that must not stand in it (see `shingles.ts`)
 */
export function checkPack(pack: Pack, copied: ReadonlySet<string> = new Set()): Checked {
	const topics = new Map(pack.topics.map((file) => [file.slug, file.questions.filter(isAsked)]));
	const questions = [...topics.values()].flat();
	const tips = pack.topics.flatMap((file) => file.tips.filter(isAsked));
	const challenges = pack.challenges.flatMap((file) => file.challenges).filter(isAsked);
	const robots = robotScores(topics);
	const findings = [
		...questions.flatMap((question) => LINTS.flatMap((lint) => lint(question))),
		...[...questions, ...tips].flatMap(sourceFindings),
		...tips.flatMap(tipFindings),
		...challenges.flatMap(challengeFindings),
		...pack.glossary.flatMap(termFindings),
		...copyFindings(pack, copied),
		...earlyTermFindings(pack),
		...alikeStems(questions),
		...alikeTips(tips),
		...shareFindings(pack, questions),
		...keyCountFindings(pack, questions),
		...balanceFindings(pack, topics),
		...robotFindings(pack, robots),
	];
	return { findings: findings.filter((one) => !one.waived), robots };
}

function isAsked({ value }: Question | Tip | Challenge): boolean {
	return value.status !== "retired";
}

function robotFindings(pack: Pack, robots: readonly RobotScore[]): readonly Finding[] {
	return robots
		.filter(({ items, right, chance }) => items >= ENOUGH_ITEMS && right > chance + ABOVE_CHANCE)
		.map(({ robot, right, chance }) => {
			const text = `the robot “${robot}” is right in ${percent(right)}, and chance is ${percent(chance)}: the options give too much away`;
			return packFinding(pack, "L11", "error", text);
		});
}

/** `31.9 %` */
export function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
