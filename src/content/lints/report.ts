import { faultLine } from "../faults.ts";
import type { Pack } from "../pack.ts";
import { type Checked, percent } from "./check.ts";

/** What the checker prints: one line for each finding, what there is, and what robots make of it. */
export function reportLines(pack: Pack, { findings, robots }: Checked): readonly string[] {
	return [
		...findings.map((one) => `${one.level}: ${faultLine(one.fault)}`),
		"",
		...topicTable(pack),
		"",
		...coverageLines(pack),
		...robots.map(
			({ robot, items, right, chance }) =>
				`robot “${robot}”: ${percent(right)} (chance ${percent(chance)}, ${items} items)`,
		),
	];
}

/** How much of what the pack sets out to cover has questions, and what has none yet. */
function coverageLines({ coverage: { items }, topics }: Pack): readonly string[] {
	if (items.length === 0) return [];
	const asked = new Set(
		topics.filter((file) => file.questions.length > 0).map((file) => file.slug),
	);
	const open = items.filter((one) => !asked.has(one.topic));
	const missing = [...new Set(open.map((one) => one.topic))];
	const count = `covered: ${items.length - open.length} of ${items.length} named items`;
	return [
		missing.length === 0 ? count : `${count}; without questions yet: ${missing.join(", ")}`,
		"",
	];
}

const KINDS = [
	"single",
	"multiple",
	"true_false",
	"code_output",
	"order",
	"short",
	"sql_result",
] as const;
const DIFFICULTIES = ["easy", "medium", "hard"] as const;

/** Items, kinds and difficulties of each topic, and of all. */
function topicTable(pack: Pack): readonly string[] {
	const asked = pack.topics.map((file) => ({
		name: file.slug,
		questions: file.questions.map(({ value }) => value).filter((one) => one.status !== "retired"),
		tips: file.tips.length,
	}));
	const all = {
		name: `all ${asked.length} topics`,
		questions: asked.flatMap((topic) => topic.questions),
		tips: asked.reduce((sum, topic) => sum + topic.tips, 0),
	};
	const head = ["topic", "items", ...KINDS, ...DIFFICULTIES, "tips"];
	const rows = [...asked, all].map(({ name, questions, tips }) => [
		name,
		questions.length,
		...KINDS.map((kind) => questions.filter((one) => one.kind === kind).length),
		...DIFFICULTIES.map((level) => questions.filter((one) => one.difficulty === level).length),
		tips,
	]);
	return aligned([head, ...rows]);
}

function aligned(rows: readonly (readonly (string | number)[])[]): readonly string[] {
	const texts = rows.map((row) => row.map(String));
	const widths = (texts[0] ?? []).map((_, at) =>
		Math.max(...texts.map((row) => (row[at] ?? "").length)),
	);
	return texts.map((row) =>
		row
			.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
			.join("  "),
	);
}
