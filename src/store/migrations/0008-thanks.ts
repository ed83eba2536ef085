import type { Migration } from "./migration.ts";

/** Whether somebody may be thanked by name once the question they reported is mended. */
export const thanks: Migration = {
	name: "0008-thanks",
	statements: () => [
		"alter table report add column by_name integer not null default 0",
		"create index report_thanks on report (question_id) where by_name = 1",
	],
};
