import type { Pacing } from "../../core/ports.ts";

/**
 * Discord's numbers, in one table. Everything that renders or registers holds to it, and the tests
 * hold everything against it.
 *
 * Sources, as of August 2026, all under https://discord.com/developers/docs: components/reference
 * (message, button, select, input, label), resources/message (nonce), interactions/receiving-and-responding
 * (answers), interactions/application-commands (commands) and topics/permissions. Lengths are
 * counted here in UTF-16 units, which is never less than what Discord counts.
 */
export const LIMITS = {
	message: {
		/** All Text Displays of a message together. */
		text: 4000,
		/** Components of a message, nested ones included. */
		components: 40,
		/** A nonce that is enforced must fit. */
		nonce: 25,
		/** Files of a message, and the words that stand for one to those who do not see it. */
		files: 10,
		description: 1024,
	},
	button: { label: 80, url: 512, perRow: 5 },
	/** Also of selects, modals and inputs. At least one sign. */
	customId: 100,
	select: { options: 25, text: 100, placeholder: 150 },
	modal: {
		title: 45,
		parts: 5,
		label: 45,
		description: 100,
		/** What a text input can hold at most. */
		input: 4000,
	},
	commands: {
		/** Global slash commands of one application. */
		all: 100,
		name: 32,
		description: 100,
		options: 25,
		choices: 25,
		/** Name or value of a choice. */
		choice: 100,
		/** Names, descriptions and values of one command together. */
		total: 8000,
	},
	/** The first answer to an interaction must arrive within this many milliseconds. */
	firstAnswerMs: 3000,
	/** For so long an interaction's token lives, and with it edits and further messages. */
	tokenMs: 900_000,
	/**
	 * How long an enforced nonce is sure to be remembered. Discord says "the past few minutes" and no
	 * more, so less is trusted.
	 */
	nonceMs: 60_000,
} as const;

/**
 * A bot may make 50 calls a second. Answers to interactions do not count, but edits of them do: posts
 * take 30, so that people who wait go first. Five messages in five seconds is what one channel takes;
 * and direct messages to many people at once are what Discord calls spam.
 */
export const PACING: Pacing = { laneMs: 1_000, allMs: 1_000 / 30 };

/** Permission bits, from topics/permissions. */
export const PERMISSION = {
	administrator: 1n << 3n,
	manageGuild: 1n << 5n,
	viewChannel: 1n << 10n,
	sendMessages: 1n << 11n,
	attachFiles: 1n << 15n,
	readMessageHistory: 1n << 16n,
	sendMessagesInThreads: 1n << 38n,
} as const;

/** Text and announcement channels, and the three kinds of threads; from resources/channel. */
export const TEXT_CHANNELS = [0, 5, 10, 11, 12] as const;

/** Message flags, from resources/message. */
export const FLAG = { ephemeral: 1 << 6, componentsV2: 1 << 15 } as const;
