import "./require-node.mjs";
import { fileURLToPath } from "node:url";
import { isBuilt } from "./built.mjs";

// Built, the program starts in two thirds of the time and needs a fifth less memory. Who has changed
// a source meanwhile, or never built it, gets what stands there.
const root = fileURLToPath(new URL("..", import.meta.url));
await import(isBuilt(root) ? "../dist/main.js" : "./main.ts");
