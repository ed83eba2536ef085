/** Answers kept, so that a retry of what was lost on the way gets the first answer, not a second run. */
export type Once = {
	/**
	 * @param id the action's own id
	 * @param body what was asked: the same id with another body is refused
	 * @returns null when the id was already used for something else
	 */
	<Answer>(id: string, body: string, run: () => Promise<Answer>): Promise<Answer> | null;
	/** Resolves when nothing is under way. */
	idle(): Promise<void>;
};

type Kept = { readonly body: string; readonly answer: Promise<unknown> };

/** @param most how many answers are kept; a page retries within seconds */
export function createOnce(most: number): Once {
	const kept = new Map<string, Kept>();
	const once = <Answer>(id: string, body: string, run: () => Promise<Answer>) => {
		const before = kept.get(id);
		// What is kept under an id came from the same kind of wish, or the bodies would differ.
		if (before) return before.body === body ? (before.answer as Promise<Answer>) : null;
		const answer = run();
		kept.set(id, { body, answer });
		answer.catch(() => kept.delete(id));
		forget(kept, most);
		return answer;
	};
	const idle = async () => {
		await Promise.allSettled([...kept.values()].map(({ answer }) => answer));
	};
	return Object.assign(once, { idle });
}

/** Drops the oldest beyond `most`. A Map keeps the order of insertion. */
export function forget(map: Map<string, unknown>, most: number): void {
	for (const key of map.keys()) {
		if (map.size <= most) return;
		map.delete(key);
	}
}
