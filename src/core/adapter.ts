import type { Directory, Pacing, Sender } from "./ports.ts";

/** A platform that is up. `main.ts` routes deliveries and look-ups to it by the namespace of the id. */
export type Adapter = {
	/** Also the namespace of its ids: `discord`, `slack`, `playground`. */
	readonly name: string;
	readonly sender: Sender;
	/** How fast the platform may be written to. */
	readonly pacing: Pacing;
	/** Where the platform tells more of people than comes with their wishes. */
	readonly directory?: Directory;
	/** Web handlers to mount, for platforms that call in. */
	readonly routes: readonly Route[];
	/** Where an operator adds the bot, if the platform has such a link. */
	readonly invite?: string;
	/** Stops taking wishes, finishes those under way, and closes. */
	stop(): Promise<void>;
};

export type Route = {
	readonly method: "GET" | "POST";
	/** Exact, or a prefix when it ends in `/*`. */
	readonly path: string;
	handle(request: globalThis.Request): Response | Promise<Response>;
};
