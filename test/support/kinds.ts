import type { Answer, LibraryContent, Question } from "../../src/core/library.ts";
import { question, smallLibrary } from "./library.ts";

/** One question of each way of answering, each alone on its topic. */
function asked(slug: string, kind: Question["kind"], answer: Answer, stem: string): Question {
	return { ...question(slug, "only", "easy"), kind, stem: [stem], answer };
}

const several = asked(
	"several",
	"multiple",
	{
		by: "several",
		options: [
			{ id: "a", text: ["GET"], correct: true },
			{ id: "b", text: ["PUT"], correct: true },
			{ id: "c", text: ["POST"], correct: false, why: ["POST makes no such promise."] },
			{ id: "d", text: ["PATCH"], correct: false, why: ["PATCH may add twice."] },
		],
	},
	"Which may be repeated?",
);

const order = asked(
	"order",
	"order",
	{
		by: "order",
		steps: [["add the column"], ["copy the values"], ["drop the old column"]],
		extra: [["stop all users"]],
		also: [],
	},
	"Put the steps in order.",
);

const short = asked(
	"short",
	"short",
	{
		by: "text",
		accept: ["Retry-After"],
		match: { case: false, trim: true, strip: ":" },
		near: { "x-ratelimit-reset": "Widely used, but not the standard one." },
	},
	"Which header says how long to wait?",
);

const output: Question = {
	...question("output", "only", "easy"),
	kind: "sql_result",
	setup: "CREATE TABLE t(x INTEGER) STRICT;",
	code: { source: "SELECT COUNT(*) FROM t;", language: "sql" },
};

const kinds = [several, order, short, output];

export const kindsLibrary: LibraryContent = {
	stages: smallLibrary.stages,
	topics: kinds.map((one) => {
		const slug = one.topic.slice("small/".length);
		return {
			id: one.topic,
			slug,
			title: `The ${slug} kind`,
			track: "core",
			stage: 1,
			needs: [],
			outcome: "can answer it",
			optional: false,
			primer: [],
		};
	}),
	questions: kinds,
	tips: [],
	challenges: [],
	terms: [],
};
