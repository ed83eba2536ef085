import type { BlockAction, BlockElementAction, SlashCommand, ViewSubmitAction } from "@slack/bolt";
import type { Command } from "../../core/command.ts";
import type {
	Account,
	CommandRequest,
	Evidence,
	FormRequest,
	Place,
	PressRequest,
} from "../../core/request.ts";
import { bareActionId, DONE, OPEN, TICK } from "./controls.ts";
import { mentionedIn, parseCommand } from "./parse.ts";
import { SEND_PICTURE } from "./pictures.ts";
import { readRef, writeRef } from "./ref.ts";

/** The workspace the bot is installed in. */
export type Home = {
	readonly team: string;
	/** The Enterprise organisation around it, if there is one. */
	readonly enterprise?: string;
};

/** Slack's payloads say nothing of rights: `rights.ts` looks them up where a command needs them. */
const NO_RIGHTS: Evidence = { manages: false, groups: [] };

/** A typed command. */
export function fromCommand(
	body: SlashCommand,
	home: Home,
	commands: readonly Command[],
	prefix?: string,
): CommandRequest {
	const said = { slash: body.command, text: body.text ?? "", team: home.team };
	const named = mentionedIn(said.text, home.team);
	return {
		kind: "command",
		...parseCommand(said, commands, prefix),
		...(named.length > 0 ? { named } : {}),
		id: `slack:${body.trigger_id}`,
		from: account(home, { id: body.user_id, team_id: body.team_id }, body.enterprise_id, [
			body.user_name,
		]),
		at: place(home, body.channel_id),
		rights: NO_RIGHTS,
	};
}

/** A used control; null for those that only tick a box or open an address. */
export function fromAction(body: BlockAction, home: Home): PressRequest | null {
	const [action] = body.actions;
	if (!action || action.action_id.startsWith(OPEN) || action.action_id.startsWith(TICK))
		return null;
	const { user } = body;
	const channel = channelOf(body);
	return {
		kind: "press",
		id: `slack:${body.trigger_id}`,
		...pressed(action, body, home),
		from: account(home, user, enterpriseOf(body), [user.name, user.username]),
		at: place(home, channel ?? user.id),
		rights: NO_RIGHTS,
		...(channel === undefined ? {} : { on: refOf(body, channel) }),
	};
}

/** What the button for a picture carries, when it was that one. */
export function pictureWanted({ actions: [action] }: BlockAction): string | null {
	if (action?.type !== "button" || action.action_id !== SEND_PICTURE) return null;
	return action.value ?? "";
}

/**
 * A submitted form. Slack tells neither the channel nor the card it was opened from; both come back
 * in its `private_metadata`.
 */
export function fromView(body: ViewSubmitAction, home: Home): FormRequest {
	const { user, view } = body;
	const card = readRef(view.private_metadata);
	return {
		kind: "form",
		id: `slack:${view.id}:${view.hash}`,
		press: view.callback_id,
		fields: fieldsOf(view.state.values),
		from: account(home, user, enterpriseOf(body), [user.name]),
		at: place(home, card?.channel ?? user.id),
		rights: NO_RIGHTS,
		...(card === null ? {} : { on: view.private_metadata }),
	};
}

/**
 * People of the workspace, and of the organisation around it, belong to the workspace. A stranger in
 * a Slack Connect channel keeps their own: the same user id could mean somebody else here.
 */
function account(
	home: Home,
	user: { readonly id: string; readonly team_id?: string | undefined },
	enterprise: string | undefined,
	names: readonly (string | undefined)[],
): Account {
	const isOurs = home.enterprise !== undefined && home.enterprise === enterprise;
	const team = isOurs ? home.team : (user.team_id ?? home.team);
	return { id: `slack:${team}:${user.id}`, name: names.find((name) => name) ?? "" };
}

function place(home: Home, channel: string): Place {
	const space = `slack:${home.team}`;
	const direct = channel.startsWith("D") ? ({ direct: true } as const) : {};
	return { id: `${space}:${channel}`, space, personal: false, ...direct };
}

function enterpriseOf(body: BlockAction | ViewSubmitAction): string | undefined {
	return body.enterprise?.id ?? body.team?.enterprise_id;
}

function channelOf(body: BlockAction): string | undefined {
	return body.channel?.id ?? text(body.container?.channel_id);
}

function refOf(body: BlockAction, channel: string): string {
	const ts = text(body.container?.message_ts) ?? body.message?.ts;
	const url = text(body.response_url);
	return writeRef({
		channel,
		...(ts === undefined ? {} : { ts }),
		...(url === undefined ? {} : { url }),
	});
}

function pressed(
	action: BlockElementAction,
	body: BlockAction,
	home: Home,
): { press: string; picked: string[] } {
	if (action.action_id.startsWith(DONE)) {
		const press = action.action_id.slice(DONE.length);
		return { press, picked: ticked(body, `${TICK}${press}`, home) };
	}
	return { press: bareActionId(action.action_id), picked: pickedAt(action, home) };
}

function pickedAt(action: BlockElementAction, { team }: Home): string[] {
	if (action.type === "static_select") return present(action.selected_option?.value);
	if (action.type !== "conversations_select") return [];
	return present(action.selected_conversation).map((id) => `slack:${team}:${id}`);
}

const present = (value: string | null | undefined): string[] => (value ? [value] : []);

/** What is ticked in the message at this moment; ticks are never remembered in between. */
function ticked(body: BlockAction, actionId: string, { team }: Home): string[] {
	return Object.values(body.state?.values ?? {}).flatMap((block) => {
		const { selected_options = [], selected_users = [] } = block[actionId] ?? {};
		const people = selected_users.map((id) => `slack:${team}:${id}`);
		return [...selected_options.map(({ value }) => value), ...people];
	});
}

type Values = ViewSubmitAction["view"]["state"]["values"];

/** What was typed, by the field's name, without what no store can keep. */
function fieldsOf(values: Values): Record<string, string> {
	return Object.fromEntries(
		Object.entries(values).map(([name, block]) => {
			const [input] = Object.values(block);
			return [name, (input?.value ?? "").replaceAll("\0", "").toWellFormed()];
		}),
	);
}

function text(value: unknown): string | undefined {
	return typeof value === "string" && value !== "" ? value : undefined;
}
