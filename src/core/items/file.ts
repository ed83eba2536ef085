import { items as says } from "../../text/en.ts";
import { type Cell, csv } from "../csv.ts";
import type { Day } from "../days.ts";
import { type MessageFile, plain } from "../message.ts";
import { letter } from "../quiz/ask.ts";
import type { Listed } from "./list.ts";
import { optionsOf } from "./statistics.ts";

/** A list as files, for those who want to count on. Small groups have no figures in it either. */
export function exportFiles(
	rows: readonly Listed[],
	day: Day,
): { readonly csv: MessageFile; readonly json: MessageFile } {
	const name = `cairn-questions-${day}`;
	const records = rows.map(recordOf);
	const table = [NAMES, ...records.map((record) => NAMES.map((column) => cellOf(record[column])))];
	return {
		csv: { name: `${name}.csv`, about: says.csvAbout, text: csv(table) },
		json: {
			name: `${name}.json`,
			about: says.jsonAbout,
			text: `${JSON.stringify(records, null, "\t")}\n`,
		},
	};
}

const NAMES = [
	"question",
	"version",
	"topic",
	"difficulty",
	"stem",
	"people",
	"answers",
	"correct",
	"firstTry",
	"medianSeconds",
	"discrimination",
	"options",
	"flags",
	"asked",
] as const;

type Row = ReturnType<typeof recordOf>;

function recordOf({ question, statistics, held }: Listed) {
	const { shown, flags } = statistics;
	return {
		question: question.id,
		version: question.revision,
		topic: question.topic,
		difficulty: question.difficulty,
		stem: plain(question.stem),
		people: statistics.people,
		answers: statistics.answers,
		correct: rounded(shown?.correct),
		firstTry: rounded(shown?.firstTry),
		medianSeconds: shown?.median == null ? null : Math.round(shown.median / 1_000),
		discrimination: rounded(shown?.discrimination),
		options: optionsOf(question).map(({ id, correct }, at) => ({
			option: letter(at),
			key: correct,
			share: rounded(shown?.shares.get(id)),
		})),
		flags,
		asked: !held,
	};
}

const rounded = (value: number | null | undefined): number | null =>
	value == null ? null : Number(value.toFixed(3));

/** A list in a cell is words. */
function cellOf(value: Row[keyof Row]): Cell {
	if (typeof value === "boolean") return value ? "yes" : "no";
	if (value === null || typeof value !== "object") return value;
	return value
		.map((one) =>
			typeof one === "string"
				? one
				: `${one.option}${one.key ? "*" : ""} ${one.share ?? ""}`.trim(),
		)
		.join("; ");
}
