import { expect, test } from "vitest";
import { dayOf, timeOf } from "../../src/core/days.ts";
import type { Topic } from "../../src/core/library.ts";
import { question, smallLibrary } from "../support/library.ts";
import { createWall, directTo } from "../support/wall.ts";
import { createWorld, type Person } from "../support/world.ts";

/** Four weeks of a cohort in Berlin, over the night the clocks go forward, as they were lived. */

const names = ["Loops", "Functions", "Files", "Errors", "Requests", "Tables", "Indexes", "Caches"];
const topics = names.map((title, at): Topic => {
	const slug = title.toLowerCase();
	const needs = at > 0 ? [`small/${names[at - 1]?.toLowerCase()}`] : [];
	const { primer, track, optional } = smallLibrary.topics[0] as Topic;
	const outcome = `can use ${slug}`;
	return { id: `small/${slug}`, slug, title, track, stage: 1, needs, outcome, optional, primer };
});
const content = {
	...smallLibrary,
	topics,
	questions: topics.flatMap(({ slug }) =>
		["q1", "q2", "q3"].map((id) => question(slug, id, "easy")),
	),
	tips: [],
};

const BERLIN = "Europe/Berlin";
const SQUARE = "test:square";

test("a cohort's four weeks, over a clock change and its weekends", async () => {
	const wall = createWall();
	// The Friday before; the clocks go forward on Sunday, 28 March.
	const world = await createWorld({
		at: "2027-03-12T08:00:00Z",
		content,
		around: { sender: wall.sender },
	});
	const lines: string[] = [];
	const put = (words: string) => void lines.push(...words.split("\n").map((line) => `    ${line}`));
	const tells = (who: string, does: string, hears: string) => {
		lines.push(`${who} ${does}`);
		put(hears);
	};
	let shown = new Map<string, readonly string[]>();
	/** Time goes by hour by hour, and what appears anywhere is told. */
	const until = async (wanted: string, time: string) => {
		const isThere = () => {
			const [today, now] = [dayOf(world.now(), BERLIN), timeOf(world.now(), BERLIN)];
			return today > wanted || (today === wanted && now >= time);
		};
		while (!isThere()) {
			await world.passes({ hours: 1 });
			await look();
		}
	};
	const clock = () => `${dayOf(world.now(), BERLIN)} ${timeOf(world.now(), BERLIN)}`;
	const look = async () => {
		for (const place of [SQUARE, directTo("Grace"), directTo("Ben"), directTo("Cleo")]) {
			const before = shown.get(place) ?? [];
			const now = wall.posts(place);
			for (const [at, post] of now.entries()) {
				if (before[at] === post) continue;
				lines.push(`${clock()}, ${place}${before[at] === undefined ? "" : " (changed)"}`);
				put(post);
			}
			shown = new Map([...shown, [place, now]]);
		}
	};
	const says = async (name: string, person: Person, line: string) =>
		tells(`${clock()}, ${name}`, line, await person.says(line));
	const learns = async (name: string, person: Person, topic: string, right: number) => {
		const heard = await person.says(`/quiz ${topic} count:3`);
		if (heard.includes("under way")) await person.presses("Start new");
		for (let n = 0; n < 3; n += 1) {
			await person.answers(n < right ? "rightly" : "wrongly");
			if (n < 2) await person.presses("Next question");
		}
		lines.push(`${clock()}, ${name} answers three questions on ${topic}, ${right} of them rightly`);
	};

	const grace = world.person("Grace", { manages: true });
	const [ada, ben, cleo] = [world.person("Ada"), world.person("Ben"), world.person("Cleo")];
	await grace.says("/setup zone:Europe/Berlin hour:23:59 place:test:corner");
	await says(
		"Grace",
		grace,
		"/manage cohort create name:Spring start:2027-03-15 topics:1 pace:2 tracker:on",
	);
	await says("Ada", ada, "/cohort join");
	lines.push(`${clock()}, Ada presses [Yes, from Monday on]`);
	put(await ada.presses("Yes, from Monday on"));
	await says("Ben", ben, "/cohort join");

	await until("2027-03-15", "10:00");
	await learns("Ada", ada, "loops", 3);
	await learns("Ben", ben, "loops", 1);
	await until("2027-03-18", "10:00");
	await learns("Ada", ada, "functions", 2);
	await learns("Ben", ben, "functions", 1);
	await until("2027-03-22", "09:00");
	lines.push(`${clock()}, Grace presses [Post] in her direct messages`);
	put(await grace.pressesRaw(wall.pressOf(directTo("Grace"), "Post")));
	await until("2027-03-23", "10:00");
	await says("Cleo", cleo, "/cohort join");
	await learns("Cleo", cleo, "files", 3);
	await learns("Ada", ada, "files", 3);
	await until("2027-03-26", "10:00");
	await learns("Ada", ada, "errors", 3);
	await until("2027-03-29", "09:00");
	await says("Ada", ada, "/streak");
	await learns("Ada", ada, "requests", 3);
	await says("Grace", grace, "/manage cohort edit Spring pace:1");
	await until("2027-04-01", "10:00");
	await says("Cleo", cleo, "/cohort show");
	await learns("Ben", ben, "requests", 2);
	await until("2027-04-06", "10:00");
	await says("Grace", grace, "/manage cohort edit Spring end:2027-04-11");
	await learns("Cleo", cleo, "indexes", 3);
	await until("2027-04-12", "09:00");
	await says("Ada", ada, "/cohort show Spring");
	await says("Cleo", cleo, "/cohort list");
	expect(world.faults).toEqual([]);
	await world.close();
	await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("cohort-story.txt");
});
