import type { Command } from "../../core/command.ts";

/** The command that does everything. */
const WHOLE = "cairn";

/** Commands that get a name of their own; the names of the others collide with other apps'. */
const ALONE: ReadonlySet<string> = new Set([
	"quiz",
	"daily",
	"tip",
	"roadmap",
	"streak",
	"leaderboard",
]);

/** A slash command as Slack knows it; `command` is null for the one that does everything. */
export type Slash = { readonly slash: string; readonly command: Command | null };

/** Every slash command that is registered, `/cairn` first. */
export function slashes(commands: readonly Command[], prefix = ""): readonly Slash[] {
	const alone = commands.filter(({ name }) => ALONE.has(name));
	return [
		{ slash: `/${prefix}${WHOLE}`, command: null },
		...alone.map((command) => ({ slash: `/${prefix}${command.name}`, command })),
	];
}

/** What to type for a command here: `/quiz`, `/cairn settings`, `/learn-quiz`. */
export function typedName(name: string, prefix = ""): string {
	return ALONE.has(name) ? `/${prefix}${name}` : `/${prefix}${WHOLE} ${name}`;
}

/** The name behind a slash command, or null for the one that does everything. */
export function bareName(slash: string, prefix = ""): string | null {
	const name = slash.toLowerCase().replace(/^\//, "");
	const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name;
	return bare === WHOLE ? null : bare;
}
