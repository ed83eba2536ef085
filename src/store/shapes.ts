import type { Database } from "better-sqlite3";

/** A table as SQLite describes it. */
export type TableShape = {
	readonly table: string;
	readonly columns: readonly string[];
	/** Columns of the primary key, in its order. */
	readonly key: readonly string[];
	/** Other tables that its rows refer to. */
	readonly refersTo: readonly string[];
};

/**
 * All tables of a database but those of the migrations, each after the tables it refers to: in this
 * order they can be filled. Read from the database, so that no list has to be kept beside the schema.
 */
export function tablesInKeyOrder(database: Database): readonly TableShape[] {
	const waiting = new Map(tableNames(database).map((name) => [name, shapeOf(database, name)]));
	const ordered: TableShape[] = [];
	while (waiting.size > 0) {
		const next = [...waiting.values()].find((one) => !one.refersTo.some((to) => waiting.has(to)));
		if (!next) throw new Error(`these tables refer to each other: ${[...waiting.keys()].join()}`);
		waiting.delete(next.table);
		ordered.push(next);
	}
	return ordered;
}

function tableNames(database: Database): string[] {
	const names = `select name from sqlite_schema where type = 'table'
		and name not like 'sqlite\\_%' escape '\\'
		and name not in ('migration', 'migration_lock') order by name`;
	return database.prepare(names).pluck().all() as string[];
}

function shapeOf(database: Database, table: string): TableShape {
	const columns = database.prepare("select name, pk from pragma_table_info(?)").all(table) as {
		name: string;
		/** Place in the primary key, from 1 on; 0 outside of it. */
		pk: number;
	}[];
	const refersTo = database
		.prepare(`select distinct "table" from pragma_foreign_key_list(?) where "table" <> ?`)
		.pluck()
		.all(table, table) as string[];
	const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
	return { table, columns: names(columns), key: names(key), refersTo };
}

const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name);
