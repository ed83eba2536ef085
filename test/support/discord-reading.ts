import { COMPONENT, embedTexts, FLAGS, hasFlag, textOf } from "./discord-limits.ts";
import type { Component, Message, Modal } from "./discord-types.ts";

/**
 * Messages and forms as a reader meets them: their components in order, their texts, and the
 * lines they become in a transcript.
 */

/** All components, parents before their children, in reading order. */
export function* walk(components: readonly Component[]): Generator<Component> {
	for (const component of components) {
		yield component;
		if (component.components !== undefined) yield* walk(component.components);
		if (component.component !== undefined) yield* walk([component.component]);
		if (component.accessory !== undefined) yield* walk([component.accessory]);
	}
}

/** What a button says: its label, or the emoji that stands for one. */
export function buttonLabel(button: Component): string {
	return button.label ?? button.emoji?.name ?? "";
}

/** Everything a person can read in a message or a modal, without the things to press. */
export function readableTexts(message: Message): string[] {
	const shown = [...walk(message.components)].flatMap((one) =>
		one.type === COMPONENT.text ? [one.content ?? ""] : [],
	);
	const texts = [message.content, ...message.embeds.flatMap(embedTexts), ...shown];
	return texts.filter((text) => text !== "");
}

/** A message as lines of a transcript: its texts, and its buttons in brackets. */
export function messageLines(message: Message): string[] {
	if (hasFlag(message.flags, FLAGS.loading)) return ["(thinking …)"];
	const files = message.attachments.map((one) => `(file: ${textOf(one.filename)})`);
	const texts = [message.content, ...message.embeds.flatMap(embedTexts)];
	const said = texts.filter((text) => text !== "").flatMap((text) => text.split("\n"));
	return [...said, ...message.components.flatMap(componentLines), ...files];
}

function componentLines(component: Component): string[] {
	const children = component.components ?? [];
	switch (component.type) {
		case COMPONENT.text:
			return (component.content ?? "").split("\n");
		case COMPONENT.row:
			return [children.map(controlText).join(" ")];
		case COMPONENT.section: {
			const beside = component.accessory;
			const lines = children.flatMap(componentLines);
			return beside === undefined ? lines : [...lines, controlText(beside)];
		}
		case COMPONENT.container:
			return children.flatMap(componentLines);
		case COMPONENT.separator:
			return ["---"];
		case COMPONENT.gallery:
			return (component.items ?? []).map((item) => `(picture: ${item.description ?? "untitled"})`);
		case COMPONENT.file:
			return ["(file)"];
		default:
			return [controlText(component)];
	}
}

/** A thing to press or choose from, as one would write it down. */
function controlText(component: Component): string {
	if (component.type === COMPONENT.thumbnail) return `(picture: ${component.description ?? ""})`;
	const off = component.disabled === true ? ", off" : "";
	if (component.type === COMPONENT.button) {
		const link = component.url === undefined ? "" : ` → ${component.url}`;
		return `[${buttonLabel(component)}${link}${off}]`;
	}
	const options = (component.options ?? []).map((option) => option.label).join(" | ");
	return `[${component.placeholder ?? "choose"}${off}: ${options}]`;
}

/** A modal as lines of a transcript. */
export function modalLines(modal: Modal): string[] {
	const fields = [...walk(modal.components)].flatMap((one) => {
		if (one.type === COMPONENT.text) return (one.content ?? "").split("\n");
		return one.label === undefined ? [] : [`${one.label}: ____`];
	});
	return [`“${modal.title}”`, ...fields];
}
