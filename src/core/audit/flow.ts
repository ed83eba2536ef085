import { care, audit as says } from "../../text/en.ts";
import { cohortNames } from "../care/flow.ts";
import type { Context } from "../command.ts";
import { memberTyped } from "../members.ts";
import type { FileKind, Message } from "../message.ts";
import type { Member } from "../ports.ts";
import { Problem } from "../problem.ts";
import { AUDIT } from "../rules.ts";
import { type AuditFilter, DEEDS, type What } from "./audit.ts";
import { auditFile } from "./file.ts";
import type { Naming } from "./said.ts";
import { auditCard, fileCard, type Narrowed } from "./view.ts";

/** What `/manage people audit` does. */

type Typed = {
	readonly member?: string | undefined;
	readonly by?: string | undefined;
	readonly what?: What | undefined;
};

/** The people meant, by their ids. @throws {Problem} when one is nobody here */
export async function narrowedBy(context: Context, typed: Typed): Promise<Narrowed> {
	return {
		member: await idOf(context, typed.member),
		by: await idOf(context, typed.by),
		what: typed.what ?? null,
	};
}

async function idOf(context: Context, typed: string | undefined): Promise<string | null> {
	if (typed === undefined || typed === "") return null;
	const found = await memberTyped(context, typed);
	if (found === null) throw new Problem(care.notHere);
	return found.id;
}

const filterOf = ({ member, by, what }: Narrowed): AuditFilter => ({
	...{ member, by },
	kinds: what === null ? null : DEEDS[what],
});

/** One page of the log; one more row than it shows tells whether there are others. */
export async function showAudit(
	context: Context,
	narrowed: Narrowed,
	page: number,
): Promise<Message> {
	const { tools, space } = context;
	const at = Math.min(Math.max(page, 1), AUDIT.pages);
	const size = AUDIT.page;
	const wanted = { most: size + 1, skip: (at - 1) * size };
	const found = await tools.store.audit.read(space.id, filterOf(narrowed), wanted);
	return auditCard({
		entries: found.slice(0, size),
		page: at,
		more: found.length > size && at < AUDIT.pages,
		narrowed,
		only: await onlySaid(context, narrowed),
		naming: await naming(context),
	});
}

async function naming(context: Context): Promise<Naming> {
	return { cohorts: await cohortNames(context), library: context.tools.library };
}

async function onlySaid(
	context: Context,
	{ member, by, what }: Narrowed,
): Promise<readonly string[]> {
	const [whom, who] = await Promise.all([memberOf(context, member), memberOf(context, by)]);
	return [
		...(what === null ? [] : [says.whats[what]]),
		...(member === null ? [] : [says.onlyTo(whom?.learner.name ?? says.nobody)]),
		...(by === null ? [] : [says.onlyBy(who?.learner.name ?? says.nobody)]),
	];
}

async function memberOf({ tools, space, now }: Context, id: string | null): Promise<Member | null> {
	return id === null ? null : tools.store.care.member(space.id, id, now);
}

/** The log as a file, as far as it fits into a message. */
export async function sendAudit(
	context: Context,
	narrowed: Narrowed,
	kind: FileKind,
): Promise<Message> {
	const { tools, space, now } = context;
	const wanted = { most: AUDIT.file + 1, skip: 0 };
	const found = await tools.store.audit.read(space.id, filterOf(narrowed), wanted);
	const entries = found.slice(0, AUDIT.file);
	const file = auditFile(entries, await naming(context), kind, now);
	return fileCard(file, entries.length, found.length > entries.length);
}
