import type { ChatInputCommandInteraction, Interaction } from "discord.js";
import { Client, DiscordAPIError, Events, MessageFlags, REST, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { checkCommands, checkMessage, checkModal, FLAGS, LIMITS } from "./discord-limits.ts";
import type { DiscordServer } from "./discord-server.ts";
import { startDiscordServer } from "./discord-server.ts";

/**
 * The stand-in is tested with the real discord.js on the other side, so that what the rest of the
 * tests build on has been shown to speak the protocol and not merely a picture of it.
 */

const GUILD = "4100000000000000001";

let server: DiscordServer;
let client: Client;
/** What the bot of a test does with an interaction. */
let bot: (interaction: Interaction) => Promise<unknown>;
/** What went wrong inside the bot. */
let mishaps: unknown[];

beforeEach(async () => {
	server = await startDiscordServer();
	server.guild({ id: GUILD, name: "Workshop" });
	client = newClient();
	mishaps = [];
	bot = async () => {};
	client.on(Events.InteractionCreate, (interaction) => {
		bot(interaction).catch((error) => mishaps.push(error));
	});
	await logIn(client);
});

afterEach(async () => {
	await client.destroy();
	await server.stop();
	expect(mishaps).toEqual([]);
});

function newClient(): Client {
	return new Client({ intents: [], rest: { api: server.api, retries: 0 } });
}

async function logIn(one: Client): Promise<void> {
	const ready = Promise.withResolvers<void>();
	one.once(Events.ClientReady, () => ready.resolve());
	await one.login(server.token);
	await ready.promise;
}

function row(...components: object[]): object {
	return { type: 1, components };
}

function button(custom_id: string, label: string, more: object = {}): object {
	return { type: 2, style: 1, custom_id, label, ...more };
}

function text(content: string): object {
	return { type: 10, content };
}

/** A private message made of components, as discord.js takes it. */
function card(...components: object[]): { flags: number; components: never[] } {
	const flags = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2;
	return { flags, components: components as never[] };
}

/** The same as a raw payload. */
function raw(...components: object[]): { flags: number; components: object[] } {
	return { flags: FLAGS.componentsV2, components };
}

/** An answer in raw form, for what discord.js itself would not send. */
function callback(interaction: Interaction, type: number, data: object = {}): Promise<unknown> {
	const route = Routes.interactionCallback(interaction.id, interaction.token);
	return client.rest.post(route, { body: { type, data }, auth: false });
}

/** The refusal a call must end in. */
async function refusal(call: Promise<unknown>): Promise<DiscordAPIError> {
	const outcome = await call.then(
		() => "accepted",
		(error: unknown) => error,
	);
	if (outcome instanceof DiscordAPIError) return outcome;
	throw new Error(`Expected a refusal, got ${String(outcome)}`);
}

const QUIZ = {
	name: "quiz",
	description: "A few questions",
	options: [
		{ type: 3, name: "topic", description: "About what", required: true, autocomplete: true },
		{ type: 4, name: "count", description: "How many", min_value: 1, max_value: 10 },
		{ type: 6, name: "with", description: "With whom" },
	],
};

const DECK = {
	name: "deck",
	description: "Decks",
	contexts: [0],
	default_member_permissions: "32",
	options: [
		{
			type: 1,
			name: "add",
			description: "Adds a deck",
			options: [{ type: 3, name: "name", description: "Its name", required: true }],
		},
	],
};

const FORM = {
	custom_id: "feedback",
	title: "Feedback",
	components: [
		row({ type: 4, custom_id: "name", label: "Name", style: 1, required: false }),
		{
			type: 18,
			label: "What was hard?",
			component: { type: 4, custom_id: "hard", style: 2, max_length: 20, value: "joins" },
		},
		{
			type: 18,
			label: "Level",
			component: { type: 3, custom_id: "level", options: [{ label: "One", value: "1" }] },
		},
	],
};

function register(...commands: object[]): Promise<unknown> {
	return client.rest.put(Routes.applicationCommands(server.applicationId), { body: commands });
}

describe("logging in", () => {
	test("a client with the right token becomes ready and knows itself", () => {
		expect(client.user?.id).toBe(server.applicationId);
		expect(client.application?.id).toBe(server.applicationId);
		expect(client.guilds.cache.get(GUILD)?.available).toBe(false);
		expect(server.gateway.identifies).toEqual([{ intents: 0, compress: false, shard: [0, 1] }]);
	});

	test("a wrong token is refused by HTTP, and no request shows the right one", async () => {
		const other = newClient();
		await expect(other.login("wrong")).rejects.toThrow("An invalid token was provided");
		const last = server.requests.at(-1);
		expect(last).toMatchObject({ path: "/gateway/bot", status: 401, authorized: false });
		expect(JSON.stringify(server.requests)).not.toContain(server.token);
	});

	test.each([
		["a wrong token", { op: 2, d: { token: "wrong", intents: 0 } }, 4004],
		["an unknown opcode", { op: 99 }, 4001],
		["privileged intents", { op: 2, d: { token: "stand-in.bot.token", intents: 2 } }, 4014],
		["talk before login", { op: 3, d: {} }, 4003],
	])("the gateway closes on %s", async (_, packet, code) => {
		expect(await closeCode("?v=10&encoding=json", packet)).toBe(code);
	});

	test("the gateway closes on a version it does not speak", async () => {
		expect(await closeCode("?v=6&encoding=json", {})).toBe(4012);
	});
});

/** Says one thing over a bare connection and returns the code it is closed with. */
async function closeCode(query: string, packet: object): Promise<number> {
	const closed = Promise.withResolvers<number>();
	const socket = new WebSocket(`${server.gateway.url}/${query}`);
	socket.once("message", () => socket.send(JSON.stringify(packet)));
	socket.once("close", (code) => closed.resolve(code));
	return closed.promise;
}

describe("commands", () => {
	test("registering records them, counts, and keeps the id of a command that stays", async () => {
		await register(QUIZ);
		const first = server.commands[0]?.id;
		await register(QUIZ, DECK);
		expect(server.commandPuts).toBe(2);
		expect(server.commands.map((one) => one.name)).toEqual(["quiz", "deck"]);
		expect(server.commands[0]?.id).toBe(first);
		const listed = await client.rest.get(Routes.applicationCommands(server.applicationId));
		expect(listed).toEqual(server.commands);
	});

	test("options carry their types, and people come along", async () => {
		await register(QUIZ, DECK);
		const ada = server.member({ name: "Ada", guild: GUILD, permissions: 8n });
		const bob = server.member({ name: "Bob", guild: GUILD, nick: "Bobby" });
		bot = async (interaction) => {
			const quiz = interaction as ChatInputCommandInteraction;
			const { options } = quiz;
			const name = options.getSubcommand(false);
			const said = name === "add" ? `add ${options.getString("name")}` : describeQuiz(quiz);
			await quiz.reply({ content: said, flags: MessageFlags.Ephemeral });
		};
		const quiz = await ada.slash("quiz", { topic: "sql", count: 3, with: bob.id });
		expect(quiz.texts).toBe("sql 3 Bob");
		expect((await ada.slash("deck add", { name: "joins" })).texts).toBe("add joins");
		expect((await ada.slash("deck", { sub: "add", name: "keys" })).texts).toBe("add keys");
	});

	function describeQuiz({ options }: ChatInputCommandInteraction): string {
		const whom = options.getUser("with")?.globalName;
		return `${options.getString("topic")} ${options.getInteger("count")} ${whom}`;
	}

	test("a person can type only what the client offers", async () => {
		await register(QUIZ, DECK);
		const bob = server.member({ name: "Bob", guild: GUILD });
		await expect(bob.slash("quzi")).rejects.toThrow("registered: quiz, deck");
		await expect(bob.slash("quiz")).rejects.toThrow("needs: topic");
		await expect(bob.slash("quiz", { topic: "a", size: 1 })).rejects.toThrow("no option “size”");
		await expect(bob.slash("quiz", { topic: "a", count: 11 })).rejects.toThrow("at most 10");
		await expect(bob.slash("quiz", { topic: 5 })).rejects.toThrow("wants a string");
		await expect(bob.slash("deck add", { name: "a" })).rejects.toThrow("permissions are missing");
		await expect(bob.slash("deck")).rejects.toThrow("needs one of: add");
		const dave = server.member({ name: "Dave" });
		await expect(dave.slash("deck add", { name: "a" })).rejects.toThrow("not in this context");
	});

	test("autocomplete returns what the bot offers", async () => {
		await register(QUIZ);
		const ada = server.member({ name: "Ada", guild: GUILD });
		bot = async (interaction) => {
			if (!interaction.isAutocomplete()) return;
			const typed = interaction.options.getFocused();
			await interaction.respond([{ name: `${typed} basics`, value: `${typed}-1` }]);
		};
		const choices = await ada.complete("quiz", { topic: "sq" }, "topic");
		expect(choices).toEqual([{ name: "sq basics", value: "sq-1" }]);
	});

	test("commands Discord would not register are refused", async () => {
		const wrong = { ...QUIZ, name: "Quiz!", description: "" };
		expect(await refusal(register(wrong))).toMatchObject({ status: 400, code: 50035 });
		expect(server.commandPuts).toBe(0);
		const disordered = [...QUIZ.options].reverse();
		expect(checkCommands([{ ...QUIZ, options: disordered }])).toHaveLength(1);
	});
});

describe("answers", () => {
	test("a private reply with buttons, and the button changes the message", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		bot = async (interaction) => {
			if (interaction.isChatInputCommand()) {
				const controls = row(button("a:1", "SELECT"), button("a:2", "FETCH", { disabled: true }));
				await interaction.reply(card({ type: 17, components: [text("Which one?"), controls] }));
			}
			if (interaction.isButton()) {
				await interaction.update(card(text(`Right, ${interaction.customId}`)));
			}
		};
		const asked = await ada.slash("quiz");
		expect(asked).toMatchObject({ kind: "message", ephemeral: true, deferred: false });
		expect(asked.texts).toBe("Which one?");
		expect(asked.buttons).toEqual([
			{ label: "SELECT", customId: "a:1", disabled: false, url: undefined },
			{ label: "FETCH", customId: "a:2", disabled: true, url: undefined },
		]);
		const pressed = await ada.press(asked, "SELECT");
		expect(pressed).toMatchObject({ kind: "update", ephemeral: true, texts: "Right, a:1" });
		expect(pressed.message?.id).toBe(asked.message?.id);
		expect(asked.latest().texts).toBe("Right, a:1");
		expect(asked.texts).toBe("Which one?");
	});

	test("a person can press only what they see", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		const bob = server.member({ name: "Bob", guild: GUILD });
		const link = { type: 2, style: 5, label: "Docs", url: "https://example.org" };
		const controls = row(button("x", "Go"), button("y", "No", { disabled: true }), link);
		bot = (interaction) => (interaction as ChatInputCommandInteraction).reply(card(controls));
		const shown = await ada.slash("quiz");
		await expect(ada.press(shown, "Stop")).rejects.toThrow("[Go] (x)");
		await expect(ada.press(shown, "No")).rejects.toThrow("off");
		await expect(ada.press(shown, "Docs")).rejects.toThrow("link");
		await expect(bob.press(shown, "Go")).rejects.toThrow("only for Ada");
		await expect(ada.submit(shown, {})).rejects.toThrow("no form");
	});

	test("a select menu sends the values behind the labels", async () => {
		const ada = server.member({ name: "Ada" });
		const options = [
			{ label: "Easy", value: "1" },
			{ label: "Hard", value: "2" },
		];
		const menu = { type: 3, custom_id: "level", placeholder: "Level", options };
		bot = async (interaction) => {
			if (interaction.isChatInputCommand()) await interaction.reply(card(row(menu)));
			if (interaction.isStringSelectMenu()) {
				await interaction.update(card(text(interaction.values.join())));
			}
		};
		const shown = await ada.slash("level");
		expect(shown.selects).toEqual([
			{ customId: "level", placeholder: "Level", disabled: false, options },
		]);
		expect((await ada.select(shown, "level", "Hard")).texts).toBe("2");
		await expect(ada.select(shown, "level", "Odd")).rejects.toThrow("Easy, Hard");
		await expect(ada.select(shown, "level", ["1", "2"])).rejects.toThrow("1 to 1 values");
	});

	test("a select of people brings the people along", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		const bob = server.member({ name: "Bob", guild: GUILD });
		bot = async (interaction) => {
			if (interaction.isChatInputCommand()) {
				await interaction.reply(card(row({ type: 5, custom_id: "who" })));
			}
			if (interaction.isUserSelectMenu()) {
				await interaction.update(card(text(interaction.users.first()?.globalName ?? "nobody")));
			}
		};
		expect((await ada.select(await ada.slash("pair"), "who", bob.id)).texts).toBe("Bob");
	});

	test("a form is opened, filled in and answered", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		bot = async (interaction) => {
			if (interaction.isChatInputCommand()) await callback(interaction, 9, FORM);
			if (!interaction.isModalSubmit()) return;
			const { fields } = interaction;
			const said = [fields.getTextInputValue("name"), fields.getTextInputValue("hard")];
			const level = fields.getStringSelectValues("level");
			await interaction.reply(card(text([...said, ...level].join("/"))));
		};
		const form = await ada.slash("feedback");
		expect(form).toMatchObject({ kind: "modal", modal: { title: "Feedback" } });
		const answer = await ada.submit(form, { name: "Ada", level: ["1"] });
		expect(answer.texts).toBe("Ada/joins/1");
		await expect(ada.submit(form, { nme: "x" })).rejects.toThrow("no field nme");
		await expect(ada.submit(form, { hard: "x".repeat(21) })).rejects.toThrow("too long");
		await expect(ada.submit(form, { hard: "" })).rejects.toThrow("must be filled in");
	});

	test("a form opened by a button can change the button's message; no form follows it", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		let code: unknown;
		bot = async (interaction) => {
			if (interaction.isChatInputCommand()) await interaction.reply(card(row(button("b", "Open"))));
			if (interaction.isButton()) await callback(interaction, 9, FORM);
			if (!interaction.isModalSubmit() || !interaction.isFromMessage()) return;
			({ code } = await refusal(callback(interaction, 9, FORM)));
			await interaction.update(card(text("Thank you")));
		};
		const shown = await ada.slash("feedback");
		const form = await ada.press(shown, "Open");
		const done = await ada.submit(form, {});
		expect(done).toMatchObject({ kind: "update", texts: "Thank you" });
		expect(done.message?.id).toBe(shown.message?.id);
		expect(code).toBe(50035);
	});

	test("a deferral is seen through to its edit", async () => {
		const ada = server.member({ name: "Ada" });
		bot = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply({ flags: MessageFlags.Ephemeral });
			await interaction.editReply(card(text("Here")));
			await interaction.followUp({ content: "And more" });
		};
		const shown = await ada.slash("slow");
		expect(shown).toMatchObject({ kind: "message", deferred: true, ephemeral: true });
		expect(shown.texts).toBe("Here");
		expect((await shown.followUp()).texts).toBe("And more");
		expect((await shown.followUp()).ephemeral).toBe(false);
	});

	test("a follow-up right after a deferral takes its place", async () => {
		const ada = server.member({ name: "Ada" });
		bot = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply({ flags: MessageFlags.Ephemeral });
			await interaction.followUp({ content: "Here" });
		};
		const shown = await ada.slash("slow");
		expect(shown).toMatchObject({ texts: "Here", ephemeral: true, followUps: [] });
	});

	test("a test may stop at the deferral and go on later", async () => {
		const ada = server.member({ name: "Ada" });
		const gate = Promise.withResolvers<void>();
		bot = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply();
			await gate.promise;
			await interaction.editReply("Done");
		};
		const early = await ada.slash("slow", {}, { until: "ack" });
		expect(early.kind).toBe("deferred");
		gate.resolve();
		expect((await early.answered()).texts).toBe("Done");
		const sent = await ada.slash("slow", {}, { until: "sent" });
		expect(sent.kind).toBe("nothing");
		expect((await sent.answered()).texts).toBe("Done");
	});

	test("a deferred update ends in an edit of the same message", async () => {
		const ada = server.member({ name: "Ada" });
		bot = async (interaction) => {
			if (interaction.isChatInputCommand()) await interaction.reply(card(row(button("b", "Go"))));
			if (!interaction.isButton()) return;
			await interaction.deferUpdate();
			await interaction.editReply(card(text("Gone")));
			await interaction.editReply(card(text("Long gone")));
		};
		const shown = await ada.slash("quiz");
		const after = await ada.press(shown, "Go");
		expect(after).toMatchObject({ kind: "update", deferred: true });
		expect(after.message?.id).toBe(shown.message?.id);
		expect((await shown.changed()).texts).toMatch(/one$/);
	});

	test("replies can be fetched, come with the response, and be taken back", async () => {
		const ada = server.member({ name: "Ada" });
		const seen: unknown[] = [];
		bot = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			const response = await interaction.reply({ content: "Hello", withResponse: true });
			seen.push(response.resource?.message?.content);
			seen.push((await interaction.fetchReply()).content);
			await interaction.deleteReply();
			seen.push((await refusal(interaction.fetchReply())).code);
			await interaction.followUp("End");
		};
		const shown = await ada.slash("hello");
		await shown.followUp();
		expect(seen).toEqual(["Hello", "Hello", 10008]);
		expect(shown.latest().kind).toBe("deleted");
	});

	test("files come along in a form", async () => {
		const ada = server.member({ name: "Ada" });
		bot = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			const file = { attachment: Buffer.from("a,b"), name: "marks.csv" };
			await interaction.reply({ content: "Marks", files: [file] });
		};
		const shown = await ada.slash("marks");
		expect(shown.message?.attachments).toMatchObject([{ filename: "marks.csv", size: 3 }]);
		const file = server.requests.at(-1)?.files[0];
		expect(Buffer.from(file?.bytes ?? []).toString()).toBe("a,b");
	});

	test("an answer that never comes ends the wait with the transcript", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		const waiting = ada.slash("quiz", { topic: "sql" }, { within: 20 });
		await expect(waiting).rejects.toThrow(
			/Waited 20 ms .*\n.*\nAda \(#general\) types \/quiz topic: sql/,
		);
	});
});

describe("where it happens", () => {
	/** Lets the bot show the last interaction as it came. */
	function listen(): Interaction[] {
		const heard: Interaction[] = [];
		bot = async (interaction) => {
			heard.push(interaction);
			await (interaction as ChatInputCommandInteraction).reply({ content: "ok", flags: 64 });
		};
		return heard;
	}

	test("in a guild there is a member", async () => {
		const heard = listen();
		const ada = server.member({
			name: "Ada",
			guild: GUILD,
			nick: "Lady",
			roles: ["77"],
			permissions: 8n,
			locale: "de",
		});
		await ada.slash("quiz");
		const [interaction] = heard;
		expect(interaction?.inGuild()).toBe(true);
		expect(interaction?.context).toBe(0);
		expect(interaction?.locale).toBe("de");
		expect(interaction?.memberPermissions?.has(1n << 5n)).toBe(true);
		expect(interaction?.authorizingIntegrationOwners.guildId).toBe(GUILD);
		expect(interaction?.user.globalName).toBe("Ada");
	});

	test("in direct messages there is only a user, and the bot can write there", async () => {
		const heard = listen();
		const ada = server.member({ name: "Ada" });
		await ada.slash("quiz");
		const [interaction] = heard;
		expect(interaction).toMatchObject({ guildId: null, member: null, context: 1 });
		expect(interaction?.authorizingIntegrationOwners.userId).toBe(ada.id);
		await client.users.send(ada.id, "Hello there");
		expect((await server.nextPost(ada.dm)).texts).toBe("Hello there");
		expect(ada.dm).toBe(interaction?.channelId);
	});

	test("in a guild that never added the bot only the person's install counts", async () => {
		const heard = listen();
		const ada = server.member({ name: "Ada", guild: "4100000000000000099", userInstall: true });
		await ada.slash("quiz");
		const [interaction] = heard;
		expect(interaction?.guildId).toBe("4100000000000000099");
		expect(interaction?.authorizingIntegrationOwners.guildId).toBeNull();
		expect(interaction?.authorizingIntegrationOwners.userId).toBe(ada.id);
		const body = { content: "Hello" };
		const posting = client.rest.post(Routes.channelMessages(ada.channel), { body });
		expect(await refusal(posting)).toMatchObject({ status: 403, code: 50001 });
		const fetching = client.rest.get(Routes.guild("4100000000000000099"));
		expect(await refusal(fetching)).toMatchObject({ status: 404, code: 10004 });
	});

	test("guilds, members and channels can be looked up", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD, nick: "Lady" });
		expect(await client.rest.get(Routes.guild(GUILD))).toMatchObject({ name: "Workshop" });
		const member = await client.rest.get(Routes.guildMember(GUILD, ada.id));
		expect(member).toMatchObject({ nick: "Lady", user: { id: ada.id } });
		const channel = await client.rest.get(Routes.channel(ada.channel));
		expect(channel).toMatchObject({ type: 0, guild_id: GUILD, name: "general" });
		const nobody = client.rest.get(Routes.guildMember(GUILD, server.member({ name: "Eve" }).id));
		expect(await refusal(nobody)).toMatchObject({ code: 10007 });
	});
});

describe("posts", () => {
	test("the same nonce twice is one message", async () => {
		const { channel } = server.member({ name: "Ada", guild: GUILD });
		const body = { content: "Question of the day", nonce: "day-1", enforce_nonce: true };
		const first = await client.rest.post(Routes.channelMessages(channel), { body });
		const second = await client.rest.post(Routes.channelMessages(channel), { body });
		expect(second).toEqual(first);
		expect(server.posts(channel)).toHaveLength(1);
	});

	test("a nonce is forgotten after some minutes", async () => {
		let now = Date.now();
		const later = await startDiscordServer({ now: () => now });
		const rest = new REST({ api: later.api }).setToken(later.token);
		const { id } = later.channel(GUILD);
		const body = { content: "Hello", nonce: "1", enforce_nonce: true };
		await rest.post(Routes.channelMessages(id), { body });
		now += 6 * 60_000;
		await rest.post(Routes.channelMessages(id), { body });
		expect(later.posts(id)).toHaveLength(2);
		await later.stop();
	});

	test("posts can be pressed by anyone, changed, fetched and deleted", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		const bob = server.member({ name: "Bob", guild: GUILD });
		const posts = Routes.channelMessages(ada.channel);
		const asked = server.nextPost(ada.channel);
		await client.rest.post(posts, { body: raw(text("Ready?"), row(button("in", "Me"))) });
		const post = await asked;
		expect(post).toMatchObject({ kind: "post", ephemeral: false });
		bot = async (interaction) => {
			if (interaction.isButton()) await interaction.reply(card(text("You are in")));
		};
		expect((await bob.press(post, "Me")).onlyFor?.id).toBe(bob.id);
		const one = Routes.channelMessage(ada.channel, post.message?.id ?? "");
		await client.rest.patch(one, { body: { components: [text("Over")] } });
		expect(await client.rest.get(one)).toMatchObject({ components: [{ content: "Over" }] });
		await client.rest.delete(one);
		expect(await refusal(client.rest.get(one))).toMatchObject({ code: 10008 });
		expect(server.posts(ada.channel)).toEqual([]);
		await expect(bob.press(post, "Me")).rejects.toThrow("deleted");
	});

	test("a channel can be read back, shows nothing without the permission, and may be deleted", async () => {
		const channel = server.channel(GUILD);
		const posts = Routes.channelMessages(channel.id);
		const about = (): Promise<unknown> => client.rest.get(Routes.channel(channel.id));
		expect(await about()).toMatchObject({ last_message_id: null });
		for (const content of ["1", "2", "3"]) await client.rest.post(posts, { body: { content } });
		const read = async (query: Record<string, string>): Promise<unknown[]> => {
			const found = await client.rest.get(posts, { query: new URLSearchParams(query) });
			return (found as { content: string }[]).map(({ content }) => content);
		};
		expect(await read({})).toEqual(["3", "2", "1"]);
		expect(await read({ limit: "1" })).toEqual(["3"]);
		const first = server.posts(channel.id)[0]?.message?.id ?? "";
		expect(await read({ after: first, limit: "1" })).toEqual(["2"]);
		channel.historyHidden = true;
		expect(await read({})).toEqual([]);
		const last = server.posts(channel.id).at(-1)?.message?.id;
		expect(await about()).toMatchObject({ last_message_id: last });
		server.deleteChannel(channel.id);
		expect(await refusal(about())).toMatchObject({ code: 10003 });
	});

	test("a copy of a message is for all to see, and can be pressed", async () => {
		const ada = server.member({ name: "Ada", guild: GUILD });
		const bob = server.member({ name: "Bob", guild: GUILD });
		bot = async (interaction) => {
			if (interaction.isButton()) await interaction.reply(card(text("Heard")));
			else if (interaction.isRepliable())
				await interaction.reply(card(text("Mine"), row(button("x", "Go"))));
		};
		const copy = server.copy(await ada.slash("quiz"), ada.channel);
		expect(copy).toMatchObject({ kind: "post", ephemeral: false });
		expect((await bob.press(copy, "Go")).texts).toBe("Heard");
	});

	test("somebody may take no direct messages, and some channels do not exist", async () => {
		const ada = server.member({ name: "Ada", acceptsDms: false });
		const sending = client.users.send(ada.id, "Hello");
		expect(await refusal(sending)).toMatchObject({ status: 403, code: 50007 });
		const lost = client.rest.post(Routes.channelMessages("1"), { body: { content: "x" } });
		expect(await refusal(lost)).toMatchObject({ status: 404, code: 10003 });
	});
});

describe("what is refused", () => {
	test("a second answer", async () => {
		const ada = server.member({ name: "Ada" });
		const refused = Promise.withResolvers<DiscordAPIError>();
		bot = async (interaction) => {
			await callback(interaction, 4, { content: "One" });
			refused.resolve(await refusal(callback(interaction, 4, { content: "Two" })));
		};
		expect((await ada.slash("quiz")).texts).toBe("One");
		expect(await refused.promise).toMatchObject({
			status: 400,
			code: 40060,
			message: "Interaction has already been acknowledged.",
		});
	});

	test("a form after a deferral, an update without a message, an answer that does not suit", async () => {
		const ada = server.member({ name: "Ada" });
		const codes: unknown[] = [];
		const formRefused = Promise.withResolvers<void>();
		bot = async (interaction) => {
			codes.push((await refusal(callback(interaction, 7, { content: "x" }))).code);
			codes.push((await refusal(callback(interaction, 8, { choices: [] }))).code);
			await callback(interaction, 5);
			codes.push((await refusal(callback(interaction, 9, FORM))).code);
			formRefused.resolve();
		};
		const deferral = await ada.slash("quiz", {}, { until: "ack" });
		expect(deferral.kind).toBe("deferred");
		await formRefused.promise;
		expect(codes).toEqual([50035, 50035, 40060]);
	});

	test("an answer that comes too late, and one with a dead token", async () => {
		const ada = server.member({ name: "Ada" });
		bot = (interaction) => callback(interaction, 4, { content: "One" });
		const shown = await ada.slash("quiz");
		server.expire(shown);
		const token = shown.interaction?.token ?? "";
		const more = client.rest.post(Routes.webhook(server.applicationId, token), {
			body: { content: "More" },
			auth: false,
		});
		expect(await refusal(more)).toMatchObject({ status: 401, code: 50027 });
		const late = client.rest.post(Routes.interactionCallback("1", "no-such-token"), { body: {} });
		expect(await refusal(late)).toMatchObject({ status: 404, code: 10062 });
	});

	test("an answer after three seconds of the server's clock", async () => {
		let now = Date.now();
		const slow = await startDiscordServer({ now: () => now, patience: 50 });
		const late = new Client({ intents: [], rest: { api: slow.api } });
		const refused = Promise.withResolvers<DiscordAPIError>();
		late.on(Events.InteractionCreate, async (interaction) => {
			now += 3_001;
			const answer = (interaction as ChatInputCommandInteraction).reply("Late");
			refused.resolve(await refusal(answer));
		});
		await late.login(slow.token);
		await expect(slow.member({ name: "Ada" }).slash("quiz")).rejects.toThrow("Waited 50 ms");
		expect(await refused.promise).toMatchObject({ status: 404, code: 10062 });
		await late.destroy();
		await slow.stop();
	});

	test("a custom id too long, said where it is, and another answer is still possible", async () => {
		const ada = server.member({ name: "Ada" });
		let refused: DiscordAPIError | undefined;
		bot = async (interaction) => {
			const long = raw(row(button("x".repeat(101), "Go")));
			refused = await refusal(callback(interaction, 4, long));
			await callback(interaction, 4, { content: "Shorter" });
		};
		expect((await ada.slash("quiz")).texts).toBe("Shorter");
		expect(refused?.message).toContain("data.components[0].components[0].custom_id");
		expect(refused).toMatchObject({ status: 400, code: 50035 });
		expect(server.transcript()).toContain("refused: POST /interactions/");
	});

	test("unknown routes and wrong tokens", async () => {
		const lost = client.rest.get("/nowhere");
		expect(await refusal(lost)).toMatchObject({ status: 404, code: 0, message: "404: Not Found" });
		const other = new REST({ api: server.api }).setToken("wrong");
		const wrong = other.get(Routes.user());
		expect(await refusal(wrong)).toMatchObject({ status: 401, message: "401: Unauthorized" });
	});

	test("follow-ups without an answer before them", async () => {
		const ada = server.member({ name: "Ada" });
		const refused = Promise.withResolvers<DiscordAPIError>();
		bot = async (interaction) => {
			const hook = Routes.webhook(server.applicationId, interaction.token);
			const more = client.rest.post(hook, { body: { content: "x" }, auth: false });
			refused.resolve(await refusal(more));
		};
		await ada.slash("quiz", {}, { until: "sent" });
		expect(await refused.promise).toMatchObject({ status: 404, code: 10015 });
	});
});

describe("limits", () => {
	const buttons = (count: number): object[] =>
		Array.from({ length: count }, (_, index) => button(`b${index}`, "Go"));
	const options = (count: number): object[] =>
		Array.from({ length: count }, (_, index) => ({ label: "One", value: `${index}` }));
	const select = (more: object): object => ({
		type: 3,
		custom_id: "s",
		options: options(2),
		...more,
	});

	const fine: [string, object][] = [
		["five buttons", raw(row(...buttons(5)))],
		["a label of 80", raw(row(button("a", "x".repeat(80))))],
		["a custom id of 100", raw(row(button("a".repeat(100), "Go")))],
		["25 options", raw(row(select({ options: options(25) })))],
		["40 components", raw(...Array.from({ length: 40 }, () => text("a")))],
		["4000 characters", raw(text("x".repeat(2_000)), text("x".repeat(2_000)))],
		["a nonce of 25", { content: "x", nonce: "n".repeat(25) }],
		["2000 characters of content", { content: "x".repeat(2_000) }],
		["a section", raw({ type: 9, components: [text("a")], accessory: button("a", "Go") })],
	];

	test.each(fine)("%s passes", (_, message) => {
		expect(checkMessage({ ...message })).toEqual([]);
	});

	const wrong: [string, object, string][] = [
		["six buttons", raw(row(...buttons(6))), "components.0.components"],
		["no custom id", raw(row(button("", "Go"))), "components.0.components.0.custom_id"],
		["a twin", raw(row(button("a", "1"), button("a", "2"))), "components.0.components.1.custom_id"],
		["a label of 81", raw(row(button("a", "x".repeat(81)))), "components.0.components.0.label"],
		["no label", raw(row(button("a", ""))), "components.0.components.0.label"],
		["26 options", raw(row(select({ options: options(26) }))), "components.0.components.0.options"],
		[
			"a long option",
			raw(row(select({ options: [{ label: "x".repeat(101), value: "1" }] }))),
			"components.0.components.0.options.0.label",
		],
		[
			"more values than options",
			raw(row(select({ max_values: 3 }))),
			"components.0.components.0.max_values",
		],
		[
			"a select beside a button",
			raw(row(select({}), button("a", "Go"))),
			"components.0.components",
		],
		["41 components", raw(...Array.from({ length: 41 }, () => text("a"))), "components"],
		["4001 characters", raw(text("x".repeat(4_000)), text("x")), "components"],
		["content beside components", { ...raw(text("a")), content: "b" }, "content"],
		["embeds beside components", { ...raw(text("a")), embeds: [{ title: "b" }] }, "embeds"],
		["components without the flag", { components: [text("a")] }, "components.0.type"],
		[
			"an input in a message",
			raw(row({ type: 4, custom_id: "a" })),
			"components.0.components.0.type",
		],
		["a button in the open", raw(button("a", "Go")), "components.0.type"],
		[
			"a container in a container",
			raw({ type: 17, components: [{ type: 17 }] }),
			"components.0.components.0.type",
		],
		["a nonce of 26", { content: "x", nonce: "n".repeat(26) }, "nonce"],
		["2001 characters of content", { content: "x".repeat(2_001) }, "content"],
	];

	test.each(wrong)("%s is refused", (_, message, at) => {
		expect(checkMessage({ ...message }).map((error) => error.at.join("."))).toContain(at);
	});

	const input = (more: object = {}): object => ({ type: 4, custom_id: "i", style: 1, ...more });
	const labelled = (label: string, component: object): object => ({ type: 18, label, component });
	const modal = (components: object[], title = "Title"): { [key: string]: unknown } => {
		return { custom_id: "m", title, components };
	};

	test("forms keep to their limits", () => {
		expect(checkModal(modal([labelled("x".repeat(45), input())], "x".repeat(45)))).toEqual([]);
		expect(checkModal(modal([labelled("x".repeat(46), input())]))).toHaveLength(1);
		expect(checkModal(modal([labelled("a", input())], "x".repeat(46)))).toHaveLength(1);
		expect(checkModal(modal([]))).toHaveLength(1);
		expect(checkModal(modal([text("Only words")]))).toHaveLength(1);
		expect(checkModal(modal([row(button("a", "Go"))]))).toHaveLength(1);
		const six = Array.from({ length: LIMITS.modalInputs + 1 }, (_, index) =>
			labelled("a", input({ custom_id: `i${index}` })),
		);
		expect(checkModal(modal(six))).toHaveLength(1);
	});

	test("an empty message has a code of its own", async () => {
		const { id } = server.channel(GUILD);
		const posting = client.rest.post(Routes.channelMessages(id), { body: { content: " " } });
		expect(await refusal(posting)).toMatchObject({ status: 400, code: 50006 });
	});

	test("an edit is held to what the message would become", async () => {
		const { id } = server.channel(GUILD);
		await client.rest.post(Routes.channelMessages(id), { body: { content: "Old" } });
		const [post] = server.posts(id);
		const one = Routes.channelMessage(id, post?.message?.id ?? "");
		const kept = client.rest.patch(one, { body: raw(text("New")) });
		expect(await refusal(kept)).toMatchObject({ code: 50035 });
		await client.rest.patch(one, { body: { ...raw(text("New")), content: null } });
		expect(post?.latest().texts).toBe("New");
	});

	test("where the bot is not installed five follow-ups are enough", async () => {
		const ada = server.member({ name: "Ada", guild: "4100000000000000098", userInstall: true });
		const refused = Promise.withResolvers<DiscordAPIError>();
		bot = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.reply("0");
			for (const more of ["1", "2", "3", "4", "5"]) await interaction.followUp(more);
			refused.resolve(await refusal(interaction.followUp("6")));
		};
		await ada.slash("quiz");
		expect(await refused.promise).toMatchObject({ code: 40094 });
	});
});

describe("failing on purpose", () => {
	test("a request can fail, and can fail after it was acted on", async () => {
		const { id } = server.channel(GUILD);
		const post = (): Promise<unknown> =>
			client.rest.post(Routes.channelMessages(id), { body: { content: "Hello" } });
		server.fail({ method: "post", path: /\/messages$/, status: 503 });
		await expect(post()).rejects.toThrow("Service Unavailable");
		expect(server.posts(id)).toHaveLength(0);
		server.fail({ path: /\/messages$/, status: 500, after: true });
		await expect(post()).rejects.toThrow("Internal Server Error");
		expect(server.posts(id)).toHaveLength(1);
		server.fail({ path: /\/messages$/, status: 403, body: { message: "No", code: 50013 } });
		expect(await refusal(post())).toMatchObject({ code: 50013 });
		server.fail({ path: /\/messages$/, status: "hangup" });
		await expect(post()).rejects.toThrow();
		await post();
		expect(server.posts(id)).toHaveLength(2);
	});

	test("a rate limit is waited out by discord.js", async () => {
		const { id } = server.channel(GUILD);
		server.fail({ path: /\/messages$/, status: 429 });
		await client.rest.post(Routes.channelMessages(id), { body: { content: "Hello" } });
		expect(server.requests.filter((one) => one.method === "POST")).toHaveLength(2);
		expect(server.posts(id)).toHaveLength(1);
	});

	test("a rate limit may be one of the whole bot, or not say how long it lasts", async () => {
		const { id } = server.channel(GUILD);
		const rest = new REST({ api: server.api, rejectOnRateLimit: ["/channels"] });
		const post = (): Promise<unknown> =>
			rest.setToken(server.token).post(Routes.channelMessages(id), { body: { content: "Hello" } });
		server.fail({ path: /\/messages$/, status: 429, retryAfter: null });
		await expect(post()).rejects.toMatchObject({ retryAfter: 0, global: false });
		server.fail({ path: /\/messages$/, status: 429, retryAfter: 9, global: true });
		await expect(post()).rejects.toMatchObject({ retryAfter: 9_050, global: true });
		await expect(post()).rejects.toMatchObject({ global: true });
		expect(server.posts(id)).toHaveLength(0);
	});

	test("a request can be held before and after it is acted on, or delayed", async () => {
		const { id } = server.channel(GUILD);
		for (const after of [false, true]) {
			const before = server.posts(id).length;
			const hold = server.hold({ path: /\/messages$/, after });
			const posting = client.rest.post(Routes.channelMessages(id), { body: { content: "Hello" } });
			await hold.reached;
			expect(server.posts(id)).toHaveLength(before + (after ? 1 : 0));
			hold.open();
			await posting;
		}
		server.delay({ path: /\/messages$/, ms: 1 });
		await client.rest.post(Routes.channelMessages(id), { body: { content: "Hello" } });
		server.calm();
		expect(server.posts(id)).toHaveLength(3);
	});

	test("an event can reach the bot twice", async () => {
		const ada = server.member({ name: "Ada" });
		let count = 0;
		const refused = Promise.withResolvers<DiscordAPIError>();
		bot = async (interaction) => {
			count += 1;
			const answer = (interaction as ChatInputCommandInteraction).reply(`Number ${count}`);
			if (count === 1) await answer;
			else refused.resolve(await refusal(answer));
		};
		const shown = await ada.slash("quiz", {}, { id: "4200000000000000001" });
		expect(shown.interaction?.id).toBe("4200000000000000001");
		const second = server.nextRequest({ path: /callback$/ });
		await ada.redeliver(shown);
		expect((await second).status).toBe(400);
		expect(await refused.promise).toMatchObject({ code: 40060 });
		expect(shown.latest().texts).toBe("Number 1");
		await expect(ada.slash("quiz", {}, { id: "4200000000000000001" })).rejects.toThrow("redeliver");
	});

	test("of two copies of the bot one answers", async () => {
		const ada = server.member({ name: "Ada" });
		const refused = Promise.withResolvers<DiscordAPIError>();
		const reply = async (interaction: Interaction): Promise<void> => {
			const answer = (interaction as ChatInputCommandInteraction).reply("One");
			await answer.catch((error) => refused.resolve(error));
		};
		bot = reply;
		const copy = newClient();
		copy.on(Events.InteractionCreate, reply);
		await logIn(copy);
		expect((await ada.slash("quiz")).texts).toBe("One");
		expect(await refused.promise).toMatchObject({ code: 40060 });
		await copy.destroy();
	});

	test("after a lost connection the bot resumes and hears what it missed", async () => {
		const ada = server.member({ name: "Ada" });
		bot = (interaction) => (interaction as ChatInputCommandInteraction).reply("Back");
		server.gateway.close(4000);
		expect(server.gateway.connected).toBe(false);
		const shown = await ada.slash("quiz");
		expect(shown.texts).toBe("Back");
		expect(server.gateway.resumes).toBe(1);
	});

	test("the bot follows a request to reconnect", async () => {
		const resumed = server.gateway.resumed();
		server.gateway.reconnect();
		await resumed;
		await server.gateway.ready();
		expect(server.gateway.identifies).toHaveLength(1);
	});

	test("the gateway can be down, and turn away", async () => {
		client.on(Events.ShardError, () => {});
		server.gateway.unavailable = 1;
		server.gateway.turnsAway = 1;
		const resumed = server.gateway.resumed();
		server.gateway.cut();
		await resumed;
		expect(server.gateway.identifies).toHaveLength(1);
	});

	test("without a bot nothing can be done", async () => {
		server.gateway.close(1000);
		const ada = server.member({ name: "Ada" });
		await expect(ada.slash("quiz")).rejects.toThrow("No bot is logged in");
	});

	test("a stopped server can come back on the same port", async () => {
		const first = await startDiscordServer();
		const { port } = first;
		await first.stop();
		const second = await startDiscordServer({ port });
		expect(second.api).toBe(first.api);
		await second.stop();
	});
});

test("the transcript tells the talk", async () => {
	const ada = server.member({ name: "Ada", guild: GUILD });
	bot = async (interaction) => {
		if (interaction.isChatInputCommand()) {
			const controls = row(button("a", "SELECT"), button("b", "DROP"));
			await interaction.reply(card(text("Which one reads?\nThink."), controls));
		}
		if (interaction.isButton()) await interaction.update(card(text("Right.")));
	};
	await ada.press(await ada.slash("quiz", { topic: "sql" }), "SELECT");
	await client.rest.post(Routes.channelMessages(ada.channel), { body: { content: "Well done" } });
	expect(server.transcript()).toBe(
		[
			"Ada (#general) types /quiz topic: sql",
			"    Cairn (only for Ada):",
			"        Which one reads?",
			"        Think.",
			"        [SELECT] [DROP]",
			"Ada (#general) presses [SELECT]",
			"    Cairn changes the message (only for Ada):",
			"        Right.",
			"Cairn posts (#general):",
			"        Well done",
		].join("\n"),
	);
});
