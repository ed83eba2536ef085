import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../core/problem.ts";

/** The packs in a folder of packs, by name; a folder that is a pack itself is the only one. */
export function packFolders(path: string): string[] {
	if (existsSync(join(path, "pack.yaml"))) return [path];
	const packs = childrenOf(path)
		.map((name) => join(path, name))
		.filter((folder) => existsSync(join(folder, "pack.yaml")));
	if (packs.length === 0)
		throw new Problem(`There is no pack in ${path}: point CONTENT_DIR at a folder of packs.`);
	return packs;
}

function childrenOf(path: string): string[] {
	return existsSync(path) ? readdirSync(path).toSorted() : [];
}
