import { type Example, questionExamples } from "./gallery.ts";
import type { Library } from "./library.ts";
import { plain } from "./message.ts";
import { tipCard } from "./tips/view.ts";

/** A question or tip, as a list shows it. */
export type Item = { readonly id: string; readonly words: string };

/** Shows what is taught as members would see it, for those who write it. */
export type Preview = {
	/** Items whose id or words hold what is typed, in the order of the roadmap. */
	items(typed: string): readonly Item[];
	/** An item open and answered in every way it can be; empty when there is none of that id. */
	examples(id: string): readonly Example[];
};

/** More would be a list nobody reads; typing narrows it. */
const MOST_ITEMS = 50;

export function createPreview(library: Library): Preview {
	const questions = library.questions().map(({ id, stem }) => ({ id, words: plain(stem) }));
	const tips = library.tips.map(({ id, text }) => ({ id, words: plain(text) }));
	const all = [...questions, ...tips];
	return {
		items(typed) {
			const wanted = typed.trim().toLowerCase();
			const holds = ({ id, words }: Item) => `${id} ${words}`.toLowerCase().includes(wanted);
			return all.filter(holds).slice(0, MOST_ITEMS);
		},
		examples(id) {
			const question = library.question(id);
			if (question) return questionExamples(library, question);
			const tip = library.tips.find((one) => one.id === id);
			return tip ? [{ name: id, message: tipCard(library, tip, undefined, 1) }] : [];
		},
	};
}
