import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LibraryContent } from "../../src/core/library.ts";
import { openStore } from "../../src/store/open.ts";
import { question, smallLibrary } from "../support/library.ts";
import { countedIds, createWorld, type Person, type World } from "../support/world.ts";

const ids = countedIds();
const asked: LibraryContent = { ...smallLibrary, questions: [question("shell", "q1", "easy")] };
const mended: LibraryContent = {
	...asked,
	questions: asked.questions.map((one) => ({ ...one, revision: 2 })),
};

let store: Awaited<ReturnType<typeof openStore>>;
let world: World;
let ada: Person;
beforeEach(async () => {
	store = await openStore(":memory:", { ids });
	world = await createWorld({ content: asked, store, ids });
	ada = world.person("Ada");
});
afterEach(() => store.close());

async function reports(): Promise<string> {
	await ada.says("/quiz shell");
	await ada.answers("wrongly");
	await ada.presses("I think this is wrong");
	return ada.submits({ words: "The key is B." });
}

/** The pack comes out anew, and Ben is asked the question. */
async function benAnswers(): Promise<string> {
	const later = await createWorld({ at: "2026-11-25T08:00:00Z", content: mended, store, ids });
	await later.passes({ minutes: 1 });
	const ben = later.person("Ben");
	await ben.says("/quiz shell");
	return ben.answers("rightly");
}

describe("a mistake that was reported", () => {
	test("is fixed with thanks to whoever agreed to be named", async () => {
		expect(await reports()).toContain("may others read that it was you who found it?");
		expect(await ada.presses("Thank me by name")).toContain("We will. Thank you!");
		expect(await benAnswers()).toContain("(Fixed, thanks to Ada.)");
	});

	test("names nobody who did not say so", async () => {
		await reports();
		expect(await benAnswers()).not.toContain("Fixed");
	});

	test("is not called fixed while it is as it was", async () => {
		await reports();
		await ada.presses("Thank me by name");
		await world.passes({ minutes: 11 });
		const ben = world.person("Ben");
		await ben.says("/quiz shell");
		expect(await ben.answers("rightly")).not.toContain("Fixed");
	});

	test("shows among what its finder has earned, once it is mended", async () => {
		await reports();
		expect(await ada.says("/profile")).not.toContain("A mistake found");
		const later = await createWorld({ at: "2026-11-25T08:00:00Z", content: mended, store, ids });
		expect(await later.person("Ada").says("/profile")).toContain(
			"A mistake found, and mended since",
		);
	});

	test("cannot be claimed through somebody else's round", async () => {
		await reports();
		const press = ada.pressOf("Thank me by name");
		expect(await world.person("Eve").pressesRaw(press)).toContain("not yours");
	});
});
