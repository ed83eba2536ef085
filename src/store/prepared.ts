import type { Compilable, CompiledQuery, DialectAdapter, QueryResult } from "kysely";
import type { Db } from "./units.ts";

/** Stands in a statement for a value that is given when it runs. */
class Blank {
	readonly name: string;
	constructor(name: string) {
		this.name = name;
	}
}

/**
 * A statement that is built once per database and then only filled in. Building one takes several
 * times as long as SQLite needs to run it, so whatever runs with every request is made like this.
 * @param build writes the statement; it sees blanks, so it must not decide by the values
 */
export function prepared<Values extends Readonly<Record<string, unknown>>, Row>(
	build: (db: Db, values: Values) => Compilable<Row>,
): (db: Db, values: Values) => Promise<readonly Row[]> {
	const built = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
	const compiled = (db: Db, values: Values): CompiledQuery<Row> => {
		const { adapter } = db.getExecutor();
		const known = built.get(adapter);
		if (known) return known;
		const query = build(db, blanksFor(values)).compile();
		built.set(adapter, query);
		return query;
	};
	return (db, values) => {
		const query = compiled(db, values);
		return perform<Row>(db, { ...query, parameters: fillIn(query, values) }).then(rowsIn);
	};
}

const rowsIn = <Row>({ rows }: QueryResult<Row>): readonly Row[] => rows;

/**
 * Runs a statement that is built. Kysely's own way to the connection would ask its plugins, of which
 * there are none, before and after.
 */
export function perform<Row>(db: Db, query: CompiledQuery<Row>): Promise<QueryResult<Row>> {
	return db.getExecutor().provideConnection((connection) => connection.executeQuery<Row>(query));
}

/** Counts of rows whose statements are kept: a few for batches, and all there are of small changes. */
const COUNTS_KEPT = 16;

/**
 * The same for a statement over any number of rows, such as an insert of many. All rows have the same
 * columns.
 */
export function preparedRows<Values extends Readonly<Record<string, unknown>>, Row = unknown>(
	build: (db: Db, rows: readonly Values[]) => Compilable<Row>,
): (db: Db, rows: readonly Values[]) => Promise<readonly Row[]> {
	const built = new WeakMap<DialectAdapter, Map<number, CompiledQuery<Row>>>();
	return async (db, rows) => {
		if (rows.length === 0) return [];
		const { adapter } = db.getExecutor();
		const kept = built.get(adapter) ?? new Map<number, CompiledQuery<Row>>();
		built.set(adapter, kept);
		const query = kept.get(rows.length) ?? build(db, rows.map(blanksInRow)).compile();
		kept.set(rows.length, query);
		const [oldest] = kept.keys();
		if (oldest !== undefined && kept.size > COUNTS_KEPT) kept.delete(oldest);
		const parameters = query.parameters.map((one) =>
			one instanceof RowBlank ? rows[one.row]?.[one.name] : one,
		);
		return (await perform<Row>(db, { ...query, parameters })).rows;
	};
}

/** Stands in a statement for a value of one of its rows. */
class RowBlank {
	readonly row: number;
	readonly name: string;
	constructor(row: number, name: string) {
		this.row = row;
		this.name = name;
	}
}

function blanksInRow<Values extends Readonly<Record<string, unknown>>>(
	values: Values,
	row: number,
): Values {
	const blanks = Object.keys(values).map((name) => [name, new RowBlank(row, name)]);
	return Object.fromEntries(blanks);
}

function blanksFor<Values extends Readonly<Record<string, unknown>>>(values: Values): Values {
	const blanks = Object.keys(values).map((name) => [name, new Blank(name)]);
	return Object.fromEntries(blanks);
}

function fillIn(query: CompiledQuery, values: Readonly<Record<string, unknown>>): unknown[] {
	return query.parameters.map((one) => (one instanceof Blank ? values[one.name] : one));
}
