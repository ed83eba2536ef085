import { faultAt } from "./entries.ts";
import type { Fault } from "./faults.ts";
import type { Pack } from "./pack.ts";

/** How pages are fetched; the world's own `fetch` will do. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A page answers within this, or is asked again; after the second time it counts as not there. */
const PATIENCE_MS = 20_000;
const TRIES = 2;

/** Pages at once: few enough for any manual's host to take it kindly. */
const AT_ONCE = 6;

/** That a host keeps robots out says nothing about the page. */
const GUARDED: readonly number[] = [401, 403, 405, 429, 503];

/** Where a page is named. */
type Named = { readonly url: string; fault(text: string): Fault };

/**
 * Asks for every source of a pack, each page once, and says which are not there: manuals move, and a
 * learner who wants to know more should not end on an error.
 *
 * @returns a fault for every place that names a page that is gone
 */
export async function linkFaults(pack: Pack, fetch: Fetch): Promise<readonly Fault[]> {
	const byPage = Map.groupBy(namedIn(pack), ({ url }) => withoutFragment(url));
	const waiting = [...byPage];
	const faults: Fault[] = [];
	const work = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const [page, named] = next;
			const trouble = await troubleWith(page, fetch);
			if (trouble !== null)
				faults.push(
					...named.map((one) => one.fault(`${page} ${trouble}: name a page that is there`)),
				);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return faults;
}

function namedIn(pack: Pack): readonly Named[] {
	return pack.topics.flatMap(({ questions, tips }) =>
		[...questions, ...tips].flatMap((entry) =>
			entry.value.sources.map(({ url }, at) => ({
				url,
				fault: (text: string) => faultAt(entry, ["sources", at, "url"], text),
			})),
		),
	);
}

const withoutFragment = (url: string): string => url.replace(/#.*$/, "");

/** What is wrong with a page; null when it is there, or its host lets no robot in. */
async function troubleWith(url: string, fetch: Fetch): Promise<string | null> {
	let trouble = "";
	for (let tries = 0; tries < TRIES; tries += 1) {
		const signal = AbortSignal.timeout(PATIENCE_MS);
		try {
			const { ok, status, body } = await fetch(url, { signal, redirect: "follow" });
			await body?.cancel();
			if (ok || GUARDED.includes(status)) return null;
			trouble = `answers with ${status}`;
		} catch {
			trouble = "cannot be reached";
		}
	}
	return trouble;
}
