import type { Pack } from "../pack.ts";
import { type Finding, finding, packFinding, type Question } from "./lint.ts";

/** L25: the shares that a pack has set itself in coverage.yaml. */

const DIFFICULTIES = ["easy", "medium", "hard"] as const;

type Balance = NonNullable<Pack["coverage"]["balance"]>;
type Split = Balance["stages"][number];
/** A share in percent, of what there is and of what there should be. */
type Weighed = { readonly name: string; readonly is: number; readonly wanted: number };

/** How far a pack may be from its shares, in points. */
const PACK_POINTS = 5;
/** Shares say little about a handful of items. */
const FEWEST = 200;

/** Shares of kinds and difficulties that are off, for the pack and for each topic. */
export function balanceFindings(
	pack: Pack,
	topics: ReadonlyMap<string, readonly Question[]>,
): readonly Finding[] {
	const { balance } = pack.coverage;
	if (!balance) return [];
	return [
		...(topics.values().reduce((sum, questions) => sum + questions.length, 0) < FEWEST
			? []
			: packFindings(pack, topics, balance)),
		...pack.topics.flatMap((file) => topicFindings(file, topics.get(file.slug) ?? [], balance)),
	];
}

function packFindings(
	pack: Pack,
	topics: ReadonlyMap<string, readonly Question[]>,
	balance: Balance,
): readonly Finding[] {
	const questions = [...topics.values()].flat();
	const share = (counts: (question: Question) => boolean) =>
		(100 * questions.filter(counts).length) / questions.length;
	const kinds = Object.entries(balance.kinds).map(([name, wanted]) => ({
		name,
		is: share(({ value }) => value.kind === name),
		wanted,
	}));
	const difficulties = DIFFICULTIES.map((name) => ({
		name,
		is: share(({ value }) => value.difficulty === name),
		wanted: wantedOf(pack, topics, balance, name),
	}));
	return [...kinds, ...difficulties].filter(isOff).map(({ name, is, wanted }) => {
		const text = `\`${name}\` items are ${is.toFixed(1)} %, and should be ${wanted.toFixed(0)} %, give or take ${PACK_POINTS} points`;
		return packFinding(pack, "L25", "warning", text);
	});
}

const isOff = ({ is, wanted }: Weighed): boolean => Math.abs(is - wanted) > PACK_POINTS;

/** Each topic wants the split of its stage, so the pack wants their mean by items. */
function wantedOf(
	pack: Pack,
	topics: ReadonlyMap<string, readonly Question[]>,
	balance: Balance,
	name: (typeof DIFFICULTIES)[number],
): number {
	const wanted = pack.topics.map((file) => {
		const items = topics.get(file.slug)?.length ?? 0;
		return { items, share: splitOf(balance, file.own?.value.stage)?.[name] ?? 0 };
	});
	const items = wanted.reduce((sum, one) => sum + one.items, 0);
	return wanted.reduce((sum, one) => sum + one.items * one.share, 0) / items;
}

function splitOf({ stages }: Balance, stage: number | undefined): Split | undefined {
	return stages.find((one) => one.stage === stage);
}

/** One item more or less than the rounded share, or so many points where a topic has many items. */
const TOPIC_ITEMS = 1.5;
const TOPIC_SHARE = 0.15;

function topicFindings(
	{ own }: Pack["topics"][number],
	questions: readonly Question[],
	balance: Balance,
): readonly Finding[] {
	const split = splitOf(balance, own?.value.stage);
	if (!own || !split) return [];
	const most = Math.max(TOPIC_ITEMS, TOPIC_SHARE * questions.length);
	return DIFFICULTIES.flatMap((name) => {
		const is = questions.filter(({ value }) => value.difficulty === name).length;
		const wanted = (questions.length * split[name]) / 100;
		if (Math.abs(is - wanted) <= most) return [];
		const text = `${is} of ${questions.length} questions are \`${name}\`, and stage ${split.stage} wants about ${wanted.toFixed(1)}`;
		return [finding(own, "L25", "warning", [], text)];
	});
}
