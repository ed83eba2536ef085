import { median, type Rounds, ratios } from "./rounds.ts";

/** What a figure must keep to: its ratio to the floor, or the bot's own value. */
export type Target = {
	readonly of: "ratio" | "ours";
	readonly at: "most" | "least";
	readonly value: number;
};

export const ratioAtMost = (value: number): Target => ({ of: "ratio", at: "most", value });
export const ratioAtLeast = (value: number): Target => ({ of: "ratio", at: "least", value });
export const oursAtMost = (value: number): Target => ({ of: "ours", at: "most", value });

/** One line of the table. Without a target it only explains the others. */
export type Row = {
	readonly what: string;
	readonly unit: string;
	readonly rounds: Rounds<number>;
	readonly target?: Target;
};

const HEAD = ["what", "ours", "floor", "ratio", "spread", "target", ""];

/** Prints rows as a Markdown table: medians, and from which to which ratio the rounds went. */
export function printTable(title: string, rows: readonly Row[]): void {
	const cells = [HEAD, ...rows.map(cellsOf)];
	const widths = HEAD.map((_, at) => Math.max(3, ...cells.map((line) => (line[at] ?? "").length)));
	const lines = cells.map((line) => inColumns(line, widths));
	const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
	console.log([`\n### ${title}\n`, lines[0], rule, ...lines.slice(1)].join("\n"));
}

function inColumns(line: readonly string[], widths: readonly number[]): string {
	return `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
}

function cellsOf(row: Row): string[] {
	const { what, unit, rounds, target } = row;
	const all = ratios(rounds).filter((ratio) => Number.isFinite(ratio));
	const [ours, floor] = [median(rounds.ours), median(rounds.floor)];
	const ratio = all.length > 0 ? median(all) : Number.NaN;
	const spread = all.length > 1 ? `${shown(Math.min(...all))}–${shown(Math.max(...all))}` : "";
	const verdict = target ? judge(target, target.of === "ratio" ? ratio : ours) : "";
	return [
		what,
		withUnit(ours, unit),
		withUnit(floor, unit),
		times(ratio),
		spread,
		words(target, unit),
		verdict,
	];
}

function judge({ at, value }: Target, measured: number): string {
	const kept = at === "most" ? measured <= value : measured >= value;
	return kept ? "ok" : "over";
}

function words(target: Target | undefined, unit: string): string {
	if (!target) return "";
	const sign = target.at === "most" ? "≤" : "≥";
	return `${sign} ${target.of === "ratio" ? times(target.value) : withUnit(target.value, unit)}`;
}

const times = (value: number): string => (Number.isFinite(value) ? `${shown(value)} ×` : "");

function withUnit(value: number, unit: string): string {
	return Number.isFinite(value) ? `${shown(value)} ${unit}`.trim() : "";
}

/** Three digits say all that a busy machine can tell. */
function shown(value: number): string {
	if (value === 0) return "0";
	if (value >= 100) return Math.round(value).toLocaleString("en");
	return value.toPrecision(value >= 1 ? 3 : 2);
}
