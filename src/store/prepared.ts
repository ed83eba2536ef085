import type { Compilable, CompiledQuery, DialectAdapter } from "kysely";
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
	return async (db, values) => {
		const { adapter } = db.getExecutor();
		const query = built.get(adapter) ?? build(db, blanksFor(values)).compile();
		built.set(adapter, query);
		const { rows } = await db.executeQuery<Row>({ ...query, parameters: fillIn(query, values) });
		return rows;
	};
}

function blanksFor<Values extends Readonly<Record<string, unknown>>>(values: Values): Values {
	const blanks = Object.keys(values).map((name) => [name, new Blank(name)]);
	return Object.fromEntries(blanks);
}

function fillIn(query: CompiledQuery, values: Readonly<Record<string, unknown>>): unknown[] {
	return query.parameters.map((one) => (one instanceof Blank ? values[one.name] : one));
}
