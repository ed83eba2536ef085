import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import { storeContract } from "../contract/store.ts";
import { countedIds, folder } from "./stage.ts";

const ids = countedIds();

storeContract("SQLite in memory", () => openStore(":memory:", { ids }));
storeContract("SQLite in a file", () => openStore(join(folder(), "cairn.db"), { ids }));
