import type { SpaceSettings, Store } from "../core/ports.ts";
import { isNews } from "./handled.ts";
import { prepared } from "./prepared.ts";
import type { Db, Units } from "./units.ts";

/** What moderators set of a space. */
export function spaces(units: Units): Store["spaces"] {
	return {
		read: (space) => units.read((db) => readSettings(db, { space })),
		change: (request, space, change) =>
			units.write((db) => changeSettings(db, request, space, change)),
	};
}

async function readSettings(db: Db, asked: { space: string }): Promise<SpaceSettings | null> {
	const [row] = await settingsOf(db, asked);
	return row ? settingsIn(row) : null;
}

const settingsOf = prepared((db, { space }: { space: string }) =>
	db.selectFrom("space").select(["zone", "moderators", "visibility"]).where("id", "=", space),
);

/** Written first, so that on PostgreSQL whoever else changes it waits. */
async function changeSettings(
	db: Db,
	request: string,
	space: string,
	change: (before: SpaceSettings) => SpaceSettings,
): Promise<SpaceSettings> {
	const row = await db
		.updateTable("space")
		.set((eb) => ({ zone: eb.ref("zone") }))
		.where("id", "=", space)
		.returning(["zone", "moderators", "visibility"])
		.executeTakeFirstOrThrow();
	const before = settingsIn(row);
	if (!(await isNews(db, request, space))) return before;
	const { moderators, ...after } = change(before);
	await db
		.updateTable("space")
		.set({ ...after, moderators: JSON.stringify(moderators) })
		.where("id", "=", space)
		.execute();
	return { ...after, moderators };
}

type Row = { zone: string; moderators: string; visibility: "unasked" | "shown" | "hidden" };

/** As the program knows them. Where nobody has said anything, members are shown. */
export function settingsIn({ zone, moderators, visibility }: Row): SpaceSettings {
	return {
		zone,
		moderators: JSON.parse(moderators),
		visibility: visibility === "hidden" ? "hidden" : "shown",
	};
}
