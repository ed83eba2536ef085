import { expect, test } from "vitest";
import { findingsOf } from "../support/history.ts";
import { question, smallLibrary } from "../support/library.ts";
import { createWorld, type Person } from "../support/world.ts";

/** A wrong key: how it is found, what is done about it, and how that is taken back. */

const asked = question("shell", "q1", "medium");
const wrongly = {
	...asked,
	stem: ["Which command shows the last lines of a file?"],
	answer: {
		...asked.answer,
		by: "one" as const,
		fixed: true,
		options: [
			{ id: "a", text: ["head"], correct: true },
			{ id: "b", text: ["tail"], correct: false, why: ["It shows the first ones."] },
			{ id: "c", text: ["cat"], correct: false, why: ["It shows all of them."] },
		],
	},
	explain: ["head shows the lines at the end."],
};
const others = ["q2", "q3", "q4"].map((id) => question("shell", id, "easy"));
const content = { ...smallLibrary, questions: [wrongly, ...others] };

/** Most know better than the key; those who do well elsewhere, above all. */
const PEOPLE = 120;

/** Whoever knows more has the later ones right, too. */
const knowsIt = (card: string, knows: number): boolean =>
	Number(/shell q(\d)/.exec(card)?.[1]) <= knows;

test("a wrong key is found, re-scored and the re-scoring undone", async () => {
	const world = await createWorld({ at: "2026-11-16T08:00:00Z", content });
	const lines: string[] = [];
	const tells = (who: string, does: string, hears: string) => {
		lines.push(`${who} ${does}`, ...hears.split("\n").map((line) => `    ${line}`));
	};
	const says = async (name: string, one: Person, line: string) =>
		tells(name, line, await one.says(line));
	const presses = async (name: string, one: Person, label: string) =>
		tells(name, `presses [${label}]`, await one.presses(label));

	/** Four questions; of the wrong one a letter is pressed, and what is thought of it is said. */
	const answers = async (name: string, letter: string, knows: number, words?: string) => {
		const one = world.person(name);
		await one.says("/quiz shell count:4");
		for (let at = 0; at < 4; at += 1) {
			await world.passes({ minutes: 0.5 });
			const isWrong = one.sees().includes("last lines");
			if (isWrong) await one.presses(letter);
			else await one.answers(knowsIt(one.sees(), knows) ? "rightly" : "wrongly");
			if (isWrong && words !== undefined) await reports(one, name, words);
			if (one.sees().includes("[Next question]")) await one.presses("Next question");
		}
		return one;
	};
	const reports = async (one: Person, name: string, words: string) => {
		await one.presses("I think this is wrong");
		await one.submits({ words });
		lines.push(`${name} reports it${words === "" ? "" : `: ${words}`}`);
		await one.says("/quiz");
		await one.presses("Continue");
	};
	for (let n = 0; n < PEOPLE; n += 1)
		await answers(
			`Person ${n}`,
			n % 3 > 0 ? "B" : n % 2 > 0 ? "A" : "C",
			n % 3 > 0 ? 4 : (n % 4) + 1,
		);
	lines.push(`${PEOPLE} people answer four questions; two of three pick B where the key says A`);
	const ada = await answers("Ada", "B", 4, "tail shows the last lines, head the first.");
	await answers("Ben", "B", 4, "It is B: tail");
	await answers("Cleo", "B", 3, "");
	const dora = world.person("Dora");
	lines.push("Dora asks for four questions on the shell, now that it is set aside");
	const card = await dora.says("/quiz shell count:4");
	lines.push(
		...card
			.split("\n")
			.slice(0, 3)
			.map((line) => `    ${line}`),
	);

	await world.passes({ days: 7 });
	const grace = world.person("Grace", { manages: true });
	await says("Grace", grace, "/manage questions list key");
	await says("Grace", grace, "/manage questions reports");
	await presses("Grace", grace, "Report upstream");
	await grace.says("/manage questions reports");
	await presses("Grace", grace, "Re-score");
	tells("Grace", "picks B", await grace.picks("B"));
	await presses("Grace", grace, "Give the points");
	const undo = grace.pressOf("Undo");
	await says("Ada", ada, "/streak");
	const scores = async () => {
		const learner = (await world.store.data.learnerOf("test:ada")) ?? "";
		const of = (day: string) => world.store.scores.of("test:town", learner, day);
		const [then, now] = [await of("2026-11-16"), await of("2026-11-23")];
		return `week of the answer ${then.week}, this week ${now.week}, all ${now.all}`;
	};
	lines.push(`Ada's points: ${await scores()}`);
	tells("Grace", "presses [Undo]", await grace.pressesRaw(undo));
	lines.push(`Ada's points: ${await scores()}`);
	await world.passes({ minutes: 2 });
	await says("Ada", ada, "/tip");
	await grace.says("/manage questions reports");
	await grace.presses("Hide in this space");
	tells(
		"Grace",
		"hides it: “Waits for a mended key.”",
		await grace.submits({ why: "Waits for a mended key." }),
	);
	await says("Grace", grace, "/manage questions show shell/q1");
	expect(world.faults).toEqual([]);
	expect(await findingsOf(world.store)).toEqual([]);
	await world.close();
	await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("question-care.txt");
}, 60_000);
