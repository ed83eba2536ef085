import { cohorts as says } from "../../text/en.ts";
import { type Context, isAccount } from "../command.ts";
import type { Stamp } from "../ledger.ts";
import { memberTyped } from "../members.ts";
import type { Learner } from "../ports.ts";
import { Problem } from "../problem.ts";
import { stampOf } from "../quiz/answer.ts";
import { type Cohort, type Role, stateAt } from "./cohort.ts";
import { cohortNamed, ledCohort, ledCohorts, todayOf } from "./flow.ts";

/** Somebody else, and the cohort it is about. */
type About = { readonly cohort: Cohort; readonly who: Learner; readonly stamp: Stamp };

/**
 * Who and what a lead or moderator means.
 *
 * @throws {Problem} when it is nobody here, no cohort of theirs, or not clear which
 */
async function about(context: Context, typed: Typed): Promise<About> {
	if (typed.member === undefined || typed.member === "") throw new Problem(says.needsWho);
	const mine = await ledCohorts(context);
	const cohort = cohortNamed(mine, typed.cohort, says.none);
	if (cohort === null) throw new Problem(says.several(mine.slice(0, 5).map(({ name }) => name)));
	await ledCohort(context, cohort.id);
	const who = await memberTyped(context, typed.member);
	if (who === null) throw new Problem(says.notHere);
	return { cohort, who, stamp: stampAbout(context, who, typed.member) };
}

type Typed = { readonly cohort?: string | undefined; readonly member?: string | undefined };

/** The fact is about them, on their date; where a name was typed, the store knows the account. */
function stampAbout(context: Context, who: Learner, typed: string): Stamp {
	const account = isAccount(typed) ? typed : "";
	const own = { learner: who.id, account, day: who.day, zone: who.zone };
	return { ...stampOf(context, "cohort"), ...own };
}

/** Takes somebody in; twice is once. */
export async function add(context: Context, typed: Typed): Promise<string> {
	const { cohort, who, stamp } = await about(context, typed);
	if (stateAt(cohort, context.now) === "closed") throw new Problem(says.isClosed(cohort.name));
	const role = await roleOf(context, cohort, who);
	if (role !== null) return says.addedAlready(who.name, cohort.name);
	await join(context, cohort, stamp, "member");
	return says.added(who.name, cohort.name);
}

/** Lets somebody go. */
export async function remove(context: Context, typed: Typed): Promise<string> {
	const { cohort, who, stamp } = await about(context, typed);
	const left = await context.tools.store.cohorts.leave(stamp, cohort.id);
	return (left ? says.removed : says.wasNotIn)(who.name, cohort.name);
}

/** Makes somebody a lead, or a member again. */
export async function lead(
	context: Context,
	typed: Typed,
	what: "add" | "remove",
): Promise<string> {
	const { cohort, who, stamp } = await about(context, typed);
	if (what === "add") {
		await join(context, cohort, stamp, "lead");
		return says.leadsNow(who.name, cohort.name);
	}
	if ((await roleOf(context, cohort, who)) !== "lead") return says.notLead(who.name, cohort.name);
	await join(context, cohort, stamp, "member");
	return says.leadsNoMore(who.name, cohort.name);
}

async function roleOf({ tools }: Context, cohort: Cohort, who: Learner): Promise<Role | null> {
	const theirs = await tools.store.cohorts.of(cohort.space, who.id);
	return theirs.find((one) => one.cohort === cohort.id)?.role ?? null;
}

async function join(context: Context, cohort: Cohort, stamp: Stamp, role: Role): Promise<void> {
	const as = { role, day: todayOf(cohort, context) };
	await context.tools.store.cohorts.join(stamp, cohort.id, as);
}
