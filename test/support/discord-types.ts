import type { JsonObject } from "./discord-limits.ts";

/** What Discord keeps and sends, as far as the stand-in knows it. */

/** A component as Discord stores it: every field but the type depends on the type. */
export interface Component {
	type: number;
	id?: number;
	custom_id?: string;
	style?: number;
	label?: string;
	description?: string;
	url?: string;
	disabled?: boolean;
	emoji?: { name?: string };
	content?: string;
	placeholder?: string;
	options?: { label: string; value: string; description?: string; default?: boolean }[];
	min_values?: number;
	max_values?: number;
	min_length?: number;
	max_length?: number;
	required?: boolean;
	value?: string;
	default?: boolean;
	items?: { description?: string }[];
	accent_color?: number | null;
	spoiler?: boolean;
	spacing?: number;
	divider?: boolean;
	components?: Component[];
	component?: Component;
	accessory?: Component;
}

export interface User {
	id: string;
	username: string;
	global_name: string;
	discriminator: string;
	avatar: null;
	public_flags: number;
	flags: number;
	primary_guild: null;
	bot?: boolean;
}

/** A message as the API returns it. */
export interface Message {
	id: string;
	channel_id: string;
	type: number;
	author: User;
	content: string;
	embeds: JsonObject[];
	components: Component[];
	attachments: JsonObject[];
	flags: number;
	timestamp: string;
	edited_timestamp: string | null;
	mentions: User[];
	mention_roles: string[];
	mention_everyone: boolean;
	pinned: boolean;
	tts: boolean;
	nonce?: string | number;
	application_id?: string;
	webhook_id?: string;
	interaction_metadata?: JsonObject;
}

export interface Modal {
	custom_id: string;
	title: string;
	components: Component[];
}
