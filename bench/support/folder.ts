import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's own folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs something with a folder of its own, which is gone afterwards. It lies in the project: the
 * system's folder for temporary files is often memory, where syncing costs nothing.
 */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const data = join(ROOT, "data");
	mkdirSync(data, { recursive: true, mode: 0o700 });
	const folder = mkdtempSync(join(data, "bench-"));
	try {
		return await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
