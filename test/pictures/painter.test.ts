import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createPainter } from "../../src/pictures/painter.ts";
import { difference, pixelsOf } from "./pixels.ts";
import { calendar, samples } from "./samples.ts";

/**
 * Each picture against how it looked when somebody last looked at it. After a change that is meant,
 * `CAIRN_GOLDENS=write` draws them anew: then look at each, on white and on a dark chat.
 */
const golden = (name: string) => fileURLToPath(new URL(`goldens/${name}.png`, import.meta.url));

/** Another processor may round a few edges otherwise; one changed mark is four times as much. */
const TOLERATED = 0.001;

const painter = createPainter();
afterEach(() => vi.restoreAllMocks());

describe("a picture looks as it did", () => {
	test.each(Object.entries(samples))("%s", async (name, picture) => {
		const png = await painter.paint(picture);
		if (process.env.CAIRN_GOLDENS === "write") writeFileSync(golden(name), png);
		if (!existsSync(golden(name))) throw new Error(`there is no golden ${name}.png`);
		const before = await pixelsOf(readFileSync(golden(name)));
		expect(difference(await pixelsOf(png), before)).toBeLessThanOrEqual(TOLERATED);
	});

	test("and one day that changed is seen", async () => {
		const at = calendar.marks.indexOf("missed");
		const marks = calendar.marks.with(at, "learned");
		const changed = await pixelsOf(await painter.paint({ ...calendar, marks }));
		const before = await pixelsOf(readFileSync(golden("calendar")));
		expect(difference(changed, before)).toBeGreaterThan(TOLERATED);
	});
});

test("a picture is as wide as a phone shows it, twice as dense, and no heavier than a photo", async () => {
	for (const picture of Object.values(samples)) {
		const png = await painter.paint(picture);
		const { width, height } = await pixelsOf(png);
		expect(width).toBe(700);
		expect(height).toBeLessThan(1_400);
		expect(png.length).toBeLessThan(200_000);
	}
});

test("the same picture twice is the same to the last byte, whatever was painted before", async () => {
	const sum = (png: Uint8Array) => createHash("sha256").update(png).digest("hex");
	const program = `
		const { createPainter } = await import("./src/pictures/painter.ts");
		const { samples } = await import("./test/pictures/samples.ts");
		const { createHash } = await import("node:crypto");
		const png = await createPainter().paint(samples.names);
		console.log(createHash("sha256").update(png).digest("hex"));`;
	const { names } = samples;
	if (!names) throw new Error("no sample");
	const here = [await painter.paint(names), await painter.paint(names)].map(sum);
	const options = {
		encoding: "utf8",
		cwd: fileURLToPath(new URL("../..", import.meta.url)),
	} as const;
	const there = execFileSync(process.execPath, ["--input-type=module", "-e", program], options);
	expect(new Set([...here, there.trim()]).size).toBe(1);
}, 30_000);

test("nothing is fetched from anywhere", async () => {
	const connect = vi.spyOn(Socket.prototype, "connect");
	const fetched = vi.spyOn(globalThis, "fetch");
	for (const picture of Object.values(samples)) await createPainter().paint(picture);
	expect(connect).not.toHaveBeenCalled();
	expect(fetched).not.toHaveBeenCalled();
});

describe("hostile words", () => {
	const titled = (title: string) => painter.paint({ ...calendar, title });

	test.each([
		["nothing", ""],
		["only invisible signs", "\u200b\u2060\ufeff\u202e"],
		["control signs and a lone surrogate", "a\u0000b\u0007c\ud800d"],
		["a tower of marks", `Z${"\u0301\u0336".repeat(500)}algo`],
		["no end", "W".repeat(5_000)],
		["signs that are nowhere", "\u{10fffd}\ue000ꯍ"],
	])("%s are drawn without a fault", async (_what, title) => {
		const { width } = await pixelsOf(await titled(title));
		expect(width).toBe(700);
	});

	test("a sign that no font has is a dot, and never a box", async () => {
		const dot = await pixelsOf(await titled("Ada ·"));
		expect(difference(await pixelsOf(await titled("Ada \u{10fffd}")), dot)).toBe(0);
		expect(difference(await pixelsOf(await titled("Ada ꯍꯍꯍ")), dot)).toBe(0);
	});
});
