import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkFaults } from "../../src/content/links.ts";
import { readPack } from "../../src/content/load.ts";
import type { Pack } from "../../src/content/pack.ts";

/** A site of manuals: some pages are there, some have moved, one lets no robot in, one is gone. */
const PAGES: Readonly<Record<string, number>> = { "/here": 200, "/guarded": 403, "/gone": 404 };
const site = createServer((request, response) => {
	asked.push(request.url ?? "");
	if (request.url === "/moved") response.writeHead(301, { location: "/here" }).end();
	else response.writeHead(PAGES[request.url ?? ""] ?? 500).end("words");
});
let asked: string[];
let base: string;
beforeEach(async () => {
	asked = [];
	await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
	base = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => site.close(resolve)));

const real = await readPack("content/packs/backend-core");

/** The first topic of the real pack, its first question citing these pages. */
function citing(...pages: readonly string[]): Pack {
	const [topic] = real.topics;
	const [question] = topic?.questions ?? [];
	if (!topic || !question) throw new Error("the pack is empty");
	const sources = pages.map((page) => ({ url: `${base}${page}` }));
	const value = { ...question.value, sources };
	return { ...real, topics: [{ ...topic, questions: [{ ...question, value }], tips: [] }] };
}

test("pages that are there, have moved or let no robot in are fine", async () => {
	expect(await linkFaults(citing("/here", "/moved", "/guarded"), fetch)).toEqual([]);
});

test("a page is asked for once, whoever cites it and whichever section they mean", async () => {
	await linkFaults(citing("/here", "/here#one", "/here#two"), fetch);
	expect(asked).toEqual(["/here"]);
});

test("a page that is gone is named where it is cited", async () => {
	const faults = await linkFaults(citing("/here", "/gone", "/broken"), fetch);
	expect(faults.map(({ text }) => text).toSorted()).toEqual([
		`${base}/broken answers with 500: name a page that is there`,
		`${base}/gone answers with 404: name a page that is there`,
	]);
	expect(faults[0]).toMatchObject({
		file: expect.stringContaining("topics/"),
		line: expect.any(Number),
	});
});

test("a host that is not there is told as such", async () => {
	const pack = citing("/here");
	const nobody = () => Promise.reject(new TypeError("fetch failed"));
	const [fault] = await linkFaults(pack, nobody);
	expect(fault?.text).toContain("cannot be reached");
});
