import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

/** The playground in a real browser, served by the real program, as a newcomer meets it. */
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const why = !process.env.CAIRN_TEST_ALL
	? "skipped: runs with `npm run check:all`"
	: existsSync(BROWSER)
		? ""
		: `skipped: there is no browser at ${BROWSER}`;

const QUIET = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

describe.skipIf(why !== "")(`the playground in a browser ${why && `(${why})`}`, () => {
	let bot: ChildProcess;
	let url: string;
	let browser: Browser;
	let page: Page;
	const faults: string[] = [];
	beforeAll(async () => {
		browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
	});
	afterAll(() => browser.close());
	beforeEach(async () => {
		bot = spawn(process.execPath, ["src/main.ts"], {
			env: { PATH: process.env.PATH ?? "", PORT: "0", DATABASE_URL: ":memory:" },
			stdio: ["ignore", "pipe", "inherit"],
		});
		url = await address(bot);
		page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
		faults.length = 0;
		page.on("pageerror", (error) => faults.push(error.message));
		page.on("console", (line) => line.type() === "error" && faults.push(line.text()));
		await page.goto(url);
	});
	afterEach(async () => {
		await page.close();
		bot.kill("SIGKILL");
		expect(faults).toEqual([]);
	});

	const says = async (line: string) => {
		await page.getByRole("textbox", { name: "Message" }).fill(line);
		await page.keyboard.press("Enter");
	};
	const conversation = () => page.getByRole("log");
	const press = (name: string | RegExp) =>
		conversation().getByRole("button", { name, exact: true }).last().click();
	const sees = (words: string | RegExp) => conversation().getByText(words).last().waitFor();
	const picture = async (name: string) => {
		const folder = process.env.CAIRN_PICTURES;
		if (!folder) return;
		mkdirSync(folder, { recursive: true });
		await page.screenshot({ path: `${folder}/${name}.png` });
	};

	test("Ada answers a quiz within a minute of arriving", async () => {
		await picture("welcome");
		await says("/quiz relational-model count:3");
		await sees("Question 1 of 3");
		await picture("question");
		for (let asked = 1; asked <= 3; asked += 1) {
			const card = conversation().getByRole("article").last();
			await card.getByRole("button").first().click();
			await sees(/^(Right|Not quite): it is/);
			if (asked === 1) await picture("result");
			const onward = card.getByRole("button", { name: /Next question|See how it went/ });
			const more = (await onward.textContent()) === "Next question";
			await onward.click();
			await (more ? sees(/Question \d of 3|Once more/) : sees("right at the first try"));
			if (!more) return;
		}
	});

	test("typing / completes commands, their parameters and values by keyboard", async () => {
		const box = page.getByRole("textbox", { name: "Message" });
		await box.pressSequentially("/qu");
		await page.getByRole("option", { name: /quiz/ }).first().waitFor();
		await picture("completion");
		await page.keyboard.press("Tab");
		expect(await box.inputValue()).toMatch(/^\/quiz/);
		await page.keyboard.press("Escape");
		await box.fill("/roadmap");
		await page.keyboard.press("Enter");
		await sees("Your roadmap");
		await page.getByRole("img", { name: /^Your roadmap: 0 of/ }).waitFor();
		await page.waitForFunction("document.querySelector('img.picture').naturalWidth === 700");
		await picture("roadmap");
	});

	test("Grace sets up the daily question, a day passes, and both answer it privately", async () => {
		await page.getByRole("radio", { name: "Grace" }).check();
		await says("/setup zone:Europe/Berlin hour:9:00");
		await sees("every day at 09:00, Berlin time");
		await page.getByRole("button", { name: "Let a day pass" }).click();
		await sees(/Daily question · /);
		await picture("daily");
		await press("A");
		await sees(/^(Right|Not quite): it is/);
		await page.getByRole("radio", { name: "Ada" }).check();
		await page.getByRole("heading", { name: "Welcome to #backend, Ada" }).waitFor();
		await sees(/Daily question · /);
		expect(
			await conversation()
				.getByText(/^(Right|Not quite): it is/)
				.count(),
		).toBe(0);
		await says("/streak");
		await sees("No streak yet");
	});

	test.each(["Discord", "Slack"])(
		"Grace walks through the set-up in the look of %s",
		async (look) => {
			const shown = async (name: string) => picture(`setup-${look.toLowerCase()}-${name}`);
			const fills = async (nth: number, words: string) => {
				const dialog = page.getByRole("dialog");
				await dialog.waitFor();
				await dialog.getByRole("textbox").nth(nth).fill(words);
				await page.keyboard.press("Enter");
			};
			await page.getByRole("radio", { name: look }).check();
			await page.getByRole("radio", { name: "Grace" }).check();
			await says("/setup");
			await sees("Step 1 of 7");
			await shown("zone");
			await press("No, it's another time");
			await fills(0, "berlin");
			await sees("Step 2 of 7");
			await shown("place");
			await press("Next");
			await conversation().getByRole("checkbox", { name: "Ben" }).last().check();
			await press("Submit");
			await sees("On the list now: Ben.");
			await shown("moderators");
			await press("Next");
			await sees("Step 4 of 7");
			await shown("boards");
			await press("Next");
			await press("Other days or time");
			await fills(1, "weekdays");
			await sees(/Every weekday at 09:00, Berlin time/);
			await shown("daily");
			await press("Start it");
			await sees("Step 6 of 7");
			await shown("cohort");
			await press("Not now");
			await sees("Step 7 of 7");
			await shown("card");
			await press("Post it here");
			await sees(/Pin it/);
			await shown("done");
			await page.getByRole("button", { name: "+1 hour" }).click();
			await page.getByRole("radio", { name: "Ben" }).check();
			await press("Start");
			await sees("Welcome!");
			await says("/manage schedule list");
			await sees(/every weekday at 09:00, Berlin time/);
		},
	);

	test("the same messages in the other look, in the dark, and on a phone", async () => {
		await says("/tip");
		await sees(/^Tip · /);
		await page.getByRole("radio", { name: "Slack" }).check();
		await picture("slack-look");
		await page.getByRole("radio", { name: "Dark" }).check();
		await picture("dark");
		await page.setViewportSize({ width: 390, height: 844 });
		await picture("phone");
		const wide = await page.evaluate("document.documentElement.scrollWidth");
		expect(wide).toBeLessThanOrEqual(390);
	});

	test("bad input is answered kindly and nothing breaks", async () => {
		await says("/quiz count:three");
		await sees("“count” is a whole number from 1 to 20.");
		await says('/quiz <img src=x onerror="alert(1)">');
		await sees(/I don't know the topic/);
		await says("hello there");
		await sees(/\/quiz/);
	});
});

async function address(bot: ChildProcess): Promise<string> {
	if (!bot.stdout) throw new Error("no output");
	for await (const line of createInterface(bot.stdout)) {
		if (!line.startsWith("{")) continue;
		const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
		if (msg === "ready" && url) return url;
	}
	throw new Error("the program ended before it was ready");
}
