import { expected, say, care as says } from "../../text/en.ts";
import { type Day, dayTyped } from "../days.ts";
import { cleanLine } from "../people.ts";
import { Problem } from "../problem.ts";
import { ADJUSTMENT, REASON } from "../rules.ts";

/** Reads what is typed into the forms. What does not fit is a {@link Problem} that names the field. */

export type Fields = Readonly<Record<string, string>>;

/** The reason, in one line. */
export function readWords({ words = "" }: Fields): string {
	const read = cleanLine(words);
	const { least, most } = REASON;
	const length = [...read].length;
	if (length < least || length > most)
		throw new Problem(say.input.wrong(says.fieldWords, says.expectsWords(least, most)));
	return read;
}

/** Points to give, or to take when below zero; a minus may be typed in any of its forms. */
export function readPoints({ points = "" }: Fields): number {
	const [, sign = "", digits = ""] = /^([+\-−–]?)(\d{1,6})$/.exec(points.trim()) ?? [];
	const read = /[-−–]/.test(sign) ? -Number(digits) : Number(digits);
	if (digits === "" || read === 0 || Math.abs(read) > ADJUSTMENT.most)
		throw new Problem(say.input.wrong(says.fieldPoints, says.expectsPoints(ADJUSTMENT.most)));
	return read;
}

export function readMissed({ day = "" }: Fields): Day {
	const read = dayTyped(day);
	if (read === null) throw new Problem(say.input.wrong(says.fieldDay, expected.date));
	return read;
}

/** A form is gone when it is refused: what was written into its longest field is said back. */
export async function keepingWords<Value>(
	{ words = "" }: Fields,
	work: () => Promise<Value>,
): Promise<Value> {
	try {
		return await work();
	} catch (error) {
		const written = cleanLine(words);
		if (!(error instanceof Problem) || written.length < REASON.least) throw error;
		throw new Problem(`${error.message}\n${says.youWrote(written.slice(0, WRITTEN))}`);
	}
}

/** No platform's form lets more through than it was told; a forged one may. */
const WRITTEN = 2 * REASON.most;
