import type { Pacing } from "../../core/ports.ts";

/**
 * Slack's numbers, in one place. Lengths are counted in UTF-16 units, which never counts less than
 * Slack does.
 *
 * Sources, unless said otherwise: https://docs.slack.dev/reference/block-kit (blocks, elements,
 * composition objects), https://docs.slack.dev/reference/views,
 * https://docs.slack.dev/reference/methods/chat.postMessage and
 * https://docs.slack.dev/interactivity/handling-user-interaction.
 */
export const LIMITS = {
	/** Blocks of one message. */
	messageBlocks: 50,
	/**
	 * Text of all blocks of a message together. Not documented; messages began to fail at about 13,200
	 * (https://github.com/slackapi/bolt-js/issues/2509).
	 */
	allText: 12_000,
	/** The top-level text. Slack cuts at 40,000 and asks for 4,000 at most. */
	gist: 3_000,
	headerText: 150,
	/** A text object in a section or a context. */
	sectionText: 3_000,
	/** Elements of one actions block. */
	actions: 25,
	buttonText: 75,
	buttonValue: 2_000,
	/** Of an image block. */
	imageUrl: 3_000,
	imageText: 2_000,
	buttonUrl: 3_000,
	/** Presses are at most 100 long, and little is put before or behind them. */
	actionId: 255,
	checkboxes: 10,
	selectOptions: 100,
	optionText: 75,
	optionAbout: 75,
	optionValue: 150,
	placeholder: 150,
	/** Title, submit and close of a modal. */
	modalWord: 24,
	inputLabel: 2_000,
	inputHint: 2_000,
	inputText: 3_000,
	/** `private_metadata` of a view. */
	metadata: 3_000,
	/**
	 * Our own: no command takes nearly as much, and reading a line costs time for every word of it,
	 * in which nobody else is answered.
	 */
	commandText: 1_000,
	/** The body of a request from Slack, as in Bolt's own receivers. */
	requestBytes: 1_048_576,
	/** An acknowledgement, and the life of a trigger_id. */
	ackMs: 3_000,
	/**
	 * How far ahead of our clock a signed request may be. Slack documents five minutes for the past
	 * (https://docs.slack.dev/authentication/verifying-requests-from-slack) and nothing for the future.
	 */
	aheadMs: 60_000,
} as const;

/**
 * Slack takes one message a second in each channel, with short bursts, and "several hundred" a minute
 * in a workspace (https://docs.slack.dev/apis/web-api/rate-limits).
 */
export const PACING: Pacing = { laneMs: 1_000, allMs: 200 };
