import type { Migration } from "./migration.ts";

/** Whether a moderator took a member off the space's boards. */
export const excluded: Migration = {
	name: "0009-excluded",
	statements: () => ["alter table membership add column excluded integer not null default 0"],
};
