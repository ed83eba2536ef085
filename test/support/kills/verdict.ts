import { createDoctor } from "../../../src/core/doctor.ts";
import { openStore } from "../../../src/store/open.ts";
import { isOpen, readSlots, type Slot } from "./slots.ts";
import { momentsOf, type Spot, slotKey, type Town } from "./town.ts";
import { callWitness, type Witness } from "./witness.ts";

/** What is left after many lives: the stand-ins and the tables, held against what should be there. */
export type Figures = {
	readonly kills: number;
	/** Moments that fell due. */
	readonly moments: number;
	/** Messages on both platforms, by the platform. */
	readonly posts: Readonly<Record<Spot["platform"], number>>;
	/** Posts that were one too many. */
	readonly twice: Readonly<Record<Spot["platform"], number>>;
	/** Moments without a post that nobody was told of. */
	readonly lost: number;
	/** Moments of which the bot says that it cannot tell whether they were posted. */
	readonly unknown: number;
	/** Messages that are neither sent nor given up long after they should be. */
	readonly stuck: readonly string[];
	/** Messages under way, though the bot has stopped in order. */
	readonly sending: number;
	/** Answers whose result somebody saw; of these, those that are not kept, and those kept twice. */
	readonly answers: number;
	readonly answersLost: readonly string[];
	readonly answersTwice: readonly string[];
	/** What the database and the doctor find. */
	readonly integrity: string;
	readonly findings: number;
};

type Ended = {
	readonly town: Town;
	readonly database: string;
	readonly kills: number;
	/** What fell due up to here has to be posted by now. */
	readonly due: number;
	readonly now: number;
	readonly acknowledged: ReadonlySet<string>;
};

export async function judge(ended: Ended): Promise<Figures> {
	const witness = await callWitness(ended.database);
	const slots = await readSlots(witness);
	const [counted] = await witness.rows<{ sending: number | string }>(
		"select count(*) as sending from outbox where state = 'sending'",
	);
	const answers = await judgeAnswers(witness, ended.acknowledged);
	const integrity = await witness.integrity();
	await witness.close();
	const spots = ended.town.spots.map((spot) => judgeSpot(spot, ended, slots));
	const sum = (figure: (one: Judged) => number, of = spots) =>
		of.reduce((all, one) => all + figure(one), 0);
	const each = (figure: (one: Judged) => number) => ({
		discord: sum(figure, spots.filter(isOn("discord"))),
		slack: sum(figure, spots.filter(isOn("slack"))),
	});
	return {
		kills: ended.kills,
		moments: sum(({ moments }) => moments),
		posts: each(({ posts }) => posts),
		twice: each(({ twice }) => twice),
		lost: sum(({ lost }) => lost),
		unknown: [...slots.values()].filter(({ state }) => state === "unknown").length,
		stuck: spots.flatMap(({ stuck }) => stuck),
		sending: Number(counted?.sending),
		...answers,
		integrity,
		findings: await findingsIn(ended.database),
	};
}

type Judged = {
	readonly platform: Spot["platform"];
	readonly moments: number;
	readonly posts: number;
	readonly twice: number;
	readonly lost: number;
	readonly stuck: readonly string[];
};

const isOn = (platform: Spot["platform"]) => (one: Judged) => one.platform === platform;

/**
 * Each post says which delivery it is of, and the table says for which moment that was made. What
 * says nothing of the kind, or stands in the wrong place, is one too many.
 */
function judgeSpot(spot: Spot, { due, now }: Ended, slots: ReadonlyMap<string, Slot>): Judged {
	const came = momentsOf(spot, now).map((moment) => {
		const key = slotKey(spot, moment);
		const slot = slots.get(key);
		return { moment, key, slot, count: slot === undefined ? 0 : spot.postsOf(slot.delivery) };
	});
	const needed = came.filter(({ moment }) => moment <= due);
	const missing = needed.filter(({ count, slot }) => count === 0 && slot?.state !== "unknown");
	const open = needed.filter(({ slot }) => isOpen(slot));
	return {
		platform: spot.platform,
		moments: needed.length,
		posts: spot.posts(),
		twice: spot.posts() - came.filter(({ count }) => count > 0).length,
		lost: missing.length,
		stuck: open.map(({ key, slot }) => `${key} ${slot?.state ?? "not planned"}`),
	};
}

type Kept = { account_id: string; daily_id: string; answers: number | string };

async function judgeAnswers(witness: Witness, acknowledged: ReadonlySet<string>) {
	const rows = await witness.rows<Kept>(
		`select account_id, daily_id, count(*) as answers from ledger
		join round on round.id = ledger.round_id
		where ledger.kind = 'attempt' and daily_id is not null group by account_id, daily_id`,
	);
	const nameOf = ({ account_id, daily_id }: Kept) => `${account_id}/${daily_id}`;
	const kept = new Set(rows.map(nameOf));
	return {
		answers: acknowledged.size,
		answersLost: [...acknowledged].filter((one) => !kept.has(one)),
		answersTwice: rows.filter(({ answers }) => Number(answers) !== 1).map(nameOf),
	};
}

/** Everything that is concluded from the ledger is concluded again. */
async function findingsIn(database: string): Promise<number> {
	const store = await openStore(database, { ids: { make: () => "none" } });
	let found = 0;
	for await (const _ of createDoctor(store, false).findings()) found += 1;
	await store.close();
	return found;
}
