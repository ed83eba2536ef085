import { myData as says } from "../../text/en.ts";
import {
	buttons,
	type Form,
	facts,
	heading,
	list,
	type Message,
	type MessageFile,
	note,
	text,
	words,
} from "../message.ts";
import { writePress } from "../press.ts";
import type { Counts } from "./mydata.ts";

/** What is kept about somebody, how much of it, and why. */
export function dataCard(counts: Counts, streak: number): Message {
	return {
		gist: says.heading,
		parts: [
			heading(says.heading),
			text(says.why),
			facts([
				[says.answers, says.answersKept(counts.answers)],
				[says.days, says.daysKept(counts.days, streak)],
				[says.cards, says.cardsKept(counts.cards)],
				[says.rounds, says.roundsKept(counts.rounds)],
				[says.reports, says.reportsKept(counts.reports)],
				[says.people, says.peopleKept(counts.spaces, counts.accounts)],
				[says.settings, says.settingsKept(counts.reminders)],
			]),
			note(says.seen),
			note(says.backups),
		],
		controls: [
			buttons(
				{ label: says.export, press: writePress("settings.export", 1) },
				{ label: says.erase, press: writePress("settings.erase", 1), tone: "danger" },
			),
		],
	};
}

/** All of it, as a file. */
export function exportCard(file: MessageFile): Message {
	return { gist: says.exported, parts: [text(says.exported)], files: [file] };
}

/** Before anything is erased: exactly what goes, and what stays. */
export function eraseCard(): Message {
	return {
		gist: says.eraseHeading,
		parts: [
			heading(says.eraseHeading),
			text(says.goes),
			list(says.going.map((one) => ({ text: [one] }))),
			text(says.stays),
			list(says.staying.map((one) => ({ text: [one] }))),
			note(says.posted),
			note(says.backups),
		],
		controls: [
			buttons(
				{ label: says.goOn, press: writePress("settings.word", 1), tone: "danger" },
				{ label: says.keep, press: writePress("settings.data", 1) },
			),
		],
	};
}

/** As long as the word with quotes around it, and a slip or two. */
const MOST_TYPED = 20;

/** Nobody erases a year of learning with one slip of the finger. */
export function eraseForm(): Form {
	return {
		title: says.formTitle,
		press: writePress("settings.erased", 1),
		submit: says.formSend,
		fields: [{ name: "word", label: says.formLabel, kind: "line", max: MOST_TYPED }],
	};
}

/** What was typed is the word, in whatever letters and quotes. */
export function isEraseWord(typed: string): boolean {
	return typed.replaceAll(/[^\p{L}]/gu, "").toLowerCase() === says.word.toLowerCase();
}

export function erasedCard(): Message {
	return {
		gist: says.erased,
		parts: [text(says.erased), text(...words(says.anew))],
	};
}
