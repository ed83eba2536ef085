import { type Entry, faultAt, type Spot } from "./entries.ts";
import type { Fault } from "./faults.ts";
import { CHALLENGES, type ChallengeFile, type Pack, type TopicFile } from "./pack.ts";

/** Rules between the items of a file, and between a file and its name. */

/** What is wrong within the files of one pack, each taken by itself. */
export function faultsWithin(pack: Omit<Pack, "faults">): readonly Fault[] {
	return [
		...pack.topics.flatMap(topicFaults),
		...pack.challenges.flatMap(stageFaults),
		...pack.challenges.flatMap(({ challenges: items, ids }) => replacesFaults({ items, ids })),
		...capstoneFaults(pack),
		...doubleFaults(pack.challenges.flatMap((file) => file.ids)),
		...termFaults(pack),
		...orderFaults(pack),
	];
}

function orderFaults({ head, slugs }: Pick<Pack, "head" | "slugs">): Fault[] {
	if (!head) return [];
	return head.value.order.flatMap((slug, at) => {
		if (slugs.includes(slug)) return [];
		const text = `there is no topics/${slug}.yaml: remove it here, or add the file`;
		return [faultAt(head, ["order", at], text)];
	});
}

function topicFaults(file: TopicFile): Fault[] {
	return [
		...ownNameFaults(file),
		...extendedNameFaults(file),
		...doubleFaults(file.ids),
		...replacesFaults({ items: [...file.questions, ...file.tips], ids: file.ids }),
		...tipFaults(file),
	];
}

function ownNameFaults({ slug, own }: TopicFile): Fault[] {
	if (!own) return [];
	if (own.value.id === CHALLENGES)
		return [faultAt(own, ["id"], `\`${CHALLENGES}\` is kept for challenges: choose another id`)];
	if (own.value.id === slug) return [];
	const text = `\`id\` is \`${own.value.id}\`, but the file is ${slug}.yaml: rename one of the two`;
	return [faultAt(own, ["id"], text)];
}

function extendedNameFaults({ slug, extends: extended }: TopicFile): Fault[] {
	const name = extended?.value.split("/").at(-1);
	if (!extended || name === slug) return [];
	const text = `\`extends\` is ${extended.value}, but the file is ${slug}.yaml: call it ${name}.yaml`;
	return [faultAt(extended, [], text)];
}

function doubleFaults(ids: readonly Entry<string>[]): Fault[] {
	const first = new Map<string, Spot>();
	return ids.flatMap((id) => {
		const other = first.get(id.value);
		if (other === undefined) first.set(id.value, id);
		if (other === undefined) return [];
		const where = `${other.sheet.file}:${other.sheet.line(other.path)}`;
		return [faultAt(id, [], `the id \`${id.value}\` is taken at ${where}: choose another`)];
	});
}

type Items = {
	readonly items: readonly Entry<{ readonly id: string; readonly replaces?: string | undefined }>[];
	readonly ids: readonly Entry<string>[];
};

function replacesFaults({ items, ids }: Items): Fault[] {
	const known = new Set(ids.map((id) => id.value));
	return items.flatMap((item) => {
		const { id, replaces } = item.value;
		if (replaces === undefined || (known.has(replaces) && replaces !== id)) return [];
		const text = `\`replaces\` names \`${replaces}\`, which is no other item of this file`;
		return [faultAt(item, ["replaces"], `${text}: keep the old one with \`status: retired\``)];
	});
}

function tipFaults({ slug, tips }: TopicFile): Fault[] {
	return tips
		.filter(({ value }) => value.topic !== undefined && value.topic !== slug)
		.map((entry) => faultAt(entry, ["topic"], "a tip belongs to its file's topic: remove `topic`"));
}

function stageFaults({ stage, challenges }: ChallengeFile): Fault[] {
	return challenges
		.filter(({ value }) => String(value.stage) !== stage)
		.map((entry) => {
			const text = `\`stage\` is ${entry.value.stage}, but the file is ${stage}.yaml`;
			return faultAt(entry, ["stage"], `${text}: move it to ${entry.value.stage}.yaml`);
		});
}

/** One challenge closes a stage, and it comes from the pack that says what the stage is. */
function capstoneFaults({ head, challenges }: Pick<Pack, "head" | "challenges">): Fault[] {
	const capstones = challenges
		.flatMap((file) => file.challenges)
		.filter(({ value }) => value.capstone && value.status !== "retired");
	return capstones.flatMap((entry, at) => {
		const { stage } = entry.value;
		const first = capstones.find((one) => one.value.stage === stage) ?? entry;
		if (capstones.indexOf(first) < at) {
			const where = `${first.sheet.file}:${first.sheet.line(first.path)}`;
			const text = `stage ${stage} has its capstone at ${where}: keep one`;
			return [faultAt(entry, ["capstone"], text)];
		}
		if (!head || head.value.stages.some((one) => one.stage === stage)) return [];
		const text = `stage ${stage} is not in pack.yaml: only the pack that sets it has its capstone`;
		return [faultAt(entry, ["capstone"], `${text}, so remove \`capstone\``)];
	});
}

function termFaults({ glossary }: Pick<Pack, "glossary">): Fault[] {
	const seen = new Set<string>();
	return glossary.flatMap((entry) => {
		const term = entry.value.term.toLowerCase();
		if (!seen.has(term)) {
			seen.add(term);
			return [];
		}
		return [
			faultAt(entry, ["term"], `\`${entry.value.term}\` is explained above: keep one of the two`),
		];
	});
}
