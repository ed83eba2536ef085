import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import { storeContract } from "../contract/store.ts";
import { unscheduledContract } from "../contract/unscheduled.ts";
import { countedIds, folder, peek } from "./stage.ts";

const ids = countedIds();

storeContract("SQLite in memory", () => openStore(":memory:", { ids }));
storeContract("SQLite in a file", () => openStore(join(folder(), "cairn.db"), { ids }));
unscheduledContract("SQLite", async () => {
	const path = join(folder(), "cairn.db");
	const store = await openStore(path, { ids });
	return { store, run: async (sql) => peek(path).exec(sql) };
});
