import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDiscord } from "../../src/adapters/discord/connect.ts";
import { connectSlack } from "../../src/adapters/slack/connect.ts";
import { onDiscord, onSlack, say, setup as says } from "../../src/text/en.ts";
import { type Bot, HOUR, startBot } from "../support/bot.ts";
import { type DiscordServer, startDiscordServer } from "../support/discord-server.ts";
import { type SlackServer, startSlackServer } from "../support/slack-server.ts";
import { SLACK_IDS } from "../support/slack-types.ts";

/** A Friday, eight o'clock in Berlin. */
const at = "2026-11-20T07:00:00Z";
const MODS = "900000000000000801";
let bot: Bot;
afterEach(() => bot.stop());

describe("on Discord", () => {
	let discord: DiscordServer;
	beforeEach(async () => {
		discord = await startDiscordServer();
		bot = await startBot(
			(app, deps) => connectDiscord(app, { token: discord.token, apiUrl: discord.api }, deps),
			{ at },
		);
	});
	afterEach(() => discord.stop());

	const town = () => {
		const guild = discord.guild({ name: "Workshop" }).id;
		const square = discord.channel(guild, "backend").id;
		const market = discord.channel(guild, "market").id;
		const home = { guild, channel: square };
		const grace = discord.member({ name: "Grace", ...home, permissions: 32n });
		return { square, market, home, guild, grace };
	};
	type Grace = ReturnType<typeof town>["grace"];

	/** Goes on from the first card to another, with what is suggested. */
	async function walks(grace: Grace, steps: number) {
		let card = await grace.slash("setup");
		for (let step = 0; step < steps; step += 1)
			card = await grace.press(card, step === 0 ? says.clock.yes : says.next);
		return card;
	}

	test("Grace walks through all of it on one private card", async () => {
		const { grace, square, market } = town();
		const first = await grace.slash("setup");
		expect(first.ephemeral).toBe(true);
		expect(first.texts).toContain("It is **07\\:00** for you now (UTC time). Right?");
		const form = await grace.press(first, says.clock.no);
		const zones = await grace.submit(form, { clock: "8:00" });
		expect(zones.kind).toBe("update");
		const place = await grace.select(zones, "Your time zone", "Europe/Berlin");
		expect(place.texts).toContain(`The daily question goes to <#${square}>`);
		const moved = await grace.select(place, says.another, market);
		expect(moved.texts).toContain(`<#${market}>`);
		const who = await grace.press(moved, says.next);
		expect(who.texts).toContain("Server Settings → Integrations → Cairn");
		const boards = await grace.press(who, says.next);
		const daily = await grace.press(boards, says.next);
		const hours = await grace.press(daily, says.daily.other);
		const weekdays = await grace.submit(hours, { time: "9", days: "weekdays" });
		expect(weekdays.texts).toContain(`Every weekday at 09:00, Berlin time, in <#${market}>`);
		const cohort = await grace.press(weekdays, says.daily.start);
		const founding = await grace.press(cohort, says.cohort.make);
		const founded = await grace.submit(founding, { name: "Autumn" });
		expect(founded.texts).toContain("Autumn is made, and you lead it.");
		const last = await grace.press(founded, says.next);
		const done = await grace.press(last, says.card.post);
		expect(done.texts).toContain("Pin it");
		await bot.passes(0);
		expect((await discord.nextPost(square)).texts).toContain("Start here");
		await bot.passes(1.5 * HOUR);
		expect((await discord.nextPost(market)).texts).toContain("Daily question");
		expect(bot.warnings).toEqual([]);
	});

	test("whoever presses Start begins a quiz that only they see", async () => {
		const { grace, home, square } = town();
		const card = await walks(grace, 4);
		const cohort = await grace.press(card, says.daily.start);
		const last = await grace.press(cohort, says.cohort.later);
		await grace.press(last, says.card.post);
		await bot.passes(0);
		const post = await discord.nextPost(square);
		const ada = discord.member({ name: "Ada", ...home });
		const quiz = await ada.press(post, says.card.start);
		expect([quiz.ephemeral, quiz.onlyFor?.global_name]).toEqual([true, "Ada"]);
		expect(discord.posts(square)).toHaveLength(1);
	});

	test("a role and a person are picked, and may then; taken off, they may not", async () => {
		const { grace, home } = town();
		const ben = discord.member({ name: "Ben", ...home, roles: [MODS] });
		const cleo = discord.member({ name: "Cleo", ...home });
		const asks = (who: typeof ben) => who.slash("setup", {}, { anyway: true });
		expect((await asks(ben)).texts).toBe(say.onlyModerators);
		const card = await walks(grace, 2);
		const named = await grace.select(card, says.moderators.add, [MODS, cleo.id]);
		expect(named.texts).toContain(`On the list now: role-${MODS} and Cleo.`);
		expect(named.texts).toContain(`<@&${MODS}>`);
		// Nobody is notified.
		expect(JSON.stringify(named.message)).not.toContain('"users":["');
		for (const who of [ben, cleo]) expect((await asks(who)).texts).toContain("The time here");
		const after = await grace.select(named, says.moderators.drop, `role-${MODS}`);
		expect(after.texts).toContain(says.moderators.dropped);
		expect((await asks(ben)).texts).toBe(say.onlyModerators);
		expect((await asks(cleo)).texts).toContain("The time here");
	});

	test("a role is named with the command, too; everybody is nobody's moderator", async () => {
		const { grace, home, guild } = town();
		const named = await grace.slash("setup", { moderator: MODS });
		expect(named.texts).toContain(`<@&${MODS}>`);
		const ben = discord.member({ name: "Ben", ...home, roles: [MODS] });
		const list = await ben.slash("manage schedule list", {}, { anyway: true });
		expect(list.texts).not.toBe(say.onlyModerators);
		const all = await grace.slash("setup", { moderator: guild });
		expect(all.texts).toBe(says.moderators.everyone);
	});

	test("a role lost between the form and its submit is said kindly", async () => {
		const { grace, home, guild } = town();
		await grace.slash("setup", { moderator: MODS });
		const ben = discord.member({ name: "Ben", ...home, roles: [MODS] });
		const card = await ben.slash("setup", {}, { anyway: true });
		const form = await ben.press(card, says.clock.no);
		discord.member({ name: "Ben", id: ben.id, guild });
		const late = await ben.submit(form, { clock: "Tokyo" });
		expect(late.texts).toBe(say.onlyModerators);
		expect((await bot.store.spaces.read(`discord:${guild}`))?.zone).toBe("UTC");
	});

	test("a channel that I cannot see is not taken, with how to mend it", async () => {
		const { grace, market } = town();
		const path = new RegExp(`^/channels/${market}$`);
		const body = { code: 50001, message: "Missing Access" };
		const card = await walks(grace, 1);
		discord.fail({ method: "GET", path, status: 403, body });
		const refused = await grace.select(card, says.another, market);
		expect(refused.texts).toBe(onDiscord.post.gone.noAccess);
		expect((await grace.select(card, says.another, market)).texts).toContain(`<#${market}>`);
	});

	test("a direct message is no place for it, nor a server that has not installed me", async () => {
		const { grace } = town();
		const direct = await grace.slash("setup", {}, { channel: grace.dm, anyway: true });
		expect(direct.texts).toBe(say.onlyInSpace);
	});
});

describe("on Slack", () => {
	const { team } = SLACK_IDS;
	const zone = "zone:Europe/Berlin";
	let slack: SlackServer;
	beforeEach(async () => {
		slack = await startSlackServer();
		const { botToken, appToken, api } = slack;
		bot = await startBot(
			(app, deps) => connectSlack(app, { botToken, appToken, apiUrl: api }, deps),
			{ at },
		);
	});
	afterEach(async () => {
		expect(slack.faults).toEqual([]);
		await slack.stop();
	});
	const grace = () => slack.person({ id: "U1GRACE", name: "Grace", admin: true });
	type Grace = ReturnType<typeof grace>;

	async function walks(someone: Grace, steps: number) {
		let card = await someone.slash("/cairn", "setup");
		for (let step = 0; step < steps; step += 1)
			card = await someone.press(card, step === 0 ? says.clock.yes : says.next);
		return card;
	}

	function channel(id: string, kind: "public" | "direct" = "public"): string {
		slack.channel({ id, kind, members: ["U1GRACE"] });
		return id;
	}

	const draftOf = (card: { buttons: readonly { actionId: string }[] }) =>
		card.buttons.at(-1)?.actionId.split(":")[2] ?? "";

	test("Grace walks through all of it on one private card", async () => {
		const someone = grace();
		const market = channel("C1MARKET");
		const first = await someone.slash("/cairn", "setup");
		expect(first.ephemeral).toBe(true);
		const form = await someone.press(first, says.clock.no);
		const place = await (await someone.submit(form, { clock: "Berlin" })).message();
		expect(place.replaced).toBe(true);
		const moved = await someone.select(place, `setup.place:1:${draftOf(place)}`, market);
		expect(moved.texts).toContain(`The daily question goes to #${market}`);
		const boards = await someone.press(await someone.press(moved, says.next), says.next);
		const hidden = await someone.press(boards, says.boards.set.hidden);
		expect(hidden.texts).toContain("Until they have been asked they are hidden.");
		const daily = await someone.press(hidden, says.next);
		const hours = await someone.press(daily, says.daily.other);
		const typed = { time: "9", days: "weekdays" };
		const weekdays = await (await someone.submit(hours, typed)).message();
		expect(weekdays.texts).toContain("Every weekday at 09:00, Berlin time");
		const cohort = await someone.press(weekdays, says.daily.start);
		const last = await someone.press(cohort, says.cohort.later);
		expect((await someone.press(last, says.card.post)).texts).toContain("Pin it");
		await bot.passes(0);
		expect(slack.posts(someone.channel).map((post) => post.text)).toEqual([
			expect.stringContaining("Start here"),
		]);
		await bot.passes(1.5 * HOUR);
		expect(slack.posts(market)).toHaveLength(1);
		expect(bot.warnings).toEqual([]);
	});

	test("people are picked, and may then; taken off, they may not", async () => {
		const someone = grace();
		const ben = slack.person({ id: "U1BEN", name: "Ben" });
		expect((await ben.slash("/cairn", "setup")).texts).toBe(say.onlyModerators);
		const card = await walks(someone, 2);
		const press = `setup.add:1:${draftOf(card)}`;
		const chosen = await someone.check(card, `tick ${press}`, ["U1BEN"]);
		const named = await someone.press(chosen, onSlack.submit);
		expect(named.texts).toContain("On the list now: ben.");
		expect((await ben.slash("/cairn", "setup")).texts).toContain("The time here");
		const drop = `setup.drop:1:${draftOf(named)}`;
		const after = await someone.select(named, drop, `slack:${team}:U1BEN`);
		expect(after.texts).toContain(says.moderators.dropped);
		expect((await ben.slash("/cairn", "setup")).texts).toBe(say.onlyModerators);
	});

	test("somebody who has never been here goes by the name Slack tells", async () => {
		const someone = grace();
		slack.person({ id: "U1CLEO", name: "Cleo" });
		const card = await walks(someone, 2);
		const press = `setup.add:1:${draftOf(card)}`;
		const chosen = await someone.check(card, `tick ${press}`, ["U1CLEO"]);
		expect((await someone.press(chosen, onSlack.submit)).texts).toContain("Cleo");
	});

	test("a user group is typed, and whoever is in it may, as long as they are", async () => {
		const someone = grace();
		const ben = slack.person({ id: "U1BEN", name: "Ben" });
		slack.usergroup("S1MODS", ["U1BEN"]);
		const lookups = () =>
			slack.calls.filter(({ method }) => method.startsWith("usergroups")).length;
		expect((await ben.slash("/cairn", "manage schedule list")).texts).toBe(say.onlyModerators);
		// Slack is asked about groups only where one was named.
		expect(lookups()).toBe(0);
		const named = await someone.slash("/cairn", `setup ${zone} moderator:<!subteam^S1MODS|@mods>`);
		expect(named.texts).toContain("On the list now: @mods.");
		const list = await ben.slash("/cairn", "manage schedule list");
		expect(list.texts).not.toBe(say.onlyModerators);
		expect(lookups()).toBe(1);
		slack.usergroup("S1MODS", []);
		expect((await ben.slash("/cairn", "setup")).texts).toBe(say.onlyModerators);
	});

	test("while Slack does not say who is in it, it is asked again; one that is gone has nobody", async () => {
		const someone = grace();
		const ben = slack.person({ id: "U1BEN", name: "Ben" });
		slack.usergroup("S1MODS", ["U1BEN"]);
		await someone.slash("/cairn", "setup moderator:<!subteam^S1MODS>");
		await someone.slash("/cairn", "setup moderator:<!subteam^S1GONE>");
		slack.fail({ method: "usergroups.users.list", status: 503, times: 2 });
		expect((await ben.slash("/cairn", "setup")).texts).toBe(onSlack.rightsUnknown);
		expect((await ben.slash("/cairn", "setup")).texts).toContain("The time here");
	});

	test("a role lost between the form and its submit is said kindly", async () => {
		const someone = grace();
		const form = await someone.press(await walks(someone, 0), says.clock.no);
		slack.person({ id: "U1GRACE", name: "Grace", admin: false });
		const late = await (await someone.submit(form, { clock: "Tokyo" })).message();
		expect(late.texts).toBe(say.onlyModerators);
		expect((await bot.store.spaces.read(`slack:${team}`))?.zone).toBe("UTC");
	});

	test("a channel without me is not taken, with how to mend it", async () => {
		const someone = grace();
		const market = channel("C1MARKET");
		const card = await walks(someone, 1);
		slack.kick(market);
		const press = `setup.place:1:${draftOf(card)}`;
		expect((await someone.select(card, press, market)).texts).toBe(onSlack.probe.notIn);
		slack.invite(market);
		expect((await someone.select(card, press, market)).texts).toContain(market);
	});

	test("a direct message is no place for it", async () => {
		const someone = grace();
		const direct = channel("D1GRACE", "direct");
		const said = await someone.slash("/cairn", "setup", { channel: direct });
		expect(said.texts).toBe(say.onlyInSpace);
	});
});
