import { cut } from "../../core/graphemes.ts";
import type { Button, Control, Part, PickOption, Tone } from "../../core/message.ts";
import { onDiscord } from "../../text/en.ts";
import { LIMITS, TEXT_CHANNELS } from "./limits.ts";
import { oneLine, safeUrl } from "./markdown.ts";

/** Buttons and selects as Discord's action rows. Labels are plain words here: Discord reads no markdown in them. */

type PressButton = {
	readonly type: 2;
	readonly style: 1 | 2 | 3 | 4;
	readonly label: string;
	readonly custom_id: string;
	readonly disabled?: true;
};
type LinkButton = {
	readonly type: 2;
	readonly style: 5;
	readonly label: string;
	readonly url: string;
};
type Select = {
	readonly type: 3;
	readonly custom_id: string;
	readonly placeholder: string;
	readonly min_values: number;
	readonly max_values: number;
	readonly options: readonly SelectOption[];
};
/** A select that Discord fills itself: with channels, or with people and roles. */
type OwnSelect = {
	readonly type: 7 | 8;
	readonly custom_id: string;
	readonly placeholder: string;
	readonly min_values: number;
	readonly max_values: number;
	readonly channel_types?: readonly number[];
};
type SelectOption = {
	readonly label: string;
	readonly value: string;
	readonly description?: string;
};

export type ControlRow = {
	readonly type: 1;
	readonly components: readonly (PressButton | LinkButton | Select | OwnSelect)[];
};

type Pick = Extract<Control, { control: "pick" }>;
type Choose = Extract<Control, { control: "choose" }>;
type Link = Extract<Button, { url: string }>;
type Rows = {
	readonly rows: readonly ControlRow[];
	/** Links that no button can hold, as text. */
	readonly overflow: readonly Part[];
};

/**
 * Rows of controls. More buttons than fit a row go on in the next; rows beyond what a message holds
 * are left off, and one place is kept for text.
 */
export function controlRows(controls: readonly Control[]): Rows {
	const unique = uniquePresses();
	const rows: ControlRow[] = [];
	const overflow: Part[] = [];
	let room: number = LIMITS.message.components - 1;
	for (const row of controls.flatMap((control) => rowsOf(control, unique, overflow))) {
		room -= 1 + row.components.length;
		if (room < 0) break;
		rows.push(row);
	}
	return { rows, overflow };
}

function rowsOf(control: Control, unique: Unique, overflow: Part[]): ControlRow[] {
	if (control.control === "pick") return pickRow(control, unique);
	if (control.control === "choose") return chooseRow(control, unique);
	const links = control.buttons.filter((button) => "url" in button);
	overflow.push(...links.filter((link) => !fitsButton(link)).map(linkPart));
	const buttons = control.buttons.flatMap((button) => buttonOf(button, unique));
	const starts = [...buttons.keys()].filter((at) => at % LIMITS.button.perRow === 0);
	return starts.map((at) => ({
		type: 1,
		components: buttons.slice(at, at + LIMITS.button.perRow),
	}));
}

/** What each tone looks like; a link has a look of its own. */
const STYLE = { plain: 2, main: 1, right: 3, wrong: 4, danger: 4 } as const satisfies Record<
	Tone,
	number
>;

function buttonOf(button: Button, unique: Unique): (PressButton | LinkButton)[] {
	const label = labelOf(button.label, LIMITS.button.label);
	if ("url" in button) {
		const url = safeUrl(button.url);
		return url === null || !fitsButton(button) ? [] : [{ type: 2, style: 5, label, url }];
	}
	const custom_id = unique(button.press);
	if (custom_id === null) return [];
	const style = STYLE[button.tone ?? "plain"];
	return [{ type: 2, style, label, custom_id, ...(button.off ? { disabled: true } : {}) }];
}

function fitsButton({ url }: Link): boolean {
	const safe = safeUrl(url);
	return safe !== null && safe.length <= LIMITS.button.url;
}

function linkPart({ label, url }: Link): Part {
	return { part: "text", text: [{ as: "link", text: label, url }] };
}

function pickRow(pick: Pick, unique: Unique): ControlRow[] {
	const options = selectOptions(pick.options);
	const custom_id = options.length === 0 ? null : unique(pick.press);
	if (custom_id === null) return [];
	const max_values = Math.min(Math.max(pick.most, 1), options.length);
	const min_values = Math.min(Math.max(pick.least, 0), max_values);
	const placeholder = labelOf(pick.label, LIMITS.select.placeholder);
	return [
		{ type: 1, components: [{ type: 3, custom_id, placeholder, min_values, max_values, options }] },
	];
}

/** People and roles are picked in one select. */
function chooseRow({ of, press, label, most }: Choose, unique: Unique): ControlRow[] {
	const custom_id = unique(press);
	if (custom_id === null) return [];
	const max_values = Math.min(Math.max(most, 1), LIMITS.select.options);
	const placeholder = labelOf(label, LIMITS.select.placeholder);
	const asked = { custom_id, placeholder, min_values: 1, max_values };
	const select: OwnSelect =
		of === "people"
			? { type: 7, ...asked }
			: { type: 8, ...asked, max_values: 1, channel_types: TEXT_CHANNELS };
	return [{ type: 1, components: [select] }];
}

/** Discord refuses a select that offers one value twice, or one that is empty or too long. */
function selectOptions(options: readonly PickOption[]): SelectOption[] {
	const fit = options.filter(({ value }) => value !== "" && value.length <= LIMITS.select.text);
	const byValue = new Map(fit.map((option) => [option.value, option]));
	return [...byValue.values()].slice(0, LIMITS.select.options).map(({ label, value, about }) => ({
		label: labelOf(label, LIMITS.select.text),
		value,
		...(about === undefined ? {} : { description: labelOf(about, LIMITS.select.text) }),
	}));
}

/** Plain words in one line, and never none, for Discord refuses an empty label. */
export function labelOf(words: string, most: number): string {
	return cut(oneLine(words), most) || onDiscord.empty;
}

type Unique = (press: string) => string | null;
const REPEATED = /~\d{1,2}$/;

/**
 * Discord refuses a message in which two controls carry the same id, so a repeated press gets a
 * number, which {@link pressIn} takes off again. Null when there is no room for one.
 */
function uniquePresses(): Unique {
	const times = new Map<string, number>();
	return (press) => {
		const time = (times.get(press) ?? 0) + 1;
		times.set(press, time);
		const id = time === 1 ? press : `${press}~${time}`;
		return id !== "" && id.length <= LIMITS.customId ? id : null;
	};
}

/** The press in the id of a used control. */
export function pressIn(customId: string): string {
	return customId.replace(REPEATED, "");
}
