import { platformOf } from "./platform.ts";
import type { Directory } from "./ports.ts";

/**
 * Asks the platform that an account belongs to, by the namespace of its id. Platforms without a
 * directory know nobody.
 *
 * @param directories filled as the adapters come up
 */
export function directoryByPlatform(directories: ReadonlyMap<string, Directory>): Directory {
	const directoryOf = (account: string) => directories.get(platformOf(account));
	return {
		knows: (account) => directoryOf(account)?.knows(account) ?? false,
		profile: async (account) => directoryOf(account)?.profile(account) ?? null,
	};
}
