import type { Db } from "./units.ts";

/** False when the request has been carried out before; for requests that leave no fact behind. */
export async function isNews(db: Db, request: string, space: string): Promise<boolean> {
	const { numInsertedOrUpdatedRows: made } = await db
		.insertInto("handled")
		.values({ request_id: request, space_id: space })
		.onConflict((oc) => oc.doNothing())
		.executeTakeFirstOrThrow();
	return made === 1n;
}
