import Database from "better-sqlite3";
import pg from "pg";

/** Looks into the tables of a bot past all of its own code, also while it runs. */
export type Witness = {
	rows<Row>(sql: string): Promise<readonly Row[]>;
	/** What the database itself finds wrong with its file; `ok` where it finds nothing. */
	integrity(): Promise<string>;
	close(): Promise<void>;
};

export async function callWitness(database: string): Promise<Witness> {
	return database.startsWith("postgres:") ? onPostgres(database) : onSqlite(database);
}

function onSqlite(path: string): Witness {
	const database = new Database(path, { fileMustExist: true });
	return {
		rows: async <Row>(sql: string) => database.prepare(sql).all() as Row[],
		async integrity() {
			const broken = database.pragma("foreign_key_check") as unknown[];
			const said = String(database.pragma("integrity_check", { simple: true }));
			return broken.length === 0 ? said : `${said}, ${broken.length} rows refer to nothing`;
		},
		close: async () => void database.close(),
	};
}

/** PostgreSQL checks references as they are written, and its pages when they are read. */
async function onPostgres(url: string): Promise<Witness> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	return {
		rows: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
		integrity: async () => "ok",
		close: () => client.end(),
	};
}
