import type { Library } from "../library.ts";
import type { Message } from "../message.ts";
import type { Entry } from "./entry.ts";
import {
	challengeCard,
	challengesCard,
	decidedCard,
	fixCard,
	judgeCard,
	NOTE_LIMIT,
	waitingCard,
} from "./view.ts";

type Example = { readonly name: string; readonly message: Message };

const NOW = Date.parse("2026-11-20T09:30:00Z");
const ZONE = "Europe/Berlin";

/** Every challenge as it is read, and as whoever decides sees it. */
export function challengeExamples(library: Library): Example[] {
	const [some] = library.challenges;
	if (some === undefined) return [];
	const words = "One thing is missing: the last point of the list.";
	const entry = (state: Entry["state"]): Entry => ({
		...{ id: "entry01234567890", space: "town", spaceZone: ZONE, cohort: "autumn" },
		...{ challenge: some.id, state, words, handedAt: NOW },
		builder: { learner: "ada", account: "playground:ada", name: "Ada", zone: ZONE },
		link: `https://example.org/${"path/".repeat(90)}`,
		note: "n".repeat(NOTE_LIMIT),
	});
	const states = ["joined", "handed", "accepted", "returned"] as const;
	return [
		...library.stages.map((stage) => ({
			name: `challenges, stage ${stage.stage}`,
			message: challengesCard(library, stage, states.map(entry)),
		})),
		...library.challenges.map((one) => ({
			name: `challenge ${one.id}`,
			message: challengeCard(library, one, entry("returned"), "…"),
		})),
		{ name: "challenge, not joined", message: challengeCard(library, some, null) },
		{ name: "challenge, to be mended", message: fixCard("That is no address.", entry("joined")) },
		{ name: "challenges, none waiting", message: waitingCard(library, []) },
		{ name: "challenges waiting", message: waitingCard(library, Array(25).fill(entry("handed"))) },
		...library.challenges.map((one) => ({
			name: `challenge ${one.id}, handed in`,
			message: judgeCard(
				library,
				{ ...entry("handed"), challenge: one.id },
				"Autumn",
				"manage-challenges",
			),
		})),
		...(["accepted", "returned"] as const).map((state) => ({
			name: `challenge ${state}`,
			message: decidedCard(library, entry(state)),
		})),
	];
}
