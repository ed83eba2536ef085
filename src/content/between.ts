import { type Entry, faultAt, type Spot } from "./entries.ts";
import type { Fault } from "./faults.ts";
import { faultIn } from "./files.ts";
import { itemIds, type Pack, type TopicFile } from "./pack.ts";
import type { ChallengeEntry, PackEntry, TopicEntry } from "./schema.ts";
import type { Path } from "./yaml.ts";

/** Rules between the files of a pack, and between packs. */

/** What is wrong between all files of all packs. */
export function faultsBetween(packs: readonly Pack[]): readonly Fault[] {
	const world = worldOf(packs);
	return [
		...doublePackFaults(packs),
		...packs.flatMap((pack) => [
			...requiresFaults(world, pack),
			...spacesFaults(world, pack),
			...sharedFaults(world, pack),
			...hideFaults(world, pack),
			...pack.topics.flatMap((file) => topicFaults(world, pack, file)),
			...mentionFaults(world, pack),
			...pack.challenges.flatMap(({ challenges }) =>
				challenges.flatMap((entry) => challengeFaults(world, pack, entry)),
			),
		]),
		...circleFaults(world),
	];
}

type Known = { readonly pack: Pack; readonly own: Entry<TopicEntry> | undefined };

type World = {
	readonly packs: readonly Pack[];
	readonly named: ReadonlyMap<string, Pack>;
	/** By full id. Those with a faulty file are here too, so that one fault does not make others. */
	readonly topics: ReadonlyMap<string, Known>;
};

function worldOf(packs: readonly Pack[]): World {
	const topics = packs.flatMap((pack) => {
		const files = new Map(pack.topics.map((file) => [file.slug, file]));
		return pack.slugs
			.filter((slug) => files.get(slug)?.extends === undefined)
			.map((slug) => [`${pack.id}/${slug}`, { pack, own: files.get(slug)?.own }] as const);
	});
	const named = new Map(packs.map((pack) => [pack.id, pack]));
	return { packs, named, topics: new Map(topics) };
}

/** A topic's full id: `jwt` in the pack `backend-core` is `backend-core/jwt`. */
export function fullTopic(pack: Pick<Pack, "id">, reference: string): string {
	return reference.includes("/") ? reference : `${pack.id}/${reference}`;
}

// Packs ---------------------------------------------------------------------------------------

function doublePackFaults(packs: readonly Pack[]): Fault[] {
	return packs.flatMap((pack, at) => {
		const other = packs.slice(0, at).find((one) => one.id === pack.id);
		if (other === undefined) return [];
		const text = `the pack \`${pack.id}\` is here already, in ${other.folder.path}: keep one of the two`;
		return [pack.head ? faultAt(pack.head, ["id"], text) : faultIn(pack.folder, "pack.yaml", text)];
	});
}

function requiresFaults({ named }: World, { head }: Pack): Fault[] {
	return (head?.value.requires ?? []).flatMap((id, at) => {
		const text = `the pack \`${id}\` is not here: install it beside this one, or remove it`;
		return head && !named.has(id) ? [faultAt(head, ["requires", at], text)] : [];
	});
}

/** Whoever sees a pack sees what it builds on. */
function spacesFaults({ named }: World, { head }: Pack): Fault[] {
	return (head?.value.requires ?? []).flatMap((id, at) => {
		const needed = named.get(id)?.head?.value.spaces;
		const seen = head?.value.spaces?.every((space) => needed?.includes(space));
		if (!head || needed === undefined || seen) return [];
		const text = `the pack \`${id}\` is only for some spaces: name no others in \`spaces\` of this one`;
		return [faultAt(head, ["requires", at], text)];
	});
}

/** Hidden is what another pack has and this one builds on; one's own items are retired instead. */
function hideFaults({ named }: World, { id, head }: Pack): Fault[] {
	return (head?.value.hide ?? []).flatMap((item, at) => {
		const [owner = ""] = item.split("/");
		const other = named.get(owner);
		const text = hideFault(item, owner === id, head?.value.requires.includes(owner), other);
		return head && text ? [faultAt(head, ["hide", at], `\`hide\` names \`${item}\`${text}`)] : [];
	});
}

function hideFault(
	item: string,
	isOwn: boolean,
	isRequired: boolean | undefined,
	other: Pack | undefined,
): string | undefined {
	if (isOwn) return " of this pack: set `status: retired` in its file";
	if (!isRequired) return ": add its pack to `requires`";
	// A pack that is not here, or cannot be read whole, is a fault of its own.
	if (!other || other.faults.length > 0 || itemIds(other).includes(item)) return undefined;
	return ", and there is no such item: mend its spelling or remove it";
}

/** The packs to which this one gives way: those it requires, and among strangers the first. */
function seniorsOf(pack: Pack, packs: readonly Pack[]): readonly Pack[] {
	const requires = (one: Pack, other: Pack) => one.head?.value.requires.includes(other.id) ?? false;
	const first = (one: Pack) => packs.indexOf(one) < packs.indexOf(pack) && !requires(one, pack);
	return packs.filter((one) => one.id !== pack.id && (requires(pack, one) || first(one)));
}

/** A stage or track means one thing for everybody, so one pack alone says what. */
function sharedFaults({ packs }: World, pack: Pack): Fault[] {
	const { head } = pack;
	if (!head) return [];
	const seniors = seniorsOf(pack, packs);
	return claimsOf(head.value).flatMap(({ path, what, isIn }) => {
		const other = seniors.find((one) => one.head && isIn(one.head.value));
		if (other === undefined) return [];
		const text = `${what} is set by the pack \`${other.id}\``;
		return [
			faultAt(head, path, `${text}: remove it here, and name \`${other.id}\` in \`requires\``),
		];
	});
}

type Claim = {
	readonly path: Path;
	readonly what: string;
	readonly isIn: (other: PackEntry) => boolean;
};

function claimsOf({ stages, tracks }: PackEntry): readonly Claim[] {
	return [
		...tracks.map(({ id }, at) => ({
			path: ["tracks", at, "id"],
			what: `track \`${id}\``,
			isIn: (other: PackEntry) => other.tracks.some((one) => one.id === id),
		})),
		...stages.map(({ stage }, at) => ({
			path: ["stages", at, "stage"],
			what: `stage ${stage}`,
			isIn: (other: PackEntry) => other.stages.some((one) => one.stage === stage),
		})),
	];
}

/** The packs whose stages, tracks and topics this one may use; itself comes last. */
export function scopeOf(named: ReadonlyMap<string, Pack>, pack: Pack): readonly Pack[] {
	const required = pack.head?.value.requires ?? [];
	return [...required.flatMap((id) => named.get(id) ?? []), pack];
}

// Topics --------------------------------------------------------------------------------------

function topicFaults(world: World, pack: Pack, { own, extends: extended }: TopicFile): Fault[] {
	if (own)
		return [
			...placeFaults(world, pack, own),
			...needsFaults(world, pack, own),
			...takenFaults(world, pack, own),
		];
	const text = extended && topicFault(world, pack, extended.value);
	return extended && text ? [faultAt(extended, [], `\`extends\` ${text}`)] : [];
}

/** Why a topic cannot be named here; undefined when it can. */
function topicFault(world: World, pack: Pack, reference: string): string | undefined {
	const [foreign, slug] = reference.includes("/") ? reference.split("/") : [undefined, reference];
	if (!world.topics.has(fullTopic(pack, reference)))
		return `names \`${reference}\`, and there is no such topic: mend its spelling or remove it`;
	if (foreign === pack.id) return `names \`${reference}\` of this pack: write \`${slug}\``;
	// A faulty pack.yaml may well require it.
	if (foreign === undefined || !pack.head || pack.head.value.requires.includes(foreign))
		return undefined;
	return `names \`${reference}\`: add \`${foreign}\` to \`requires\` in pack.yaml`;
}

function placeFaults(world: World, pack: Pack, own: Entry<TopicEntry>): Fault[] {
	const heads = headsOf(world, pack);
	if (!heads) return [];
	const { track } = own.value;
	const hasTrack = heads.some((head) => head.tracks.some((one) => one.id === track));
	return [
		...(hasTrack ? [] : [faultAt(own, ["track"], notThere(`the track \`${track}\``))]),
		...stageFaults(heads, own),
	];
}

/** Of the pack and those it requires; undefined while one is faulty, for it may well have what is sought. */
function headsOf({ named }: World, pack: Pack): readonly PackEntry[] | undefined {
	const heads = scopeOf(named, pack).map((one) => one.head?.value);
	return heads.every((head) => head !== undefined) ? heads : undefined;
}

function stageFaults(
	heads: readonly PackEntry[],
	entry: Entry<{ readonly stage: number }>,
): Fault[] {
	const { stage } = entry.value;
	const isThere = heads.some((head) => head.stages.some((one) => one.stage === stage));
	return isThere ? [] : [faultAt(entry, ["stage"], notThere(`stage ${stage}`))];
}

function notThere(what: string): string {
	return `${what} is not in pack.yaml: use one of those there, or add it`;
}

function needsFaults(world: World, pack: Pack, own: Entry<TopicEntry>): Fault[] {
	return own.value.needs.flatMap((need, at) => {
		const text = topicFault(world, pack, need) ?? laterFault(world, pack, own.value.stage, need);
		return text === undefined ? [] : [faultAt(own, ["needs", at], `\`needs\` ${text}`)];
	});
}

function laterFault(world: World, pack: Pack, stage: number, need: string): string | undefined {
	const later = world.topics.get(fullTopic(pack, need))?.own?.value.stage ?? 0;
	if (later <= stage) return undefined;
	return `names \`${need}\` of stage ${later}, but this topic is learned in stage ${stage}: move one of them`;
}

/** People type a topic by its slug, so two packs cannot both have it. */
function takenFaults(world: World, pack: Pack, own: Entry<TopicEntry>): Fault[] {
	const { id } = own.value;
	const others = seniorsOf(pack, world.packs);
	const other = others.find((one) => world.topics.has(`${one.id}/${id}`));
	if (other === undefined) return [];
	const text = `the topic \`${id}\` is taken by the pack \`${other.id}\``;
	return [
		faultAt(
			own,
			["id"],
			`${text}: choose another id, or add to it with \`extends: ${other.id}/${id}\``,
		),
	];
}

/** A challenge asks for nothing that is learned after its stage. */
function challengeFaults(world: World, pack: Pack, entry: Entry<ChallengeEntry>): Fault[] {
	const { stage, topics } = entry.value;
	const late = topics.flatMap((topic, at) => {
		const later = world.topics.get(fullTopic(pack, topic))?.own?.value.stage ?? 0;
		const text = `\`topics\` names \`${topic}\` of stage ${later}, but this challenge is of stage ${stage}`;
		return later > stage ? [faultAt(entry, ["topics", at], `${text}: move one of them`)] : [];
	});
	const heads = headsOf(world, pack);
	return [...late, ...(heads ? stageFaults(heads, entry) : [])];
}

/** Challenges and terms name topics too. */
function mentionFaults(world: World, pack: Pack): Fault[] {
	const challenges = pack.challenges.flatMap((file) => file.challenges);
	const mentions: readonly (Spot & { field: string; topic: string })[] = [
		...challenges.flatMap(({ sheet, path, value }) =>
			value.topics.map((topic, at) => ({
				sheet,
				path: [...path, "topics", at],
				field: "topics",
				topic,
			})),
		),
		...pack.glossary.map(({ sheet, path, value }) => ({
			sheet,
			path: [...path, "topic"],
			field: "topic",
			topic: value.topic,
		})),
	];
	return mentions.flatMap(({ field, topic, ...spot }) => {
		const text = topicFault(world, pack, topic);
		return text === undefined ? [] : [faultAt(spot, [], `\`${field}\` ${text}`)];
	});
}

// Circles -------------------------------------------------------------------------------------

function circleFaults({ topics }: World): Fault[] {
	return circlesIn(topics).flatMap((circle) => {
		const known = topics.get(circle.at(-1) ?? "");
		if (!known?.own) return [];
		const back = known.own.value.needs.findIndex(
			(need) => fullTopic(known.pack, need) === circle[0],
		);
		const way = [...circle, circle[0]].map((id) => `\`${id}\``).join(" needs ");
		return [
			faultAt(known.own, ["needs", back], `${way}: nobody could begin, so remove one of these`),
		];
	});
}

/** Each circle once, as the ids on its way. */
function circlesIn(topics: World["topics"]): readonly (readonly string[])[] {
	const circles: (readonly string[])[] = [];
	const done = new Set<string>();
	const walk = (id: string, trail: readonly string[]): void => {
		const known = topics.get(id);
		if (trail.includes(id)) circles.push(trail.slice(trail.indexOf(id)));
		if (!known?.own || done.has(id) || trail.includes(id)) return;
		for (const need of known.own.value.needs) walk(fullTopic(known.pack, need), [...trail, id]);
		done.add(id);
	};
	for (const id of topics.keys()) walk(id, []);
	return circles;
}
