/** What is under way, so that stopping can wait for it. */
export type Work = {
	track<T>(task: Promise<T>): Promise<T>;
	/** Resolves when all of it is done, or the time is up. */
	settled(withinMs: number): Promise<void>;
};

export function createWork(): Work {
	const under = new Set<Promise<unknown>>();
	return {
		track(task) {
			const done = task.finally(() => under.delete(done));
			under.add(done);
			return done;
		},
		async settled(withinMs) {
			await within(Promise.allSettled(under), withinMs);
		},
	};
}

/** Resolves after a while, or at once when the signal comes. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(done, ms);
		signal?.addEventListener("abort", done, { once: true });
		function done() {
			clearTimeout(timer);
			signal?.removeEventListener("abort", done);
			resolve();
		}
	});
}

/** What a task gives, or null when it takes longer. The task goes on either way. */
export async function within<T>(task: Promise<T>, ms: number): Promise<T | null> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => {
		timer = setTimeout(() => resolve(null), ms);
	});
	try {
		return await Promise.race([task, late]);
	} finally {
		clearTimeout(timer);
	}
}
