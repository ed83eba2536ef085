import { profile as says } from "../text/en.ts";
import { type Context, isAccount } from "./command.ts";
import { cleanName } from "./people.ts";
import type { Learner } from "./ports.ts";
import { Problem } from "./problem.ts";

/**
 * The member of this space whom somebody means, by account or by a name typed by hand; null when
 * the account is nobody's who has turned up here. Nobody of another space is ever found.
 *
 * @throws {Problem} when a name fits nobody, or several
 */
export async function memberTyped(context: Context, typed: string): Promise<Learner | null> {
	const { tools, space, now } = context;
	if (isAccount(typed)) return tools.store.learners.find(typed, space.id, now);
	const name = cleanName(typed.replace(/^@/, ""));
	const [only, ...others] = await tools.store.learners.named(name, space.id, now);
	if (only === undefined) throw new Problem(says.unknownName(name));
	if (others.length > 0) throw new Problem(says.severalNamed(name));
	return only;
}
