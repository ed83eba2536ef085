import { type RawBuilder, sql } from "kysely";
import type { Posted, PostedKind } from "../core/ports.ts";
import { preparedRows } from "./prepared.ts";
import type { Db } from "./units.ts";

/** What schedules have posted, and when last. */

/** A thing that was posted now. */
export type Use = {
	readonly scope: string;
	readonly space: string;
	readonly kind: PostedKind;
	readonly item: string;
	readonly at: number;
};

type Memory = Record<PostedKind, Map<string, number>>;

export const nothingPosted = (): Memory => ({
	question: new Map(),
	tip: new Map(),
	topic: new Map(),
	challenge: new Map(),
});

/** Of these scopes, of these kinds. */
export async function readPosted(
	db: Db,
	scopes: readonly string[],
	kinds: readonly PostedKind[],
): Promise<Map<string, Memory>> {
	if (scopes.length === 0 || kinds.length === 0) return new Map();
	const rows = await db
		.selectFrom("posted")
		.select(["scope", "kind", "item", "at"])
		.where("scope", "in", scopes)
		.where("kind", "in", kinds)
		.execute();
	return memories(rows);
}

/** Of all that a space's schedules are for. */
export async function readPostedIn(db: Db, space: string): Promise<ReadonlyMap<string, Posted>> {
	const scopes = await db
		.selectFrom("schedule")
		.select((eb) => eb.fn.coalesce("cohort_id", "space_id").as("scope"))
		.distinct()
		.where("space_id", "=", space)
		.execute();
	const all: readonly PostedKind[] = ["question", "tip", "topic", "challenge"];
	return readPosted(
		db,
		scopes.map(({ scope }) => scope),
		all,
	);
}

type Row = { scope: string; kind: PostedKind; item: string; at: number };

function memories(rows: readonly Row[]): Map<string, Memory> {
	const found = new Map<string, Memory>();
	for (const { scope, kind, item, at } of rows) {
		const memory = found.get(scope) ?? nothingPosted();
		memory[kind].set(item, at);
		found.set(scope, memory);
	}
	return found;
}

/**
 * Takes down what is posted; of two at once the later one is kept. Always in one order, so that two
 * processes never wait for each other.
 */
export async function writePosted(db: Db, uses: readonly Use[]): Promise<void> {
	const rows = new Map(uses.map((use) => [`${use.scope}/${use.kind}/${use.item}`, use]));
	const inOrder = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
	await insert(
		db,
		inOrder.map(([, use]) => use),
	);
}

const insert = preparedRows((db, uses: readonly Use[]) =>
	db
		.insertInto("posted")
		.values(
			uses.map(({ scope, space, kind, item, at }) => ({ scope, space_id: space, kind, item, at })),
		)
		.onConflict((oc) => oc.columns(["scope", "kind", "item"]).doUpdateSet({ at: excludedAt() })),
);

const excludedAt = (): RawBuilder<number> => sql<number>`excluded.at`;
