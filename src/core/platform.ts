/** The platform that a namespaced id belongs to: `slack` of `slack:T1:U1`; empty when it has none. */
export function platformOf(id: string): string {
	return id.slice(0, Math.max(id.indexOf(":"), 0));
}

/**
 * The place of a direct conversation with an account: `slack:T1:@U1` for `slack:T1:U1`. Only the
 * adapter knows how such a conversation is opened.
 */
export function directPlace(account: string): string {
	const at = account.lastIndexOf(":") + 1;
	return `${account.slice(0, at)}@${account.slice(at)}`;
}

/**
 * A group of people (a role, a user group) by its own id on a platform: `discord:&7` for `discord:7`.
 * So nobody takes it for an account.
 */
export function groupId(id: string): string {
	const at = id.lastIndexOf(":") + 1;
	return `${id.slice(0, at)}&${id.slice(at)}`;
}

/** Whether an id is one of {@link groupId}. */
export function isGroup(id: string): boolean {
	return id.charAt(id.lastIndexOf(":") + 1) === "&";
}

/** The account that a direct place belongs to; null for any other place. */
export function accountIn(place: string): string | null {
	const at = place.lastIndexOf(":") + 1;
	return place.charAt(at) === "@" ? place.slice(0, at) + place.slice(at + 1) : null;
}
