import { createPainter } from "../../src/pictures/painter.ts";
import { samples } from "../../test/pictures/samples.ts";
import { timed } from "./timed.ts";

/** The painter as the bot has it. @param argv the name of a sample */
const picture = samples[process.argv[2] ?? "calendar"];
if (!picture) throw new Error("there is no such sample");
const painter = createPainter();
await timed(() => painter.paint(picture));
