import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Command } from "../../src/core/command.ts";
import type { Challenge, ClosedPack } from "../../src/core/library.ts";
import type { Control, Form, Message } from "../../src/core/message.ts";
import type { Reply, Request } from "../../src/core/request.ts";
import { openStore } from "../../src/store/open.ts";
import { question, smallLibrary, topic } from "../support/library.ts";
import { told, toldForm } from "../support/told.ts";
import { countedIds, createWorld, type World } from "../support/world.ts";

/**
 * Two spaces with one bot: people of their own, one who is in both, and a channel that both share.
 * Whatever somebody of the first types, presses or sends, also what was made in the second, they
 * learn nothing of the second and change nothing in it. New commands are tried without a word here.
 */

const HERE = "test:here";
const THERE = "test:there";
const SHARED = "test:linked";
/** What is said in the second space alone. */
const MARKS = [
	"Thorsten",
	"Thekla",
	"Thusnelda",
	"Sam Ofthere",
	"Thistles",
	"there-square",
	"thereword",
	"Thimble",
];

const clock: Challenge = {
	id: "small/challenges/clock",
	title: "A clock in the terminal",
	stage: 1,
	capstone: false,
	topics: ["small/shell"],
	days: 2,
	team: { least: 1, most: 2 },
	brief: ["Build a clock."],
	done: [["It shows the time"]],
	evidence: ["a link to the code"],
	review: ["one teammate runs it"],
	stretch: ["add an alarm"],
};

/** Kept once per person: the space in it is where they last said so. */
const OF_THE_PERSON = ["reminder"];

/** What these tell depends on the space alone, for two who have not learned in it yet. */
const OF_A_SPACE = commands
	.map(({ name }) => name)
	.filter((name) => /^(cohort|challenge|leaderboard|manage|setup)/.test(name));

/** Presses of one sort that are kept: the first few differ most. */
const MOST_ALIKE = 6;

/** What a person may have of themselves, wherever they ask: it names the spaces they learn in. */
const OWN_FILE = "cairn-my-data";

/** Taught in the second space alone. */
const thimbles: ClosedPack = {
	pack: "thimbles",
	spaces: [THERE],
	hides: ["small/web/q1"],
	taught: {
		topics: [{ ...topic("thimbles", "Thimbles", 1, []), id: "thimbles/thimbles" }],
		questions: ["one", "two", "three"].map((id) => ({
			...question("thimbles", id, "easy"),
			id: `thimbles/thimbles/${id}`,
			topic: "thimbles/thimbles",
			stem: [`Thimble ${id}?`],
		})),
		tips: [],
		challenges: [],
		terms: [],
	},
};

type Press = { readonly press: string; readonly values: readonly string[] };
type Visitor = {
	readonly types: (name: string, input?: Record<string, unknown>) => Promise<Heard>;
	readonly uses: (press: Press, form?: Form) => Promise<Heard>;
};
type Heard = { readonly text: string; readonly presses: readonly Press[]; readonly form?: Form };

let world: World;
let database: Database.Database;
let presses: readonly Press[];
let count = 0;

const folder = mkdtempSync(join(tmpdir(), "cairn-tenancy-"));
beforeAll(async () => {
	const path = join(folder, "cairn.db");
	const ids = countedIds();
	const store = await openStore(path, { ids });
	const content = { ...smallLibrary, challenges: [clock], closed: [thimbles] };
	world = await createWorld({ at: "2026-11-30T09:00:00Z", store, ids, content });
	database = new Database(path);
	presses = await liveThere();
}, 60_000);
afterAll(async () => {
	database.close();
	await world.close();
	rmSync(folder, { recursive: true });
});

/** Somebody, as their platform sends them; `manages` is what the platform says of them. */
function visitor(
	id: string,
	name: string,
	space: string,
	manages = false,
	place?: string,
): Visitor {
	const common = {
		from: { id: `test:${id}`, name },
		at: { id: place ?? `${space}-square`, space, personal: false },
		rights: { manages, groups: [] },
	};
	const wish = () => {
		count += 1;
		return { id: `tenancy${count}`, ...common };
	};
	const sends = async (request: Request) => heard(await world.app.handle(request));
	return {
		types: (name, input = {}) => sends({ kind: "command", name, input, ...wish() }),
		uses: ({ press, values }, form) =>
			form
				? sends({ kind: "form", press, fields: filled(form, space), ...wish() })
				: sends({ kind: "press", press, picked: values, ...wish() }),
	};
}

function heard(reply: Reply): Heard {
	if (reply.do === "ask")
		return {
			text: toldForm(reply.form),
			presses: [{ press: reply.form.press, values: [] }],
			form: reply.form,
		};
	return { text: whole(reply.message), presses: (reply.message.controls ?? []).flatMap(pressesOf) };
}

/** All of a message: what is read, what is in files, and what buttons and links hold. */
function whole(message: Message): string {
	const files = (message.files ?? []).filter(({ name }) => !name.startsWith(OWN_FILE));
	return [
		told(message),
		JSON.stringify(message.controls ?? []),
		...files.map(({ text }) => text),
	].join("\n");
}

function pressesOf(control: Control): Press[] {
	if (control.control === "buttons")
		return control.buttons.flatMap((one) =>
			"press" in one ? [{ press: one.press, values: [] }] : [],
		);
	if (control.control !== "pick") return [];
	return control.options.map(({ value }) => ({ press: control.press, values: [value] }));
}

/** Something in each field that a kind form would take; the mark is said in the second space alone. */
function filled(form: Form, space: string): Record<string, string> {
	const word = space === THERE ? "thereword" : "hereword";
	return Object.fromEntries(
		form.fields.map(({ name, value }) => [name, value || `https://example.org/${word}`]),
	);
}

/** Every row of the space, wherever its tables keep which one that is. */
function rowsOf(space: string): Readonly<Record<string, readonly unknown[]>> {
	const all = (sql: string) => database.prepare(sql).all();
	const tables = all("select name from sqlite_master where type = 'table'") as { name: string }[];
	const columns = (table: string) =>
		(all(`select name from pragma_table_info('${table}')`) as { name: string }[]).map(
			({ name }) => name,
		);
	const ofSpace = (table: string) => `select id from ${table} where space_id = '${space}'`;
	const within: Record<string, string> = {
		space_id: `space_id = '${space}'`,
		scope: `scope in (${ofSpace("cohort")} union select '${space}')`,
		cohort_id: `cohort_id in (${ofSpace("cohort")})`,
		round_id: `round_id in (${ofSpace("round")})`,
	};
	const rows: Record<string, readonly unknown[]> = {};
	for (const { name } of tables) {
		const by = Object.keys(within).find((column) => columns(name).includes(column));
		if (by && !OF_THE_PERSON.includes(name))
			rows[name] = all(`select * from "${name}" where ${within[by]}`);
	}
	rows.space = all(`select * from space where id = '${space}'`);
	return rows;
}

/** The second space: its people learn, its moderator sets up what there is to set up. */
async function liveThere(): Promise<Press[]> {
	const thekla = visitor("thekla", "Thekla", THERE, true);
	const thorsten = visitor("thorsten", "Thorsten", THERE);
	const sam = visitor("samofthere", "Sam Ofthere", THERE);
	const linked = visitor("thorsten", "Thorsten", THERE, false, SHARED);
	const found = new Map<string, Press>();
	const goesOn = async (who: Visitor, from: Heard, seen: Map<string, Press>) => {
		await explore(who, from, seen);
		for (const [key, press] of seen) found.set(key, press);
	};
	const cohort = { name: "Thistles", start: "2026-11-30", topics: "1" };
	const first = new Map();
	await goesOn(thekla, await thekla.types("manage cohort create", cohort), first);
	for (const member of ["test:thorsten", "test:samofthere"])
		await thekla.types("manage cohort add", { member, cohort: "Thistles" });
	const daily = { kind: "daily", place: `${THERE}-square`, time: "10:00", days: "daily" };
	await goesOn(thekla, await thekla.types("manage schedule add", daily), first);
	for (const who of [thorsten, sam, linked, thekla]) {
		const seen = new Map();
		await goesOn(who, await who.types("quiz", { topic: "thimbles" }), seen);
		for (const { name } of commands)
			await goesOn(who, await who.types(name, inputFor(name, "there")), seen);
	}
	await settleThere(thekla);
	await world.passes({ hours: 2 });
	return [...found.values()];
}

/** What pressing everything has closed and removed is there again, and stays. */
async function settleThere(thekla: Visitor): Promise<void> {
	const anew = { name: "Thistles anew", start: "2026-11-30", topics: "1" };
	await thekla.types("manage cohort create", anew);
	const leads = { member: "test:samofthere", what: "add", cohort: anew.name };
	await thekla.types("manage cohort leads", leads);
	const place = { id: `${THERE}-square`, space: THERE };
	const moderator = world.person("Thekla", { ...place, manages: true });
	await moderator.says("/manage schedule add daily time:11:00 days:daily");
	await moderator.presses("Save");
	const builder = world.person("Thusnelda", place);
	await builder.says("/challenge clock");
	await builder.presses("Join");
	await builder.presses("Hand in");
	await builder.submits({ link: "https://example.org/thereword", note: "thereword" });
}

/** Presses what there is to press and fills in every form; of one sort of press only the first few. */
async function explore(who: Visitor, from: Heard, found: Map<string, Press>): Promise<void> {
	const waiting = [from];
	for (let now = waiting.pop(); now; now = waiting.pop())
		for (const press of now.presses) {
			const key = `${press.press} ${press.values}`;
			const sort = press.press.split(":")[0] ?? "";
			const alike = [...found.keys()].filter((one) => one.startsWith(`${sort}:`)).length;
			if (found.has(key) || alike >= MOST_ALIKE) continue;
			found.set(key, press);
			waiting.push(await who.uses(press, now.form));
		}
}

/** What each command needs at least. */
function inputFor(name: string, word: string): Record<string, unknown> {
	const { parameters } = commands.find((one) => one.name === name) as Command;
	const value = (kind: string): unknown =>
		({
			member: `test:${word === "there" ? "thorsten" : "hera"}`,
			date: "2026-12-24",
			time: "10:00",
			whole: 3,
			place: `test:${word}-square`,
		})[kind] ?? `${word}word`;
	return Object.fromEntries(
		Object.entries(parameters)
			.filter(([, parameter]) => parameter.required)
			.map(([key, parameter]) => [
				key,
				parameter.kind === "choice" ? parameter.choices[0]?.value : value(parameter.kind),
			]),
	);
}

const people = () => ({
	hera: visitor("hera", "Hera", HERE, true),
	henry: visitor("henry", "Henry", HERE),
	sam: visitor("samofthere", "Sam Ofhere", HERE),
	"Henry in the channel both share": visitor("henry", "Henry", HERE, false, SHARED),
});

/** Nothing of the other space is in what was said, apart from what was typed. */
function tellsNothing({ text }: Heard, typed = ""): void {
	const said = typed === "" ? text : text.replaceAll(typed, "");
	for (const mark of MARKS) if (mark !== typed) expect(said).not.toContain(mark);
}

describe("two spaces", () => {
	test("the second one is full of what could leak", async () => {
		expect(presses.length).toBeGreaterThan(100);
		const kept = JSON.stringify(rowsOf(THERE)).toLowerCase();
		for (const mark of MARKS.filter((one) => one !== "Sam Ofthere"))
			expect(kept).toContain(mark.toLowerCase());
		for (const table of ["ledger", "score", "cohort_member", "schedule", "report", "round_item"])
			expect(rowsOf(THERE)[table], table).not.toEqual([]);
		expect(world.faults).toEqual([]);
	});

	test("being in the second makes nobody more, or less, in the first", async () => {
		const { henry, sam } = people();
		for (const name of OF_A_SPACE) {
			const [ofOne, ofBoth] = [await henry.types(name), await sam.types(name)];
			expect(ofBoth.text, name).toBe(ofOne.text);
		}
	});

	test("every button and form of the second, used in the first, says and changes nothing", async () => {
		const before = rowsOf(THERE);
		const form: Form = {
			title: "",
			press: "",
			submit: "",
			fields: ["words", "link", "note", "name", "time", "reason", "points"].map((name) => ({
				name,
				label: name,
				kind: "line",
			})) as unknown as Form["fields"],
		};
		for (const who of Object.values(people()))
			for (const press of presses) {
				tellsNothing(await who.uses(press));
				tellsNothing(await who.uses(press, form));
			}
		expect(rowsOf(THERE)).toEqual(before);
		expect(world.faults).toEqual([]);
	});

	test("every command in the first, whatever it is given, says and changes nothing", async () => {
		const before = rowsOf(THERE);
		const theirs = [
			"Thimbles",
			"Thistles",
			"test:thorsten",
			"Thorsten",
			`${THERE}-square`,
			THERE,
			"thereword",
		];
		const wish = fc.record({
			who: fc.constantFrom(...Object.keys(people())),
			command: fc.constantFrom(...commands),
			typed: fc.constantFrom(...theirs),
		});
		await fc.assert(
			fc.asyncProperty(wish, async ({ who, command, typed }) => {
				const asker = people()[who as keyof ReturnType<typeof people>];
				const names = Object.keys(command.parameters);
				for (const name of names)
					for (const choice of world.app.complete(HERE, command.name, name, "thim"))
						expect(choice.name).not.toContain("Thimble");
				const given = Object.fromEntries(names.map((name) => [name, typed]));
				for (const input of [
					given,
					{ ...inputFor(command.name, "here"), ...oneOf(names, typed) },
					inputFor(command.name, "here"),
				]) {
					const first = await asker.types(command.name, input);
					tellsNothing(first, typed);
					for (const press of first.presses.slice(0, 6))
						tellsNothing(await asker.uses(press, first.form), typed);
				}
			}),
			{ numRuns: Number(process.env.CAIRN_TEST_ALL ? 600 : 120), seed: 7 },
		);
		expect(rowsOf(THERE)).toEqual(before);
	});
});

/** The first parameter only, for commands that refuse everything else beside it. */
const oneOf = (names: readonly string[], typed: string): Record<string, string> =>
	names[0] === undefined ? {} : { [names[0]]: typed };
