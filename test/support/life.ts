import type { Learner, Store } from "../../src/core/ports.ts";
import type { Person, World } from "./world.ts";

/** Somebody whose name, account and whereabouts are found nowhere by accident. */
export const NAME = "Zoë Quux";
export const ACCOUNT = "test:zoquux";
export const OWN_SPACE = "test:@zoquux-alone";

/** One of each kind of thing that is ever kept about a person. */
export type Life = {
	readonly zoe: Person;
	/** The same person in direct messages. */
	readonly alone: Person;
	readonly learner: Learner;
	/** Presses of cards that were in sight on the way. */
	readonly presses: readonly string[];
};

/** Zoë learns for a week, shares a milestone, wants to be reminded, reports, moderates and plays alone. */
export async function liveALife(world: World, store: Store): Promise<Life> {
	const zoe = world.person(NAME);
	const alone = world.person(NAME, { personal: true, space: OWN_SPACE, id: "test:whisper" });
	const presses: string[] = [];
	const grace = world.person("Grace", { manages: true });
	await grace.says("/setup Europe/Berlin 9:00");
	await settle(zoe, presses);
	for (let day = 1; day < 5; day += 1) {
		await learnsADay(zoe, presses);
		await world.passes({ days: 1 });
	}
	await shares(zoe, presses);
	await answersTheDaily(world, zoe);
	await learnsADay(alone, presses);
	const { learner } = await meets(store, world, NAME, ACCOUNT);
	await moderates(store, world, learner);
	await begins(zoe, "/quiz shell count:3");
	presses.push(zoe.pressOf("A"));
	return { zoe, alone, learner, presses };
}

async function settle(zoe: Person, presses: string[]): Promise<void> {
	await zoe.says("/settings zone:Europe/Berlin");
	await zoe.says("/settings");
	presses.push(zoe.pressOf("Hide me"));
	await zoe.presses("Reminders");
	await zoe.presses("Nudge me daily");
	await zoe.presses("Sunday message, please");
	await zoe.says("/settings");
	await zoe.picks("Sunday");
}

async function begins(zoe: Person, line: string): Promise<void> {
	const card = await zoe.says(line);
	if (card.includes("under way")) await zoe.presses("Start new");
}

async function learnsADay(zoe: Person, presses: string[]): Promise<void> {
	await begins(zoe, "/quiz web count:2");
	await zoe.answers("wrongly");
	presses.push(zoe.pressOf("Next question"));
	await zoe.presses("I think this is wrong");
	await zoe.submits({ words: `${NAME} thinks otherwise` });
	await zoe.says("/quiz");
	await zoe.presses("Continue");
	await zoe.answers("rightly");
	await zoe.presses("I guessed");
}

async function answersTheDaily(world: World, zoe: Person): Promise<void> {
	const posts = world.posts("test:square");
	if (posts.length === 0) throw new Error("no daily question was posted");
	await zoe.pressesPost("test:square", "A");
}

/** The fifth day in a row; nobody has seen the post yet. */
async function shares(zoe: Person, presses: string[]): Promise<void> {
	await begins(zoe, "/quiz web count:1");
	await zoe.answers("rightly");
	presses.push(zoe.pressOf("Share in channel"));
	await zoe.presses("Share in channel");
}

/** As Ben's lead she moves him to another zone: a fact about him that she caused. */
async function moderates(store: Store, world: World, zoe: Learner): Promise<void> {
	const { learner: ben } = await meets(store, world, "Ben", "test:ben");
	const common = { space: "test:town", at: world.now(), day: zoe.day, zone: "UTC" };
	const stamp = {
		...common,
		request: `${ACCOUNT}:moves-ben`,
		learner: ben.id,
		account: "test:ben",
		spaceDay: zoe.day,
		actor: ACCOUNT,
		reason: "moved",
	};
	const move = { from: "UTC", to: "Asia/Tokyo", effectiveAt: world.now() };
	await store.learners.setZone(stamp, move);
}

function meets(store: Store, world: World, name: string, account: string) {
	const where = { space: "test:town", personal: false, place: "test:square" };
	return store.learners.meet({ account, name, ...where }, world.now());
}
