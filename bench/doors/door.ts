/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** What a person gets to see. */
export type Shown = {
	/** The message as the bot sent it. */
	readonly message: Json;
	/** Whether it took the place of the card that was pressed. */
	readonly replaced: boolean;
	/** Its buttons and menus, in their order. */
	readonly controls: readonly Control[];
};

export type Control = {
	/** What it sends. */
	readonly press: string;
	/** Of a menu, the first thing to choose. */
	readonly option?: string;
};

/**
 * A platform as far as one bot can see it, and the people in front of it. The tests' stand-ins check
 * and record everything, which takes longer than the bots do; this one does neither.
 */
export type Door = {
	/** Settings that lead the bot here. */
	readonly env: Readonly<Record<string, string>>;
	/** Told where the bot listens, once it does. */
	reach(url: string): void;
	/** Resolves once events get through to the bot. */
	connected(): Promise<void>;
	/** Types `/quiz` for one question. People are numbers from 0 on. */
	slash(who: number): Promise<Shown>;
	press(who: number, on: Shown, control: Control): Promise<Shown>;
	close(): Promise<void>;
};

export function jsonOf(text: string): Json {
	const read: unknown = JSON.parse(text);
	return isJson(read) ? read : {};
}

export function isJson(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every button and menu, wherever in a message it stands. @param field where its press is kept */
export function controlsIn(value: unknown, field: string): Control[] {
	if (Array.isArray(value)) return value.flatMap((one) => controlsIn(one, field));
	if (!isJson(value)) return [];
	const press = value[field];
	if (typeof press === "string") return [{ press, ...firstOption(value.options) }];
	return Object.values(value).flatMap((one) => (isNested(one) ? controlsIn(one, field) : []));
}

function firstOption(options: unknown): { option?: string } {
	const [first]: unknown[] = Array.isArray(options) ? options : [];
	return isJson(first) ? { option: String(first.value) } : {};
}

const isNested = (value: unknown): boolean => typeof value === "object" && value !== null;

/** Who waits for which answer. */
export type Waiting = {
	/** @throws when there is no answer in time */
	for(id: string): Promise<Shown>;
	/** False when nobody waits for it any more. */
	settle(id: string, shown: Shown): boolean;
};

/** Both platforms give up on a press after three seconds. */
const PATIENCE_MS = 3_000;

/** One timer for all: one for each would cost as much as sending the press. */
export function createWaiting(): Waiting {
	const open = new Map<string, { since: number; settle: Settle }>();
	const sweep = setInterval(() => giveUp(open), PATIENCE_MS / 10);
	sweep.unref();
	return {
		for: (id) =>
			new Promise((resolve, reject) => {
				open.set(id, { since: performance.now(), settle: { resolve, reject } });
			}),
		settle(id, shown) {
			open.get(id)?.settle.resolve(shown);
			return open.delete(id);
		},
	};
}

type Settle = { resolve(shown: Shown): void; reject(error: Error): void };

function giveUp(open: Map<string, { since: number; settle: Settle }>): void {
	const before = performance.now() - PATIENCE_MS;
	for (const [id, { since, settle }] of open) {
		if (since > before) return;
		open.delete(id);
		settle.reject(new Error("there was no answer"));
	}
}
