import { z } from "zod";
import { choice, command, idArg, press, whole, wholeArg } from "../src/core/command.ts";
import { type Message, text } from "../src/core/message.ts";
import {
	answer,
	answerForm,
	appear,
	begin,
	beginAt,
	beginIn,
	current,
	guess,
	nudge,
	onward,
	ownRound,
	place,
	reasons,
	report,
	reportForm,
	start,
	thankMe,
	typed,
} from "../src/core/quiz/flow.ts";
import { reportedCard } from "../src/core/quiz/view.ts";
import { stageAndWishArgs, wishArgs } from "../src/core/quiz/wish.ts";
import { ROUND } from "../src/core/rules.ts";
import { topicParameter, topicTyped } from "../src/core/topics.ts";
import { quiz as says } from "../src/text/en.ts";

/** Most presses change the card they sit on. */
const inPlace = { version: 1, answers: "in-place" } as const;
/** Positions of one digit each: there are never ten choices. */
const digits = z
	.string()
	.regex(/^\d{0,9}$/)
	.transform((text) => [...text].map(Number));
const say = (message: Message) => ({ do: "say", message }) as const;
const replace = (message: Message) => ({ do: "replace", message }) as const;

/** `/quiz`: a round of questions on a private card. */
export const quiz = command({
	name: "quiz",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {
		topic: topicParameter(says.topic),
		difficulty: choice({
			about: says.difficulty,
			choices: [
				{ name: "Easy", value: "easy" },
				{ name: "Medium", value: "medium" },
				{ name: "Hard", value: "hard" },
			],
		}),
		count: whole({ about: says.count, least: 1, most: ROUND.most }),
	},
	async run(context, input) {
		const topic = input.topic ? topicTyped(context.tools.library, input.topic).id : undefined;
		const { difficulty, count = ROUND.usual } = input;
		return say(await begin(context, { topic, difficulty, count }));
	},
	presses: {
		/** One option of several. */
		pick: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg, wholeArg]),
			async run(context, [round, position, at]) {
				return replace(await answer(context, { round, position }, { by: "one", at }));
			},
		}),
		/** All options that fit. */
		choose: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position], { picked }) {
				const at = picked.map(Number);
				return replace(await answer(context, { round, position }, { by: "several", at }));
			},
		}),
		/** One more step of an ordering, or one less: the press holds all that are placed. */
		place: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg, digits]),
			async run(context, [round, position, placed]) {
				return replace(await place(context, { round, position }, placed));
			},
		}),
		/** Opens the form for a typed answer. */
		answer: press({
			version: 1,
			answers: "form",
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position]) {
				const form = await answerForm(context, { round, position });
				if (form) return { do: "ask", form };
				return say(await current(context, await ownRound(context, round), position));
			},
		}),
		typed: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position], { fields }) {
				return replace(await typed(context, { round, position }, fields.typed ?? ""));
			},
		}),
		reasons: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position]) {
				return replace(await reasons(context, { round, position }));
			},
		}),
		guess: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position]) {
				return replace(await guess(context, { round, position }));
			},
		}),
		/** Opens the form for "I think this is wrong". */
		report: press({
			version: 1,
			answers: "form",
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position]) {
				return { do: "ask", form: await reportForm(context, { round, position }) };
			},
		}),
		reported: press({
			version: 1,
			answers: "asker",
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position], { fields }) {
				await report(context, { round, position }, fields.words ?? "");
				return say(reportedCard(round, position));
			},
		}),
		/** One may be named, once what one reported is mended. */
		thank: press({
			...inPlace,
			args: z.tuple([idArg, wholeArg]),
			async run(context, [round, position]) {
				await thankMe(context, { round, position });
				return replace({ gist: says.willName, parts: [text(says.willName)] });
			},
		}),
		next: press({
			...inPlace,
			args: z.tuple([idArg]),
			async run(context, [id]) {
				return replace(await onward(context, await ownRound(context, id)));
			},
		}),
		/** How one appears on the board, asked with the first points. */
		appear: press({
			...inPlace,
			args: z.tuple([idArg, z.enum(["shown", "hidden"])]),
			async run(context, [round, visibility]) {
				return replace(await appear(context, round, visibility));
			},
		}),
		/** A nudge tomorrow, asked under a finished round. */
		nudge: press({
			...inPlace,
			args: z.tuple([idArg, z.enum(["on", "off"])]),
			async run(context, [round, state]) {
				return replace(await nudge(context, round, state));
			},
		}),
		/** Where one begins, asked at the first quiz. */
		start: press({
			...inPlace,
			args: stageAndWishArgs,
			async run(context, [stage, wish]) {
				return replace(await beginAt(context, stage, wish));
			},
		}),
		language: press({
			...inPlace,
			args: stageAndWishArgs,
			async run(context, [stage, wish], { picked: [language = ""] }) {
				return replace(await beginIn(context, stage, language, wish));
			},
		}),
		/** Starts a round, and asks before it drops one under way. */
		begin: press({
			version: 1,
			answers: "asker",
			args: wishArgs,
			async run(context, [wish]) {
				return say(await begin(context, wish));
			},
		}),
		fresh: press({
			...inPlace,
			args: wishArgs,
			async run(context, [wish]) {
				return replace(await start(context, wish));
			},
		}),
		again: press({
			...inPlace,
			args: z.tuple([]),
			async run(context) {
				return replace(await start(context, { count: ROUND.usual }));
			},
		}),
	},
});
