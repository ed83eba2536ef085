/**
 * Every number the learning rules hang on, with its reason. A change here changes what happens from
 * then on; facts already in the ledger keep the version they were decided under.
 */

/** Written into every attempt, so that a later reader knows which rules gave its points. */
export const RULES_VERSION = 2;

/** The rules from which on first tries leave a memory, totals and counts. */
export const REVIEWED_SINCE = 2;

/** Points for a question answered right at the first try ever, by the author's difficulty. */
export const POINTS = { easy: 10, medium: 15, hard: 20 } as const;

/** A due question right again: remembering is worth as much as an easy question. */
export const POINTS_REVIEW = 10;

/** A daily question is the same for everyone in a place, so it pays the same whatever one has seen. */
export const POINTS_DAILY = 10;

/** Answers beyond this many a local day stay open as practice, so that nobody grinds a board. */
export const SCORED_ANSWERS_A_DAY = 30;

/** A question is known after two right first tries at least this many local days apart. */
export const KNOWN_DAYS_APART = 2;

/** A topic is green with so many known questions, one of them medium or harder. */
export const GREEN_KNOWN = 3;

/** A stage is green with this share of its required topics: nobody has to love every corner. */
export const GREEN_SHARE = 0.8;

/**
 * A green topic is due for a refresh when the mean recall of its known questions is below this: well
 * under what reviews aim for, so that a week off fades nothing that was learned properly.
 */
export const REFRESH_RECALL = 0.75;

/**
 * A topic is called strong or worth another look from so many tried questions on, for a slip or two
 * say nothing; by the share of them that was right at the last try; so many of each, at most.
 */
export const JUDGED = { tried: 3, strong: 0.8, weak: 0.5, most: 3 } as const;

/** Weeks a profile looks back on, this one included. */
export const PROFILE_WEEKS = 6;

/** What the achievements ask for: few, and each takes real learning. */
export const ACHIEVED = { reviewsInTime: 10, streak: 30 } as const;

/** Recall to aim for: at 0.85 a review comes about twice as late as at 0.9 and costs little. */
export const RETENTION = 0.85;

/** Reviews a day: what a learner can do in ten minutes, so that a backlog frightens nobody. */
export const REVIEWS_A_DAY = 15;

/** A review counts as in time up to this many days after it fell due. */
export const IN_TIME_DAYS = 1;

/**
 * Down for this long within one local day, the bot may have been away whenever a learner had time:
 * the day is credited. A restart or a short trouble is not.
 */
export const OUTAGE_CREDIT_MS = 2 * 3_600_000;

/** Two beats further apart than this are an outage; four missed beats may be a slow restart. */
export const OUTAGE_MS = 5 * 60_000;

/** Streaks worth a word: these, then every 25 days, and full years. */
export const MILESTONES = { first: [5, 10, 30], every: 25, year: 365 } as const;

/** The author's guess of how many are right at first try, until enough have answered. */
export const EXPECTED = { easy: 0.85, medium: 0.65, hard: 0.45 } as const;

/** Answers of a learner, and on a question, from which on their own figures speak. */
export const RATED = { learner: 20, question: 30 } as const;

/** Where learning is neither boring nor beyond reach: the share of right answers to aim for. */
export const REACH = { least: 0.6, most: 0.9 } as const;

/** Of five questions at least so many are new, so that reviews do not stop the way forward. */
export const NEW_OF_FIVE = 2;

/** After so many days away the first question is one that was right before. */
export const AWAY_DAYS = 7;

/**
 * Nudges: after three that led to nothing they pause; one that could not be sent within two hours is
 * left out; a snoozed one comes again after two.
 */
export const NUDGE = { unanswered: 3, graceMs: 2 * 3_600_000, snoozeMs: 2 * 3_600_000 } as const;

/** Missed questions in the Sunday message: few enough to look at each. */
export const SUNDAY_MISSED = 3;

/** Questions in a round, unless asked otherwise; and the most one may ask for. */
export const ROUND = { usual: 5, most: 20 } as const;

/** Questions after a lesson: enough to see whether it stuck. */
export const LESSON_QUESTIONS = 3;

/** Names in the recap of a week: a few to cheer for, and nobody at the bottom. */
export const RECAP_TOP = 3;

/** How often the figures under a daily question may change. */
export const DAILY_EDIT_MS = 5 * 60_000;

/** So long a post of which nobody knows whether it arrived can be posted again; then its day is over. */
export const POST_AGAIN_MS = 24 * 3_600_000;

/** With less content left than this, the list of schedules says so. */
export const DRY_SOON_DAYS = 21;

/** Everyone starts with one freeze; every seventh counted day earns another, two held at most. */
export const FREEZE = { atStart: 1, every: 7, most: 2 } as const;

/** Rows of the top of a board, and neighbours shown on each side of one's own row. */
export const BOARD = { top: 10, neighbours: 2 } as const;

/**
 * Ranks of a season that are kept, ties included; never more people than fit a card. The longest
 * season, in days; signs of a name; and how many past ones a card shows. One that begins today does so
 * a moment after it is written down: what is being answered meanwhile is clearly before it.
 */
export const SEASON = {
	...{ ranks: 3, winners: 10, days: 366, name: 40, shown: 5 },
	leadMs: 2_000,
} as const;

/** Days without an answer after which somebody is called quiet: two weekends lie in them. */
export const QUIET_DAYS = 14;

/** A topic counts as gone through in a cohort's week after so many of its questions were tried. */
export const THROUGH = 3;

/** Days without an answer after which a lead is told: a week with its weekend may happen to anybody. */
export const STALLED_DAYS = 7;

/** The podium of a recap. */
export const PODIUM = 3;

/**
 * A challenge takes some days of building: it pays as much as ten easy questions, a capstone, which
 * closes a stage, three times that. Once per challenge and space.
 */
export const POINTS_CHALLENGE = { usual: 100, capstone: 300 } as const;

/**
 * A question is set aside in a space once so many different people there have reported it: one may
 * be mistaken and two may sit side by side, while a third is a reason to look before it is asked on.
 */
export const QUARANTINE_REPORTS = 3;

/**
 * People whose first answers a figure needs: below `shown` it would tell of persons, below `few` it
 * still jumps about, and from `judged` on it is worth a flag (`SE` of a correlation is 0.1 then).
 */
export const ITEM_PEOPLE = { shown: 10, few: 30, judged: 100 } as const;

/**
 * Flags: an item nearly nobody or nearly everybody gets right tells little; an option that fewer
 * than `dead` pick is none. `strong` is the upper group by the rest of their answers (T. L. Kelley,
 * Journal of Educational Psychology 30, 1939: 27 % separate best).
 */
export const ITEM_FLAGS = { hard: 0.2, easy: 0.95, dead: 0.05, strong: 0.27 } as const;

/** Weekdays one may rest: enough for a weekend, too few to rest from learning. */
export const MOST_RESTS = 2;

/**
 * What may be put right by hand. Points: far more than anybody earns in a month, and a slip of the keys
 * stays readable. A reason says something in three letters, and has room for a sentence or two. A
 * repair reaches as far back as the calendar that shows what was missed.
 */
export const ADJUSTMENT = { most: 10_000 } as const;
export const REASON = { least: 3, most: 200 } as const;
export const REPAIR_DAYS = 84;

/**
 * The log: entries a page, so that reasons stay readable on a phone; pages, for whoever goes further
 * back takes the file; entries in a file, which is far below what a message carries.
 */
export const AUDIT = { page: 8, pages: 100, file: 10_000 } as const;
