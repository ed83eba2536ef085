import type {
	APIApplicationCommandAutocompleteInteraction,
	APIApplicationCommandInteraction,
	APIApplicationCommandInteractionDataOption,
	APIInteraction,
	APIMessageComponentInteraction,
	APIModalSubmission,
	APIModalSubmitInteraction,
	APIUser,
} from "discord.js";
import type { Account, Evidence, Place, Ref, Request } from "../../core/request.ts";
import { pressIn } from "./controls.ts";
import { namespaced, personalSpace, refOf, roleId } from "./ids.ts";
import { PERMISSION } from "./limits.ts";

/**
 * What Discord sends → what the program understands. Read from the event as it comes over the wire:
 * without the Guilds intent discord.js knows no roles and would show everyone without any.
 */

/** From interactions/receiving-and-responding, application-commands and components/reference. */
const KIND = { command: 2, component: 3, completion: 4, modal: 5 } as const;
const SLASH_COMMAND = 1;
const OPTION = { user: 6, channel: 7, role: 8, mentionable: 9 } as const;
/** From components/reference: selects that Discord fills itself. */
const OWN_SELECTS: readonly number[] = [5, 6, 7, 8];
/** A subcommand, and a group of them. */
const BRANCHES: readonly number[] = [1, 2];
const NAMES_AN_ID: readonly number[] = Object.values(OPTION);
const GUILD_INSTALL = "0";

type Wish =
	| APIApplicationCommandInteraction
	| APIMessageComponentInteraction
	| APIModalSubmitInteraction;

/** A wish of a person, or null for everything else: pings, completions, bots and webhooks. */
export function intake(event: APIInteraction): Request | null {
	switch (event.type) {
		case KIND.command:
			return commandRequest(event);
		case KIND.component:
			return pressRequest(event);
		case KIND.modal:
			return formRequest(event);
		default:
			return null;
	}
}

function commandRequest(event: APIApplicationCommandInteraction): Request | null {
	const common = commonOf(event);
	if (common === null) return null;
	// Of other kinds (context menus) there are none, and whoever finds an old one is told by its name.
	const options = event.data.type === SLASH_COMMAND ? event.data.options : undefined;
	const { name, values } = unfolded(event.data.name, options);
	const named = namedIn(event);
	const input = Object.fromEntries(values.map((value) => readOption(value, event.data)));
	const request = { ...common, kind: "command", name, input } as const;
	return named.length > 0 ? { ...request, named } : request;
}

type Options = readonly APIApplicationCommandInteractionDataOption[];

/** `manage` with a group `schedule` with a subcommand `add` is the command `manage schedule add`. */
function unfolded(name: string, options: Options = []): { name: string; values: Options } {
	const [branch] = options;
	if (branch === undefined || !BRANCHES.includes(branch.type)) return { name, values: options };
	const inner = "options" in branch ? (branch.options as Options | undefined) : undefined;
	return unfolded(`${name} ${branch.name}`, inner);
}

/** What Discord sends along of the ids in an event. */
type Resolved = {
	readonly users?: Readonly<Record<string, APIUser>>;
	readonly members?: Readonly<Record<string, { readonly nick?: string | null }>>;
	readonly roles?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
};

const resolvedIn = (data: object): Resolved =>
	("resolved" in data ? (data.resolved as Resolved | undefined) : undefined) ?? {};

/** People and roles among what was given: Discord sends along who they are. */
function namedIn({ data }: { readonly data: object }): readonly Account[] {
	const { users = {}, members = {}, roles = {} } = resolvedIn(data);
	const people = Object.values(users).map((user) => {
		const nick = members[user.id]?.nick;
		return { id: namespaced(user.id), name: nick ?? user.global_name ?? user.username };
	});
	return [...people, ...Object.values(roles).map(({ id, name }) => ({ id: roleId(id), name }))];
}

/** Ids become namespaced; words, numbers and flags stay as they are. */
function readOption(
	option: APIApplicationCommandInteractionDataOption,
	data: object,
): [string, unknown] {
	const value = "value" in option ? option.value : undefined;
	const isId = NAMES_AN_ID.includes(option.type);
	return [option.name, isId ? idIn(String(value), data) : value];
}

/** What an id is, stands in what is sent along with it. */
function idIn(snowflake: string, data: object): string {
	const isRole = Object.hasOwn(resolvedIn(data).roles ?? {}, snowflake);
	return isRole ? roleId(snowflake) : namespaced(snowflake);
}

function pressRequest(event: APIMessageComponentInteraction): Request | null {
	const common = commonOf(event);
	if (common === null) return null;
	const press = pressIn(event.data.custom_id);
	const named = namedIn(event);
	return {
		...common,
		kind: "press",
		press,
		picked: pickedIn(event.data),
		...(named.length > 0 ? { named } : {}),
		on: messageOf(event.message),
	};
}

/** Values of our own as they are; what Discord offered itself by its ids. */
function pickedIn(data: APIMessageComponentInteraction["data"]): readonly string[] {
	const values: readonly string[] = "values" in data ? data.values : [];
	if (!OWN_SELECTS.includes(data.component_type)) return values;
	return values.map((value) => idIn(value, data));
}

function formRequest(event: APIModalSubmitInteraction): Request | null {
	const common = commonOf(event);
	if (common === null) return null;
	const on = event.message === undefined ? {} : { on: messageOf(event.message) };
	const fields = fieldsOf(event.data);
	return { ...common, kind: "form", press: event.data.custom_id, fields, ...on };
}

/** Texts come inside Labels, or inside Action Rows as older modals have them. */
function fieldsOf({ components }: APIModalSubmission): Record<string, string> {
	const inputs = components.flatMap((one) => {
		if ("components" in one) return one.components;
		return "component" in one ? [one.component] : [];
	});
	return Object.fromEntries(
		inputs.flatMap((input) =>
			"value" in input && typeof input.value === "string" ? [[input.custom_id, input.value]] : [],
		),
	);
}

function messageOf({ channel_id, id }: { channel_id: string; id: string }): Ref {
	return refOf(channel_id, id);
}

type Common = { id: string; from: Account; at: Place; rights: Evidence };

/** What every wish has; null where nobody asked whom the program could teach. */
function commonOf(event: Wish): Common | null {
	const user = event.member?.user ?? event.user;
	const channel = event.channel?.id ?? event.channel_id;
	if (user === undefined || user.bot === true || user.system === true) return null;
	if (channel === undefined) return null;
	const at = { id: namespaced(channel), ...spaceOf(event, user.id) };
	return {
		id: namespaced(event.id),
		from: accountOf(event, user),
		at,
		rights: rightsOf(event, at),
	};
}

function accountOf({ member }: Wish, user: APIUser): Account {
	const name = member?.nick ?? user.global_name ?? user.username;
	return { id: namespaced(user.id), name };
}

/**
 * A server is a space only where it has installed the bot. In a direct message, or where somebody
 * brings the bot along into a strange server, the space is that person's own.
 */
function spaceOf(
	event: Wish | APIApplicationCommandAutocompleteInteraction,
	user: string,
): Pick<Place, "space" | "personal"> {
	const guild = event.guild_id;
	const installed =
		guild !== undefined && event.authorizing_integration_owners[GUILD_INSTALL] === guild;
	const space = installed ? namespaced(guild) : personalSpace(user);
	return { space, personal: !installed };
}

/** Rights in a strange server say nothing about the space, which is personal there. */
function rightsOf({ member }: Wish, at: Place): Evidence {
	if (member === undefined || at.personal) return { manages: false, groups: [] };
	const manager = PERMISSION.manageGuild | PERMISSION.administrator;
	const manages = (BigInt(member.permissions) & manager) !== 0n;
	return { manages, groups: member.roles.map(roleId) };
}

/** Somebody in the middle of typing a parameter. */
export type Typing = {
	readonly space: string;
	readonly command: string;
	readonly parameter: string;
	readonly typed: string;
};

/** What is being typed, or null when the event is something else. */
export function typing(event: APIInteraction): Typing | null {
	if (event.type !== KIND.completion) return null;
	const { name: command, values } = unfolded(event.data.name, event.data.options as Options);
	const focused = values.find((option) => "focused" in option && option.focused);
	const user = event.member?.user ?? event.user;
	if (user === undefined || focused === undefined || !("value" in focused)) return null;
	const { space } = spaceOf(event, user.id);
	return { space, command, parameter: focused.name, typed: String(focused.value) };
}
