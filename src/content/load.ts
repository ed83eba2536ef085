import type { LibraryContent } from "../core/library.ts";
import { faultsBetween } from "./between.ts";
import { contentOf, type Today } from "./convert.ts";
import { ContentFaults } from "./faults.ts";
import { lockFaults } from "./lock.ts";
import { type Pack, readFiles } from "./pack.ts";
import { faultsWithin } from "./within.ts";

/**
 * From the folders of packs to what the bot teaches: files are read (`files.ts`), parsed
 * (`yaml.ts`), checked one by one (`schema.ts`, `within.ts`) and together (`between.ts`,
 * `lock.ts`), and become what the core knows (`convert.ts`).
 */

/** Reads one pack. All that is wrong with its files, taken by themselves, is in `faults`. */
export async function readPack(folder: string): Promise<Pack> {
	const pack = readFiles(folder);
	return { ...pack, faults: [...pack.faults, ...faultsWithin(pack)] };
}

/** Reads packs, or throws one {@link ContentFaults} with everything that is wrong with them. */
export async function checkedPacks(folders: readonly string[]): Promise<readonly Pack[]> {
	const packs: Pack[] = [];
	for (const folder of folders) packs.push(await readPack(folder));
	const faults = [
		...packs.flatMap((pack) => [...pack.faults, ...lockFaults(pack)]),
		...faultsBetween(packs),
	];
	if (faults.length > 0) throw new ContentFaults(faults);
	return packs;
}

/** Loads packs; throws as {@link checkedPacks} does. */
export async function loadLibrary(
	folders: readonly string[],
	options: Today,
): Promise<LibraryContent> {
	return contentOf(await checkedPacks(folders), options);
}
