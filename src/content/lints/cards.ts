import { type Example, questionExamples } from "../../core/gallery.ts";
import type { Library } from "../../core/library.ts";
import type { Message } from "../../core/message.ts";
import type { Pack } from "../pack.ts";
import { type Finding, finding } from "./lint.ts";

/**
 * L21: no card is longer than a phone can bear. What a card weighs is up to the platforms, of which
 * content knows nothing: they are handed in.
 */

/** What a message takes on a platform. */
export type Weight = { readonly characters: number; readonly bytes: number };
export type Face = { readonly name: string; weigh(message: Message): Weight };

/** The open question alone: its answer adds to it. */
const MOST_OPEN = 2_800;
const WORST: Weight = { characters: 3_500, bytes: 9_000 };

/** Questions of a pack with a card that is too heavy somewhere, each told once. */
export function cardFindings(
	pack: Pack,
	library: Library,
	faces: readonly Face[],
): readonly Finding[] {
	return pack.topics.flatMap((file) =>
		file.questions.flatMap((entry) => {
			const question = library.question(`${pack.id}/${file.slug}/${entry.value.id}`);
			if (!question) return [];
			const [open, ...others] = questionExamples(library, question);
			const text =
				(open && firstTooHeavy([open], faces, { ...WORST, characters: MOST_OPEN })) ??
				firstTooHeavy(others, faces, WORST);
			return text === undefined ? [] : [finding(entry, "L21", "error", [], text)];
		}),
	);
}

function firstTooHeavy(
	examples: readonly Example[],
	faces: readonly Face[],
	most: Weight,
): string | undefined {
	for (const { name, message } of examples)
		for (const fault of overweight(message, faces, most))
			return `the card “${name.split("/").at(-1)}” ${fault}: shorten its texts`;
	return undefined;
}

/** In what a message is too heavy, by platform; nothing when it is not. */
export function overweight(
	message: Message,
	faces: readonly Face[],
	most: Weight = WORST,
): readonly string[] {
	return faces.flatMap((face) => {
		const weight = face.weigh(message);
		return (["characters", "bytes"] as const)
			.filter((unit) => weight[unit] > most[unit])
			.map((unit) => `takes ${weight[unit]} ${unit} on ${face.name}, and may take ${most[unit]}`);
	});
}
