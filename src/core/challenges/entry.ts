/** What somebody has built, or is building, for a challenge in a space. */
export type Entry = {
	readonly id: string;
	readonly space: string;
	/** By which the space's boards count. */
	readonly spaceZone: string;
	/** The cohort whose leads look at it; null when its builder is in none. */
	readonly cohort: string | null;
	readonly challenge: string;
	readonly builder: Builder;
	readonly state: EntryState;
	/** As handed in; while it is not, what was typed last. */
	readonly link: string | null;
	readonly note: string | null;
	/** What whoever decided had to say. */
	readonly words: string | null;
	/** When it was handed in (epoch milliseconds). */
	readonly handedAt: number | null;
};

/** `handed`: it waits for somebody to look. `returned`: something is still asked for. */
type EntryState = "joined" | "handed" | "accepted" | "returned";

type Builder = {
	readonly learner: string;
	/** On the platform of the space. */
	readonly account: string;
	readonly name: string;
	/** In which their days are counted. */
	readonly zone: string;
};

export type Evidence = { readonly link: string; readonly note: string };
export type Handing = Evidence & { readonly cohort: string | null };

/** What a lead decides, with the points it brings. */
export type Judgement =
	| { readonly to: "accepted"; readonly words: string; readonly points: number }
	| { readonly to: "returned"; readonly words: string };

export const LINK_LIMIT = 500;

/** The address in what somebody typed, `https` added where it is missing; null when it is none. */
export function readLink(typed: string): string | null {
	const words = typed.trim();
	if (words.length === 0 || words.length > LINK_LIMIT || /\s/.test(words)) return null;
	const named = /^[a-z][a-z\d+.-]*:/i.test(words) && !/^[^/:]+\.[a-z]+:\d/i.test(words);
	const url = URL.parse(named ? words : `https://${words}`);
	if (url === null || !/^https?:$/.test(url.protocol)) return null;
	if (!url.hostname.includes(".") || url.username !== "" || url.password !== "") return null;
	return url.href;
}
