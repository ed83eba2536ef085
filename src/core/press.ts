import { say } from "../text/en.ts";
import { Problem } from "./problem.ts";

/** A used control as text: `command.press:version:args`. Both platforms allow at least this much. */
export const PRESS_LIMIT = 100;

export type PressName = `${string}.${string}`;

/** What a press says of itself. Nothing in it is trusted: owner, currency and rights are looked up. */
export type PressCode = {
	readonly command: string;
	readonly press: string;
	readonly version: number;
	readonly args: readonly string[];
};

/**
 * Writes a press. Arguments are short (ids, positions; never an option's id, which would tell the
 * key) and hold no colon.
 *
 * @throws when the result is longer than {@link PRESS_LIMIT}: a fault of the program.
 */
export function writePress(name: PressName, version: number, ...args: (string | number)[]): string {
	const press = [name, version, ...args].join(":");
	if (press.length > PRESS_LIMIT) throw new Error(`press is longer than ${PRESS_LIMIT}: ${press}`);
	return press;
}

const PRESS = /^([a-z-]+)\.([a-z-]+):(\d{1,3})((?::[^:]*)*)$/;

/** Reads a press. @throws {Problem} when it was not written by this bot. */
export function readPress(press: string): PressCode {
	const found = press.length <= PRESS_LIMIT ? PRESS.exec(press) : null;
	if (!found) throw new Problem(say.press.unknown);
	const [, command = "", name = "", version = "", args = ""] = found;
	return {
		command,
		press: name,
		version: Number(version),
		args: args === "" ? [] : args.slice(1).split(":"),
	};
}
