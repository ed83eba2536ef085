import { z } from "zod";
import { DEEDS, type What } from "../src/core/audit/audit.ts";
import { narrowedBy, sendAudit, showAudit } from "../src/core/audit/flow.ts";
import { ANY, type Narrowed } from "../src/core/audit/view.ts";
import {
	choice,
	command,
	idArg,
	member,
	type Press,
	press,
	wholeArg,
} from "../src/core/command.ts";
import type { FileKind } from "../src/core/message.ts";
import { audit as says } from "../src/text/en.ts";

const whats = Object.keys(DEEDS) as [What, ...What[]];
const choices = [
	{ name: says.whats.points, value: "points" },
	{ name: says.whats.streaks, value: "streaks" },
	{ name: says.whats.boards, value: "boards" },
	{ name: says.whats.undo, value: "undo" },
	{ name: says.whats.cohorts, value: "cohorts" },
	{ name: says.whats.challenges, value: "challenges" },
] as const;

const anyId = idArg.transform((id) => (id === ANY ? null : id));
const anyWhat = z.enum([...whats, ANY]).transform((what) => (what === ANY ? null : what));
const narrowing = [anyId, anyId, anyWhat] as const;

type Narrowing = readonly [string | null, string | null, What | null];
const narrowedTo = ([member, by, what]: Narrowing): Narrowed => ({ member, by, what });

/** A button that sends the log as a file. */
function asFile(kind: FileKind): Press {
	return press({
		version: 1,
		answers: "asker",
		args: z.tuple(narrowing),
		async run(context, args) {
			return { do: "say", message: await sendAudit(context, narrowedTo(args), kind) };
		},
	});
}

/** `/manage people audit`: who did what to whom, when and why. */
export const managePeopleAudit = command({
	name: "manage people audit",
	about: says.about,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		member: member({ about: says.member }),
		by: member({ about: says.by }),
		what: choice({ about: says.what, choices }),
	},
	async run(context, input) {
		const narrowed = await narrowedBy(context, input);
		return { do: "say", message: await showAudit(context, narrowed, 1) };
	},
	presses: {
		page: press({
			version: 1,
			answers: "in-place",
			args: z.tuple([wholeArg, ...narrowing]),
			async run(context, [page, ...args]) {
				return { do: "replace", message: await showAudit(context, narrowedTo(args), page) };
			},
		}),
		csv: asFile("csv"),
		json: asFile("json"),
	},
});
