import { z } from "zod";
import { type Context, command, press } from "../src/core/command.ts";
import type { Topic } from "../src/core/library.ts";
import type { Message } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { stampOf } from "../src/core/quiz/answer.ts";
import { type Branch, branchesOf, withBranch } from "../src/core/roadmap/branches.ts";
import { type Journey, roadmapOf, topicProgress } from "../src/core/roadmap/progress.ts";
import { branchesCard, NO_BRANCH, roadmapCard, topicCard } from "../src/core/roadmap/view.ts";
import { topicParameter, topicTyped } from "../src/core/topics.ts";
import { quiz, say, roadmap as says } from "../src/text/en.ts";

const inPlace = { version: 1, answers: "in-place" } as const;
const nothing = z.tuple([]);
const replace = (message: Message) => ({ do: "replace", message }) as const;

/** `/roadmap`: the whole way, or one topic of it. */
export const roadmap = command({
	name: "roadmap",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { topic: topicParameter(quiz.topic) },
	async run(context, input) {
		const { library } = context.tools;
		const topic = input.topic ? topicTyped(library, input.topic) : undefined;
		const message = topic ? await oneTopic(context, topic) : roadmapCard(await ownMap(context));
		return { do: "say", message };
	},
	presses: {
		/** Opens another stage. */
		stage: press({
			...inPlace,
			args: nothing,
			async run(context, _args, { picked: [stage = ""] }) {
				const map = await ownMap(context);
				const known = map.stages.find((one) => String(one.stage.stage) === stage);
				if (known === undefined) throw new Problem(say.press.unknown);
				return replace(roadmapCard(map, { shown: known.stage.stage }));
			},
		}),
		/** Looks at one topic, before it is begun. */
		topic: press({
			...inPlace,
			args: z.tuple([z.string()]),
			async run(context, [id]) {
				const topic = context.tools.library.topic(id);
				if (topic === undefined) throw new Problem(say.press.unknown);
				return replace(await oneTopic(context, topic));
			},
		}),
		/** Opens the choice of branches. */
		branches: press({
			...inPlace,
			args: nothing,
			run: async (context) => replace(branchesCard(await ownMap(context))),
		}),
		language: branchPress("language"),
		framework: branchPress("framework"),
		/** Back to the whole way. */
		map: press({
			...inPlace,
			args: nothing,
			run: async (context) => replace(roadmapCard(await ownMap(context))),
		}),
	},
});

/** Takes down another branch, or none. */
function branchPress(branch: Branch) {
	return press({
		...inPlace,
		args: nothing,
		async run(context, _args, { picked: [value = ""] }) {
			const { learner, tools } = context;
			const topic = branchNamed(context, branch, value);
			const start = withBranch(learner.start, branch, topic);
			await tools.store.learners.setStart(stampOf(context, "roadmap"), start);
			return replace(branchesCard(await ownMap({ ...context, learner: { ...learner, start } })));
		},
	});
}

/** @throws {Problem} when there is no such branch */
function branchNamed({ tools }: Context, branch: Branch, value: string): string | null {
	if (value === NO_BRANCH) return null;
	const topic = branchesOf(tools.library)[branch].find((one) => one.id === value);
	if (topic === undefined) throw new Problem(say.press.unknown);
	return topic.id;
}

async function ownMap(context: Context) {
	return roadmapOf(context.tools.library, await journeyOf(context));
}

async function oneTopic(context: Context, topic: Topic): Promise<Message> {
	const { library } = context.tools;
	const journey = await journeyOf(context);
	const progress = (one: Topic) => topicProgress(library, one, journey);
	const needs = topic.needs.flatMap((id) => library.topic(id) ?? []);
	return topicCard(library, progress(topic), needs.map(progress), journey.day);
}

/** Read from projections alone, so that it costs the same after years. */
async function journeyOf({ tools, learner }: Context): Promise<Journey> {
	const [states, mastered] = await Promise.all([
		tools.store.progress.questions(learner.id),
		tools.store.progress.mastered(learner.id),
	]);
	return { states, mastered, start: learner.start, day: learner.day };
}
