const API = "https://slack.com/api/";
const HOOKS = /^hooks\.slack(?:-gov)?\.com$/;

/**
 * Whether an address can be a response_url: one of Slack's, or one where its API is said to be. The
 * answer holds what is meant for one person alone, and is sent nowhere else, whatever came back to
 * us inside a form.
 */
export function isResponseUrl(url: string, apiUrl = API): boolean {
	const parsed = URL.parse(url);
	if (parsed === null) return false;
	const { protocol, hostname, origin } = parsed;
	return (protocol === "https:" && HOOKS.test(hostname)) || origin === new URL(apiUrl).origin;
}
