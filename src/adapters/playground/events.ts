/**
 * What happened, in order, as server-sent events. The newest are kept, so that a page whose
 * connection broke misses nothing; one that was away for longer is told to read the state anew.
 */

/** The position of an event: which start of the program, and the how-manieth of it. */
export type Stamp = { readonly run: string; readonly rev: number };

type Event = { readonly stamp: Stamp; readonly reader: string | null; readonly data: unknown };
type Listener = { readonly reader: string; hear(event: string): void; end(): void };

export type Events = {
	/** @param reader the one person who may see it; null for everybody */
	publish<Data>(reader: string | null, make: (stamp: Stamp) => Data): Data;
	/** The newest event's id: who has just read the state goes on from here. */
	last(): string;
	/** A stream of what this person may see after an event. */
	follow(reader: string, after: string | null): ReadableStream<Uint8Array>;
	/** Ends all streams. */
	end(): void;
};

/** Enough for an afternoon of pressing buttons; older ones are gone for a page that was away. */
const KEPT = 500;
/** Chunks a page may leave unread before its stream is cut; it comes back and catches up. */
const UNREAD = 200;

/** @param run tells this start of the program from earlier ones */
export function createEvents(run: string): Events {
	const kept: Event[] = [];
	const listeners = new Set<Listener>();
	let rev = 0;
	return {
		publish(reader, make) {
			const stamp = { run, rev: ++rev };
			const data = make(stamp);
			const event = { stamp, reader, data };
			kept.push(event);
			if (kept.length > KEPT) kept.shift();
			for (const listener of listeners)
				if (maySee(listener.reader, event)) listener.hear(written(event));
			return data;
		},
		last: () => idOf({ run, rev }),
		follow: (reader, after) => stream(listeners, reader, missed(kept, run, rev, reader, after)),
		end() {
			for (const listener of listeners) listener.end();
		},
	};
}

const maySee = (reader: string, event: Event): boolean =>
	event.reader === null || event.reader === reader;

const idOf = ({ run, rev }: Stamp): string => `${run}-${rev}`;

/** JSON has no line breaks of its own, so one `data:` line holds it. */
const written = ({ stamp, data }: Event): string =>
	`id: ${idOf(stamp)}\ndata: ${JSON.stringify(data)}\n\n`;

/** What to send first: the events since `after`, or word that too much was missed. */
function missed(
	kept: readonly Event[],
	run: string,
	rev: number,
	reader: string,
	after: string | null,
): string {
	if (after === null) return "";
	const seen = after.startsWith(`${run}-`) ? Number(after.slice(run.length + 1)) : Number.NaN;
	const oldest = kept[0]?.stamp.rev ?? 1;
	if (!(seen >= oldest - 1 && seen <= rev))
		return written({ stamp: { run, rev }, reader, data: { kind: "reset" } });
	return kept
		.filter((event) => event.stamp.rev > seen && maySee(reader, event))
		.map(written)
		.join("");
}

function stream(
	listeners: Set<Listener>,
	reader: string,
	first: string,
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let listener: Listener;
	return new ReadableStream({
		start(controller) {
			const end = () => {
				listeners.delete(listener);
				controller.close();
			};
			const hear = (event: string) => {
				controller.enqueue(encoder.encode(event));
				if ((controller.desiredSize ?? 0) < -UNREAD) end();
			};
			listener = { reader, hear, end };
			listeners.add(listener);
			// The comment opens the stream at once; a page comes back a second after losing it.
			hear(`: Cairn\nretry: 1000\n\n${first}`);
		},
		cancel() {
			listeners.delete(listener);
		},
	});
}
