import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../src/store/open.ts";
import { countedIds, folder, peek } from "./store/stage.ts";
import { operate } from "./support/running.ts";

/** `npm run cairn -- export` and `erase`, for those who ask in writing; the bot may be running. */
describe("the operator's tool", { timeout: 60_000 }, () => {
	let database: string;
	let home: { database: string; content: string };
	beforeEach(async () => {
		const place = folder();
		database = join(place, "cairn.db");
		home = { database, content: place };
		const store = await openStore(database, { ids: countedIds() });
		for (const name of ["Ada", "Ben"])
			await store.learners.meet(
				{
					account: `test:${name.toLowerCase()}`,
					name,
					...{ space: "test:town", personal: false, place: "test:square" },
				},
				0,
			);
		await store.close();
	});
	const people = () => peek(database).prepare("select name from learner").pluck().all();

	test("writes all that is kept to a file for its owner's eyes, and overwrites nothing", async () => {
		const file = join(folder(), "ada.json");
		const { code, said } = await operate(home, "export", "test:ada", file);
		expect([code, said]).toEqual([0, expect.stringContaining("docs/my-data.md")]);
		expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
			format: 1,
			learner: { name: "Ada" },
		});
		expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
		const again = await operate(home, "export", "test:ada", file);
		expect(again).toMatchObject({ code: 1, said: expect.stringContaining("is there already") });
		const nowhere = await operate(home, "export", "test:ada", join(file, "x.json"));
		expect(nowhere).toMatchObject({ code: 1, said: expect.stringContaining("cannot be written") });
	});

	test("erases whom it is told, while another process has the database open", async () => {
		const running = await openStore(database, { ids: countedIds() });
		const { code, said } = await operate(home, "erase", "test:ada");
		expect([code, said]).toEqual([0, expect.stringContaining("test:ada is erased")]);
		expect(await running.data.learnerOf("test:ada")).toBeNull();
		await running.close();
		expect(people()).toEqual(["Ben"]);
	});

	test("says so when it knows nobody of that account, or none is named", async () => {
		for (const job of ["erase", "export"]) {
			const nobody = await operate(home, job, "test:eve");
			expect(nobody).toMatchObject({ code: 1, said: expect.stringContaining("Nobody is known") });
			const unnamed = await operate(home, job);
			expect(unnamed).toMatchObject({ code: 1, said: expect.stringContaining("Whom?") });
		}
		expect(people()).toEqual(["Ada", "Ben"]);
	});

	test("makes no database where there is none", async () => {
		const missing = join(folder(), "none.db");
		const { code, said } = await operate({ ...home, database: missing }, "erase", "test:ada");
		expect([code, said]).toEqual([1, expect.stringContaining("There is no database")]);
		expect(existsSync(missing)).toBe(false);
	});
});
