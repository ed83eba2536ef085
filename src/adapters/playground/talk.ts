import type { App } from "../../core/app.ts";
import { type Message, text, words } from "../../core/message.ts";
import { withPictures } from "../../core/paint.ts";
import type { Reply, Request } from "../../core/request.ts";
import { playground } from "../../text/en.ts";
import { type PressBody, readPress, readSay, readSubmit, type Say, type Submit } from "./intake.ts";
import { type FaceForm, renderForm } from "./render.ts";
import type { Asker, Screen, Shown } from "./screen.ts";

/** What a wish came to, for the page that made it. Other pages of the person hear it as an event. */
type Outcome =
	| { readonly did: "say" | "replace"; readonly message: Shown }
	| { readonly did: "ask"; readonly form: FaceForm }
	/** A form that was not taken: it stays open, with the reason and all that was typed. */
	| { readonly did: "refuse"; readonly problem: string };

/** Takes a person's wishes to the app and shows the replies. */
export type Talk = {
	say(body: Say): Promise<Outcome>;
	press(body: PressBody): Promise<Outcome>;
	submit(body: Submit): Promise<Outcome>;
};

export function createTalk(app: App, screen: Screen): Talk {
	const handle = async (request: Request): Promise<Reply> => {
		const reply = await app.handle(request);
		if (reply.do === "ask") return reply;
		return { ...reply, message: await withPictures(reply.message, app.paint) };
	};
	return {
		async say(body) {
			const request = readSay(app.commands, body);
			if (request) return show(screen, body, await handle(request), body.line);
			return { did: "say", message: screen.say(body, hint, body.line) };
		},
		press: async (body) => show(screen, body, await handle(readPress(body))),
		async submit(body) {
			const request = readSubmit(body);
			const reply = await handle(request);
			if (isRefusal(app, request, reply)) return { did: "refuse", problem: reply.message.gist };
			return show(screen, body, reply);
		},
	};
}

const hint: Message = {
	gist: playground.hint.replaceAll(/[{}]/g, ""),
	parts: [text(...words(playground.hint))],
};

/** A form that changes its message says something instead only when it could not. */
function isRefusal(
	app: App,
	request: Request,
	reply: Reply,
): reply is Extract<Reply, { message: Message }> {
	return reply.do === "say" && app.answers(request) === "in-place";
}

function show(
	screen: Screen,
	to: Asker & { readonly on?: string | undefined },
	reply: Reply,
	because = "",
): Outcome {
	if (reply.do === "ask") return { did: "ask", form: renderForm(reply.form) };
	if (reply.do === "replace" && to.on !== undefined)
		return { did: "replace", message: screen.replace(to, to.on, reply.message) };
	return { did: "say", message: screen.say(to, reply.message, because) };
}
