import { command, zone } from "../src/core/command.ts";
import { type Message, text, words } from "../src/core/message.ts";
import { Problem } from "../src/core/problem.ts";
import { stampOf } from "../src/core/quiz/answer.ts";
import { settingsCard } from "../src/core/settings/view.ts";
import { changeZone } from "../src/core/settings/zone.ts";
import { settings as says } from "../src/text/en.ts";

/** `/settings`: what one has set; with a zone, sets it. */
export const settings = command({
	name: "settings",
	about: says.about,
	who: "everyone",
	where: "anywhere",
	answers: "asker",
	parameters: { zone: zone({ about: says.zone }) },
	async run(context, input) {
		const { learner, now, tools } = context;
		if (input.zone === undefined) return { do: "say", message: settingsCard(learner, now) };
		const change = changeZone(learner, input.zone, now);
		if (change.change === "same") return said(says.same(input.zone));
		if (change.change === "too-soon") throw new Problem(says.onceADay);
		await tools.store.learners.setZone(stampOf(context, "settings"), {
			from: learner.zone,
			to: input.zone,
			effectiveAt: change.effectiveAt,
		});
		return said(change.change === "now" ? says.now(input.zone) : says.later(input.zone));
	},
});

function said(sentence: string): { do: "say"; message: Message } {
	return { do: "say", message: { gist: sentence, parts: [text(...words(sentence))] } };
}
