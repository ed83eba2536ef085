import {
	type ClosedPack,
	createLibrary,
	type Library,
	type LibraryContent,
	type Taught,
} from "./library.ts";

/** What is taught where: packs may be for some spaces alone. */
export type Libraries = {
	/** What everybody sees. */
	readonly open: Library;
	/** What a space sees; the same object whenever that is the same. */
	of(space: string): Library;
};

export function createLibraries({ closed = [], ...content }: LibraryContent): Libraries {
	const open = createLibrary(content);
	const made = new Map([["", open]]);
	return {
		open,
		of(space) {
			const seen = closed.filter(({ spaces }) => spaces.includes(space));
			const key = seen.map(({ pack }) => pack).join(" ");
			const library = made.get(key) ?? createLibrary(opened(content, seen));
			made.set(key, library);
			return library;
		},
	};
}

/** All that is taught anywhere, for whoever looks after it. */
export function everything({ closed = [], ...content }: LibraryContent): LibraryContent {
	return opened(
		content,
		closed.map((pack) => ({ ...pack, hides: [] })),
	);
}

/** What one pack hides, none of them shows. */
function opened(content: LibraryContent, seen: readonly ClosedPack[]): LibraryContent {
	const all = [content, ...seen.map(({ taught }) => taught)];
	const taught = {
		topics: all.flatMap(({ topics }) => topics),
		questions: all.flatMap(({ questions }) => questions),
		tips: all.flatMap(({ tips }) => tips),
		challenges: all.flatMap(({ challenges }) => challenges),
		terms: all.flatMap(({ terms }) => terms),
	};
	const hides = seen.flatMap((pack) => pack.hides);
	return { ...content, ...without(taught, hides) };
}

/** All but the items of these ids. */
export function without(
	{ topics, questions, tips, challenges, terms }: Taught,
	hides: readonly string[],
): Taught {
	const hidden = new Set(hides);
	const shown = ({ id }: { readonly id: string }) => !hidden.has(id);
	return {
		topics,
		questions: questions.filter(shown),
		tips: tips.filter(shown),
		challenges: challenges.filter(shown),
		terms,
	};
}
