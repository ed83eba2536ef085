/** What YAML allows and content files do not, however they are read. */

/** They reach an object's prototype in careless code. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
	"__proto__",
	"constructor",
	"prototype",
]);

/**
 * Controls other than line ends and tabs, signs that turn the direction of text around (they make
 * code look like other code), and halves of characters.
 */
export function hidesSigns(text: string): boolean {
	return !text.isWellFormed() || /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(text);
}
