import type { CalendarPicture, DayMark, Picture, TopicMark } from "../../src/core/picture.ts";

/** One sign for each day, oldest first, a week in each line. */
const DAYS: Readonly<Record<string, DayMark>> = {
	x: "learned",
	f: "freeze",
	r: "rest",
	c: "credited",
	m: "missed",
	o: "open",
	"-": "ahead",
	".": "before",
};

const WEEKS = `
....... ....... ...xxrr xxxfxrr xxxxxrr xxxxxxr
ccxxxrr xmmmxrr xxxxxrx xxxxfrr xxxxxrr xo-----
`;

/** Eleven weeks with a bit of everything, and the week under way. */
export const calendar: CalendarPicture = {
	kind: "calendar",
	title: "The last 12 weeks",
	under: "9 days in a row · best 14 · 45 learned · Ada",
	from: "2026-09-07",
	today: "2026-11-24",
	marks: [...WEEKS.replaceAll(/\s/g, "")].map((sign) => DAYS[sign] ?? "before"),
};

const TOPICS: Readonly<Record<string, TopicMark>> = {
	g: "green",
	d: "due",
	b: "begun",
	u: "untouched",
	a: "assumed",
};

/** One sign for each topic; capitals are branches of one's choice. */
const stage = (name: string, progress: string, topics: string, here = false) => ({
	name,
	progress,
	here,
	topics: [...topics].map((sign) => ({
		mark: TOPICS[sign.toLowerCase()] ?? "untouched",
		optional: sign !== sign.toLowerCase(),
	})),
});

/** Every picture that is compared with how it looked when it was last looked at. */
export const samples: Readonly<Record<string, Picture>> = {
	calendar,
	names: {
		...calendar,
		title: "Zoë 🦊👩‍💻 سارة नमस्ते 王小明 ꯍ",
		under: "Κώστας Ж 김민준 שלום さくら ❤️ 1️⃣ 🇩🇪 \u{10fffd} 🧫",
	},
	roadmap: {
		kind: "roadmap",
		title: "9 of 70 topics green",
		under: "Next: Relational databases",
		stages: [
			stage("1 · Groundwork", "6 of 20", "ggggaaggddbaAAGBAAau"),
			stage("2 · Data and first tools", "3 of 18", "gggdbbuuuuuuuuuUUU", true),
			stage("3 · Building APIs", "0 of 14", "buuuuuuuuuuuUU"),
			stage("4 · Securing and shipping", "0 of 15", "uuuuuuuuuuuuuuu"),
			stage("5 · Running at scale", "0 of 12", "uuuuuuuuuuuU"),
			stage("6 · Leading and changing systems", "0 of 11", "uuuuuuuuuuu"),
		],
	},
	shares: {
		kind: "shares",
		title: "Yesterday's question",
		under: "23 answers",
		options: [
			{
				letter: "A",
				text: "The server keeps the body and answers 304 Not Modified without sending it again",
				percent: 12,
				right: false,
			},
			{
				letter: "B",
				text: "The client asks again with If-None-Match, and only a changed body is sent; everything else stays in the cache of the browser",
				percent: 61,
				right: true,
			},
			{ letter: "C", text: "It is never cached", percent: 0, right: false },
			{ letter: "D", text: "GET", percent: 27, right: false },
		],
	},
};
