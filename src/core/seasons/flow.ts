import { say, seasons as says } from "../../text/en.ts";
import type { Context } from "../command.ts";
import { addDays, type Day, dayTyped, instantOf } from "../days.ts";
import type { Form, Message } from "../message.ts";
import { Problem } from "../problem.ts";
import { SEASON } from "../rules.ts";
import { isPlanned, type Season } from "./season.ts";
import { endCard, type Seasons, seasonForm, seasonsCard } from "./view.ts";

/** What moderators do about seasons. */

async function load({ tools, space, now }: Context): Promise<Seasons> {
	const all = await tools.store.seasons.ofSpace(space.id, SEASON.shown + 1);
	const current = all.find(({ endsAt }) => endsAt > now) ?? null;
	return { current, past: all.filter((one) => one !== current), space, now };
}

/** The seasons of the space. @param said what just came of a press */
export async function show(context: Context, said?: string): Promise<Message> {
	return seasonsCard(await load(context), said);
}

/** The form to start one. */
export function form({ space }: Context): Form {
	return seasonForm(space.day);
}

/** Starts what was typed. @throws {Problem} that names what does not fit */
export async function start(
	context: Context,
	fields: Readonly<Record<string, string>>,
): Promise<Message> {
	const { tools, request, now } = context;
	const season = readSeason(context, fields);
	if (!(await tools.store.seasons.start(request, season))) throw new Problem(says.already);
	return show(
		context,
		isPlanned(season, now) ? says.coming(season.name) : says.started(season.name),
	);
}

function readSeason(
	{ tools, space, now }: Context,
	{ name = "", start = "", end = "" }: Readonly<Record<string, string>>,
): Season {
	const first = dayTyped(start);
	if (first === null || first < space.day) throw wrong(says.formStart, says.badStart);
	const last = dayTyped(end);
	if (last === null || last < first || last > addDays(first, SEASON.days))
		throw wrong(says.formEnd, says.badEnd(SEASON.days));
	const midnight = (day: Day) => instantOf(day, "00:00", space.zone);
	return {
		id: tools.ids.make(),
		space: space.id,
		name: readName(name),
		startsAt: first === space.day ? now + SEASON.leadMs : midnight(first),
		endsAt: midnight(addDays(last, 1)),
		winners: [],
	};
}

const wrong = (label: string, what: string) =>
	new Problem(say.input.wrong(label.split(",")[0] ?? label, what));

/** In one line, with something to be seen. */
function readName(typed: string): string {
	const name = typed
		.normalize("NFC")
		.replaceAll(/[\p{C}\s]+/gu, " ")
		.trim();
	if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(name) && name.length <= SEASON.name) return name;
	throw new Problem(says.badName(SEASON.name));
}

/** Asks before it ends one. */
export async function askEnd(context: Context, id: string): Promise<Message> {
	return endCard(await openSeason(context, id), context.now);
}

/** Ends one, or takes back one that has not begun. Over already, it shows how things stand. */
export async function end(context: Context, id: string): Promise<Message> {
	const season = await openSeason(context, id);
	const { tools, space, now } = context;
	await tools.store.seasons.end(space.id, id, now);
	return show(
		context,
		isPlanned(season, now) ? says.takenBack(season.name) : says.ended(season.name),
	);
}

async function openSeason(context: Context, id: string): Promise<Season> {
	const { current } = await load(context);
	if (current?.id !== id) throw new Problem(says.gone);
	return current;
}
