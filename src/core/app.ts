import { createCohortCare } from "./cohorts/care.ts";
import type { Choice, Command } from "./command.ts";
import { createDelivery } from "./delivery/deliver.ts";
import { TIMES, type Times } from "./delivery/times.ts";
import { createDispatcher, type Dispatcher } from "./dispatch.ts";
import { createLibrary, type Library, type LibraryContent } from "./library.ts";
import type { Paint } from "./paint.ts";
import type {
	Clock,
	Directory,
	Ids,
	Limiter,
	Log,
	Meter,
	Pace,
	Painter,
	Sender,
	Store,
} from "./ports.ts";
import { createPreview, type Preview } from "./preview.ts";
import { createProfiles } from "./profiles.ts";
import type { Answers, Reply, Request } from "./request.ts";
import { createShares } from "./shares.ts";
import { createThanks } from "./thanks.ts";

export type Ports = {
	readonly store: Store;
	readonly sender: Sender;
	readonly pace: Pace;
	readonly directory: Directory;
	readonly painter: Painter;
	readonly limiter: Limiter;
	readonly meter: Meter;
	readonly clock: Clock;
	readonly ids: Ids;
	readonly log: Log;
};

/** All that adapters get to see. */
export type App = {
	/** Declarations, for registering, hints and forms. */
	readonly commands: readonly Command[];
	/** Answers a wish. Never throws: a fault becomes a sentence with an id to quote. */
	handle(request: Request): Promise<Reply>;
	/** How the answer to a wish will look, known before it runs. */
	answers(request: Request): Answers;
	/** What could complete a parameter while it is typed; at most 25. */
	complete(command: string, parameter: string, typed: string): readonly Choice[];
	/** Paints a picture of a message. Never throws: without it the alt text is shown. */
	paint: Paint;
	/** What is taught, as members would see it. */
	readonly preview: Preview;
	/** Does what has fallen due. Safe to call at any time and from several processes. */
	tick(now: number): Promise<void>;
};

/** Builds the bot from its parts. */
export function createApp(
	ports: Ports,
	content: LibraryContent,
	commands: readonly Command[],
	times: Times = TIMES,
): App {
	const library = createLibrary(content);
	const { store, ids, log } = ports;
	const profiles = createProfiles(ports);
	const shares = createShares(store);
	const thanks = createThanks(store);
	const probe = async (place: string) => (await ports.sender.probe?.(place)) ?? null;
	const forget = (account: string) => {
		profiles.forget(account);
		log.info({}, "somebody's data was erased");
	};
	const tools = { store, ids, log, library, commands, shares, thanks, probe, forget };
	const dispatcher: Dispatcher = createDispatcher(tools, { ...ports, profiles });
	const careForCohorts = createCohortCare({ store, library });
	const deliver = createDelivery({ ...ports, library, times });
	return {
		commands,
		preview: createPreview(library),
		...dispatcher,
		complete: (command, parameter, typed) => complete(commands, library, command, parameter, typed),
		paint: painting(ports),
		async tick(now) {
			await careForCohorts(now);
			await deliver(now);
			await profiles.lookUp(now);
			await shares.refresh(now);
			await thanks.refresh(now);
		},
	};
}

/** A picture is never worth a reply: what goes wrong is noted, and the words go out. */
function painting({ painter, log }: Pick<Ports, "painter" | "log">): Paint {
	return async (picture) => {
		try {
			return await painter.paint(picture);
		} catch (err) {
			log.error({ err, picture: picture.kind }, "a picture could not be painted");
			return null;
		}
	};
}

const MOST_CHOICES = 25;

function complete(
	commands: readonly Command[],
	library: Library,
	name: string,
	parameterName: string,
	typed: string,
): readonly Choice[] {
	const parameter = commands.find((command) => command.name === name)?.parameters[parameterName];
	if (parameter === undefined) return [];
	if (parameter.kind === "choice") return parameter.choices;
	if (parameter.kind !== "line" && parameter.kind !== "zone") return [];
	return parameter.complete?.(typed, library).slice(0, MOST_CHOICES) ?? [];
}
