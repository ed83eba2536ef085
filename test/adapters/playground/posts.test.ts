import { describe, expect, test } from "vitest";
import type { Message } from "../../../src/core/message.ts";
import { createDemoApp } from "./demo-app.ts";
import { openPlayground, type Playground } from "./playground.ts";

const channel = "playground:backend";
const message = (gist: string): Message => ({ gist, parts: [] });
const key = (id: string) => ({ id, unsettledSince: null });

async function postsFor({ get }: Playground, person: string) {
	const state = await (await get(`/playground/state?person=${person}`)).json();
	return (state as { posts: { id: string; face: { gist: string } }[] }).posts;
}

describe("posting", () => {
	test("puts a message where everybody sees it, now and after a reload", async () => {
		const playground = await openPlayground(createDemoApp());
		const streams = await Promise.all(["ada", "ben"].map((who) => playground.follow(who)));
		const sent = await playground.adapter.sender.post(channel, message("Morning"), key("d1"));
		expect(sent).toEqual({ outcome: "sent", ref: expect.stringMatching(/^playground:/) });
		for (const stream of streams)
			expect((await stream.next())?.data.message).toMatchObject({
				place: channel,
				private: false,
				because: "",
				face: { gist: "Morning" },
			});
		expect(await postsFor(playground, "grace")).toHaveLength(1);
	});

	test("the same delivery again posts nothing and gives the same reference", async () => {
		const playground = await openPlayground(createDemoApp());
		const { post } = playground.adapter.sender;
		const first = await post(channel, message("Morning"), key("d1"));
		expect(await post(channel, message("Morning"), { id: "d1", unsettledSince: 1 })).toEqual(first);
		expect(await postsFor(playground, "ada")).toHaveLength(1);
	});

	test.each(["playground:nowhere", "discord:1", "playground:@eve", ""])(
		"to %s finds nothing there",
		async (place) => {
			const { adapter } = await openPlayground(createDemoApp());
			const sent = await adapter.sender.post(place, message("Morning"), key("d1"));
			expect(sent).toEqual({ outcome: "gone", why: expect.any(String) });
		},
	);

	test("to a direct message reaches its person alone", async () => {
		const playground = await openPlayground(createDemoApp());
		const ben = await playground.follow("ben");
		await playground.adapter.sender.post("playground:@ada", message("For Ada"), key("d1"));
		await playground.adapter.sender.post(channel, message("For all"), key("d2"));
		expect((await ben.next())?.data.message?.face.gist).toBe("For all");
		const gists = (await postsFor(playground, "ada")).map(({ face }) => face.gist);
		expect(gists).toEqual(["For Ada", "For all"]);
		expect(await postsFor(playground, "ben")).toHaveLength(1);
	});

	test("and changing the post changes it live for everybody who sees it, and for nobody else", async () => {
		const playground = await openPlayground(createDemoApp());
		const { edit, post } = playground.adapter.sender;
		const sent = await post("playground:@ada", message("For Ada"), key("d1"));
		const ref = sent.outcome === "sent" ? sent.ref : "";
		const [ada, ben] = [await playground.follow("ada"), await playground.follow("ben")];
		expect(await edit("playground:@ada", ref, message("Changed"))).toEqual(sent);
		expect((await ada.next())?.data.message).toMatchObject({
			...{ id: ref, place: "playground:@ada", private: false },
			face: { gist: "Changed" },
		});
		await post(channel, message("For all"), key("d2"));
		expect((await ben.next())?.data.message?.face.gist).toBe("For all");
		const gists = (await postsFor(playground, "ada")).map(({ face }) => face.gist);
		expect(gists).toEqual(["Changed", "For all"]);
	});

	test("and changing what is not there any more finds nothing", async () => {
		const { adapter } = await openPlayground(createDemoApp());
		const changed = await adapter.sender.edit(channel, "playground:gone", message("Changed"));
		expect(changed).toEqual({ outcome: "gone", why: expect.stringMatching(/\.$/) });
	});

	test("keeps the newest fifty of a place", async () => {
		const playground = await openPlayground(createDemoApp());
		for (let at = 1; at <= 60; at++)
			await playground.adapter.sender.post(channel, message(`Post ${at}`), key(`d${at}`));
		const posts = await postsFor(playground, "ada");
		expect(posts).toHaveLength(50);
		expect(posts[0]?.face.gist).toBe("Post 11");
		await playground.adapter.sender.post(channel, message("Post 1"), key("d1"));
		expect(await postsFor(playground, "ada")).toHaveLength(50);
	});

	test("and a press that answers in place changes the post for everybody", async () => {
		const playground = await openPlayground(createDemoApp());
		await playground.adapter.sender.post(channel, message("Question"), key("d1"));
		const [post] = await postsFor(playground, "ada");
		const ben = await playground.follow("ben");
		await playground.act("press", { press: "quiz.pick:1:1:2", picked: [], on: post?.id });
		expect((await ben.next())?.data.message).toMatchObject({ id: post?.id, private: false });
		expect((await postsFor(playground, "grace"))[0]?.face.gist).toMatch(/Right/);
	});
});

describe("events", () => {
	test("bring private messages to their person's other pages, and to nobody else", async () => {
		const { act, follow } = await openPlayground(createDemoApp());
		const ada = await follow("ada");
		const ben = await follow("ben");
		const said = await act("say", { line: "/tip" });
		await act("say", { person: "ben", line: "/roadmap" });
		expect((await ada.next())?.data.message).toEqual(said.message);
		expect((await ben.next())?.data.message?.because).toBe("/roadmap");
	});

	test("that were missed are replayed after the last one seen", async () => {
		const { act, follow } = await openPlayground(createDemoApp());
		const before = await follow("ada");
		await act("say", { line: "/tip 1" });
		const seen = await before.next();
		await before.close();
		await act("say", { line: "/tip 2" });
		await act("say", { person: "ben", line: "/tip of Ben" });
		await act("say", { line: "/tip 3" });
		const after = await follow("ada", { "last-event-id": seen?.id ?? "" });
		expect((await after.next())?.data.message?.because).toBe("/tip 2");
		expect((await after.next())?.data.message?.because).toBe("/tip 3");
	});

	test("follow on from the state that was read", async () => {
		const { act, follow, get } = await openPlayground(createDemoApp());
		await act("say", { line: "/tip 1" });
		const state = (await (await get("/playground/state?person=ada")).json()) as { after: string };
		await act("say", { line: "/tip 2" });
		const stream = await follow("ada", {}, state.after);
		expect((await stream.next())?.data.message?.because).toBe("/tip 2");
	});

	test.each(["another-1", "nonsense", ""])(
		"after an unknown one (%s) say that the state must be read anew",
		async (last) => {
			const { follow } = await openPlayground(createDemoApp());
			const stream = await follow("ada", { "last-event-id": last });
			expect((await stream.next())?.data).toEqual({ kind: "reset" });
		},
	);

	test("after too many were missed say so, too", async () => {
		const { act, adapter, follow } = await openPlayground(createDemoApp());
		const before = await follow("ada");
		await act("say", { line: "/tip" });
		const seen = await before.next();
		await before.close();
		for (let at = 0; at < 501; at++)
			await adapter.sender.post(channel, message("More"), key(`d${at}`));
		const stream = await follow("ada", { "last-event-id": seen?.id ?? "" });
		expect((await stream.next())?.data).toEqual({ kind: "reset" });
	});

	test("are cut off from a page that does not read them", async () => {
		const { adapter, follow } = await openPlayground(createDemoApp());
		const stream = await follow("ada");
		for (let at = 0; at < 300; at++)
			await adapter.sender.post(channel, message("More"), key(`d${at}`));
		let read = 0;
		while (await stream.next()) read++;
		expect(read).toBeLessThan(300);
	});

	test("come as a stream that is not kept", async () => {
		const { follow } = await openPlayground(createDemoApp());
		const { response } = await follow("ada");
		expect(response.headers.get("content-type")).toBe("text/event-stream");
		expect(response.headers.get("cache-control")).toBe("no-store");
	});

	test("of a stranger are not told", async () => {
		const { get } = await openPlayground(createDemoApp());
		expect((await get("/playground/events?person=eve")).status).toBe(400);
		expect((await get("/playground/state")).status).toBe(400);
	});
});

describe("stopping", () => {
	test("finishes what is under way, ends the streams and takes nothing more", async () => {
		const done = Promise.withResolvers<void>();
		const app = createDemoApp(() => done.promise);
		const { act, adapter, follow, post } = await openPlayground(app);
		const stream = await follow("ada");
		const slow = act("say", { line: "/slow" });
		await expect.poll(() => app.requests.length).toBe(1);
		const stopped = adapter.stop();
		const late = await post("say", { person: "ada", place: channel, line: "/tip" });
		expect(late.status).toBe(503);
		done.resolve();
		await stopped;
		expect((await slow).message.face.gist).toBe("That took a while.");
		expect((await stream.next())?.data.message?.because).toBe("/slow");
		expect(await stream.next()).toBeNull();
	});

	test("twice is no trouble", async () => {
		const { adapter, follow } = await openPlayground(createDemoApp());
		const stream = await follow("ada");
		await adapter.stop();
		await adapter.stop();
		expect(await stream.next()).toBeNull();
	});
});
