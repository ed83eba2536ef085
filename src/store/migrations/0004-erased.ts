import type { Migration, Words } from "./migration.ts";

/** What lets a person be erased: whose a message is, and ways to find all that names somebody. */
export const erased: Migration = {
	name: "0004-erased",
	statements: (words) => [...marks(words), ...owners(words), ...ways()],
};

function marks({ text, moment, keyed }: Words): string[] {
	return [
		// That somebody was erased, and by which request; nothing leads from here to whom.
		`create table erased (
			key ${text} primary key,
			at ${moment} not null
		) ${keyed}`,
	];
}

function owners({ text }: Words): string[] {
	return [
		`alter table outbox add column learner_id ${text} references learner (id)`,
		`update outbox set learner_id = (
			select learner.id from learner where outbox.id like outbox.kind || '/' || learner.id || '/%')
		where kind in ('share', 'nudge', 'sunday')`,
	];
}

/** Without these, removing one person would read every row of a table, and checking references too. */
function ways(): string[] {
	return [
		"create index outbox_learner on outbox (learner_id) where learner_id is not null",
		"create index outbox_place on outbox (space_id, place_id)",
		"create index score_learner on score (learner_id)",
		"create index ledger_actor on ledger (actor_id) where actor_id <> account_id",
		"create index round_space on round (space_id)",
		"create index slot_space on slot (space_id)",
		"create index reminder_space on reminder (space_id)",
	];
}
