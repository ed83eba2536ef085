/**
 * Every number the learning rules hang on, with its reason. A change here changes what happens from
 * then on; facts already in the ledger keep the version they were decided under.
 */

/** Written into every attempt, so that a later reader knows which rules gave its points. */
export const RULES_VERSION = 1;

/** Points for a question answered right at the first try ever, by the author's difficulty. */
export const POINTS = { easy: 10, medium: 15, hard: 20 } as const;

/** Right again on a later day: remembering is worth as much as an easy question. */
export const POINTS_AGAIN = 10;

/** A daily question is the same for everyone in a place, so it pays the same whatever one has seen. */
export const POINTS_DAILY = 10;

/** Answers beyond this many a local day stay open as practice, so that nobody grinds a board. */
export const SCORED_ANSWERS_A_DAY = 30;

/** A question is known after two right first tries at least this many local days apart. */
export const KNOWN_DAYS_APART = 2;

/** Questions in a round, unless asked otherwise; and the most one may ask for. */
export const ROUND = { usual: 5, most: 20 } as const;

/** Everyone starts with one freeze; every seventh counted day earns another, two held at most. */
export const FREEZE = { atStart: 1, every: 7, most: 2 } as const;

/** Rows of the top of a board, and neighbours shown on each side of one's own row. */
export const BOARD = { top: 10, neighbours: 2 } as const;
