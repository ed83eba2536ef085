import { describe } from "vitest";
import type { Store } from "../../src/core/ports.ts";
import { boards } from "./store/boards.ts";
import { books } from "./store/books.ts";
import { choices } from "./store/choices.ts";
import { cohorts } from "./store/cohorts.ts";
import { erasing } from "./store/erasing.ts";
import { members } from "./store/members.ts";
import { people } from "./store/people.ts";
import { posts } from "./store/posts.ts";
import { profiles } from "./store/profiles.ts";
import { quizzes } from "./store/quizzes.ts";
import { schedules } from "./store/schedules.ts";
import { spaces } from "./store/spaces.ts";
import { standings } from "./store/standings.ts";
import { storyteller } from "./store/town.ts";

/**
 * What every store promises, whatever database it keeps things in.
 *
 * @param open a store that is empty
 */
export function storeContract(name: string, open: () => Promise<Store>): void {
	const it = storyteller(open);

	describe(name, () => {
		people(it);
		spaces(it);
		members(it);
		profiles(it);
		choices(it);
		quizzes(it);
		boards(it);
		standings(it);
		books(it);
		posts(it);
		cohorts(it);
		schedules(it);
		erasing(it);

		it("says that it can be written", async ({ store }) => {
			await store.beat(1);
			await store.beat(1);
		});
	});
}
