import type { Json } from "./door.ts";

/** A server of ordinary size, as Discord describes it to bots that ask for the Guilds intent. */

const CHANNELS = 20;
const ROLES = 12;
const EMOJIS = 10;

export function guildCreate(id: string, bot: Json): Json {
	const at = (place: number) => String(BigInt(id) * 1_000n + BigInt(place)).slice(-19);
	const numbers = (count: number, from: number) =>
		Array.from({ length: count }, (_, n) => from + n);
	return {
		...PLAIN,
		id,
		name: `Server ${id.slice(-4)}`,
		owner_id: at(1),
		channels: numbers(CHANNELS, 100).map((n) => channel(at(n), n)),
		roles: [role(id, 0), ...numbers(ROLES, 200).map((n) => role(at(n), n))],
		emojis: numbers(EMOJIS, 300).map((n) => ({ id: at(n), name: `emoji${n}`, roles: [] })),
		members: [{ user: bot, roles: [], joined_at: JOINED, deaf: false, mute: false, flags: 0 }],
	};
}

const JOINED = "2026-01-05T09:00:00.000000+00:00";

const PLAIN = {
	icon: null,
	splash: null,
	features: [],
	afk_timeout: 300,
	verification_level: 1,
	default_message_notifications: 1,
	explicit_content_filter: 0,
	mfa_level: 0,
	system_channel_flags: 0,
	premium_tier: 0,
	preferred_locale: "en-US",
	nsfw_level: 0,
	joined_at: JOINED,
	large: false,
	unavailable: false,
	member_count: 120,
	stickers: [],
	threads: [],
	presences: [],
	voice_states: [],
	stage_instances: [],
	guild_scheduled_events: [],
};

function channel(id: string, position: number): Json {
	const overwrite = { id, type: 0, allow: "1024", deny: "0" };
	return {
		id,
		type: 0,
		name: `channel-${position}`,
		position,
		topic: `What channel ${position} is about`,
		nsfw: false,
		parent_id: null,
		last_message_id: id,
		rate_limit_per_user: 0,
		permission_overwrites: [overwrite],
		flags: 0,
	};
}

function role(id: string, position: number): Json {
	return {
		id,
		name: `role-${position}`,
		position,
		color: 0,
		colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
		hoist: false,
		managed: false,
		mentionable: false,
		permissions: "2248473465835073",
		flags: 0,
	};
}
