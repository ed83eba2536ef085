/**
 * What Discord refuses, as numbers and as checks.
 *
 * The stand-in holds every payload against these rules, so that a message too long or a button
 * too many fails in a test and not in somebody's community. Lengths are counted in UTF-16 units:
 * that is never less than the number of characters, so what passes here passes at Discord.
 */

/** JSON as it comes over the wire: nothing is known about a field until it has been looked at. */
export type JsonObject = { [key: string]: unknown };

/** The numbers of Discord's documentation, by name. */
export const LIMITS = {
	/** custom_id of a button, a select, an input or a modal: 1 to this many. */
	customId: 100,
	buttonLabel: 80,
	buttonUrl: 512,
	buttonsPerRow: 5,
	/** Rows in a message without the components flag. */
	rows: 5,
	selectOptions: 25,
	/** Label, value and description of a select's option. */
	optionText: 100,
	placeholder: 150,
	/** Components in one message, nested ones included. */
	components: 40,
	/** All text displays of a message together. */
	textDisplayTotal: 4000,
	sectionTexts: 3,
	galleryItems: 10,
	content: 2000,
	embeds: 10,
	/** All texts of all embeds together. */
	embedTotal: 6000,
	files: 10,
	nonce: 25,
	modalTitle: 45,
	modalInputs: 5,
	modalLabel: 45,
	modalDescription: 100,
	inputText: 4000,
	inputPlaceholder: 100,
	/** Options of a radio group or a group of checkboxes. */
	groupOptions: 10,
	autocompleteChoices: 25,
	choiceText: 100,
	commands: 100,
	commandName: 32,
	commandDescription: 100,
	commandOptions: 25,
	/** Names, descriptions and choice values of one command together. */
	commandTotal: 8000,
	/** Follow-ups to one interaction where only the person, not the guild, installed the bot. */
	followUpsWhereNotInstalled: 5,
} as const;

/** Message flags the stand-in knows. */
export const FLAGS = {
	suppressEmbeds: 1 << 2,
	ephemeral: 1 << 6,
	loading: 1 << 7,
	suppressNotifications: 1 << 12,
	componentsV2: 1 << 15,
} as const;

/** Component types by name. */
export const COMPONENT = {
	row: 1,
	button: 2,
	stringSelect: 3,
	textInput: 4,
	userSelect: 5,
	roleSelect: 6,
	mentionableSelect: 7,
	channelSelect: 8,
	section: 9,
	text: 10,
	thumbnail: 11,
	gallery: 12,
	file: 13,
	separator: 14,
	container: 17,
	label: 18,
	fileUpload: 19,
	radioGroup: 21,
	checkboxGroup: 22,
	checkbox: 23,
} as const;

/** Types of command options by name. */
export const OPTION = {
	sub: 1,
	group: 2,
	string: 3,
	integer: 4,
	boolean: 5,
	user: 6,
	channel: 7,
	role: 8,
	mentionable: 9,
	number: 10,
} as const;

const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;
const SELECTS: readonly number[] = [
	COMPONENT.stringSelect,
	COMPONENT.userSelect,
	COMPONENT.roleSelect,
	COMPONENT.mentionableSelect,
	COMPONENT.channelSelect,
];
const IN_MESSAGE_ROW: readonly number[] = [COMPONENT.button, ...SELECTS];
const IN_CONTAINER: readonly number[] = [
	COMPONENT.row,
	COMPONENT.section,
	COMPONENT.text,
	COMPONENT.gallery,
	COMPONENT.file,
	COMPONENT.separator,
];
const IN_MESSAGE: readonly number[] = [...IN_CONTAINER, COMPONENT.container];
const IN_MODAL: readonly number[] = [COMPONENT.row, COMPONENT.text, COMPONENT.label];
const IN_LABEL: readonly number[] = [
	...SELECTS,
	COMPONENT.textInput,
	COMPONENT.fileUpload,
	COMPONENT.radioGroup,
	COMPONENT.checkboxGroup,
	COMPONENT.checkbox,
];

/** One thing wrong with a payload, and the field it is wrong in. */
interface FormError {
	at: readonly (string | number)[];
	code: string;
	message: string;
}

type At = FormError["at"];

export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value when it is a list, else an empty one: Discord reads null and absence the same way. */
export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

export function numberOf(value: unknown): number {
	return typeof value === "number" ? value : 0;
}

export function textOf(value: unknown): string {
	return typeof value === "string" ? value : "";
}

export function hasFlag(flags: unknown, flag: number): boolean {
	return (numberOf(flags) & flag) !== 0;
}

/** Nests the errors the way Discord does: `errors.data.components.0.label._errors`. */
export function errorTree(errors: readonly FormError[]): JsonObject {
	const tree: JsonObject = {};
	for (const { at, code, message } of errors) {
		let node = tree;
		for (const key of at) {
			const next = node[key];
			const child: JsonObject = isObject(next) ? next : {};
			node[key] = child;
			node = child;
		}
		node._errors = [...listOf(node._errors), { code, message }];
	}
	return tree;
}

/** Collects what is wrong while a payload is walked through. */
class Form {
	readonly errors: FormError[] = [];
	readonly #customIds = new Set<string>();
	readonly #ids = new Set<number>();
	/** Components met so far, nested ones included. */
	count = 0;
	/** Characters in all text displays met so far. */
	shownText = 0;
	/** What a row holds: buttons and selects in a message, an input in a modal. */
	readonly rowHolds: readonly number[];

	constructor(rowHolds: readonly number[]) {
		this.rowHolds = rowHolds;
	}

	refuse(at: At, code: string, message: string): void {
		this.errors.push({ at, code, message });
	}

	/** A text that must be there and keep to a length. */
	text(value: unknown, at: At, min: number, max: number): void {
		if (value === undefined || value === null) {
			this.refuse(at, "BASE_TYPE_REQUIRED", "This field is required");
		} else if (typeof value !== "string") {
			this.refuse(at, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
		} else {
			this.length(value.length, at, min, max);
		}
	}

	/** A text that may be missing, but keeps to a length when it is there. */
	optionalText(value: unknown, at: At, max: number, min = 0): void {
		if (value !== undefined && value !== null) this.text(value, at, min, max);
	}

	length(length: number, at: At, min: number, max: number): void {
		if (length >= min && length <= max) return;
		if (min > 0) {
			const message = `Must be between ${min} and ${max} in length.`;
			this.refuse(at, "BASE_TYPE_BAD_LENGTH", message);
		} else {
			this.refuse(at, "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
		}
	}

	/** A custom_id of the right length that no other component of the payload carries. */
	customId(value: unknown, at: At): void {
		const where = [...at, "custom_id"];
		this.text(value, where, 1, LIMITS.customId);
		if (typeof value !== "string") return;
		if (this.#customIds.has(value)) {
			const message = "Component custom id cannot be duplicated";
			this.refuse(where, "COMPONENT_CUSTOM_ID_DUPLICATED", message);
		}
		this.#customIds.add(value);
	}

	/** One component in a place that takes only some types. */
	component(value: unknown, at: At, allowed: readonly number[]): void {
		if (!isObject(value)) {
			this.refuse(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
			return;
		}
		this.count += 1;
		const type = numberOf(value.type);
		if (!allowed.includes(type)) {
			const message = `Value of field "type" must be one of (${allowed.join(", ")}).`;
			this.refuse([...at, "type"], "UNION_TYPE_CHOICES", message);
			return;
		}
		this.#numericId(value.id, at);
		RULES.get(type)?.(this, value, at);
	}

	components(values: readonly unknown[], at: At, allowed: readonly number[]): void {
		for (const [index, value] of values.entries()) this.component(value, [...at, index], allowed);
	}

	/** The number of a component may be left to Discord, but may not occur twice. */
	#numericId(id: unknown, at: At): void {
		if (typeof id !== "number" || id === 0) return;
		if (this.#ids.has(id)) {
			this.refuse([...at, "id"], "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
		}
		this.#ids.add(id);
	}
}

type Rule = (form: Form, component: JsonObject, at: At) => void;

/** What is checked on a component of each type once its place is known to be right. */
const RULES = new Map<number, Rule>([
	[COMPONENT.row, checkRow],
	[COMPONENT.button, checkButton],
	[COMPONENT.stringSelect, checkStringSelect],
	[COMPONENT.userSelect, checkSelect],
	[COMPONENT.roleSelect, checkSelect],
	[COMPONENT.mentionableSelect, checkSelect],
	[COMPONENT.channelSelect, checkSelect],
	[COMPONENT.textInput, checkTextInput],
	[COMPONENT.section, checkSection],
	[COMPONENT.text, checkTextDisplay],
	[COMPONENT.gallery, checkGallery],
	[COMPONENT.container, checkContainer],
	[COMPONENT.label, checkLabel],
	[COMPONENT.fileUpload, (form, component, at) => form.customId(component.custom_id, at)],
	[COMPONENT.radioGroup, (form, component, at) => checkGroup(form, component, at, 2)],
	[COMPONENT.checkboxGroup, (form, component, at) => checkGroup(form, component, at, 1)],
	[COMPONENT.checkbox, (form, component, at) => form.customId(component.custom_id, at)],
]);

/** A row holds up to five buttons, or one select, or (in a modal) one input. */
function checkRow(form: Form, row: JsonObject, at: At): void {
	const children = listOf(row.components);
	const where = [...at, "components"];
	form.length(children.length, where, 1, LIMITS.buttonsPerRow);
	const types = children.map((child) => (isObject(child) ? child.type : undefined));
	const alone = types.some((type) => type !== COMPONENT.button);
	if (alone && children.length > 1) {
		const message = "The specified component exceeds the maximum width";
		form.refuse(where, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
	}
	form.components(children, where, form.rowHolds);
}

function checkButton(form: Form, button: JsonObject, at: At): void {
	form.optionalText(button.label, [...at, "label"], LIMITS.buttonLabel);
	if (button.style === PREMIUM_STYLE) return;
	const style = numberOf(button.style);
	if (style < 1 || style > PREMIUM_STYLE) {
		const message = "Value must be one of {1, 2, 3, 4, 5, 6}.";
		form.refuse([...at, "style"], "BASE_TYPE_CHOICES", message);
	}
	if (!button.label && !isObject(button.emoji)) {
		const message = "A button must have a label or an emoji";
		form.refuse([...at, "label"], "BUTTON_COMPONENT_INVALID_LABEL", message);
	}
	if (style === LINK_STYLE) checkLinkButton(form, button, at);
	else checkPressedButton(form, button, at);
}

function checkLinkButton(form: Form, button: JsonObject, at: At): void {
	form.text(button.url, [...at, "url"], 1, LIMITS.buttonUrl);
	if (button.custom_id !== undefined && button.custom_id !== null) {
		const message = "A custom id and url cannot both be specified";
		form.refuse([...at, "custom_id"], "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
	}
	if (!/^(https?|discord):\/\//.test(textOf(button.url))) {
		const message = "Scheme must be one of ('http', 'https', 'discord').";
		form.refuse([...at, "url"], "URL_TYPE_INVALID_SCHEME", message);
	}
}

function checkPressedButton(form: Form, button: JsonObject, at: At): void {
	form.customId(button.custom_id, at);
	if (button.url !== undefined && button.url !== null) {
		const message = "A custom id and url cannot both be specified";
		form.refuse([...at, "url"], "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
	}
}

/** What every select has in common. */
function checkSelect(form: Form, select: JsonObject, at: At): void {
	form.customId(select.custom_id, at);
	form.optionalText(select.placeholder, [...at, "placeholder"], LIMITS.placeholder);
	const { min, max } = valueRange(select);
	if (min > max || max > LIMITS.selectOptions) {
		const message = "Must be at least min_values and no more than 25.";
		form.refuse([...at, "max_values"], "NUMBER_TYPE_RANGE", message);
	}
}

/** How many values a select takes; Discord's default is exactly one. */
export function valueRange(select: JsonObject): { min: number; max: number } {
	const min = typeof select.min_values === "number" ? select.min_values : 1;
	const max = typeof select.max_values === "number" ? select.max_values : 1;
	return { min, max };
}

function checkStringSelect(form: Form, select: JsonObject, at: At): void {
	checkSelect(form, select, at);
	const options = listOf(select.options);
	const where = [...at, "options"];
	form.length(options.length, where, 1, LIMITS.selectOptions);
	checkOptions(form, options, where);
	if (valueRange(select).max > options.length) {
		const message = `Must be less than or equal to ${options.length}.`;
		form.refuse([...at, "max_values"], "NUMBER_TYPE_MAX", message);
	}
}

/** A group of radio buttons or checkboxes in a modal. */
function checkGroup(form: Form, group: JsonObject, at: At, least: number): void {
	form.customId(group.custom_id, at);
	const options = listOf(group.options);
	form.length(options.length, [...at, "options"], least, LIMITS.groupOptions);
	checkOptions(form, options, [...at, "options"]);
}

function checkOptions(form: Form, options: readonly unknown[], at: At): void {
	const values = new Set<unknown>();
	for (const [index, option] of options.entries()) {
		if (!isObject(option)) continue;
		form.text(option.label, [...at, index, "label"], 1, LIMITS.optionText);
		form.text(option.value, [...at, index, "value"], 1, LIMITS.optionText);
		form.optionalText(option.description, [...at, index, "description"], LIMITS.optionText);
		if (values.has(option.value)) {
			const message = "The specified option value is already used";
			form.refuse([...at, index, "value"], "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
		}
		values.add(option.value);
	}
}

function checkTextInput(form: Form, input: JsonObject, at: At): void {
	form.customId(input.custom_id, at);
	form.optionalText(input.placeholder, [...at, "placeholder"], LIMITS.inputPlaceholder);
	form.optionalText(input.value, [...at, "value"], LIMITS.inputText);
	const inLabel = at.at(-1) === "component";
	if (inLabel) form.optionalText(input.label, [...at, "label"], LIMITS.modalLabel);
	else form.text(input.label, [...at, "label"], 1, LIMITS.modalLabel);
	if (input.style !== 1 && input.style !== 2) {
		form.refuse([...at, "style"], "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.");
	}
	checkInputLengths(form, input, at);
}

/** A prefilled value must itself be one the input would take. */
function checkInputLengths(form: Form, input: JsonObject, at: At): void {
	const min = numberOf(input.min_length);
	const max = typeof input.max_length === "number" ? input.max_length : LIMITS.inputText;
	if (min > max || max > LIMITS.inputText) {
		const message = `Must be between min_length and ${LIMITS.inputText}.`;
		form.refuse([...at, "max_length"], "NUMBER_TYPE_RANGE", message);
	}
	const value = textOf(input.value);
	if (value.length > max) {
		form.refuse([...at, "value"], "BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
	}
	if (value !== "" && value.length < min) {
		form.refuse([...at, "value"], "BASE_TYPE_MIN_LENGTH", `Must be ${min} or more in length.`);
	}
}

function checkSection(form: Form, section: JsonObject, at: At): void {
	const texts = listOf(section.components);
	form.length(texts.length, [...at, "components"], 1, LIMITS.sectionTexts);
	form.components(texts, [...at, "components"], [COMPONENT.text]);
	const accessory = [COMPONENT.button, COMPONENT.thumbnail];
	form.component(section.accessory, [...at, "accessory"], accessory);
}

function checkTextDisplay(form: Form, text: JsonObject, at: At): void {
	form.text(text.content, [...at, "content"], 1, LIMITS.textDisplayTotal);
	form.shownText += textOf(text.content).length;
}

function checkGallery(form: Form, gallery: JsonObject, at: At): void {
	form.length(listOf(gallery.items).length, [...at, "items"], 1, LIMITS.galleryItems);
}

function checkContainer(form: Form, container: JsonObject, at: At): void {
	const children = listOf(container.components);
	form.length(children.length, [...at, "components"], 1, LIMITS.components);
	form.components(children, [...at, "components"], IN_CONTAINER);
}

function checkLabel(form: Form, label: JsonObject, at: At): void {
	form.text(label.label, [...at, "label"], 1, LIMITS.modalLabel);
	form.optionalText(label.description, [...at, "description"], LIMITS.modalDescription, 1);
	form.component(label.component, [...at, "component"], IN_LABEL);
}

/**
 * Checks a whole message: what a new one says, or what an edited one would say afterwards. The
 * second matters because an edit may leave a text in place that the components flag forbids.
 */
export function checkMessage(message: JsonObject, under: readonly string[] = []): FormError[] {
	const form = new Form(IN_MESSAGE_ROW);
	const v2 = hasFlag(message.flags, FLAGS.componentsV2);
	const content = textOf(message.content);
	form.length(content.length, [...under, "content"], 0, LIMITS.content);
	checkEmbeds(form, listOf(message.embeds), [...under, "embeds"]);
	checkNonce(form, message.nonce, [...under, "nonce"]);
	if (v2) refuseLegacyFields(form, message, under);

	const components = listOf(message.components);
	const at = [...under, "components"];
	form.components(components, at, v2 ? IN_MESSAGE : [COMPONENT.row]);
	if (!v2) form.length(components.length, at, 0, LIMITS.rows);
	if (form.count > LIMITS.components) {
		const message = `The maximum number of components in a message is ${LIMITS.components}`;
		form.refuse(at, "COMPONENT_MAX_TOTAL_EXCEEDED", message);
	}
	if (form.shownText > LIMITS.textDisplayTotal) {
		const message = `The total text size of all components exceeds ${LIMITS.textDisplayTotal}`;
		form.refuse(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message);
	}
	return form.errors;
}

/** With the components flag a message is made of components only. */
function refuseLegacyFields(form: Form, message: JsonObject, under: readonly string[]): void {
	const code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
	const complaint = "cannot be used with the MessageFlags.IS_COMPONENTS_V2 flag";
	if (textOf(message.content) !== "") {
		form.refuse([...under, "content"], code, `The 'content' field ${complaint}`);
	}
	if (listOf(message.embeds).length > 0) {
		form.refuse([...under, "embeds"], code, `The 'embeds' field ${complaint}`);
	}
}

function checkEmbeds(form: Form, embeds: readonly unknown[], at: At): void {
	form.length(embeds.length, at, 0, LIMITS.embeds);
	const total = embeds.reduce<number>((sum, embed) => sum + embedTexts(embed).join("").length, 0);
	if (total > LIMITS.embedTotal) {
		const message = `Embed size exceeds maximum size of ${LIMITS.embedTotal}`;
		form.refuse(at, "MAX_EMBED_SIZE_EXCEEDED", message);
	}
}

/** The texts of an embed in the order a reader meets them. */
export function embedTexts(embed: unknown): string[] {
	if (!isObject(embed)) return [];
	const fields = listOf(embed.fields).flatMap((field) =>
		isObject(field) ? [textOf(field.name), textOf(field.value)] : [],
	);
	const footer = isObject(embed.footer) ? textOf(embed.footer.text) : "";
	const texts = [textOf(embed.title), textOf(embed.description), ...fields, footer];
	return texts.filter((text) => text !== "");
}

function checkNonce(form: Form, nonce: unknown, at: At): void {
	if (typeof nonce === "string") form.length(nonce.length, at, 0, LIMITS.nonce);
}

/** Whether a message would show nothing at all; Discord refuses those with a code of its own. */
export function isEmptyMessage(message: JsonObject): boolean {
	if (textOf(message.content).trim() !== "") return false;
	return listOf(message.components).length === 0 && listOf(message.embeds).length === 0;
}

/** Checks what a modal shows: a title, and one to five things to fill in. */
export function checkModal(modal: JsonObject, under: readonly string[] = []): FormError[] {
	const form = new Form([COMPONENT.textInput]);
	form.text(modal.title, [...under, "title"], 1, LIMITS.modalTitle);
	form.text(modal.custom_id, [...under, "custom_id"], 1, LIMITS.customId);
	const components = listOf(modal.components);
	const at = [...under, "components"];
	form.length(components.length, at, 1, LIMITS.modalInputs);
	form.components(components, at, IN_MODAL);
	const inputs = components.filter((one) => isObject(one) && one.type !== COMPONENT.text);
	if (components.length > 0 && inputs.length === 0) {
		form.refuse(at, "BASE_TYPE_REQUIRED", "A modal needs at least one input");
	}
	return form.errors;
}

/** Checks what autocomplete offers. */
export function checkChoices(choices: unknown, under: readonly string[] = []): FormError[] {
	const form = new Form([]);
	const at = [...under, "choices"];
	form.length(listOf(choices).length, at, 0, LIMITS.autocompleteChoices);
	checkChoiceTexts(form, listOf(choices), at);
	return form.errors;
}

function checkChoiceTexts(form: Form, choices: readonly unknown[], at: At): void {
	for (const [index, choice] of choices.entries()) {
		if (!isObject(choice)) continue;
		form.text(choice.name, [...at, index, "name"], 1, LIMITS.choiceText);
		if (typeof choice.value === "number") continue;
		form.text(choice.value, [...at, index, "value"], 0, LIMITS.choiceText);
	}
}

/** Checks a whole list of commands as it is registered. */
export function checkCommands(commands: readonly unknown[]): FormError[] {
	const form = new Form([]);
	form.length(commands.length, [], 0, LIMITS.commands);
	const names = new Set<unknown>();
	for (const [index, command] of commands.entries()) {
		if (!isObject(command)) continue;
		const slash = command.type === undefined || command.type === 1;
		if (slash) checkNamed(form, command, [index]);
		else form.text(command.name, [index, "name"], 1, LIMITS.commandName);
		if (slash) checkCommandOptions(form, listOf(command.options), [index, "options"]);
		const key = `${slash ? 1 : numberOf(command.type)}:${textOf(command.name)}`;
		if (names.has(key)) {
			const message = "Application command names must be unique";
			form.refuse([index, "name"], "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
		}
		names.add(key);
		if (commandSize(command) > LIMITS.commandTotal) {
			const message = `Command exceeds maximum size (${LIMITS.commandTotal})`;
			form.refuse([index], "APPLICATION_COMMAND_TOO_LARGE", message);
		}
	}
	return form.errors;
}

/** Name and description, which commands and options have in common. */
function checkNamed(form: Form, named: JsonObject, at: At): void {
	const name = textOf(named.name);
	const valid = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name);
	if (!valid || name !== name.toLowerCase()) {
		const message = "Command name is invalid";
		form.refuse([...at, "name"], "APPLICATION_COMMAND_INVALID_NAME", message);
	}
	form.text(named.description, [...at, "description"], 1, LIMITS.commandDescription);
}

function checkCommandOptions(form: Form, options: readonly unknown[], at: At): void {
	form.length(options.length, at, 0, LIMITS.commandOptions);
	const names = new Set<unknown>();
	let optionalSeen = false;
	for (const [index, option] of options.entries()) {
		if (!isObject(option)) continue;
		checkNamed(form, option, [...at, index]);
		if (names.has(option.name)) {
			const message = "Option names must be unique";
			form.refuse([...at, index, "name"], "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
		}
		names.add(option.name);
		if (option.required === true && optionalSeen) {
			const message = "Required options must be placed before non-required options";
			form.refuse([...at, index], "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
		}
		optionalSeen ||= option.required !== true;
		checkCommandOption(form, option, [...at, index]);
	}
}

function checkCommandOption(form: Form, option: JsonObject, at: At): void {
	const known: readonly number[] = [...Object.values(OPTION), 11];
	if (!known.includes(numberOf(option.type))) {
		form.refuse([...at, "type"], "UNION_TYPE_CHOICES", 'Value of field "type" must be 1 to 11.');
	}
	checkCommandOptions(form, listOf(option.options), [...at, "options"]);
	const choices = listOf(option.choices);
	form.length(choices.length, [...at, "choices"], 0, LIMITS.autocompleteChoices);
	checkChoiceTexts(form, choices, [...at, "choices"]);
	if (option.autocomplete === true && choices.length > 0) {
		const message = "Autocomplete and choices cannot be used together";
		form.refuse([...at, "autocomplete"], "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE", message);
	}
}

/** Characters of a command that count towards its total. */
function commandSize(named: JsonObject): number {
	const own = textOf(named.name).length + textOf(named.description).length;
	const parts = [...listOf(named.options), ...listOf(named.choices)];
	const value = textOf(named.value).length;
	return parts.reduce<number>(
		(sum, part) => sum + (isObject(part) ? commandSize(part) : 0),
		own + value,
	);
}
