import { afterEach, beforeEach, expect, test } from "vitest";
import { picture, text } from "../../src/core/message.ts";
import { withoutPictures, withPictures } from "../../src/core/paint.ts";
import { createWorld, type World } from "../support/world.ts";

const what = { kind: "shares", title: "How it went", under: "0 answers", options: [] } as const;
const message = { gist: "All", parts: [text("before"), picture(what, "in words"), text("after")] };
const png = new Uint8Array([1, 2, 3]);

let world: World;
beforeEach(async () => {
	world = await createWorld({
		around: {
			painter: {
				async paint({ title }) {
					if (title === "How it went") throw new Error("no canvas here");
					return png;
				},
			},
		},
	});
});
afterEach(() => world.close());

test("a picture that cannot be painted is noted, and the message goes out with its words", async () => {
	expect(await withPictures(message, world.app.paint)).toEqual(message);
	expect(world.faults).toMatchObject([{ picture: "shares" }]);
});

test("a painted one carries its file in its place, and can go back to words", async () => {
	const titled = { ...what, title: "Another" };
	const plain = { ...message, parts: [text("before"), picture(titled, "in words")] };
	const painted = await withPictures(plain, world.app.paint);
	expect(painted.parts).toEqual([text("before"), { ...picture(titled, "in words"), png }]);
	expect(withoutPictures(painted)).toEqual(plain);
});

test("a message without pictures is left as it is", async () => {
	const plain = { gist: "Hi", parts: [text("Hi")] };
	expect(await withPictures(plain, world.app.paint)).toBe(plain);
	expect(withoutPictures(plain)).toBeNull();
});
