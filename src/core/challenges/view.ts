import { challenges as says } from "../../text/en.ts";
import type { Challenge, Library, Stage } from "../library.ts";
import {
	type Button,
	buttons,
	type Control,
	type Form,
	facts,
	heading,
	type Inline,
	link,
	list,
	type Message,
	MOST_OPTIONS,
	note,
	type Part,
	strong,
	text,
} from "../message.ts";
import { writePress } from "../press.ts";
import { POINTS_CHALLENGE } from "../rules.ts";
import { type Entry, LINK_LIMIT } from "./entry.ts";

export const NOTE_LIMIT = 800;

/** What a challenge brings when it is accepted. */
export function pointsOf({ capstone }: Challenge): number {
	return capstone ? POINTS_CHALLENGE.capstone : POINTS_CHALLENGE.usual;
}

/** The challenges of one stage, and what one has under way. */
export function challengesCard(library: Library, stage: Stage, entries: readonly Entry[]): Message {
	const here = library.challenges.filter((one) => one.stage === stage.stage);
	const title = says.heading(stage.stage, stage.title);
	return {
		gist: title,
		parts: [
			heading(title),
			text(says.intro),
			list(here.map((one) => ({ text: [lineOf(one, entries)] }))),
			...ownParts(library, entries),
		],
		controls: [pickOf(here), ...otherStages(library, stage.stage)],
	};
}

function lineOf(challenge: Challenge, entries: readonly Entry[]): string {
	const entry = entries.find((one) => one.challenge === challenge.id);
	const name = challenge.capstone ? `${says.capstone}: ${challenge.title}` : challenge.title;
	return entry ? `${name} — ${says.state[entry.state]}` : `${name} — ${says.days(challenge.days)}`;
}

/** What is under way, of all stages. */
function ownParts(library: Library, entries: readonly Entry[]): readonly Part[] {
	const open = entries.filter(({ state }) => state !== "accepted");
	const items = open.slice(0, MOST_OPTIONS).flatMap(({ challenge, state }) => {
		const found = library.challenge(challenge);
		return found ? [{ text: [`${found.title} — ${says.state[state]}`] }] : [];
	});
	return items.length === 0 ? [] : [text(strong(says.yours)), list(items)];
}

function pickOf(challenges: readonly Challenge[]): Control {
	return {
		control: "pick",
		press: writePress("challenge.open", 1),
		label: says.pick,
		least: 1,
		most: 1,
		options: challenges
			.slice(0, MOST_OPTIONS)
			.map(({ id, title }) => ({ label: title, value: id })),
	};
}

function otherStages(library: Library, shown: number): readonly Control[] {
	const stages = stagesWithChallenges(library).filter(({ stage }) => stage !== shown);
	if (stages.length === 0) return [];
	return [
		{
			control: "pick",
			press: writePress("challenge.stage", 1),
			label: says.otherStage,
			least: 1,
			most: 1,
			options: stages.map(({ stage, title }) => ({
				label: says.stageChoice(stage, title),
				value: String(stage),
			})),
		},
	];
}

/** Stages in which there is something to build. */
export function stagesWithChallenges({ stages, challenges }: Library): readonly Stage[] {
	return stages.filter(({ stage }) => challenges.some((one) => one.stage === stage));
}

/** A challenge with its brief and what is checked; what one can do depends on how far one is. */
export function challengeCard(
	library: Library,
	challenge: Challenge,
	entry: Entry | null,
	said?: string,
): Message {
	return {
		gist: said ?? challenge.title,
		parts: [
			heading(challenge.title),
			...(said === undefined ? [] : [text(said)]),
			...briefParts(library, challenge),
			text(strong(says.evidence), ": ", ...challenge.evidence),
			text(strong(says.review), ": ", ...challenge.review),
			...(challenge.stretch ? [note(says.stretch, ": ", ...challenge.stretch)] : []),
			...stateParts(entry),
		],
		controls: [buttons(...actions(challenge, entry), allButton(challenge))],
	};
}

function briefParts(library: Library, challenge: Challenge): readonly Part[] {
	const stage = library.stages.find((one) => one.stage === challenge.stage);
	const { least, most } = challenge.team;
	return [
		facts([
			[says.stage, says.stageChoice(challenge.stage, stage?.title ?? "")],
			[says.takes, says.days(challenge.days)],
			[says.team, says.people(least, most)],
			[says.worth, says.points(pointsOf(challenge))],
		]),
		text(...challenge.brief),
		text(strong(says.doneWhen)),
		list(challenge.done.map((point) => ({ text: point }))),
	];
}

function stateParts(entry: Entry | null): readonly Part[] {
	if (entry === null) return [];
	const words = entry.state === "returned" ? (entry.words ?? "") : "";
	return [
		text(strong(says.yours), `: ${says.state[entry.state]}`),
		...(words === "" ? [] : [text(words)]),
	];
}

function actions(challenge: Challenge, entry: Entry | null): readonly Button[] {
	if (entry === null) {
		const press = writePress("challenge.join", 1, challenge.id);
		return [{ label: says.join, press, tone: "main" }];
	}
	return isOpen(entry) ? [handButton(entry)] : [];
}

/** Whether its builder may still change what is handed in. */
export function isOpen({ state }: Entry): boolean {
	return state === "joined" || state === "returned";
}

function handButton({ id, state }: Entry): Button {
	const label = state === "returned" ? says.handAgain : says.handIn;
	return { label, press: writePress("challenge.form", 1, id), tone: "main" };
}

function allButton({ stage }: Challenge): Button {
	return { label: says.all, press: writePress("challenge.all", 1, stage) };
}

/** Where it can be seen, and a note; what was typed before stands in it. */
export function handForm({ id, link: address, note: words }: Entry): Form {
	return {
		title: says.formTitle,
		press: writePress("challenge.handed", 1, id),
		submit: says.formSend,
		fields: [
			{
				name: "link",
				label: says.formLink,
				hint: says.formLinkHint,
				kind: "line",
				value: address ?? "",
				max: LINK_LIMIT,
			},
			{
				name: "note",
				label: says.formNote,
				kind: "area",
				value: words ?? "",
				max: NOTE_LIMIT,
				optional: true,
			},
		],
	};
}

/** What was typed is kept, and one press away. */
export function fixCard(said: string, { id }: Entry): Message {
	const press = writePress("challenge.form", 1, id);
	return {
		gist: said,
		parts: [text(said)],
		controls: [buttons({ label: says.fix, press, tone: "main" })],
	};
}

/** Under which command somebody decides: in a space, or in a direct message. */
export type JudgeBy = "challenge" | "manage-challenges";

/** What is waiting for a look. */
export function waitingCard(library: Library, entries: readonly Entry[]): Message {
	const title = says.waiting(entries.length);
	const options = entries.slice(0, MOST_OPTIONS).map((entry) => ({
		label: says.by(entry.builder.name, titleOf(library, entry)),
		value: entry.id,
	}));
	const press = writePress("manage-challenges.look", 1);
	return {
		gist: title,
		parts: [heading(title), list(options.map(({ label }) => ({ text: [label] })))].slice(
			0,
			options.length === 0 ? 1 : 2,
		),
		...(options.length === 0
			? {}
			: {
					controls: [
						{ control: "pick", press, label: says.waitingPick, least: 1, most: 1, options },
					],
				}),
	};
}

function titleOf(library: Library, { challenge }: Entry): string {
	return library.challenge(challenge)?.title ?? challenge;
}

/** What somebody handed in, with the list it is held against. */
export function judgeCard(
	library: Library,
	entry: Entry,
	cohort: string | null,
	by: JudgeBy,
): Message {
	const title = says.by(entry.builder.name, titleOf(library, entry));
	const challenge = library.challenge(entry.challenge);
	const waits = entry.state === "handed";
	return {
		gist: title,
		parts: [
			heading(title),
			facts(handedFacts(entry, cohort)),
			...(challenge ? checkParts(challenge) : []),
			note(waits ? says.look : says.state[entry.state]),
		],
		...(waits
			? {
					controls: [
						buttons(
							{ label: says.accept, press: writePress(`${by}.accept`, 1, entry.id), tone: "right" },
							{ label: says.more, press: writePress(`${by}.more`, 1, entry.id) },
						),
					],
				}
			: {}),
	};
}

function handedFacts(entry: Entry, cohort: string | null): (readonly [string, ...Inline[]])[] {
	const address = entry.link ?? "";
	return [
		[says.link, link(shortened(address), address)],
		...(entry.note ? ([[says.note, entry.note]] as const) : []),
		...(cohort === null ? [] : ([[says.cohort, cohort]] as const)),
	];
}

/** Where a link leads must be seen: its host stands in front. */
const LINK_SHOWN = 80;
const shortened = (address: string): string =>
	address.length > LINK_SHOWN ? `${address.slice(0, LINK_SHOWN)}…` : address;

function checkParts({ done, review }: Challenge): readonly Part[] {
	return [
		text(strong(says.doneWhen)),
		list(done.map((point) => ({ text: point }))),
		text(strong(says.review), ": ", ...review),
	];
}

/** What is still asked for, in words. */
export function moreForm({ id }: Entry, by: JudgeBy): Form {
	return {
		title: says.moreTitle,
		press: writePress(`${by}.returned`, 1, id),
		submit: says.moreSend,
		fields: [{ name: "words", label: says.moreLabel, kind: "area", max: NOTE_LIMIT }],
	};
}

/** What its builder is told. */
export function decidedCard(library: Library, entry: Entry): Message {
	const challenge = library.challenge(entry.challenge);
	const title = titleOf(library, entry);
	if (entry.state === "accepted") {
		const points = challenge ? pointsOf(challenge) : 0;
		const said = says.acceptedTitle(title);
		return { gist: said, parts: [heading(said), text(says.acceptedText(points))] };
	}
	const said = says.returnedTitle(title);
	return {
		gist: said,
		parts: [heading(said), text(says.returnedText), text(entry.words ?? "")],
		controls: [buttons(handButton(entry))],
	};
}
