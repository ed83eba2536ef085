import { items as says, triage } from "../../text/en.ts";
import { shortKey } from "../key.ts";
import type { Library, Question } from "../library.ts";
import {
	type Button,
	buttons,
	type Control,
	facts,
	heading,
	type Inline,
	type Item,
	list,
	type Message,
	type MessageFile,
	note,
	strong,
	text,
} from "../message.ts";
import { type PressName, writePress } from "../press.ts";
import { letter, stemParts } from "../quiz/ask.ts";
import { ITEM_PEOPLE } from "../rules.ts";
import type { Care } from "../triage/care.ts";
import { careButtons, carePress, caresParts } from "../triage/standing.ts";
import { optionItems, percent, stemLine, timeSaid } from "./label.ts";
import type { Listed, Listing } from "./list.ts";
import { deadOptions, type Flag, optionsOf, type Shown, type Statistics } from "./statistics.ts";

/** As many as a phone shows without end. */
const PAGE_SIZE = 8;

/** Stands in a press for what a listing leaves open. */
export const ANY = "-";

function listPress(
	name: "page" | "csv" | "json",
	{ topic, sort, flag }: Listing,
	...page: number[]
): string {
	const listing = [topic === null ? ANY : shortKey(topic), sort, flag ?? ANY];
	return writePress(`manage-questions-list.${name}` as PressName, 1, ...listing, ...page);
}

/** Questions and how they are answered, a page at a time. @param page from 1 */
export function listCard(
	library: Library,
	rows: readonly Listed[],
	listing: Listing,
	page: number,
): Message {
	const title = titleOf(library, listing);
	if (rows.length === 0) return { gist: title, parts: [heading(title), text(says.none)] };
	const pages = Math.ceil(rows.length / PAGE_SIZE);
	const at = Math.min(Math.max(page, 1), pages);
	const shown = rows.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE);
	return {
		gist: title,
		parts: [
			heading(title),
			list(shown.map(listItem)),
			note(pages > 1 ? says.page(at, pages, rows.length) : says.onlyPage(rows.length)),
		],
		controls: [openPick(shown), ...listButtons(listing, at, pages)],
	};
}

function titleOf(library: Library, { topic }: Listing): string {
	const title = topic === null ? undefined : library.topic(topic)?.title;
	return title === undefined ? says.heading : says.headingOf(title);
}

function listItem({ question, statistics, held }: Listed): Item {
	const flags = statistics.flags.map((flag) => says.flags[flag]);
	const more = [...flags, ...(held ? [says.held] : [])].map((one) => ` · ${one}`);
	return { text: [strong(stemLine(question)), ` · ${figuresLine(statistics)}`, ...more] };
}

/** The figures of a question in a line. */
export function figuresLine({ shown, people }: Statistics): string {
	if (people === 0) return says.unanswered;
	if (shown === null) return says.tooFew(people, ITEM_PEOPLE.shown);
	const time = shown.median === null ? null : timeSaid(shown.median);
	return says.line(percent(shown.firstTry), people, time, shown.few);
}

function openPick(shown: readonly Listed[]): Control {
	const options = shown.map(({ question }) => ({
		label: stemLine(question),
		value: shortKey(question.id),
	}));
	const press = writePress("manage-questions-list.open", 1);
	return { control: "pick", press, label: says.open, least: 1, most: 1, options };
}

function listButtons(listing: Listing, at: number, pages: number): readonly Control[] {
	const turn = (label: string, page: number): Button => ({
		label,
		press: listPress("page", listing, page),
	});
	return [
		buttons(
			...(at > 1 ? [turn(says.earlier, at - 1)] : []),
			...(at < pages ? [turn(says.later, at + 1)] : []),
			{ label: says.csv, press: listPress("csv", listing) },
			{ label: says.json, press: listPress("json", listing) },
		),
	];
}

/** A list as a file. */
export function exportedCard(rows: number, file: MessageFile): Message {
	const title = says.exported(rows);
	return { gist: title, parts: [text(title)], files: [file] };
}

/** One question with its figures, what the space has decided, and what can be done. */
export function itemCard(
	library: Library,
	question: Question,
	statistics: Statistics,
	cares: readonly Care[],
): Message {
	const title = library.topic(question.topic)?.title ?? question.topic;
	const { shown, flags } = statistics;
	return {
		gist: `${title}: ${stemLine(question)}`,
		parts: [
			heading(title),
			note(says.version(question.id, question.revision)),
			...caresParts(cares),
			...stemParts(question),
			list(optionItems(question, shown)),
			facts(figureFacts(statistics)),
			...flags.map((flag) => text(flagWords(question, flag, shown))),
		],
		controls: careButtons(question, cares, keepButton(question, cares)),
	};
}

/** What the bot set aside by itself waits for somebody to say that it is fine. */
function keepButton(question: Question, cares: readonly Care[]): readonly Button[] {
	const waits = cares.some(
		({ what, revision }) => what === "quarantined" && revision === question.revision,
	);
	return waits ? [{ label: triage.keep, press: carePress("keep", question) }] : [];
}

function figureFacts(statistics: Statistics): readonly (readonly [string, ...Inline[]])[] {
	const { shown, people, answers } = statistics;
	if (people === 0) return [[says.people, says.unanswered]];
	if (shown === null) return [[says.people, says.tooFew(people, ITEM_PEOPLE.shown)]];
	return [
		[says.people, shown.few ? says.peopleFew(people) : String(people)],
		[says.firstTry, percent(shown.firstTry)],
		[says.correct, says.ofAnswers(percent(shown.correct), answers)],
		[says.median, shown.median === null ? says.noTime : says.medianIs(timeSaid(shown.median))],
		[says.tellsApart, tellsApart(shown, people)],
	];
}

function tellsApart({ discrimination }: Shown, people: number): string {
	if (discrimination !== null)
		return says.tellsApartIs(discrimination.toFixed(2).replace("-", "−"));
	return people < ITEM_PEOPLE.judged ? says.notYet(ITEM_PEOPLE.judged) : says.alike;
}

function flagWords(question: Question, flag: Flag, shown: Shown | null): string {
	if (flag !== "dead") return says.flagSays[flag];
	const dead = shown ? deadOptions(question, shown) : [];
	const letters = optionsOf(question).flatMap(({ id }, at) =>
		dead.includes(id) ? [letter(at)] : [],
	);
	return says.flagSays.dead(letters.join(", "));
}
