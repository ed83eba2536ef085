import { z } from "zod";
import { type Context, command, idArg, type Press, press, wholeArg } from "../src/core/command.ts";
import type { Message } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { readAlso } from "../src/core/rescore/also.ts";
import type { AlsoRight } from "../src/core/rescore/credit.ts";
import { alsoTyped, askTyped, askWish, give, preview, take } from "../src/core/rescore/flow.ts";
import { askWhy, hide, keep, type Spot, triage, undo, upstream } from "../src/core/triage/flow.ts";
import { say, triage as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
/** The key of a question, and its version. */
const spotArgs = z.tuple([idArg, wholeArg]);
const careArgs = z.tuple([idArg]);
const positions = z.array(z.string().regex(/^\d$/)).min(1);

/** A button on a question that shows what comes of it. */
function onQuestion(work: (context: Context, spot: Spot) => Promise<Message>): Press {
	return press({
		...inPlace,
		args: spotArgs,
		async run(context, [key, revision]) {
			return { do: "replace", message: await work(context, { key, revision }) };
		},
	});
}

/** A button that takes a decision back. */
function onCare(work: (context: Context, care: string) => Promise<Message>): Press {
	return press({
		...inPlace,
		args: careArgs,
		async run(context, [care]) {
			return { do: "replace", message: await work(context, care) };
		},
	});
}

/** `/manage questions reports`: what members think is wrong, and everything to be done about it. */
export const manageQuestionsReports = command({
	name: "manage questions reports",
	about: says.reportsAbout,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {},
	async run(context) {
		return { do: "say", message: await triage(context, 1) };
	},
	presses: {
		page: press({
			...inPlace,
			args: z.tuple([wholeArg]),
			async run(context, [at]) {
				return { do: "replace", message: await triage(context, at) };
			},
		}),
		hide: press({
			version: 1,
			answers: "form",
			args: spotArgs,
			async run(context, [key, revision]) {
				return { do: "ask", form: await askWhy(context, { key, revision }) };
			},
		}),
		hidden: press({
			...inPlace,
			args: spotArgs,
			async run(context, [key, revision], { fields }) {
				const message = await hide(context, { key, revision }, fields.why ?? "");
				return { do: "replace", message };
			},
		}),
		keep: onQuestion(keep),
		undo: onCare(undo),
		upstream: press({
			version: 1,
			answers: "asker",
			args: spotArgs,
			async run(context, [key, revision]) {
				return { do: "say", message: await upstream(context, { key, revision }) };
			},
		}),
		rescore: onQuestion(askWish),
		/** Options that were right as well. */
		right: press({
			...inPlace,
			args: spotArgs,
			async run(context, [key, revision], { picked }) {
				const at = positions.safeParse(picked);
				if (!at.success) throw new Problem(say.press.unknown);
				const also: AlsoRight = { by: "options", at: at.data.map(Number).toSorted() };
				return { do: "replace", message: await preview(context, { key, revision }, also) };
			},
		}),
		all: onQuestion((context, spot) => preview(context, spot, { by: "all" })),
		type: press({
			version: 1,
			answers: "form",
			args: spotArgs,
			async run(context, [key, revision]) {
				return { do: "ask", form: await askTyped(context, { key, revision }) };
			},
		}),
		typed: press({
			...inPlace,
			args: spotArgs,
			async run(context, [key, revision], { fields }) {
				const also = alsoTyped(fields.typed ?? "");
				return { do: "replace", message: await preview(context, { key, revision }, also) };
			},
		}),
		/** Does what the preview said. */
		give: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg, z.string()]),
			async run(context, [key, revision, written]) {
				const also = readAlso(written);
				if (also === null) throw new Problem(say.press.unknown);
				return { do: "replace", message: await give(context, { key, revision }, also) };
			},
		}),
		take: onCare(take),
	},
});
