import { z } from "zod";
import {
	challengeOf,
	challengeTyped,
	evidenceForm,
	handIn,
	joinChallenge,
	listStage,
	nearChallenges,
	open,
} from "../src/core/challenges/flow.ts";
import { judging } from "../src/core/challenges/judging.ts";
import { command, idArg, line, press, wholeArg } from "../src/core/command.ts";
import { challenges as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const one = z.tuple([idArg]);
/** A challenge's id has its pack in front. */
const challengeArg = z.string().regex(/^[\w./-]{1,80}$/);

/** `/challenge`: something to build; brief, joining and handing in on one card. */
export const challenge = command({
	name: "challenge",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: {
		name: line({
			about: says.name,
			complete: (typed, library) =>
				nearChallenges(library, typed).map(({ id, title }) => ({
					name: title,
					value: id.slice(id.lastIndexOf("/") + 1),
				})),
		}),
	},
	async run(context, { name }) {
		if (name === undefined || name === "") return { do: "say", message: await listStage(context) };
		const found = challengeTyped(context.tools.library, name);
		return { do: "say", message: await open(context, found) };
	},
	presses: {
		all: press({
			...inPlace,
			args: z.tuple([wholeArg]),
			async run(context, [stage]) {
				return { do: "replace", message: await listStage(context, stage) };
			},
		}),
		stage: press({
			...inPlace,
			args: z.tuple([]),
			async run(context, _args, { picked: [stage] }) {
				return { do: "replace", message: await listStage(context, Number(stage)) };
			},
		}),
		open: press({
			...inPlace,
			args: z.tuple([]),
			async run(context, _args, { picked: [id = ""] }) {
				const found = challengeOf(context.tools.library, id);
				return { do: "replace", message: await open(context, found) };
			},
		}),
		/** On a public post: one's own card, beside it. */
		show: press({
			version: 1,
			answers: "asker",
			args: z.tuple([challengeArg]),
			async run(context, [id]) {
				const found = challengeOf(context.tools.library, id);
				return { do: "say", message: await open(context, found) };
			},
		}),
		join: press({
			...inPlace,
			args: z.tuple([challengeArg]),
			async run(context, [id]) {
				const found = challengeOf(context.tools.library, id);
				return { do: "replace", message: await joinChallenge(context, found) };
			},
		}),
		form: press({
			version: 1,
			answers: "form",
			args: one,
			async run(context, [id]) {
				return { do: "ask", form: await evidenceForm(context, id) };
			},
		}),
		handed: press({
			...inPlace,
			args: one,
			async run(context, [id], { fields }) {
				const { refused, message } = await handIn(context, id, fields);
				return { do: refused ? "say" : "replace", message };
			},
		}),
		/** In a direct message to those who lead. */
		...judging("challenge"),
	},
});
