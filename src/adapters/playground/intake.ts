import { z } from "zod";
import type { Command, Parameter } from "../../core/command.ts";
import { matchCommand, readLine, splitLine } from "../../core/line.ts";
import { accountIn } from "../../core/platform.ts";
import { PRESS_LIMIT } from "../../core/press.ts";
import type { CommandRequest, FormRequest, Place, PressRequest } from "../../core/request.ts";
import { playground } from "../../text/en.ts";
import { accountOf, CHANNEL, conversationsOf, type Person, people, SPACE } from "./people.ts";

/** What the page sends, checked, and what it means to the bot. */

/** As long as a form field may be on the stricter of the real platforms (Discord: 4,000). */
const MOST_TYPED = 4000;

const error = playground.refused.shape;

/** Text as a person typed it, without what no keyboard makes: NUL and lone surrogates. */
const typed = z
	.string({ error })
	.max(MOST_TYPED, playground.refused.long(MOST_TYPED))
	.transform((words) => words.toWellFormed().replaceAll("\0", ""));

/** Made by the page, one for each action; a retry carries the same one. */
const actionId = z.string({ error }).regex(/^[\w-]{8,64}$/, error);
const ref = z.string({ error }).regex(/^[\w.:-]{1,64}$/, error);
const press = z.string({ error }).max(PRESS_LIMIT, error);

/** One of the sample people, by the short id. */
const personNamed = z.string({ error: playground.refused.person }).transform((id, context) => {
	const person = people.find((one) => one.id === id);
	if (person) return person;
	context.addIssue({ code: "custom", message: playground.refused.person });
	return z.NEVER;
});

const wish = { id: actionId, person: personNamed, place: z.string({ error }).max(64, error) };

/** A person may be only where they have a conversation: nobody types in another's direct message. */
function inOwnPlace<Body extends { person: Person; place: string }>(body: Body): boolean {
	return conversationsOf(body.person).some((one) => one.id === body.place);
}
const place = { error: playground.refused.place };

export const sayBody = z.object({ ...wish, line: typed }, { error }).refine(inOwnPlace, place);
export const pressBody = z
	.object(
		{
			...wish,
			press,
			picked: z.array(z.string({ error }).max(100, error), { error }).max(25, error),
			on: ref,
		},
		{ error },
	)
	.refine(inOwnPlace, place);
export const submitBody = z
	.object(
		{
			...wish,
			press,
			fields: z.record(z.string().regex(/^[a-z][\w-]{0,63}$/i), typed, { error }),
			on: ref.optional(),
		},
		{ error },
	)
	.refine(inOwnPlace, place);

/** A month at a time is more than anyone needs to see what happens next. */
const MOST_HOURS = 24 * 31;
export const timeBody = z.object(
	{ id: actionId, hours: z.number({ error }).positive(error).max(MOST_HOURS, error) },
	{ error },
);

/** As long as a line may be: nobody completes a longer one. */
export const completeQuery = z.object(
	{ person: personNamed, line: z.string({ error }).max(MOST_TYPED, error) },
	{ error },
);
export const personQuery = z.object({ person: personNamed }, { error });

export type Say = z.output<typeof sayBody>;
export type PressBody = z.output<typeof pressBody>;
export type Submit = z.output<typeof submitBody>;

/** Who wished, where, and the key under which it is written at most once. */
function asked(body: { id: string; person: Person; place: string }) {
	return {
		id: `${accountOf(body.person)}:${body.id}`,
		from: { id: accountOf(body.person), name: body.person.name },
		at: placeOf(body.place),
		rights: { manages: body.person.manages, groups: [] },
	};
}

function placeOf(id: string): Place {
	const direct = accountIn(id) === null ? {} : ({ direct: true } as const);
	return { id, space: SPACE, personal: false, ...direct };
}

/** People among ids, with their names. */
function namedIn(ids: readonly unknown[]) {
	const known = people.map((person) => ({ id: accountOf(person), name: person.name }));
	const named = known.filter(({ id }) => ids.includes(id));
	return named.length > 0 ? { named } : {};
}

/**
 * A typed line as a wish; null for plain words, which are no command. An unknown name passes with
 * empty input: dispatch knows what to say.
 */
export function readSay(commands: readonly Command[], body: Say): CommandRequest | null {
	if (!body.line.trimStart().startsWith("/")) return null;
	const found = matchCommand(commands, body.line);
	if (found === null)
		return { kind: "command", ...asked(body), name: splitLine(body.line).name, input: {} };
	const { name, input } = readLine(found.command, withIds(found.command, found.rest));
	return { kind: "command", ...asked(body), name, input, ...namedIn(Object.values(input)) };
}

export function readPress(body: PressBody): PressRequest {
	return {
		kind: "press",
		...asked(body),
		press: body.press,
		picked: body.picked,
		...namedIn(body.picked),
		on: body.on,
	};
}

export function readSubmit(body: Submit): FormRequest {
	return {
		kind: "form",
		...asked(body),
		press: body.press,
		fields: body.fields,
		...(body.on === undefined ? {} : { on: body.on }),
	};
}

const TYPED_CHANNEL = new RegExp(`(?<=^|[\\s:])${CHANNEL.name}(?=\\s|$)`, "gi");

const TYPED_PERSON = /(?<=^|[\s:])@(\w+)(?=\s|$)/g;

/**
 * `#backend` stands for the channel's id and `@ben` for Ben's, but only where the command takes
 * such a thing at all.
 */
function withIds(command: Command, rest: string): string {
	const takes = (kind: Parameter["kind"]) =>
		Object.values(command.parameters).some((one) => one.kind === kind);
	const placed = takes("place") ? rest.replaceAll(TYPED_CHANNEL, CHANNEL.id) : rest;
	const named = takes("member") || takes("group");
	return named ? placed.replaceAll(TYPED_PERSON, idOfTyped) : placed;
}

/** A name that nobody here has stays as it was typed. */
function idOfTyped(typed: string, name: string): string {
	const person = people.find((one) => one.name.toLowerCase() === name.toLowerCase());
	return person ? accountOf(person) : typed;
}
