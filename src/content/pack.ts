import { checked, checkedList, type Entry, type Spot } from "./entries.ts";
import type { Fault, Report } from "./faults.ts";
import { type Folder, faultIn, folderAt, namesIn, readText } from "./files.ts";
import {
	type ChallengeEntry,
	type CoverageEntry,
	challenge,
	challengeFrame,
	coverageFile,
	glossaryFrame,
	type PackEntry,
	packHead,
	type QuestionEntry,
	question,
	type TermEntry,
	type TipEntry,
	type TopicEntry,
	term,
	tip,
	topicFrame,
	topicHead,
} from "./schema.ts";
import { readYaml, type Sheet } from "./yaml.ts";

export type TopicFile = {
	/** The file's name, which is the topic's id or that of the topic it extends. */
	readonly slug: string;
	readonly sheet: Sheet;
	/** The pack's own topic; else the file extends another pack's. */
	readonly own: Entry<TopicEntry> | undefined;
	readonly extends: Entry<string> | undefined;
	readonly questions: readonly Entry<QuestionEntry>[];
	readonly tips: readonly Entry<TipEntry>[];
	/** Of all items, faulty ones included. */
	readonly ids: readonly Entry<string>[];
};

export type ChallengeFile = {
	readonly stage: string;
	readonly challenges: readonly Entry<ChallengeEntry>[];
	readonly ids: readonly Entry<string>[];
};

/** A pack as far as it could be read: what is faulty is missing, and told in `faults`. */
export type Pack = {
	readonly folder: Folder;
	readonly id: string;
	readonly head: Entry<PackEntry> | undefined;
	/** The names of all topic files, also of those that could not be read. */
	readonly slugs: readonly string[];
	readonly topics: readonly TopicFile[];
	readonly challenges: readonly ChallengeFile[];
	readonly glossary: readonly Entry<TermEntry>[];
	/** What the pack sets out to cover, and in which shares; empty when it does not say. */
	readonly coverage: CoverageEntry;
	/** The lines of `ids.lock`; undefined when there is no such file. */
	readonly lock: readonly string[] | undefined;
	readonly faults: readonly Fault[];
};

/** Stands where a topic does in the full ids of challenges: `pack/challenges/id`. */
export const CHALLENGES = "challenges";

/** The full ids of all items of a pack in the order of its files, retired and faulty ones included. */
export function itemIds(pack: Pick<Pack, "id" | "topics" | "challenges">): readonly string[] {
	const topics = pack.topics.flatMap(({ slug, ids }) => ids.map((id) => `${slug}/${id.value}`));
	const challenges = pack.challenges.flatMap(({ ids }) =>
		ids.map((id) => `${CHALLENGES}/${id.value}`),
	);
	return [...topics, ...challenges].map((id) => `${pack.id}/${id}`);
}

/** Reads the files of a pack. Throws nothing: whatever is wrong with them is in `faults`. */
export function readFiles(path: string): Pack {
	const folder = folderAt(path);
	const faults: Fault[] = [];
	const report: Report = (fault) => faults.push(fault);
	const names = namesIn(folder, ".", report);
	const head = readHead(folder, names, report);
	const slugs = slugsIn(folder, "topics", report);
	return {
		folder,
		id: head?.value.id ?? folder.name,
		head,
		slugs,
		topics: allOf(slugs, (slug) => readTopic(folder, slug, report)),
		challenges: allOf(slugsIn(folder, "challenges", report), (stage) =>
			readChallenges(folder, stage, report),
		),
		glossary: names.includes("glossary.yaml") ? readGlossary(folder, report) : [],
		coverage: names.includes("coverage.yaml") ? readCoverage(folder, report) : UNSAID,
		lock: names.includes("ids.lock") ? readLock(folder, report) : undefined,
		faults,
	};
}

function allOf<T>(names: readonly string[], read: (name: string) => T | undefined): readonly T[] {
	return names.map(read).filter((one) => one !== undefined);
}

function readHead(
	folder: Folder,
	names: readonly string[],
	report: Report,
): Entry<PackEntry> | undefined {
	if (names.includes("pack.yaml")) {
		const sheet = readSheet(folder, "pack.yaml", report);
		return sheet && checked(packHead, { sheet, path: [] }, sheet.value, report);
	}
	report(faultIn(folder, "pack.yaml", "is missing: a pack needs it, with `id`, `title` and so on"));
	return undefined;
}

const SUFFIX = ".yaml";

/** The names of the YAML files in a folder, without the suffix; every other file is a fault. */
function slugsIn(folder: Folder, path: string, report: Report): readonly string[] {
	const names = namesIn(folder, path, report);
	for (const name of names.filter((one) => !one.endsWith(SUFFIX)))
		report(faultIn(folder, `${path}/${name}`, `is not a ${SUFFIX} file: rename it, or remove it`));
	return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
}

function readSheet(folder: Folder, path: string, report: Report): Sheet | undefined {
	const text = readText(folder, path, report);
	return text === undefined ? undefined : readYaml(`${folder.name}/${path}`, text, report);
}

function readTopic(folder: Folder, slug: string, report: Report): TopicFile | undefined {
	const sheet = readSheet(folder, `topics/${slug}${SUFFIX}`, report);
	const top = sheet && { sheet, path: [] };
	const frame = top && checked(topicFrame, top, sheet.value, report)?.value;
	if (!frame) return undefined;
	const { topic, extends: extended, questions, tips } = frame;
	const at = (field: string): Spot => ({ sheet, path: [field] });
	return {
		slug,
		sheet,
		own: topic === undefined ? undefined : checked(topicHead, at("topic"), topic, report),
		extends: extended === undefined ? undefined : { ...at("extends"), value: extended },
		questions: checkedList(question, at("questions"), questions, report),
		tips: checkedList(tip, at("tips"), tips, report),
		ids: [...idsIn(at("questions"), questions), ...idsIn(at("tips"), tips)],
	};
}

/** The ids of items, whatever else is wrong with them. */
function idsIn({ sheet, path }: Spot, items: readonly unknown[]): readonly Entry<string>[] {
	return items.flatMap((item, at) => {
		const id = typeof item === "object" && item !== null && "id" in item ? item.id : undefined;
		return typeof id === "string" ? [{ sheet, path: [...path, at, "id"], value: id }] : [];
	});
}

function readChallenges(folder: Folder, stage: string, report: Report): ChallengeFile | undefined {
	const sheet = readSheet(folder, `challenges/${stage}${SUFFIX}`, report);
	const frame = sheet && checked(challengeFrame, { sheet, path: [] }, sheet.value, report)?.value;
	if (!frame) return undefined;
	const spot: Spot = { sheet, path: ["challenges"] };
	return {
		stage,
		challenges: checkedList(challenge, spot, frame.challenges, report),
		ids: idsIn(spot, frame.challenges),
	};
}

function readGlossary(folder: Folder, report: Report): readonly Entry<TermEntry>[] {
	const sheet = readSheet(folder, "glossary.yaml", report);
	const top = sheet && { sheet, path: [] };
	const terms = top && checked(glossaryFrame, top, sheet.value, report)?.value;
	return terms ? checkedList(term, top, terms, report) : [];
}

const UNSAID: CoverageEntry = { items: [] };

function readCoverage(folder: Folder, report: Report): CoverageEntry {
	const sheet = readSheet(folder, "coverage.yaml", report);
	const spot = sheet && { sheet, path: [] };
	return (spot && checked(coverageFile, spot, sheet.value, report)?.value) ?? UNSAID;
}

function readLock(folder: Folder, report: Report): readonly string[] {
	const text = readText(folder, "ids.lock", report);
	return text?.split(/\r?\n/).filter((line) => line !== "") ?? [];
}
