import type { types } from "@slack/bolt";
import { cut } from "../../core/graphemes.ts";
import type { Button, Control, PickOption, Tone } from "../../core/message.ts";
import { onSlack } from "../../text/en.ts";
import { LIMITS } from "./limits.ts";
import { plainNote } from "./note.ts";
import { isWebAddress } from "./richtext.ts";
import { oneLine } from "./visible.ts";

/**
 * What an interactive element is for stands in its action_id:
 *
 * - a press as it is, with ` #2` behind it when the same press comes again in one row
 * - `done <press>` for the Submit button of a pick, `tick <press>` for its boxes
 * - `open <n>` for a button that only opens an address
 */
export const DONE = "done ";
export const TICK = "tick ";
export const OPEN = "open ";

/** Used press → the press itself. */
export function bareActionId(actionId: string): string {
	return actionId.replace(/ #\d+$/, "");
}

/**
 * Slack has no disabled buttons. One that is off is told in a small line instead, with ✓ or ✗ where
 * it marks a result, so that a revealed card still says which was which.
 */
export function controlBlocks(control: Control): types.KnownBlock[] {
	if (control.control === "buttons") return buttonBlocks(control.buttons);
	return control.control === "pick" ? pickBlocks(control) : chooseBlocks(control);
}

function buttonBlocks(buttons: readonly Button[]): types.KnownBlock[] {
	const told = plainNote(
		buttons
			.filter((one) => !isUsable(one))
			.map(offLabel)
			.join(" · "),
	);
	const usable = buttons.filter(isUsable);
	const rows: types.KnownBlock[] = [];
	for (let start = 0; start < usable.length; start += LIMITS.actions)
		rows.push({ type: "actions", elements: row(usable.slice(start, start + LIMITS.actions)) });
	return told === null ? rows : [told, ...rows];
}

function isUsable(button: Button): boolean {
	return "url" in button ? isWebAddress(button.url) : button.off !== true;
}

function offLabel(button: Button): string {
	const tone = "url" in button ? undefined : button.tone;
	const mark = tone === "right" ? "✓ " : tone === "wrong" ? "✗ " : "";
	return `${mark}${oneLine(button.label)}`;
}

function row(buttons: readonly Button[]): types.Button[] {
	return buttons.map((button, index) => {
		const text = plainText(button.label, LIMITS.buttonText);
		if ("url" in button)
			return { type: "button", text, url: button.url, action_id: `${OPEN}${index + 1}` };
		const before = buttons
			.slice(0, index)
			.filter((one) => "press" in one && one.press === button.press).length;
		const action_id = before === 0 ? button.press : `${button.press} #${before + 1}`;
		return { type: "button", text, action_id, ...styleOf(button.tone) };
	});
}

const STYLES = { main: "primary", right: "primary", wrong: "danger", danger: "danger" } as const;

function styleOf(tone: Tone | undefined): { style?: "primary" | "danger" } {
	return tone === undefined || tone === "plain" ? {} : { style: STYLES[tone] };
}

type Pick = Extract<Control, { readonly control: "pick" }>;
type Choose = Extract<Control, { readonly control: "choose" }>;

/**
 * A channel is chosen by a menu that presses at once. Several people are chosen before Submit is
 * pressed. Slack has no menu of user groups: those are typed.
 */
function chooseBlocks({ of, press, label, most }: Choose): types.KnownBlock[] {
	const placeholder = plainText(label, LIMITS.placeholder);
	if (of === "places") {
		const filter = { include: ["public", "private"], exclude_bot_users: true } as const;
		const menu = { type: "conversations_select", action_id: press, placeholder } as const;
		return [
			{
				type: "actions",
				elements: [{ ...menu, filter: { ...filter, include: [...filter.include] } }],
			},
		];
	}
	const menu = {
		type: "multi_users_select",
		action_id: `${TICK}${press}`,
		placeholder,
		max_selected_items: Math.max(most, 1),
	} as const;
	const text = plainText(label, LIMITS.sectionText);
	return [{ type: "section", text, accessory: menu }, submitRow(press)];
}

/** What is ticked or chosen above counts with it. */
function submitRow(press: string): types.ActionsBlock {
	const submit = {
		type: "button",
		text: plainText(onSlack.submit, LIMITS.buttonText),
		style: "primary",
		action_id: `${DONE}${press}`,
		value: press,
	} as const;
	return { type: "actions", elements: [submit] };
}

/**
 * One choice is a menu that presses at once. Several are boxes (a longer menu from 11 options on)
 * with a Submit button: Slack tells of every tick, and only Submit counts.
 */
function pickBlocks(pick: Pick): types.KnownBlock[] {
	const options = pick.options.slice(0, LIMITS.selectOptions).map(optionOf);
	if (options.length === 0) return [plainNote(pick.label)].filter((block) => block !== null);
	const placeholder = plainText(pick.label, LIMITS.placeholder);
	if (pick.most <= 1) {
		const menu = { type: "static_select", action_id: pick.press, placeholder, options } as const;
		return [{ type: "actions", elements: [menu] }];
	}
	const text = plainText(pick.label, LIMITS.sectionText);
	return [{ type: "section", text, accessory: severalOf(pick, options) }, submitRow(pick.press)];
}

function severalOf(
	{ press, label, most }: Pick,
	options: types.PlainTextOption[],
): types.Checkboxes | types.MultiStaticSelect {
	const action_id = `${TICK}${press}`;
	if (options.length <= LIMITS.checkboxes) return { type: "checkboxes", action_id, options };
	const placeholder = plainText(label, LIMITS.placeholder);
	return { type: "multi_static_select", action_id, options, placeholder, max_selected_items: most };
}

function optionOf({ label, about, ...option }: PickOption): types.PlainTextOption {
	const text = plainText(label, LIMITS.optionText);
	const value = option.value.slice(0, LIMITS.optionValue);
	const more = about === undefined ? "" : oneLine(about);
	if (more === "") return { text, value };
	return { text, value, description: plainText(more, LIMITS.optionAbout) };
}

/** A text object in which nothing is parsed; Slack refuses an empty one. */
export function plainText(words: string, most: number): types.PlainTextElement {
	const text = cut(oneLine(words), most);
	return { type: "plain_text", text: text === "" ? onSlack.emptyLabel : text, emoji: false };
}
