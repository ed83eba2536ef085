import { type Logger, webApi } from "@slack/bolt";
import { Problem } from "../../core/problem.ts";
import { onSlack } from "../../text/en.ts";
import { faultOf } from "./faults.ts";
import type { Home } from "./intake.ts";
import type { TokenWatch } from "./token.ts";

const API = "https://slack.com/api/";

/**
 * How every client of the Web API is made. The SDK's own retries (ten, over half an hour, also when
 * only the answer was lost) and its silent waiting when Slack asks to slow down are off: a repeat
 * could post twice, and a person has long gone.
 */
export function clientOptions(apiUrl = API, logger: Logger): webApi.WebClientOptions {
	return {
		slackApiUrl: apiUrl,
		logger,
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
	};
}

/** A client that lets a watch see whether Slack takes its token. */
class WatchedClient extends webApi.WebClient {
	readonly #watch: TokenWatch;

	constructor(token: string, options: webApi.WebClientOptions, watch: TokenWatch) {
		super(token, options);
		this.#watch = watch;
	}

	override async apiCall(
		method: string,
		args?: Record<string, unknown>,
	): Promise<webApi.WebAPICallResult> {
		try {
			const answer = await super.apiCall(method, args);
			this.#watch.taken();
			return answer;
		} catch (error) {
			this.#watch.failed(faultOf(error));
			throw error;
		}
	}
}

/** @param timeout milliseconds for each call */
export function watchedClient(
	token: string,
	options: webApi.WebClientOptions,
	watch: TokenWatch,
	timeout: number,
): webApi.WebClient {
	return new WatchedClient(token, { ...options, timeout }, watch);
}

/** The workspace of the token, and the bot's own ids in it. */
export type Self = { readonly home: Home; readonly botId: string; readonly botUserId: string };

const AT_START: webApi.WebClientOptions = {
	retryConfig: { retries: 2, minTimeout: 500, maxTimeout: 2_000 },
	timeout: 10_000,
};

/** @throws {Problem} when Slack does not take the token, or cannot be reached. */
export async function whoAmI(botToken: string, options: webApi.WebClientOptions): Promise<Self> {
	const web = new webApi.WebClient(botToken, { ...options, ...AT_START });
	try {
		const { team_id: team = "", enterprise_id: enterprise, ...me } = await web.auth.test();
		const home = { team, ...(enterprise ? { enterprise } : {}) };
		return { home, botId: me.bot_id ?? "", botUserId: me.user_id ?? "" };
	} catch (error) {
		const isRefused = faultOf(error).kind === "refused";
		const { host } = new URL(options.slackApiUrl ?? API);
		throw new Problem(isRefused ? onSlack.wrongBotToken : onSlack.unreachable(host));
	}
}
