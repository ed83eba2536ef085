import { isHidden } from "../src/core/appearance.ts";
import { type Context, command, member } from "../src/core/command.ts";
import { memberTyped } from "../src/core/members.ts";
import { type Message, sentence } from "../src/core/message.ts";
import type { Learner, Points } from "../src/core/ports.ts";
import { Problem } from "../src/core/problem.ts";
import { firstDayShown, type Profile, profileOf } from "../src/core/profile/profile.ts";
import { hiddenCard, profileCard } from "../src/core/profile/view.ts";
import { profile as says } from "../src/text/en.ts";

/** `/profile`: what one has learned, or what somebody here has. */
export const profile = command({
	name: "profile",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	showsModeratorsMore: true,
	parameters: { member: member({ about: says.member }) },
	async run(context, input) {
		const typed = input.member;
		const isOwn = typed === undefined || typed === context.account;
		return { do: "say", message: isOwn ? await ownCard(context) : await theirs(context, typed) };
	},
});

async function ownCard(context: Context): Promise<Message> {
	const { learner, space } = context;
	const hidden = isHidden(learner, space);
	const reader = { who: "self", hidden, alone: space.personal } as const;
	return profileCard(await read(context, learner), reader);
}

/** @throws {Problem} when it is nobody here, or they do not want to be seen */
async function theirs(context: Context, typed: string): Promise<Message> {
	const { space, learner, moderates } = context;
	if (space.personal) throw new Problem(says.onlyInSpace);
	const found = await memberTyped(context, typed);
	if (found === null) throw new Problem(says.notHere(nameOf(context, typed)));
	if (found.id === learner.id) return ownCard(context);
	if (!isHidden(found, space)) return shown(await read(context, found));
	if (!moderates) throw new Problem(says.hidden(found.name));
	return hiddenCard(found.name, await pointsOf(context, found));
}

/** As the platform told it with the wish. */
function nameOf({ named }: Context, account: string): string | null {
	return named.find(({ id }) => id === account)?.name ?? null;
}

function shown(found: Profile): Message {
	const { learner, standing } = found;
	if (standing.learned > 0) return profileCard(found, { who: "other" });
	return sentence(says.notStarted(learner.name));
}

/** All of it from projections, side by side. */
async function read(context: Context, learner: Learner): Promise<Profile> {
	const { progress, reports: reported } = context.tools.store;
	const [states, mastered, totals, kept, reports, days, points] = await Promise.all([
		progress.questions(learner.id),
		progress.mastered(learner.id),
		progress.totals(learner.id),
		progress.streak(learner.id),
		reported.of(learner.id),
		progress.days(learner.id, firstDayShown(learner.day)),
		context.space.personal ? null : pointsOf(context, learner),
	]);
	const record = { learner, states, mastered, totals, kept, reports, days, points };
	return profileOf(context.tools.library, record);
}

function pointsOf({ tools, space }: Context, { id }: Learner): Promise<Points> {
	return tools.store.scores.of(space.id, id, space.day);
}
