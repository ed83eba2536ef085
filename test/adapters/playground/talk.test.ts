import { describe, expect, test } from "vitest";
import { createDemoApp } from "./demo-app.ts";
import { openPlayground } from "./playground.ts";

const channel = "playground:backend";

describe("a typed line", () => {
	test("becomes the wish that Slack's text would be", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		await act("say", { id: "action-1234", line: "/quiz git basics count:3 hard" });
		expect(app.requests).toEqual([
			{
				kind: "command",
				id: "playground:ada:action-1234",
				name: "quiz",
				input: { topic: "git basics", count: 3, difficulty: "hard" },
				from: { id: "playground:ada", name: "Ada" },
				at: { id: channel, space: "playground:garden", personal: false },
				rights: { manages: false, groups: [] },
			},
		]);
	});

	test("comes from a moderator when Grace types it, and from her direct message", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		await act("say", { person: "grace", place: "playground:@grace", line: "/setup" });
		expect(app.requests).toMatchObject([
			{
				from: { id: "playground:grace", name: "Grace" },
				at: { id: "playground:@grace", space: "playground:garden", personal: false, direct: true },
				rights: { manages: true, groups: [] },
			},
		]);
	});

	test.each(["/setup #backend 09:00", "/setup place:#backend time:09:00", "/setup 9:00 #Backend"])(
		"may name the channel: %s",
		async (line) => {
			const app = createDemoApp();
			const { act } = await openPlayground(app);
			await act("say", { person: "grace", line });
			expect(app.requests).toMatchObject([
				{ input: { place: channel, time: expect.stringMatching(/^0?9:00$/) } },
			]);
		},
	);

	test("keeps #backend as words where no place is asked for", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		await act("say", { line: "/tip #backend" });
		expect(app.requests).toMatchObject([{ input: { topic: "#backend" } }]);
	});

	test("with an unknown command passes on, for the bot knows what to say", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		const { message } = await act("say", { line: "/Nonsense a:b c" });
		expect(app.requests).toMatchObject([{ name: "nonsense", input: {} }]);
		expect(message.face.gist).toBe("I don't know “nonsense”.");
	});

	test("without a slash gets a private hint and reaches nobody", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		const { message } = await act("say", { line: "hello" });
		expect(message).toMatchObject({ private: true, because: "hello", place: channel });
		expect(message.face.gist).toContain("/quiz");
		expect(app.requests).toEqual([]);
	});

	test("loses what no keyboard makes", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		await act("say", { line: "/tip a\0b\ud800" });
		expect(app.requests).toMatchObject([{ input: { topic: "ab\ufffd" } }]);
	});

	test("is answered privately, under what was typed", async () => {
		const { act, get } = await openPlayground(createDemoApp());
		const { did, message } = await act("say", { line: "/quiz" });
		expect(did).toBe("say");
		expect(message).toMatchObject({ private: true, because: "/quiz", place: channel });
		const state = (await (await get("/playground/state?person=ada")).json()) as {
			posts: unknown[];
		};
		expect(state.posts).toEqual([]);
	});
});

describe("a press", () => {
	test("carries the control, what was picked and the message it sat on", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		await act("press", { press: "set.rest:1", picked: ["Monday", "Friday"], on: "playground:m1" });
		expect(app.requests).toMatchObject([
			{ kind: "press", press: "set.rest:1", picked: ["Monday", "Friday"], on: "playground:m1" },
		]);
	});

	test("that answers in place replaces its message", async () => {
		const { act } = await openPlayground(createDemoApp());
		const quiz = (await act("say", { line: "/quiz" })).message;
		const { did, message } = await act("press", {
			press: "quiz.pick:1:1:2",
			picked: [],
			on: quiz.id,
		});
		expect(did).toBe("replace");
		expect(message).toMatchObject({ id: quiz.id, private: true, face: { gist: /Right/ } });
		expect(message.rev).toBeGreaterThan(quiz.rev);
	});

	test("that answers the asker leaves its message alone", async () => {
		const { act } = await openPlayground(createDemoApp());
		const tip = (await act("say", { line: "/tip" })).message;
		const { did, message } = await act("press", { press: "note.x:1", picked: [], on: tip.id });
		expect(did).toBe("say");
		expect(message.id).not.toBe(tip.id);
	});

	test("sent twice by a retry runs once and is answered alike", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		const press = { id: "action-once", press: "note.x:1", picked: [], on: "playground:m1" };
		const answers = await Promise.all([act("press", press), act("press", press)]);
		expect(answers[0]).toEqual(answers[1]);
		expect(await act("press", press)).toEqual(answers[0]);
		expect(app.requests).toHaveLength(1);
	});

	test("pressed twice is two wishes, each with an id of its own", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		const press = { press: "quiz.pick:1:1:2", picked: [], on: "playground:m1" };
		await Promise.all([act("press", press), act("press", press)]);
		expect(new Set(app.requests.map(({ id }) => id)).size).toBe(2);
	});

	test("under the id of another action is refused", async () => {
		const app = createDemoApp();
		const { post } = await openPlayground(app);
		const press = { id: "action-reused", person: "ada", place: channel, picked: [], on: "m1" };
		expect((await post("press", { ...press, press: "note.x:1" })).status).toBe(200);
		expect((await post("press", { ...press, press: "note.y:1" })).status).toBe(409);
		expect(app.requests).toHaveLength(1);
	});

	test("of one person cannot pass for another's retry", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		await act("say", { id: "action-same", line: "/tip" });
		await act("say", { id: "action-same", person: "ben", line: "/tip" });
		expect(app.requests).toHaveLength(1);
	});

	test.each([
		["longer than a press can be", { press: "x".repeat(101) }],
		["with too many picked", { picked: Array.from({ length: 26 }, String) }],
		["on something that is no message", { on: "<script>" }],
		["without its message", { on: undefined }],
	])("%s is refused", async (_, wrong) => {
		const app = createDemoApp();
		const { post } = await openPlayground(app);
		const press = { person: "ada", place: channel, press: "note.x:1", picked: [], on: "m1" };
		expect((await post("press", { ...press, ...wrong })).status).toBe(400);
		expect(app.requests).toEqual([]);
	});
});

describe("a form", () => {
	const submit = { press: "set.zone:1", on: "playground:m1" };

	test("opens where a press asks for it", async () => {
		const { act } = await openPlayground(createDemoApp());
		const { did, form } = await act("press", { press: "ask.zone:1", picked: [], on: "m1" });
		expect(did).toBe("ask");
		expect(form).toMatchObject({ title: "Your time zone", fields: [{ name: "zone" }, {}] });
	});

	test("that is taken replaces the message it was opened from", async () => {
		const app = createDemoApp();
		const { act } = await openPlayground(app);
		const { did, message } = await act("submit", { ...submit, fields: { zone: "Europe/Berlin" } });
		expect(did).toBe("replace");
		expect(message.id).toBe("playground:m1");
		expect(app.requests).toMatchObject([
			{ kind: "form", press: "set.zone:1", fields: { zone: "Europe/Berlin" }, on: "playground:m1" },
		]);
	});

	test("that is refused stays open with the reason, which is not said again in the chat", async () => {
		const { act, follow } = await openPlayground(createDemoApp());
		const stream = await follow("ada");
		const answer = await act("submit", { ...submit, fields: { zone: "Berln" } });
		expect(answer).toEqual({ did: "refuse", problem: "I don't know “Berln”. Try Europe/Berlin." });
		await act("say", { line: "/tip" });
		expect((await stream.next())?.data.message?.because).toBe("/tip");
	});
});

describe("time", () => {
	test("passes by hours, and everybody's clock hears of it", async () => {
		const waited: number[] = [];
		const { act, follow, passed } = await openPlayground(createDemoApp(), async (ms) => {
			waited.push(ms);
		});
		const stream = await follow("ben");
		const { now } = await act("time", { hours: 24 });
		expect(waited).toEqual([24 * 60 * 60 * 1000]);
		expect(passed()).toBe(24 * 60 * 60 * 1000);
		expect((await stream.next())?.data).toEqual({ kind: "time", now });
	});

	test("passes once when the request comes twice", async () => {
		const { act, passed } = await openPlayground(createDemoApp());
		await Promise.all([
			act("time", { id: "action-day", hours: 1 }),
			act("time", { id: "action-day", hours: 1 }),
		]);
		expect(passed()).toBe(60 * 60 * 1000);
	});

	test.each([0, -1, 24 * 32, "24", null])("does not pass by %s", async (hours) => {
		const { post, passed } = await openPlayground(createDemoApp());
		expect((await post("time", { hours })).status).toBe(400);
		expect(passed()).toBe(0);
	});
});
