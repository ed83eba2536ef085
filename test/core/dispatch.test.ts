import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { intake } from "../../src/adapters/discord/intake.ts";
import { command, press } from "../../src/core/command.ts";
import { text } from "../../src/core/message.ts";
import type { Log } from "../../src/core/ports.ts";
import { StoreTrouble } from "../../src/core/problem.ts";
import type { FormRequest, Reply, Request } from "../../src/core/request.ts";
import { openStore } from "../../src/store/open.ts";
import { say as says } from "../../src/text/en.ts";
import slash from "../adapters/discord/fixtures/slash.json" with { type: "json" };
import { folder, peek } from "../store/stage.ts";
import { nothingAround } from "../support/around.ts";
import { told } from "../support/told.ts";
import { countedIds, createWorld, type World } from "../support/world.ts";

type Start = Parameters<typeof createWorld>[0];

async function startWorld(start: Start = {}): Promise<World> {
	const world = await createWorld(start);
	onTestFinished(() => world.close());
	return world;
}

/** A world whose database can be looked into. */
async function openWorld(start: Start = {}) {
	const path = join(folder(), "cairn.db");
	const world = await startWorld({ ...start, store: await openStore(path, { ids: countedIds() }) });
	const database = peek(path);
	const rows = (table: string) => database.prepare(`select * from ${table}`).all();
	return { world, rows };
}

const done: Reply = { do: "say", message: { gist: "Done.", parts: [text("Done.")] } };
const ran = async (): Promise<Reply> => done;
const anyArgs = z.array(z.string());

/** A command of moderators with everything a person can use, allowed to be typed anywhere. */
const manage = command({
	name: "manage",
	about: "Manage things",
	who: "moderators",
	where: "anywhere",
	answers: "asker",
	parameters: {},
	presses: {
		go: press({ version: 1, answers: "in-place", args: anyArgs, run: ran }),
		ask: press({
			version: 1,
			answers: "form",
			args: anyArgs,
			run: async () => ({
				do: "ask",
				form: { title: "Sure?", press: "manage.go:1", submit: "Yes", fields: [] },
			}),
		}),
	},
	run: ran,
});

/** What was answered, or the title of the form that opened. */
function heard(reply: Reply): string {
	return reply.do === "ask" ? reply.form.title : told(reply.message);
}

describe("who may do what", () => {
	test("members' commands work anywhere, without any evidence", async () => {
		const world = await startWorld();
		const alone = { id: "test:dm", space: "test:ada-alone", personal: true };
		expect(await world.person("Ada").says("/quiz shell easy")).toContain("The shell");
		expect(await world.person("Ada", alone).says("/quiz shell easy")).toContain("The shell");
	});

	test("moderators' commands work in a space, with evidence", async () => {
		const world = await startWorld({ commands: [manage] });
		const mo = world.person("Mo", { manages: true });
		expect(await mo.says("/manage")).toBe("Done.");
		expect(await mo.pressesRaw("manage.ask:1")).toContain("Sure?");
		expect(await mo.submits({})).toBe("Done.");
	});

	test("case 11: a moderators' command by somebody without rights changes nothing", async () => {
		const { world, rows } = await openWorld();
		const ada = world.person("Ada");
		expect(await ada.says("/setup zone:UTC hour:09:00")).toBe(says.onlyModerators);
		expect([rows("schedule"), rows("ledger")]).toEqual([[], []]);
	});

	test("case 11: a moderators' button is no way in, neither pressed nor forged", async () => {
		const { world, rows } = await openWorld({ commands: [manage] });
		const ada = world.person("Ada");
		expect(await ada.pressesRaw("manage.go:1")).toBe(says.onlyModerators);
		expect(await ada.pressesRaw("manage.ask:1:mo:yes")).toBe(says.onlyModerators);
		const form = { kind: "form", press: "manage.go:1", fields: {} } as const;
		const [last] = ada.requests.slice(-1) as [Request];
		expect(heard(await world.app.handle({ ...last, ...form }))).toBe(says.onlyModerators);
		expect(rows("ledger")).toEqual([]);
	});

	test("case 12: nobody moderates in a direct message, whatever the evidence says", async () => {
		const { world, rows } = await openWorld({ commands: [manage] });
		const alone = { id: "test:dm", space: "test:ada-alone", personal: true, manages: true };
		const ada = world.person("Ada", alone);
		expect(await ada.says("/manage")).toBe(says.onlyInSpace);
		expect(await ada.pressesRaw("manage.go:1")).toBe(says.onlyInSpace);
		expect(rows("space")).toEqual([]);
	});

	test("case 12: nor in one that belongs to a space, where members may do all they can", async () => {
		const world = await startWorld();
		const mo = world.person("Mo", { manages: true, id: "test:dm", direct: true });
		expect(await mo.says("/setup zone:UTC hour:09:00")).toBe(says.onlyInSpace);
		expect(await mo.pressesRaw("manage-people-member.show:1:mo")).toBe(says.onlyInSpace);
		expect(await mo.says("/quiz shell easy")).toContain("The shell");
		expect(await mo.says("/cohort list")).toContain("There is no cohort here yet.");
	});

	test("case 13: rights lost between opening a form and submitting it are lost", async () => {
		const world = await startWorld({ commands: [manage] });
		const mo = world.person("Mo", { manages: true });
		expect(await mo.pressesRaw("manage.ask:1")).toContain("Sure?");
		const [opened] = mo.requests as [Request];
		const submitted: FormRequest = {
			...opened,
			kind: "form",
			id: "f1",
			press: "manage.go:1",
			fields: {},
		};
		const rights = { manages: false, groups: [] };
		expect(heard(await world.app.handle({ ...submitted, rights }))).toBe(says.onlyModerators);
		expect(heard(await world.app.handle({ ...submitted, id: "f2" }))).toBe("Done.");
	});

	test("case 14: the same user id of another workspace is somebody else", async () => {
		const world = await startWorld();
		const ada = world.person("Ada");
		await ada.says("/quiz shell easy");
		const [asked] = ada.requests as [Request];
		const twin = { id: "other:ada", name: "Ada" };
		const forged = { kind: "press", press: ada.pressOf("A"), picked: [] } as const;
		const reply = await world.app.handle({ ...asked, ...forged, id: "p1", from: twin });
		expect(heard(reply)).toContain("That quiz is not yours");
	});
});

describe("what comes from Discord", () => {
	const user = slash.member.user;
	const event = (changes: object) => intake({ ...slash, ...changes } as never);
	const named = (name: string) => ({ data: { ...slash.data, name, options: [] } });
	const brought = { authorizing_integration_owners: { "1": user.id } };

	test("case 12: an own install in a strange server makes no tenant of it", async () => {
		const { world, rows } = await openWorld();
		const wish = event({ ...named("quiz"), ...brought });
		if (wish === null) throw new Error("nobody asked");
		expect(heard(await world.app.handle(wish))).toContain("Welcome!");
		expect(rows("space")).toMatchObject([{ id: wish.at.space, personal: 1 }]);
		expect(wish.at.space).not.toContain(slash.guild_id);
		expect(rows("membership")).toMatchObject([{ space_id: wish.at.space }]);
	});

	test("case 12: its managers may not moderate there", async () => {
		const { world, rows } = await openWorld();
		const setup = event({ ...named("setup"), ...brought });
		if (setup === null) throw new Error("nobody asked");
		const forged = { ...setup, rights: { manages: true, groups: [] } };
		for (const wish of [setup, forged])
			expect(heard(await world.app.handle(wish))).toBe(says.onlyInSpace);
		expect([rows("space"), rows("schedule")]).toEqual([[], []]);
	});

	test("case 15: a bot is nobody's learner", () => {
		const member = { ...slash.member, user: { ...user, bot: true } };
		expect(event({ ...named("quiz"), member })).toBeNull();
	});
});

describe("floods", () => {
	const full = { ...nothingAround.limiter, take: async () => 4_200 };

	test("case 52: a wish too many is told when to go on, before the store is touched", async () => {
		const { world, rows } = await openWorld({ around: { limiter: full } });
		const sentence = says.tooFast(5);
		expect(await world.person("Ada").says("/quiz")).toBe(sentence);
		expect(await world.person("Ada").pressesRaw("quiz.pick:1:r1:0:0")).toBe(sentence);
		expect(rows("learner")).toEqual([]);
	});

	test("case 51: spaces are counted, and the space of one's own is not", async () => {
		const taken: unknown[] = [];
		const take = async (...wish: unknown[]) => {
			taken.push(wish);
			return 0;
		};
		const world = await startWorld({ around: { limiter: { take } } });
		await world.person("Ada").says("/help");
		await world.person("Ada", { space: "test:ada-alone", personal: true }).says("/help");
		expect(taken).toEqual([
			["test:ada", "test:town"],
			["test:ada", null],
		]);
	});
});

describe("the log", () => {
	type Line = { level: string; message: string; [field: string]: unknown };

	function keptLog(): Log & { readonly lines: Line[] } {
		const lines: Line[] = [];
		const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
			void lines.push({ level, message, ...fields });
		return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
	}

	const meter = { ...nothingAround.meter, wish: () => () => 1.5 };

	test("has one line for each wish: which, what became of it, and how long it took", async () => {
		const log = keptLog();
		const world = await startWorld({ around: { log, meter } });
		const ada = world.person("Ada");
		await ada.says("/quiz shell easy");
		await ada.says("/setup");
		await ada.pressesRaw("forged words");
		const line = { level: "debug", message: "a wish was answered", ms: 1.5 };
		const ids = ada.requests.map((request) => request.id);
		expect(log.lines).toEqual([
			{ ...line, interaction: ids[0], command: "quiz", kind: "command", outcome: "done" },
			{ ...line, interaction: ids[1], command: "setup", kind: "command", outcome: "problem" },
			{ ...line, interaction: ids[2], command: "unknown", kind: "press", outcome: "problem" },
		]);
	});

	test("case 63: a fault's SQL and paths stand there, and never in the answer", async () => {
		const log = keptLog();
		const opened = await openStore(":memory:", { ids: countedIds() });
		const fault = new Error("no such table: learner in select * from learner, /srv/cairn.db");
		const meet = () => Promise.reject(fault);
		const store = { ...opened, learners: { ...opened.learners, meet } };
		const world = await startWorld({ store, around: { log } });
		const ada = world.person("Ada");
		const answer = await ada.says("/quiz");
		const [error, line] = log.lines;
		expect(answer).toBe(says.fault(String(error?.id)));
		expect(answer).not.toMatch(/select|table|cairn\.db/);
		const interaction = ada.requests[0]?.id;
		expect(error).toMatchObject({ level: "error", err: fault, interaction, what: "/quiz" });
		expect(line).toMatchObject({ outcome: "fault", interaction });
	});

	test("carries the interaction when the store is in trouble", async () => {
		const log = keptLog();
		const opened = await openStore(":memory:", { ids: countedIds() });
		const start = () => Promise.reject(new StoreTrouble("disk full"));
		const store = { ...opened, rounds: { ...opened.rounds, start } };
		const world = await startWorld({ store, around: { log } });
		const ada = world.person("Ada");
		const answer = await ada.says("/quiz shell easy");
		expect(answer).toBe(says.notSaved(String(log.lines[0]?.id)));
		const interaction = ada.requests[0]?.id;
		expect(log.lines.map((line) => line.interaction)).toEqual([interaction, interaction]);
	});
});
