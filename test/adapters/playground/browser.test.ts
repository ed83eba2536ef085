import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { heading } from "../../../src/core/message.ts";
import { type Served, serveDemo } from "./serve.ts";

/** Debian's browser, kept from talking to anybody but the playground. */
const CHROMIUM = "/usr/bin/chromium";
const ARGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

const wanted = process.env.CAIRN_TEST_ALL === "1" && existsSync(CHROMIUM);

describe.runIf(wanted)("the page in a browser", { timeout: 30_000 }, () => {
	let browser: Browser;
	let context: BrowserContext;
	let served: Served;
	let complaints: string[];

	beforeAll(async () => {
		browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
	});
	afterAll(() => browser.close());
	beforeEach(async () => {
		complaints = [];
		served = await serveDemo(0);
		context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
	});
	afterEach(async () => {
		await context.close();
		await served.stop();
		expect(complaints).toEqual([]);
	});

	async function open(query = ""): Promise<Page> {
		const page = await context.newPage();
		page.on("pageerror", (error) => complaints.push(error.message));
		page.on("console", (line) => {
			if (["error", "warning"].includes(line.type())) complaints.push(line.text());
		});
		await page.goto(`${served.url}/${query}`);
		await page.getByText("Try one of these").waitFor();
		return page;
	}
	const box = (page: Page) => page.getByRole("textbox", { name: "Message" });
	const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
	const article = (page: Page, name: RegExp) => page.getByRole("article", { name });
	async function say(page: Page, line: string): Promise<void> {
		await box(page).fill(line);
		await box(page).press("Enter");
	}
	const focused = (page: Page) => page.locator(":focus").textContent();

	test("a newcomer answers a question with two clicks", async () => {
		const page = await open();
		await page.getByRole("button", { name: /^\/quiz/ }).click();
		await button(page, "B").click();
		await article(page, /Not quite: C/).waitFor();
		expect(await page.getByRole("log").getByText("Only you can see this").count()).toBe(1);
	});

	test("a pressed button is used once, and the focus goes on with the message", async () => {
		const page = await open();
		await say(page, "/quiz");
		await button(page, "C").focus();
		await page.keyboard.press("Enter");
		await article(page, /Right/).waitFor();
		expect(await focused(page)).toBe("Next question");
		await button(page, "I guessed").dblclick();
		await article(page, /Noted/).waitFor();
		expect(await focused(page)).toBe("I guessed");
		expect(served.app.requests.filter(({ kind }) => kind === "press")).toHaveLength(2);
	});

	test("the command box completes by keyboard and sends whole lines", async () => {
		const page = await open();
		await box(page).pressSequentially("/qu");
		await page.keyboard.press("Enter");
		await expect.poll(() => box(page).inputValue()).toBe("/quiz ");
		await page.getByRole("option", { name: "topic:" }).waitFor();
		await page.keyboard.press("Tab");
		await page.getByRole("option", { name: "sql-joins" }).waitFor();
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		await expect.poll(() => box(page).inputValue()).toBe("/quiz topic:sql-crud-queries ");
		await page.keyboard.press("Escape");
		expect(await page.getByRole("listbox").isVisible()).toBe(false);
		await page.keyboard.press("Enter");
		await article(page, /Question 1/).waitFor();
		expect(served.app.requests).toMatchObject([{ input: { topic: "sql-crud-queries" } }]);
	});

	test("a refused form keeps what was typed; one that is taken gives the focus back", async () => {
		const page = await open();
		await say(page, "/settings");
		await button(page, "Change time zone").click();
		await page.getByLabel("City or zone").fill("Berln");
		await page.keyboard.press("Enter");
		await page.getByRole("dialog").getByText("I don't know “Berln”").waitFor();
		expect(await page.getByLabel("City or zone").inputValue()).toBe("Berln");
		await page.getByLabel("City or zone").fill("Europe/Berlin");
		await page.keyboard.press("Enter");
		await page.getByRole("dialog").waitFor({ state: "hidden" });
		await expect.poll(() => focused(page)).toBe("Change time zone");
	});

	test("one choice is taken at once, several with Submit", async () => {
		const page = await open();
		await say(page, "/settings");
		await page.getByRole("checkbox", { name: "Monday" }).check();
		await page.getByRole("checkbox", { name: "Friday" }).check();
		expect(await page.getByRole("checkbox", { name: "Sunday" }).isDisabled()).toBe(true);
		await button(page, "Submit").click();
		await page.getByText("Monday, Friday").waitFor();
		await page.getByLabel("Reminder").selectOption("evening");
		await article(page, /Noted/).waitFor();
	});

	test("posts reach everybody and stay; private messages go with a reload", async () => {
		const ada = await open();
		const ben = await open("?as=ben");
		await say(ada, "/tip");
		await button(ben, "Let a day pass").click();
		await article(ada, /Good morning/).waitFor();
		await article(ben, /Good morning/).waitFor();
		expect(await ben.getByRole("article").count()).toBe(1);
		await ada.reload();
		await article(ada, /Good morning/).waitFor();
		expect(await ada.getByRole("article").count()).toBe(1);
	});

	test("a direct message is told of, and changes where it stands", async () => {
		const page = await open();
		const key = { id: "direct", unsettledSince: null };
		const message = (gist: string) => ({ gist, parts: [heading(gist)] });
		const sent = await served.sender.post("playground:@ada", message("Time to learn"), key);
		const ref = sent.outcome === "sent" ? sent.ref : "";
		const direct = page.getByRole("button", { name: /^Cairn Direct messages/ });
		await direct.getByText("new").waitFor();
		await page.setViewportSize({ width: 390, height: 800 });
		await page.getByRole("button", { name: "Open menu: something is new" }).click();
		await direct.click();
		await article(page, /^Time to learn/).waitFor();
		await served.sender.edit("playground:@ada", ref, message("Done for today"));
		await article(page, /^Done for today/).waitFor();
		expect(await page.getByRole("article").count()).toBe(1);
		await page.getByRole("button", { name: "Open menu", exact: true }).click();
		await page.getByRole("button", { name: /^backend/ }).click();
		await served.sender.edit("playground:@ada", ref, message("Once more"));
		await served.sender.post("playground:backend", message("For all"), { ...key, id: "all" });
		await article(page, /^For all/).waitFor();
		expect(await page.getByText("new", { exact: true }).count()).toBe(0);
	});

	test("somebody else is one press away, and each remembers their own", async () => {
		const page = await open();
		await say(page, "/tip");
		await article(page, /^Tip/).waitFor();
		await page.getByRole("radio", { name: /Grace/ }).check();
		await page.getByText("Welcome to #backend, Grace").waitFor();
		expect(await page.getByRole("article").count()).toBe(0);
		await page.getByRole("radio", { name: /Ada/ }).check();
		await article(page, /^Tip/).waitFor();
	});

	test("the Slack look leaves out buttons that are off", async () => {
		const page = await open();
		await say(page, "/everything");
		await article(page, /Everything/).waitFor();
		expect(await button(page, "Off").isVisible()).toBe(true);
		await page.getByRole("radio", { name: "Slack" }).check();
		expect(await button(page, "Off").isVisible()).toBe(false);
		expect(await button(page, "Plain").isVisible()).toBe(true);
	});

	test("case 34: hostile words stay words and burst nothing", async () => {
		const page = await open();
		await say(page, "/hostile");
		await article(page, /<script>/).waitFor();
		expect(await page.title()).toBe("#backend · Cairn playground");
		expect(await page.locator(".card :is(img, script)").count()).toBe(0);
		expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
		for (const width of [320, 390, 768, 1280]) {
			await page.setViewportSize({ width, height: 800 });
			const room =
				await page.evaluate(`[document.documentElement, document.querySelector("#scroll")]
				.map((one) => one.scrollWidth <= one.clientWidth)`);
			expect(room, `${width} px`).toEqual([true, true]);
		}
	});
});
