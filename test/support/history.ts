import fc from "fast-check";
import { createDoctor, type Finding } from "../../src/core/doctor.ts";
import type { Store } from "../../src/core/ports.ts";
import type { Person, World } from "./world.ts";

/** What may happen in the life of somebody who learns; times are hours. */
export type Step =
	| { readonly do: "answer"; readonly how: "rightly" | "wrongly"; readonly twice: boolean }
	| { readonly do: "review" | "guess" | "quit" }
	| { readonly do: "felt"; readonly how: "hard" | "easy" }
	| { readonly do: "rest"; readonly days: readonly string[] }
	| { readonly do: "move"; readonly to: string }
	| { readonly do: "travel" }
	/** Time passes, or the clock is set back. */
	| { readonly do: "pass"; readonly hours: number }
	/** The bot is away; then, perhaps, answers come before its heart beats. */
	| { readonly do: "outage"; readonly hours: number; readonly late: boolean };

const ZONES = [
	"UTC",
	"Europe/Berlin",
	"America/New_York",
	"Asia/Kathmandu",
	"Australia/Lord_Howe",
	"Pacific/Apia",
	"Pacific/Kiritimati",
	"Pacific/Honolulu",
];
const RESTS = [[], ["Sunday"], ["Saturday", "Sunday"], ["Monday", "Friday"]];

const answer = fc.record({
	do: fc.constant("answer" as const),
	how: fc.constantFrom("rightly" as const, "rightly" as const, "wrongly" as const),
	twice: fc.boolean(),
});
const pass = (hours: fc.Arbitrary<number>) =>
	fc.record({ do: fc.constant("pass" as const), hours });

/** What somebody does of their own accord; answers are the most of it. */
export const anyDeed: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 10, arbitrary: answer },
	{ weight: 3, arbitrary: fc.record({ do: fc.constantFrom("review", "guess", "quit") }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant("felt" as const),
			how: fc.constantFrom("hard" as const, "easy" as const),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant("rest" as const), days: fc.constantFrom(...RESTS) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant("move" as const), to: fc.constantFrom(...ZONES) }),
	},
	{ weight: 1, arbitrary: fc.constant({ do: "travel" as const }) },
);

/** What happens to everybody: time, and a bot that is away. */
export const anyTime: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: pass(fc.integer({ min: 1, max: 60 })) },
	{ weight: 1, arbitrary: pass(fc.integer({ min: 24 * 7, max: 24 * 20 })) },
	{ weight: 1, arbitrary: pass(fc.integer({ min: -72, max: -1 })) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant("outage" as const),
			hours: fc.integer({ min: 1, max: 50 }),
			late: fc.boolean(),
		}),
	},
);

/** Lives of any kind. */
export const anyLife = (most: number): fc.Arbitrary<readonly Step[]> =>
	fc.array(fc.oneof({ weight: 2, arbitrary: anyDeed }, { weight: 1, arbitrary: anyTime }), {
		maxLength: most,
	});

/** Moments around which calendars are at their worst. */
export const anyStart = fc.constantFrom(
	"2011-12-28T20:00:00Z",
	"2024-02-27T10:00:00Z",
	"2026-03-27T21:30:00Z",
	"2026-10-24T22:00:00Z",
	"2026-12-29T23:00:00Z",
);

/** Somebody who lives through steps, in two spaces and on two devices. */
export type Life = {
	live(step: Step): Promise<void>;
	/** Answers whose result was seen, each once. */
	readonly answered: ReadonlySet<string>;
};

/** @param village where the same person learns too, and where another zone is the space's */
export function createLife(world: World, name: string, village = "test:village"): Life {
	const homes = [world.person(name), world.person(name, { space: village, id: `${village}/well` })];
	const answered = new Set<string>();
	let at = 0;
	const self = () => homes[at] as Person;

	async function answers({ how, twice }: Extract<Step, { do: "answer" }>): Promise<void> {
		const one = self();
		if (!(await atQuestion(one))) return;
		const asked = one.requests.length;
		const card = await one.answers(how);
		const pressed = one.requests[asked];
		if (pressed?.kind !== "press") return;
		if (/^# (Right|Not quite)/.test(card)) answered.add(spotOf(pressed.press));
		if (twice) await one.pressesRaw(pressed.press);
		if (twice) await one.pressesRaw(pressed.press, pressed.id);
	}

	return {
		answered,
		async live(step) {
			if (step.do === "answer") return answers(step);
			if (step.do === "travel") at = (at + 1) % homes.length;
			else if (step.do === "pass") await world.passes({ hours: step.hours });
			else if (step.do === "outage") {
				await world.store.beat(world.now());
				await world.passes({ hours: step.hours });
				if (step.late) await answers({ do: "answer", how: "rightly", twice: false });
				await world.store.beat(world.now());
			} else await wish(self(), step);
		},
	};
}

type Wish = Extract<Step, { do: "review" | "guess" | "quit" | "felt" | "rest" | "move" }>;

async function wish(one: Person, step: Wish): Promise<void> {
	if (step.do === "move") await one.says(`/settings zone:${step.to}`);
	if (step.do === "rest") {
		await one.says("/settings");
		await one.picks(...step.days);
	}
	if (step.do === "review") await one.says("/review");
	if (step.do === "quit") await one.says("/quiz");
	if (step.do === "guess") await pressIfThere(one, "I guessed");
	if (step.do === "felt") await pressIfThere(one, `That was ${step.how}`);
	if (step.do === "quit" || step.do === "review") await pressIfThere(one, "Start new");
}

/** Goes on to the next question, whatever is in sight. */
async function atQuestion(one: Person): Promise<boolean> {
	await pressIfThere(one, "Next question");
	if (isQuestion(one)) return true;
	await one.says("/quiz");
	await pressIfThere(one, "Continue");
	await pressIfThere(one, "Next question");
	return isQuestion(one);
}

const isQuestion = (one: Person): boolean => /\[(A|True)\]/.test(one.sees());

async function pressIfThere(one: Person, label: string): Promise<void> {
	if (one.sees().includes(`[${label}]`)) await one.presses(label);
}

/** Round and position: what can be answered once. */
const spotOf = (press: string): string => press.split(":").slice(2, 4).join(":");

/** All the doctor has to say. */
export async function findingsOf(store: Store): Promise<readonly Finding[]> {
	const found: Finding[] = [];
	for await (const one of createDoctor(store, false).findings()) found.push(one);
	return found;
}
