import { describe, expect, onTestFinished, test } from "vitest";
import { readConfig } from "../src/config.ts";
import type { Adapter } from "../src/core/adapter.ts";
import type { Store } from "../src/core/ports.ts";
import { StoreTrouble } from "../src/core/problem.ts";
import { serveHttp } from "../src/http/serve.ts";
import { addGauges } from "../src/meter/gauges.ts";
import { createMeter } from "../src/meter/meter.ts";
import { metricsPage } from "../src/meter/page.ts";
import { createRegistry } from "../src/meter/registry.ts";
import { timedStore } from "../src/meter/store.ts";
import { openStore } from "../src/store/open.ts";
import { countedIds, createWorld } from "./support/world.ts";

const TOKEN = "xoxb-1234567890-planted";
const PLANTED = [TOKEN, "Zelda", "zelda", "secretplace", "hideout", "castle", "id000"];

/** A small world with the real meter, as `main.ts` puts it together. */
async function meteredWorld(opened?: Store) {
	const registry = createRegistry();
	const real = opened ?? (await openStore(":memory:", { ids: countedIds() }));
	const store = timedStore(real, registry);
	const meter = createMeter(registry, ["test"]);
	const world = await createWorld({ store, around: { meter } });
	onTestFinished(() => world.close());
	const heart = { lastBeat: () => world.now() - 4_000 };
	addGauges(registry, { outbox: store.outbox, heart, clock: world });
	const page = metricsPage(registry);
	const read = async () => (await page.handle(new Request("http://127.0.0.1/metrics"))).text();
	return { world, page, read };
}

describe("what the metrics tell of a talk", () => {
	test("wishes by command, kind and outcome; time by platform and kind", async () => {
		const { world, read } = await meteredWorld();
		const zelda = world.person("Zelda");
		await zelda.says("/quiz shell easy");
		await zelda.answers("rightly");
		await zelda.says("/setup");
		await zelda.says("/nonsense");
		const text = await read();
		const wish = (command: string, kind: string, outcome: string) =>
			`cairn_interactions_total{command="${command}",kind="${kind}",outcome="${outcome}"} 1\n`;
		expect(text).toContain(wish("quiz", "command", "done"));
		expect(text).toContain(wish("quiz", "press", "done"));
		expect(text).toContain(wish("setup", "command", "problem"));
		expect(text).toContain(wish("unknown", "command", "problem"));
		expect(text).toContain('cairn_interaction_seconds_count{platform="test",kind="command"} 3\n');
		expect(text).toContain('cairn_interaction_seconds_count{platform="test",kind="press"} 1\n');
	});

	test("each call of the store once, by its method", async () => {
		const { world, read } = await meteredWorld();
		const zelda = world.person("Zelda");
		await zelda.says("/quiz shell easy");
		await zelda.answers("rightly");
		const text = await read();
		expect(text).toContain('cairn_database_seconds_count{method="learners.meet"} 2\n');
		expect(text).toContain('cairn_database_seconds_count{method="answers.record"} 1\n');
	});

	test("deliveries by platform and outcome, and what waits", async () => {
		const { world, read } = await meteredWorld();
		await world.person("Zelda", { manages: true }).says("/setup zone:UTC hour:09:00");
		const busy = { outcome: "later", until: world.now() + 3 * 3_600_000, why: "busy" } as const;
		world.nextPost(busy);
		await world.passes({ hours: 2 });
		const text = await read();
		expect(text).toContain('cairn_deliveries_total{platform="test",outcome="later"} 1\n');
		expect(text).toContain('cairn_outbox{state="later"} 1\n');
		expect(text).toContain('cairn_outbox{state="dead"} 0\n');
	});

	test("the age of the last beat, and how late the event loop is", async () => {
		const { read } = await meteredWorld();
		const text = await read();
		expect(text).toContain("cairn_heartbeat_age_seconds 4\n");
		expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
	});

	test("a wish that came too fast and a fault are told apart", async () => {
		const registry = createRegistry();
		const waits = [0, 5_000];
		const limiter = { take: async () => waits.shift() ?? 0 };
		const opened = await openStore(":memory:", { ids: countedIds() });
		const meet = () => Promise.reject(new StoreTrouble("gone"));
		const store = { ...opened, learners: { ...opened.learners, meet } };
		const around = { meter: createMeter(registry, ["test"]), limiter };
		const world = await createWorld({ store, around });
		onTestFinished(() => world.close());
		await world.person("Zelda").says("/help");
		await world.person("Zelda").says("/help");
		const text = await registry.metrics();
		for (const outcome of ["fault", "limited"])
			expect(text).toContain(`{command="help",kind="command",outcome="${outcome}"} 1\n`);
	});

	test("a database in trouble does not take the other figures along", async () => {
		const opened = await openStore(":memory:", { ids: countedIds() });
		let failing = false;
		const count = async () => {
			if (failing) throw new StoreTrouble("gone");
			return opened.outbox.count();
		};
		const { read } = await meteredWorld({ ...opened, outbox: { ...opened.outbox, count } });
		expect(await read()).toContain("cairn_outbox{");
		failing = true;
		const text = await read();
		expect(text).toContain("cairn_heartbeat_age_seconds 4\n");
		expect(text).not.toContain("cairn_outbox{");
	});
});

test("case 58: no name, place, id, word or token ever gets into the metrics", async () => {
	const { world, read } = await meteredWorld();
	const where = { id: "test:castle", space: "test:hideout", manages: true };
	const zelda = world.person(`Zelda ${TOKEN}`, where);
	await zelda.says(`/${TOKEN}`);
	await zelda.says(`/quiz ${TOKEN}`);
	await zelda.pressesRaw(`${TOKEN}.pick:1:zelda`);
	await zelda.pressesRaw(`quiz.pick:1:${TOKEN}:0:0`);
	await zelda.pressesRaw("__proto__.constructor:1:zelda");
	await zelda.says("/setup zone:UTC hour:09:00 place:secretplace:zelda");
	const learner = await world.store.data.learnerOf(zelda.requests[0]?.from.id ?? "");
	const what = { kind: "share", learner: learner ?? "", days: 5 } as const;
	const there = { id: TOKEN, space: where.space, place: "secretplace:zelda" };
	await world.store.outbox.add({ ...there, what }, world.now());
	await world.passes({ hours: 2 });
	const text = await read();
	for (const planted of PLANTED) expect(text).not.toContain(planted);
	expect(text).toContain('cairn_deliveries_total{platform="unknown",outcome="sent"} 1\n');
	expect(text).toContain('cairn_interactions_total{command="unknown"');
});

test("case 60: the page is on the one web server, which only this machine reaches by default", async () => {
	expect(readConfig({}).host).toBe("127.0.0.1");
	const { page } = await meteredWorld();
	const routes: Adapter["routes"] = [page];
	const web = await serveHttp({ host: "127.0.0.1", port: 0 }, routes, async () => null);
	onTestFinished(() => web.stop(100));
	const answer = await fetch(`${web.url}/metrics`);
	expect(answer.status).toBe(200);
	expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
	expect(await answer.text()).toContain("# TYPE cairn_interactions_total counter\n");
});
