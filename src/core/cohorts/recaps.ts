import { cohorts as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import type { Form, Message } from "../message.ts";
import { Problem } from "../problem.ts";
import type { Cohort } from "./cohort.ts";
import type { Recap } from "./due.ts";
import { mayLead } from "./flow.ts";
import { RECAP_LIMIT, recapForm } from "./form.ts";
import { draftCard } from "./post.ts";

type Offered = { readonly cohort: Cohort; readonly recap: Recap };

/**
 * A recap that is one's to change and post. It may be pressed in a direct message, which belongs to
 * no space: so it goes by the cohort's own leads.
 *
 * @throws {Problem} when one does not lead that cohort (any more)
 */
async function offered(context: Context, id: string, week: number): Promise<Offered> {
	const { cohorts } = context.tools.store;
	const cohort = await cohorts.read(id);
	const recap = await cohorts.recap(id, week);
	if (cohort === null || recap === null || !(await mayLead(context, cohort)))
		throw new Problem(says.recap.gone);
	return { cohort, recap };
}

/** The form in which the words of a recap are changed. */
export async function rewordForm(context: Context, id: string, week: number): Promise<Form> {
	const { recap } = await offered(context, id, week);
	if (recap.posted) throw new Problem(says.recap.postedAlready);
	return recapForm(recap);
}

/** Takes over other words. */
export async function reword(
	context: Context,
	id: string,
	week: number,
	typed: string,
): Promise<Message> {
	const { cohort, recap } = await offered(context, id, week);
	const words = typed.trim().slice(0, RECAP_LIMIT);
	if (words === "") throw new Problem(says.recap.empty);
	const kept = await context.tools.store.cohorts.reword(id, week, words);
	if (!kept) throw new Problem(says.recap.postedAlready);
	return draftCard(cohort, { ...recap, words });
}

/** Posts a recap in the cohort's place, once, whoever of its leads presses. */
export async function postRecap(context: Context, id: string, week: number): Promise<Message> {
	const { cohort, recap } = await offered(context, id, week);
	const delivery = {
		id: `cohort-recap/${id}/${week}`,
		space: cohort.space,
		place: cohort.place,
		what: { kind: "cohort-recap", cohort: id, week },
	} as const;
	const { store } = context.tools;
	const posted = await store.cohorts.post(recap, context.account, delivery, context.now);
	if (!posted) throw new Problem(says.recap.postedAlready);
	return draftCard(cohort, { ...recap, posted: true });
}
