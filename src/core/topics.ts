import { quiz } from "../text/en.ts";
import { type Choice, type Complete, line, type Parameter } from "./command.ts";
import type { Library, Topic } from "./library.ts";
import { Problem } from "./problem.ts";

/** How many names a person is offered when the one they typed is unknown. */
const NEAREST = 3;

const asChoice = (topic: Topic): Choice => ({ name: topic.title, value: topic.slug });

const completeTopics: Complete = (typed, library) => library.near(typed).map(asChoice);

/** A parameter that takes a topic by its id or title, completed while it is typed. */
export function topicParameter(about: string): Parameter<string | undefined> {
	return line({ about, complete: completeTopics });
}

/**
 * The topic a person typed: by id or title, or by a part that fits one topic only.
 *
 * @throws {Problem} with the nearest names
 */
export function topicTyped(library: Library, typed: string): Topic {
	const exact = library.named(typed);
	if (exact) return exact;
	const near = library.near(typed);
	const only = near.length === 1 ? near[0] : undefined;
	if (only) return only;
	const names = near.slice(0, NEAREST).map((topic) => topic.slug);
	throw new Problem(quiz.unknownTopic(typed, names));
}
