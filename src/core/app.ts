import { createCohortCare } from "./cohorts/care.ts";
import type { Choice, Command } from "./command.ts";
import { createDelivery } from "./delivery/deliver.ts";
import { TIMES, type Times } from "./delivery/times.ts";
import { createDispatcher, type Dispatcher } from "./dispatch.ts";
import { createLibraries } from "./libraries.ts";
import type { Library, LibraryContent } from "./library.ts";
import type { Paint } from "./paint.ts";
import { cleanName } from "./people.ts";
import { isGroup } from "./platform.ts";
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
import { createNews } from "./rescore/news.ts";
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
	/**
	 * The groups that moderate a space, for platforms that send no groups along. Never throws: when the
	 * store fails there are none, and the wish itself will say so.
	 */
	moderatorGroups(space: string): Promise<readonly string[]>;
	/** What could complete a parameter while it is typed in a space; at most 25. */
	complete(space: string, command: string, parameter: string, typed: string): readonly Choice[];
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
	const libraries = createLibraries(content);
	const { store, ids, log } = ports;
	const profiles = createProfiles(ports);
	const shares = createShares(store);
	const thanks = createThanks(store);
	const news = createNews(store);
	const probe = async (place: string) => (await ports.sender.probe?.(place)) ?? null;
	const forget = (account: string) => {
		profiles.forget(account);
		log.info({}, "somebody's data was erased");
	};
	const revealing = (place: string) => ports.sender.revealing?.(place) ?? null;
	const nameOf = async (account: string) => {
		const profile = await ports.directory.profile(account).catch(() => null);
		return profile === null ? null : cleanName(profile.name);
	};
	const asks = { probe, revealing, nameOf };
	const tools = { store, ids, log, commands, shares, thanks, news, forget, ...asks };
	const dispatcher: Dispatcher = createDispatcher(tools, { ...ports, libraries, profiles });
	const careForCohorts = createCohortCare({ store, libraries });
	const deliver = createDelivery({ ...ports, libraries, times });
	return {
		commands,
		preview: createPreview(libraries.open),
		...dispatcher,
		moderatorGroups: (space) => moderatorGroups(store, space),
		complete: (space, command, parameter, typed) =>
			complete(commands, libraries.of(space), command, parameter, typed),
		paint: painting(ports),
		async tick(now) {
			await careForCohorts(now);
			await store.seasons.settle(now, SETTLED_AT_ONCE);
			await deliver(now);
			await profiles.lookUp(now);
			await shares.refresh(now);
			await thanks.refresh(now);
			await news.refresh(now);
		},
	};
}

async function moderatorGroups(store: Store, space: string): Promise<readonly string[]> {
	const settings = await store.spaces.read(space).catch(() => null);
	return (settings?.moderators ?? []).map(({ id }) => id).filter(isGroup);
}
/** Seasons that are over and whose winners are kept in one go. */
const SETTLED_AT_ONCE = 20;

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
