import { isRecord, type Json, listOf, maybeText, recordsOf, textOf } from "./slack-json.ts";

/** Every number of Slack that the stand-in enforces, in one place. Lengths are in characters. */
export const SLACK_LIMITS = {
	messageBlocks: 50,
	viewBlocks: 100,
	allText: 13_000,
	blockId: 255,
	actionId: 255,
	sectionText: 3000,
	sectionFields: 10,
	fieldText: 2000,
	headerText: 150,
	contextElements: 10,
	actionsElements: 25,
	markdownText: 12_000,
	imageUrl: 3000,
	imageText: 2000,
	inputLabel: 2000,
	inputHint: 2000,
	inputText: 3000,
	buttonText: 75,
	buttonValue: 2000,
	buttonUrl: 3000,
	selectOptions: 100,
	optionGroups: 100,
	checkboxOptions: 10,
	radioOptions: 10,
	overflowOptions: 5,
	optionText: 75,
	optionValue: 150,
	optionDescription: 75,
	placeholder: 150,
	confirmTitle: 100,
	confirmText: 300,
	confirmButton: 30,
	modalTitle: 24,
	modalSubmit: 24,
	modalClose: 24,
	privateMetadata: 3000,
	callbackId: 255,
	externalId: 255,
	ackMs: 3000,
	triggerMs: 3000,
	responseUrlMs: 30 * 60 * 1000,
	responseUrlUses: 5,
} as const;

/** Where a message is shown decides which blocks fit and how many. */
type Surface = "message" | "view";

type Complain = (pointer: string, complaint: string) => void;

type ElementCheck = (element: Json, pointer: string, complain: Complain) => void;

const PLAIN = ["plain_text"];
const ANY_TEXT = ["plain_text", "mrkdwn"];

/**
 * What Slack would refuse in a message's text and blocks, each as `complaint [json-pointer:/…]`.
 * An empty list means the message is fine.
 */
export function messageFaults(message: Json): string[] {
	return gather((complain) => {
		const text = textOf(message.text);
		atMost(text, SLACK_LIMITS.allText, "/text", complain);
		checkBlocks(message.blocks, "/blocks", "message", complain);
		for (const [index, attachment] of recordsOf(message.attachments).entries())
			checkBlocks(attachment.blocks, `/attachments/${index}/blocks`, "message", complain);
	});
}

/** What Slack would refuse in a modal or a home tab. */
export function viewFaults(view: Json): string[] {
	return gather((complain) => {
		const type = view.type;
		if (type !== "modal" && type !== "home") complain("/view/type", "must be one of: modal, home");
		if (!Array.isArray(view.blocks)) complain("/view", "missing required field: blocks");
		checkBlocks(view.blocks, "/view/blocks", "view", complain);
		textAtMost(view, "private_metadata", SLACK_LIMITS.privateMetadata, "/view", complain);
		textAtMost(view, "callback_id", SLACK_LIMITS.callbackId, "/view", complain);
		textAtMost(view, "external_id", SLACK_LIMITS.externalId, "/view", complain);
		if (type === "modal") checkModalFrame(view, complain);
	});
}

/** A modal has a title; it needs a submit button as soon as it asks for something. */
function checkModalFrame(view: Json, complain: Complain): void {
	if (view.title === undefined) complain("/view", "missing required field: title");
	checkText(view.title, PLAIN, SLACK_LIMITS.modalTitle, "/view/title", complain);
	checkText(view.submit, PLAIN, SLACK_LIMITS.modalSubmit, "/view/submit", complain);
	checkText(view.close, PLAIN, SLACK_LIMITS.modalClose, "/view/close", complain);
	const asks = recordsOf(view.blocks).some((block) => block.type === "input");
	if (asks && view.submit === undefined)
		complain("/view", "missing required field: submit (there is an input block)");
}

function gather(check: (complain: Complain) => void): string[] {
	const faults: string[] = [];
	check((pointer, complaint) => faults.push(`${complaint} [json-pointer:${pointer}]`));
	return faults;
}

function checkBlocks(blocks: unknown, pointer: string, surface: Surface, complain: Complain): void {
	if (blocks === undefined || blocks === null) return;
	if (!Array.isArray(blocks)) {
		complain(pointer, "must be an array of blocks");
		return;
	}
	const most = surface === "message" ? SLACK_LIMITS.messageBlocks : SLACK_LIMITS.viewBlocks;
	itemsAtMost(blocks, most, pointer, complain);
	const seen = new Set<string>();
	for (const [index, block] of blocks.entries()) {
		const here = `${pointer}/${index}`;
		if (!isRecord(block)) complain(here, "must be an object");
		else checkBlock(block, here, surface, seen, complain);
	}
	if (textLength(blocks) > SLACK_LIMITS.allText)
		complain(pointer, `all text must be less than ${SLACK_LIMITS.allText + 1} characters`);
}

function checkBlock(
	block: Json,
	pointer: string,
	surface: Surface,
	seen: Set<string>,
	complain: Complain,
): void {
	const id = maybeText(block.block_id);
	textAtMost(block, "block_id", SLACK_LIMITS.blockId, pointer, complain);
	if (id !== undefined && seen.has(id)) complain(`${pointer}/block_id`, `${id} already exists`);
	if (id !== undefined) seen.add(id);
	const check = BLOCKS[textOf(block.type)];
	if (!check) {
		complain(`${pointer}/type`, `unsupported type: ${String(block.type)}`);
		return;
	}
	if (surface === "view" && block.type === "markdown")
		complain(`${pointer}/type`, "markdown blocks fit messages only");
	check(block, pointer, complain);
}

/** One check for each kind of block; a kind that is not here is one Slack does not know. */
const BLOCKS: Record<string, ElementCheck> = {
	section: checkSection,
	header(block, pointer, complain) {
		needText(block.text, PLAIN, SLACK_LIMITS.headerText, `${pointer}/text`, complain);
	},
	context: checkContext,
	actions: checkActions,
	input: checkInput,
	image(block, pointer, complain) {
		textAtMost(block, "image_url", SLACK_LIMITS.imageUrl, pointer, complain);
		textAtMost(block, "alt_text", SLACK_LIMITS.imageText, pointer, complain);
		if (!textOf(block.alt_text)) complain(pointer, "missing required field: alt_text");
		checkText(block.title, PLAIN, SLACK_LIMITS.imageText, `${pointer}/title`, complain);
	},
	markdown(block, pointer, complain) {
		if (!textOf(block.text)) complain(pointer, "missing required field: text");
		textAtMost(block, "text", SLACK_LIMITS.markdownText, pointer, complain);
	},
	divider() {},
	rich_text() {},
	table() {},
	video() {},
	context_actions() {},
};

function checkSection(block: Json, pointer: string, complain: Complain): void {
	const fields = listOf(block.fields);
	if (block.text === undefined && fields.length === 0)
		complain(pointer, "must have text or fields");
	checkText(block.text, ANY_TEXT, SLACK_LIMITS.sectionText, `${pointer}/text`, complain);
	itemsAtMost(fields, SLACK_LIMITS.sectionFields, `${pointer}/fields`, complain);
	for (const [index, field] of fields.entries())
		needText(field, ANY_TEXT, SLACK_LIMITS.fieldText, `${pointer}/fields/${index}`, complain);
	if (block.accessory !== undefined)
		checkElement(block.accessory, `${pointer}/accessory`, complain);
}

function checkContext(block: Json, pointer: string, complain: Complain): void {
	const elements = listOf(block.elements);
	if (elements.length === 0) complain(pointer, "missing required field: elements");
	itemsAtMost(elements, SLACK_LIMITS.contextElements, `${pointer}/elements`, complain);
	for (const [index, element] of elements.entries()) {
		const here = `${pointer}/elements/${index}`;
		if (isRecord(element) && element.type === "image") continue;
		needText(element, ANY_TEXT, SLACK_LIMITS.sectionText, here, complain);
	}
}

function checkActions(block: Json, pointer: string, complain: Complain): void {
	const elements = listOf(block.elements);
	if (elements.length === 0) complain(pointer, "missing required field: elements");
	itemsAtMost(elements, SLACK_LIMITS.actionsElements, `${pointer}/elements`, complain);
	const seen = new Set<string>();
	for (const [index, element] of elements.entries()) {
		const here = `${pointer}/elements/${index}`;
		checkElement(element, here, complain);
		const id = isRecord(element) ? maybeText(element.action_id) : undefined;
		if (id === undefined) continue;
		if (seen.has(id)) complain(`${here}/action_id`, `${id} already exists`);
		seen.add(id);
	}
}

function checkInput(block: Json, pointer: string, complain: Complain): void {
	needText(block.label, PLAIN, SLACK_LIMITS.inputLabel, `${pointer}/label`, complain);
	checkText(block.hint, PLAIN, SLACK_LIMITS.inputHint, `${pointer}/hint`, complain);
	const element = block.element;
	checkElement(element, `${pointer}/element`, complain);
	if (isRecord(element) && (element.type === "button" || element.type === "overflow"))
		complain(`${pointer}/element`, `unsupported type: ${element.type}`);
}

/** Elements that only carry an action_id, a placeholder and a confirmation. */
const PLAIN_ELEMENTS = [
	"users_select",
	"conversations_select",
	"channels_select",
	"external_select",
	"multi_users_select",
	"multi_conversations_select",
	"multi_channels_select",
	"multi_external_select",
	"datepicker",
	"timepicker",
	"datetimepicker",
	"file_input",
	"rich_text_input",
	"workflow_button",
	"image",
];

const TEXT_INPUTS = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];

const ELEMENTS: Record<string, ElementCheck> = {
	button: checkButton,
	static_select: checkSelect,
	multi_static_select: checkSelect,
	checkboxes(element, pointer, complain) {
		checkOptions(element, SLACK_LIMITS.checkboxOptions, ANY_TEXT, pointer, complain);
	},
	radio_buttons(element, pointer, complain) {
		checkOptions(element, SLACK_LIMITS.radioOptions, ANY_TEXT, pointer, complain);
	},
	overflow(element, pointer, complain) {
		checkOptions(element, SLACK_LIMITS.overflowOptions, PLAIN, pointer, complain);
	},
	...Object.fromEntries(TEXT_INPUTS.map((type) => [type, checkTextInput])),
	...Object.fromEntries(PLAIN_ELEMENTS.map((type) => [type, () => {}])),
};

function checkElement(element: unknown, pointer: string, complain: Complain): void {
	if (!isRecord(element)) {
		complain(pointer, "must be an object");
		return;
	}
	const check = ELEMENTS[textOf(element.type)];
	if (!check) {
		complain(`${pointer}/type`, `unsupported type: ${String(element.type)}`);
		return;
	}
	textAtMost(element, "action_id", SLACK_LIMITS.actionId, pointer, complain);
	const placeholder = element.placeholder;
	checkText(placeholder, PLAIN, SLACK_LIMITS.placeholder, `${pointer}/placeholder`, complain);
	checkConfirm(element.confirm, `${pointer}/confirm`, complain);
	check(element, pointer, complain);
}

function checkButton(element: Json, pointer: string, complain: Complain): void {
	needText(element.text, PLAIN, SLACK_LIMITS.buttonText, `${pointer}/text`, complain);
	textAtMost(element, "value", SLACK_LIMITS.buttonValue, pointer, complain);
	textAtMost(element, "url", SLACK_LIMITS.buttonUrl, pointer, complain);
	const style = element.style;
	if (style !== undefined && style !== "primary" && style !== "danger")
		complain(`${pointer}/style`, "must be one of: primary, danger");
}

function checkTextInput(element: Json, pointer: string, complain: Complain): void {
	textAtMost(element, "initial_value", SLACK_LIMITS.inputText, pointer, complain);
	for (const name of ["min_length", "max_length"]) {
		const length = element[name];
		if (typeof length === "number" && length > SLACK_LIMITS.inputText)
			complain(`${pointer}/${name}`, `must be at most ${SLACK_LIMITS.inputText}`);
	}
}

function checkSelect(element: Json, pointer: string, complain: Complain): void {
	const groups = element.option_groups;
	if (groups === undefined) {
		checkOptions(element, SLACK_LIMITS.selectOptions, PLAIN, pointer, complain);
		return;
	}
	itemsAtMost(listOf(groups), SLACK_LIMITS.optionGroups, `${pointer}/option_groups`, complain);
	for (const [index, group] of recordsOf(groups).entries()) {
		const here = `${pointer}/option_groups/${index}`;
		needText(group.label, PLAIN, SLACK_LIMITS.optionText, `${here}/label`, complain);
		checkOptions(group, SLACK_LIMITS.selectOptions, PLAIN, here, complain);
	}
}

function checkOptions(
	owner: Json,
	most: number,
	kinds: string[],
	pointer: string,
	complain: Complain,
): void {
	const options = recordsOf(owner.options);
	if (options.length === 0) complain(pointer, "missing required field: options");
	itemsAtMost(options, most, `${pointer}/options`, complain);
	for (const [index, option] of options.entries()) {
		const here = `${pointer}/options/${index}`;
		needText(option.text, kinds, SLACK_LIMITS.optionText, `${here}/text`, complain);
		if (!textOf(option.value)) complain(here, "missing required field: value");
		textAtMost(option, "value", SLACK_LIMITS.optionValue, here, complain);
		const more = option.description;
		checkText(more, kinds, SLACK_LIMITS.optionDescription, `${here}/description`, complain);
	}
	checkInitialOptions(owner, options, pointer, complain);
}

/** A choice that is made beforehand must be one of the choices. */
function checkInitialOptions(
	owner: Json,
	options: Json[],
	pointer: string,
	complain: Complain,
): void {
	const initial = [...recordsOf([owner.initial_option]), ...recordsOf(owner.initial_options)];
	for (const option of initial)
		if (!options.some((known) => known.value === option.value))
			complain(pointer, `initial option is not one of the options: ${textOf(option.value)}`);
}

function checkConfirm(confirm: unknown, pointer: string, complain: Complain): void {
	if (!isRecord(confirm)) return;
	needText(confirm.title, PLAIN, SLACK_LIMITS.confirmTitle, `${pointer}/title`, complain);
	needText(confirm.text, ANY_TEXT, SLACK_LIMITS.confirmText, `${pointer}/text`, complain);
	for (const name of ["confirm", "deny"])
		checkText(confirm[name], PLAIN, SLACK_LIMITS.confirmButton, `${pointer}/${name}`, complain);
}

/** Checks a text object that may be left out. */
function checkText(
	value: unknown,
	kinds: string[],
	most: number,
	pointer: string,
	complain: Complain,
): void {
	if (value !== undefined) needText(value, kinds, most, pointer, complain);
}

/** Checks a text object that must be there: its kind, that it is not empty, and its length. */
function needText(
	value: unknown,
	kinds: string[],
	most: number,
	pointer: string,
	complain: Complain,
): void {
	if (!isRecord(value)) {
		complain(pointer, "must be a text object");
		return;
	}
	if (!kinds.includes(textOf(value.type)))
		complain(`${pointer}/type`, `must be one of: ${kinds.join(", ")}`);
	const text = textOf(value.text);
	if (text === "") complain(`${pointer}/text`, "must be more than 0 characters");
	atMost(text, most, `${pointer}/text`, complain);
}

function textAtMost(
	owner: Json,
	name: string,
	most: number,
	pointer: string,
	complain: Complain,
): void {
	const value = owner[name];
	if (value === undefined || value === null) return;
	if (typeof value !== "string") {
		complain(`${pointer}/${name}`, "must be a string");
		return;
	}
	atMost(value, most, `${pointer}/${name}`, complain);
}

function atMost(text: string, most: number, pointer: string, complain: Complain): void {
	if (text.length > most) complain(pointer, `must be less than ${most + 1} characters`);
}

function itemsAtMost(items: unknown[], most: number, pointer: string, complain: Complain): void {
	if (items.length > most) complain(pointer, `no more than ${most} items allowed`);
}

/** How much text the blocks hold together, at whatever depth it stands. */
function textLength(value: unknown): number {
	if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0);
	if (!isRecord(value)) return 0;
	return Object.entries(value).reduce(
		(sum, [name, item]) =>
			sum + (name === "text" && typeof item === "string" ? item.length : textLength(item)),
		0,
	);
}
