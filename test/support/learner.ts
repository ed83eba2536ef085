import { quiz as says } from "../../src/text/en.ts";
import type { Answer, Button, Running } from "./running.ts";

/** Somebody who learns in the playground of a running program and keeps a record of what was said. */
export type Learner = {
	readonly name: string;
	/** Buttons of options that were pressed, oldest first. */
	readonly picks: readonly Pick[];
	/** Joins a program, such as the one that has just been started again. */
	joins(running: Running): void;
	says(line: string): Promise<Answer>;
	presses(label: string): Promise<Answer>;
	/** Presses what leads on: an option by `choice` (from 0 up to 1), or the way to the next question. */
	goesOn(choice: number): Promise<Answer>;
	/** Sends the last wish again, under the same id: what a platform does that got no answer. */
	repeats(): Promise<Answer>;
	/** Labels of the buttons in sight. */
	sees(): readonly string[];
	/** The press of the first option in sight. */
	option(): string | undefined;
};

type Pick = { readonly id: string; acknowledged: boolean };
type Wish = { readonly what: "say" | "press"; readonly body: { id: string; press?: string } };

const PICK = "quiz.pick:";
const ONWARD = [says.continue, says.next, says.finish, says.anotherRound];

export function createLearner(name: string): Learner {
	const picks: Pick[] = [];
	let running: Running | null = null;
	let sight: Answer | null = null;
	let last: Wish | null = null;
	let count = 0;
	const buttons = (): readonly Button[] =>
		(sight?.message.face.controls ?? []).flatMap((control) => control.buttons ?? []);
	const options = () => buttons().filter((button) => button.press.startsWith(PICK));

	async function wishes(wish: Wish): Promise<Answer> {
		last = wish;
		if (!running) throw new Error(`${name} is nowhere`);
		sight = await running.send(wish.what, wish.body);
		const pick = picks.find((one) => one.id === wish.body.id);
		if (pick) pick.acknowledged = true;
		return sight;
	}
	const common = () => {
		count += 1;
		return { id: `${name}-wish-${count}`, person: name, place: "playground:backend" };
	};
	function press(button: Button | undefined): Promise<Answer> {
		if (!button) throw new Error(`nothing to press under “${sight?.message.face.gist}”`);
		const body = { ...common(), press: button.press, picked: [], on: sight?.message.id ?? "none" };
		if (button.press.startsWith(PICK)) picks.push({ id: body.id, acknowledged: false });
		return wishes({ what: "press", body });
	}
	return {
		name,
		picks,
		joins(program) {
			running = program;
		},
		says: (line) => wishes({ what: "say", body: Object.assign(common(), { line }) }),
		presses: (label) => press(buttons().find((button) => button.label === label)),
		goesOn(choice) {
			const among = options();
			const onward = buttons().find((button) => ONWARD.includes(button.label));
			return press(among[Math.floor(choice * among.length)] ?? onward ?? buttons()[0]);
		},
		repeats() {
			if (!last) throw new Error(`${name} has said nothing`);
			return wishes(last);
		},
		sees: () => buttons().map((button) => button.label),
		option: () => options()[0]?.press,
	};
}
