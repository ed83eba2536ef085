import { cohorts as says } from "../../text/en.ts";
import type { Form } from "../message.ts";
import { writePress } from "../press.ts";
import type { Cohort } from "./cohort.ts";
import type { Recap } from "./due.ts";
import { editPress } from "./view.ts";

/** Longer recaps are letters. */
export const RECAP_LIMIT = 2_000;

/** All of a plan but its topics, as it stands. */
export function planForm(cohort: Cohort): Form {
	const { pace, weekdays } = cohort.plan.terms.at(-1) ?? cohort.plan.terms[0];
	const line = (name: string, label: string, value: string, max: number) =>
		({ name, label, value, max, kind: "line" }) as const;
	return {
		title: says.formTitle,
		press: editPress("formed", cohort.id),
		submit: says.formSave,
		fields: [
			line("name", says.formName, cohort.name, 40),
			line("start", says.formStart, cohort.startsOn, 10),
			{ ...line("end", says.formEnd, cohort.plan.until ?? "", 10), optional: true },
			line("pace", says.formPace, String(pace), 2),
			line("days", says.formDays, says.weekdays(weekdays), 60),
		],
	};
}

/** The words of a recap, to be changed as its lead likes. */
export function recapForm({ cohort, week, words }: Recap): Form {
	return {
		title: says.recap.title,
		press: writePress("cohort-show.reworded", 1, cohort, week),
		submit: says.recap.save,
		fields: [
			{ name: "words", label: says.recap.label, kind: "area", value: words, max: RECAP_LIMIT },
		],
	};
}
