import { z } from "zod";
import { type Context, choice, command, idArg, press, wholeArg } from "../src/core/command.ts";
import { exportList, list, questionKeyed, show } from "../src/core/items/flow.ts";
import { FILTERS, type Listing, SORTS } from "../src/core/items/list.ts";
import { ANY } from "../src/core/items/view.ts";
import { shortKey } from "../src/core/key.ts";
import type { FileKind } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { topicParameter, topicTyped } from "../src/core/topics.ts";
import { say, items as says, triage } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const flagArg = z.union([z.literal(ANY), z.enum(FILTERS)]);
const listingArgs = z.tuple([idArg, z.enum(SORTS), flagArg]);
const pageArgs = z.tuple([idArg, z.enum(SORTS), flagArg, wholeArg]);

/** `/manage questions list`: how questions are answered in this space. */
export const manageQuestionsList = command({
	name: "manage questions list",
	about: says.listAbout,
	who: "moderators",
	where: "space",
	answers: "asker",
	parameters: {
		topic: topicParameter(says.topic),
		sort: choice({
			about: says.sort,
			choices: [
				{ name: says.sorts.answers, value: "answers" },
				{ name: says.sorts.hardest, value: "hardest" },
				{ name: says.sorts.easiest, value: "easiest" },
				{ name: says.sorts.slowest, value: "slowest" },
				{ name: says.sorts.weakest, value: "weakest" },
				{ name: says.sorts.roadmap, value: "roadmap" },
			],
		}),
		flag: choice({
			about: says.flag,
			choices: [
				{ name: says.flags.key, value: "key" },
				{ name: says.flags.hard, value: "hard" },
				{ name: says.flags.easy, value: "easy" },
				{ name: says.flags.dead, value: "dead" },
				{ name: says.flags.hidden, value: "hidden" },
			],
		}),
	},
	async run(context, { topic: typed, sort = "answers", flag = null }) {
		const topic = typed ? topicTyped(context.tools.library, typed).id : null;
		return { do: "say", message: await list(context, { topic, sort, flag }, 1) };
	},
	presses: {
		page: press({
			...inPlace,
			args: pageArgs,
			async run(context, [topic, sort, flag, page]) {
				const listing = listingOf(context, topic, sort, flag);
				return { do: "replace", message: await list(context, listing, page) };
			},
		}),
		open: press({
			...inPlace,
			args: z.tuple([]),
			async run(context, _args, { picked: [key = ""] }) {
				const question = questionKeyed(context.tools.library, key, triage.gone);
				return { do: "replace", message: await show(context, question) };
			},
		}),
		csv: asFile("csv"),
		json: asFile("json"),
	},
});

function asFile(kind: FileKind) {
	return press({
		version: 1,
		answers: "asker",
		args: listingArgs,
		async run(context, [topic, sort, flag]) {
			const listing = listingOf(context, topic, sort, flag);
			return { do: "say", message: await exportList(context, listing, kind) };
		},
	});
}

/** @throws {Problem} when there is no such topic any more */
function listingOf(
	{ tools }: Context,
	topic: string,
	sort: Listing["sort"],
	flag: z.output<typeof flagArg>,
): Listing {
	const found = tools.library.topics.find(({ id }) => shortKey(id) === topic);
	if (found === undefined && topic !== ANY) throw new Problem(say.press.unknown);
	return { topic: found?.id ?? null, sort, flag: flag === ANY ? null : flag };
}
