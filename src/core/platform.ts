/** The platform that a namespaced id belongs to: `slack` of `slack:T1:U1`; empty when it has none. */
export function platformOf(id: string): string {
	return id.slice(0, Math.max(id.indexOf(":"), 0));
}
