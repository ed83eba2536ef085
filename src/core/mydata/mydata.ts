/** How much is kept about somebody, for those who want to know without reading all of it. */
export type Counts = {
	readonly answers: number;
	readonly days: number;
	/** Questions with a state and a memory. */
	readonly cards: number;
	readonly rounds: number;
	readonly reports: number;
	readonly spaces: number;
	readonly accounts: number;
	readonly reminders: number;
};

/** One thing that is kept; its fields are told of in docs/my-data.md. */
export type KeptRow = Readonly<Record<string, unknown>>;

/** All that is kept about somebody, in the order in which it is exported. */
export type MyData = {
	readonly learner: KeptRow;
	readonly accounts: readonly KeptRow[];
	readonly spaces: readonly KeptRow[];
	readonly personalSpaces: readonly KeptRow[];
	readonly places: readonly KeptRow[];
	readonly facts: readonly KeptRow[];
	readonly actions: readonly KeptRow[];
	readonly rounds: readonly KeptRow[];
	readonly reports: readonly KeptRow[];
	readonly cards: readonly KeptRow[];
	readonly days: readonly KeptRow[];
	readonly streak: readonly KeptRow[];
	readonly totals: readonly KeptRow[];
	readonly mastered: readonly KeptRow[];
	readonly scores: readonly KeptRow[];
	readonly wins: readonly KeptRow[];
	readonly reminders: readonly KeptRow[];
	readonly messages: readonly KeptRow[];
	readonly cohorts: readonly KeptRow[];
	readonly challenges: readonly KeptRow[];
	readonly roles: readonly KeptRow[];
};
