import type { Button, Control, Form, Inline, Item, Message, Part } from "../../src/core/message.ts";

/** A message as a test reads it: plain lines, buttons in brackets. */
export function told(message: Message): string {
	const controls = (message.controls ?? []).map(toldControl);
	const files = (message.files ?? []).map(({ name, about }) => `<${name}: ${about}>`);
	return [...message.parts.map(toldPart), ...files, ...controls].join("\n");
}

/** A form as a test reads it. */
export function toldForm(form: Form): string {
	const fields = form.fields.map((field) => `${field.label}: ${field.value ?? ""}`);
	return [`# ${form.title}`, ...fields, `[${form.submit}]`].join("\n");
}

function toldPart(part: Part): string {
	switch (part.part) {
		case "heading":
			return `# ${part.text}`;
		case "text":
			return toldText(part.text);
		case "note":
			return `(${toldText(part.text)})`;
		case "picture":
			return `[picture: ${part.alt}]`;
		case "code":
			return part.code.trimEnd();
		case "list":
			return part.items.map(toldItem).join("\n");
		case "facts":
			return part.facts.map((fact) => `${fact.label}: ${toldText(fact.value)}`).join("\n");
	}
}

const toldItem = (item: Item): string => `${item.mark ?? "-"} ${toldText(item.text)}`;
const toldText = (text: readonly Inline[]): string => text.map(toldInline).join("");

function toldInline(inline: Inline): string {
	if (typeof inline === "string") return inline;
	switch (inline.as) {
		case "person":
		case "group":
			return inline.name;
		case "moment":
			return new Date(inline.at).toISOString().slice(0, 16);
		case "command":
			return `/${inline.name}`;
		case "place":
			return `<${inline.place}>`;
		default:
			return inline.text;
	}
}

function toldControl(control: Control): string {
	if (control.control === "choose") return `[${control.label}: any of the ${control.of} here]`;
	if (control.control === "pick")
		return `[${control.label}: ${control.options.map((option) => option.label).join(", ")}]`;
	return control.buttons.map((button: Button) => `[${button.label}]`).join(" ");
}
