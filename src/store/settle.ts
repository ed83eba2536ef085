import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Gives a finished file its name, taking the place of what had it. Afterwards, whatever happens to
 * the power, the name stands for the old file or for the new one, and the new one is whole.
 */
export function settleFile(from: string, to: string): void {
	sync(from);
	renameSync(from, to);
	sync(dirname(to));
}

function sync(path: string): void {
	const descriptor = openSync(path, "r");
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
