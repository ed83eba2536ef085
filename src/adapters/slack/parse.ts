import type { Command } from "../../core/command.ts";
import { cut } from "../../core/graphemes.ts";
import { matchCommand, readLine, splitLine, type Typed } from "../../core/line.ts";
import type { Account } from "../../core/request.ts";
import { userGroupId } from "./groups.ts";
import { LIMITS } from "./limits.ts";
import { bareName } from "./names.ts";
import { visible } from "./visible.ts";

/** A slash command as it arrives. */
export type Said = { readonly slash: string; readonly text: string; readonly team: string };

/** Longer names are no names; they are only quoted back. */
const NAME_LIMIT = 40;

/**
 * Reads `/quiz sql count:3`, `/cairn quiz sql 3` and `/learn-quiz sql`. `/cairn` alone asks for
 * help. A name that does not exist passes as it is: dispatch has the sentence for it.
 */
export function parseCommand(said: Said, commands: readonly Command[], prefix = ""): Typed {
	const line = cut(plainLine(said.text, said.team), LIMITS.commandText);
	const alone = bareName(said.slash, prefix);
	const whole = alone === null ? line : `${alone} ${line}`;
	const found = matchCommand(commands, whole);
	if (found) return readLine(found.command, found.rest);
	const { name } = splitLine(whole);
	return { name: name === "" ? "help" : cut(name, NAME_LIMIT), input: {} };
}

/**
 * Slack's command text as a person typed it: mentions become namespaced ids, links their address,
 * entities signs, and the quotes that phones curl straight ones.
 */
export function plainLine(text: string, team: string): string {
	const line = text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_all, what: string, label?: string) =>
		unwrapped(what, label, team),
	);
	return visible(straight(unescaped(line)));
}

/** People and groups a command's text mentions, by the names Slack put into it. */
export function mentionedIn(text: string, team: string): readonly Account[] {
	const found = text.matchAll(/<(@|!subteam\^)([A-Z0-9]+)\|([^<>]+)>/g);
	return [...found].map(([, mark, id = "", name = ""]) => ({
		id: mark === "@" ? `slack:${team}:${id}` : userGroupId(team, id),
		name: unescaped(name),
	}));
}

/** What Slack wrapped in angle brackets because the manifest asks it to. */
function unwrapped(what: string, label: string | undefined, team: string): string {
	if (/^[@#][A-Z0-9]+$/.test(what)) return `slack:${team}:${what.slice(1)}`;
	const group = /^!subteam\^([A-Z0-9]+)$/.exec(what)?.[1];
	if (group !== undefined) return userGroupId(team, group);
	if (what.startsWith("!")) return label ?? what.slice(1);
	return what.replace(/^mailto:/, "");
}

/** The three signs Slack escapes; the ampersand last, so that `&amp;lt;` stays `&lt;`. */
function unescaped(line: string): string {
	return line.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function straight(line: string): string {
	return line
		.replace(/[“”„‟«»]/g, '"')
		.replace(/[‘’‚‛]/g, "'")
		.replace(/[\u00a0\u2007\u202f]/g, " ");
}
