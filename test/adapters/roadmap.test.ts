import { expect, test } from "vitest";
import { renderMessage as onDiscord } from "../../src/adapters/discord/render.ts";
import { renderMessage as onSlack } from "../../src/adapters/slack/render.ts";
import { createLibrary, type LibraryContent } from "../../src/core/library.ts";
import { roadmapOf } from "../../src/core/roadmap/progress.ts";
import { roadmapCard } from "../../src/core/roadmap/view.ts";
import { checkMessage } from "../support/discord-limits.ts";
import { question, smallLibrary } from "../support/library.ts";
import { messageFaults } from "../support/slack-limits.ts";

/** As long as the whole curriculum: 119 topics in six stages. */
const LENGTHS = [19, 19, 26, 29, 19, 7];
const LEVELS = ["Beginner", "Intermediate", "Advanced", "Expert"] as const;

const [pattern] = smallLibrary.topics;
if (pattern === undefined) throw new Error("no topic");

const topics = LENGTHS.flatMap((length, stage) =>
	Array.from({ length }, (_, at) => {
		const slug = `topic-${stage}-${at}`;
		const title = `A topic with quite a long title ${at}`;
		return { ...pattern, id: `small/${slug}`, slug, title, stage: stage + 1 };
	}),
);

const whole: LibraryContent = {
	stages: LENGTHS.map((_, at) => ({
		stage: at + 1,
		title: "Leading and changing systems",
		level: LEVELS[Math.floor(at / 2)] ?? "Expert",
		capstone: "Change that backend while it runs, and write down why. ".repeat(3),
	})),
	topics,
	questions: topics.map(({ slug }) => question(slug, "only", "easy")),
	tips: [],
	challenges: [],
	terms: [],
};

test.each(LENGTHS.map((_, at) => at + 1))("stage %i of the whole way fits on a phone", (shown) => {
	const library = createLibrary(whole);
	const states = library.questions().map(({ id, topic }) => ({
		...{ question: id, topic, tries: 3, lastDay: "2026-11-20", lastRight: false },
		...{ rightSince: "2026-11-10", known: false, memory: null },
	}));
	const mastered = [
		...topics.map(({ id }) => ({ what: "topic" as const, name: id, day: "2026-11-19" })),
		...LENGTHS.map((_, at) => ({ what: "stage" as const, name: `${at + 1}`, day: "2026-11-19" })),
	];
	const map = roadmapOf(library, { states, mastered, start: null, day: "2026-11-20" });
	const card = roadmapCard(map, { shown });
	const discord = onDiscord(card, new Map());
	const slack = onSlack(card, (name) => `/${name}`);
	expect(checkMessage({ ...discord })).toEqual([]);
	expect(messageFaults({ ...slack })).toEqual([]);
	const length = discord.components
		.map((one) => ("content" in one ? one.content.length : 0))
		.reduce((sum, one) => sum + one, 0);
	expect(length).toBeLessThanOrEqual(3_500);
	for (const payload of [discord, slack])
		expect(new TextEncoder().encode(JSON.stringify(payload)).length).toBeLessThanOrEqual(9_000);
});
