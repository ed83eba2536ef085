/** Timers of the real clock, kept from before any test puts fake ones in their place. */
const { setTimeout: later, clearTimeout: forget } = globalThis;

/** Lets waits end the moment something happens, so that nobody has to sleep. */
export class Bell {
	readonly #watchers = new Set<() => void>();
	#closed: Error | undefined;

	ring(): void {
		for (const watch of [...this.#watchers]) watch();
	}

	close(reason: Error): void {
		this.#closed = reason;
		this.ring();
	}

	/** Resolves with the first defined value `look` gives; rejects when it throws or time is up. */
	until<T>(look: () => T | undefined, limitMs: number, complaint: () => string): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			const end = () => {
				this.#watchers.delete(watch);
				forget(timer);
			};
			const watch = () => {
				try {
					const found = look();
					if (found === undefined && !this.#closed) return;
					end();
					if (found === undefined) reject(this.#closed);
					else resolve(found);
				} catch (error) {
					end();
					reject(error);
				}
			};
			const timer = later(() => {
				end();
				reject(new Error(complaint()));
			}, limitMs);
			this.#watchers.add(watch);
			watch();
		});
	}
}
