/**
 * Every sentence people read, grouped by feature. Short, warm, plain; it never shames. `{/quiz}`
 * stands for a command under the name it has on the reader's platform.
 */

export const nobody = "Someone";

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const listed = (names: readonly string[]): string => joined("disjunction", names);
const both = (names: readonly string[]): string => joined("conjunction", names);

const joints = new Map<"conjunction" | "disjunction", Intl.ListFormat>();

/** Kept, for making one takes a hundred times as long as using it; most lists are of one name. */
function joined(type: "conjunction" | "disjunction", names: readonly string[]): string {
	const [only = ""] = names;
	if (names.length < 2) return only;
	const joint = joints.get(type) ?? new Intl.ListFormat("en", { type });
	joints.set(type, joint);
	return joint.format(names);
}

/** What a value should have been; completes "count is …" in {@link say.input.wrong}. */
export const expected = {
	oneOf: (values: readonly string[]) => `one of ${values.join(", ")}`,
	whole: (least: number, most: number) => `a whole number from ${least} to ${most}`,
	shorter: (most: number) => `at most ${most} characters long`,
	time: "a time of day, like 09:00",
	date: "a date, like 2026-12-24",
	days: (typed: string) =>
		`“daily”, “weekdays”, “weekends”, or days like “mon wed fri”${typed === "" ? "" : `; I don't know “${typed}”`}`,
	place: "a channel I can see; pick it from the list",
	member: "somebody here; type @ and pick them from the list",
	group: "a group or somebody here; type @ and pick from the list",
	zone: (typed: string, near: readonly string[]) =>
		near.length > 0
			? `a time zone, and I don't know “${typed}”; did you mean ${listed(near)}?`
			: `a time zone by its city, like Europe/Berlin; I don't know “${typed}”`,
};

export const say = {
	unknownCommand: (name: string) => `I don't know “${name}”. {/help} lists what I can do.`,
	onlyInSpace: "This works inside a server or workspace, not in a direct message.",
	onlyModerators: "This one is for moderators. Ask someone who manages this space.",
	onlyLeads: "This one is for moderators and those who lead a cohort here.",
	tooFast: (seconds: number) =>
		`That was quick! I can't keep up; please wait ${count(seconds, "second")} and press on.`,
	fault: (id: string) =>
		`Something went wrong on my side, and it is noted (${id}). Nothing you did is lost; please try again.`,
	notSaved: (id: string) =>
		`I couldn't save that just now (${id}). Nothing is lost; please try again in a moment.`,
	input: {
		wrong: (name: string, what: string) => `“${name}” is ${what}.`,
		unknown: (what: string, usage: string) =>
			`I don't know what to do with “${what}”. It goes like this: ${usage}`,
	},
	press: {
		unknown: "I don't recognise that button. {/help} shows what I can do.",
		old: "That button is from an earlier version of me. {/help} shows how to go on.",
	},
};

/** For the operator, in the log and on the terminal. */
export const http = {
	cannotListen: (host: string, port: number, forbidden: boolean) =>
		forbidden
			? `This user may not listen on port ${port}. Set PORT to a number above 1023.`
			: `Port ${port} on ${host} is in use by another program. Stop it, or set PORT to another number.`,
};

export const main = {
	cannotWrite: "The database cannot be written; the log says more.",
	noBeat: "The last heartbeat is too long ago; the log says more.",
	nothingUp: "No platform came up, so there is nothing to run. The lines above say why.",
	open: (url: string) => `\nCairn is ready. Open ${url} and type /quiz.\n`,
};

export const quiz = {
	about: "A short quiz, only for you",
	topic: "A topic; left out, the roadmap decides",
	difficulty: "Easy, medium or hard",
	count: "How many questions",
	heading: (position: number, all: number, topic: string) =>
		`Question ${position} of ${all} · ${topic}`,
	reviewHeading: (position: number, all: number, topic: string) =>
		`Review ${position} of ${all} · ${topic}`,
	again: (topic: string) => `Once more · ${topic}`,
	setup: "The tables, before the query runs:",
	chooseAll: "Choose all that fit.",
	chooseLabel: "All that fit",
	placeAll: "Press the letters in the right order.",
	placeSome: (n: number) =>
		`Press the letters in the right order. Only ${n} of the steps belong; leave the others out.`,
	soFar: (letters: readonly string[]) => `So far: ${letters.join(", ")}`,
	undo: "Undo",
	undoPoints: "Undo the re-scoring",
	typeIt: "Press Answer and type it. Capital letters and spaces do not matter much.",
	answer: "Answer",
	answerLabel: "Your answer",
	send: "Send",
	near: (typed: string, hint: string) => `You typed “${typed}”. ${hint}`,
	spelling: "That is nearly it: one letter is off. Try again.",
	both,
	yourOrder: (letters: readonly string[]) => `Your order: ${letters.join(", ")}`,
	youTyped: "You typed: ",
	otherReasons: "Why not the others?",
	guessed: "I guessed",
	guessNoted: "Noted: it comes back sooner, and the points are yours.",
	answerFirst: "Answer it first; then I can say more.",
	isWrong: "I think this is wrong",
	reportTitle: "What is wrong here?",
	reportLabel: "In a sentence, if you like",
	reportHint: "The right answer, the wording, the source …",
	reported: "Thank you. It is kept for those who look after the questions.",
	mayName: "Once it is mended, may others read that it was you who found it?",
	nameMe: "Thank me by name",
	willName: "We will. Thank you!",
	fixedBy: (name: string) => `Fixed, thanks to ${name}.`,
	unknownTopic: (typed: string, near: readonly string[]) =>
		near.length > 0
			? `I don't know the topic “${typed}”. Did you mean ${listed(near)}?`
			: `I don't know the topic “${typed}”. {/roadmap} lists them all.`,
	none: (what: string) => `There are no ${what} yet. {/roadmap} shows what there is.`,
	questionsOn: (difficulty: string | undefined, topic: string | undefined) =>
		[difficulty, "questions", topic === undefined ? undefined : `on ${topic}`]
			.filter((word) => word !== undefined)
			.join(" "),
	all: (n: number, topic: string) => `All ${n} on ${topic}.`,
	allThereAre: (n: number) => `All ${n} that fit.`,
	openRound: (review: boolean, left: number) =>
		`You have a ${review ? "review" : "quiz"} under way, with ${count(left, "question")} to go.`,
	continue: "Continue",
	fresh: "Start new",
	right: (letter: string) => `Right: it is ${letter}`,
	notQuite: (letter: string) => `Not quite: it is ${letter}`,
	yours: "your pick",
	explain: "Why",
	points: (n: number) => `+${count(n, "point")}.`,
	noPoints: "Practice: no points this time.",
	comesBack: "It comes back once at the end.",
	streak: (days: number) => `That makes today count: ${count(days, "day")} in a row.`,
	covered: (n: number) =>
		n === 1 ? "A freeze covered the day you missed." : `Freezes covered the ${n} days you missed.`,
	milestone: (days: number) =>
		days % 365 === 0
			? `${count(days / 365, "year")} of learning, day by day!`
			: "A milestone: well done!",
	topicGreen: (topic: string) => `${topic} is green: you have shown that you know it.`,
	stageGreen: (stage: string, capstone: string) =>
		`The stage “${stage}” is green! Ready to build? ${capstone}`,
	levelReached: (level: string) => `You have reached the level ${level}.`,
	pickedToo: (share: number) => `${share} % picked this too.`,
	wasHard: "That was hard",
	wasEasy: "That was easy",
	next: "Next question",
	finish: "See how it went",
	voided: "This question was mended while you had it open, so it does not count.",
	gone: "That quiz is not yours, or it is gone. {/quiz} starts a new one.",
	ended: "That quiz has ended. {/quiz} starts a new one.",
	summary: (right: number, all: number) => `${right} of ${all} right at the first try`,
	earned: "Points",
	worthAnother: "Worth another look",
	streakLabel: "Streak",
	anotherRound: "Another round",
	appear: {
		shown: (name: string) => `On the board here you appear as ${name}.`,
		hidden: (name: string) => `You are not on the board here. Shown, you would be ${name}.`,
	},
	appearButtons: {
		shown: { shown: "Keep", hidden: "Hide me" },
		hidden: { shown: "Show me", hidden: "Stay hidden" },
	},
	dayEnds: (city: string) => `Your day goes by ${city} time. {/settings} changes that.`,
	source: "Source",
};

export const review = {
	about: "What you are about to forget, asked again in time",
	forToday: (n: number) => `${n} for today.`,
	nothingDue: "Nothing to review now",
	doneForToday: "That was today's review",
	nextDue: (when: string) => `The next one is due ${when}.`,
	none: "What you answer with {/quiz} comes back here, just before you would forget it.",
	coming: "The coming days",
	today: "today",
	tomorrow: "tomorrow",
	on: (day: string) => `on ${day}`,
	quizInstead: "Quiz",
	comesBack: (when: string) => `Noted: it comes back ${when}.`,
	feltTooLate: "You have answered it again since, so the newer answer decides when it comes back.",
};

/** For those who look after the questions asked in a space. */
export const triage = {
	reportsAbout: "What members think is wrong, and what to do about it",
	reports: "Reports",
	allDone: "Nothing waits here: every report has been looked at.",
	heading: (at: number, all: number, topic: string) => `Report ${at} of ${all} · ${topic}`,
	unknownTopic: "a question that is not asked any more",
	quarantined: (people: number) =>
		`Set aside here, because ${count(people, "person", "people")} reported it: nobody is asked it anew until you decide. Rounds that hold it already go on. Since `,
	reported: "Reported",
	reportedBy: (reports: number, people: number) =>
		reports === people
			? `by ${count(people, "person", "people")}, first `
			: `${count(reports, "time")} by ${count(people, "person", "people")}, first `,
	hadPicked: "They had picked",
	pickedBy: (name: string, times: number, share: string | null) =>
		`${name}${times > 1 ? ` (${times} times)` : ""}${share === null ? "" : `: ${share} of all here`}`,
	answers: "First answers here",
	wordsHeading: "In their words",
	noWords: "Nobody added any words.",
	quoted: (words: string) => `“${words}”`,
	moreWords: (n: number) => `… and ${n} more.`,
	mended: (revision: number) =>
		`It has been mended since: version ${revision} is asked now. These reports are about an earlier one.`,
	retired: "It is not asked anywhere any more.",
	hide: "Hide in this space",
	keep: "Keep it",
	rescore: "Re-score",
	upstream: "Report upstream",
	next: "Next",
	back: "Back to the reports",
	undo: "Undo",
	undoPoints: "Undo the re-scoring",
	undone: "Taken back. Everything is as it was before.",
	undoneAlready: "That has been taken back already, or another decision took its place.",
	hideTitle: "Hide this question here",
	why: "Why, in a line",
	whyHint: "For whoever looks after this space next",
	hidden:
		"Hidden: nobody here is asked it anew, until somebody takes that back. Its reports are closed.",
	kept: "Kept: it is asked on, and its reports are closed.",
	nothingToKeep: "Its reports have been decided on already.",
	gone: "I don't know that question any more. {/manage questions reports} shows what waits.",
	changed:
		"The question was mended meanwhile. {/manage questions reports} shows how it stands now.",
	stands: {
		hidden: "Hidden here",
		quarantined: "Set aside here",
		kept: "Kept",
		rescored: "Re-scored",
	},
	by: (name: string | null, why: string) =>
		`${name === null ? "by me, for the reports" : `by ${name}`}${why === "" ? "" : `: ${why}`}`,
	whatCounts: "Re-score: what was right as well?",
	whatCountsGist: "What was right as well?",
	whatCountsNote:
		"Points here are given for first tries at this version that become right. Cards, and what is known, change only with a mended question.",
	alsoRight: "Right as well",
	alsoRightTogether: "Right as well, all of these together",
	allCount: "Every answer counts",
	typeAnswer: "Type the answer",
	typeTitle: "Which answer is right as well?",
	typeLabel: "As somebody would type it",
	show: "Show what that gives",
	tooLong: (most: number) => `That is too long: at most ${most} letters, please.`,
	previewHeading: "Re-score: what it gives",
	counts: {
		all: "Every answer counts as right.",
		options: (names: string) => `${names} counts as right as well.`,
		text: (typed: string) => `“${typed}” counts as right as well.`,
	},
	group: (people: number, points: number, each: boolean) =>
		each
			? `${people} people get ${count(points, "point")} each`
			: `${count(people, "person", "people")} ${people === 1 ? "gets" : "get"} ${count(points, "point")}`,
	practice: (people: number) =>
		`${count(people, "person", "people")} ${people === 1 ? "was" : "were"} right too, and ${people === 1 ? "gets" : "get"} none: it was practice.`,
	nobodyGets: "Nobody's points change.",
	previewNote:
		"The points count in the week and month of each answer. Each of them is told once, with my next answer to them.",
	give: "Give the points",
	cancel: "Cancel",
	given: (groups: string) => `Done: ${groups}.`,
	stillAsked: "It is still asked with the old key. Hide it here until a mended version is out?",
	takenBack: (people: number) =>
		`Taken back: the points of ${count(people, "person", "people")} are as they were before.`,
	upstreamHeading: "For those who write the questions",
	upstreamHow:
		"Copy this to them. The words stand as people wrote them: please look through them first.",
	upstreamHome: "Open their page",
	upstreamText: {
		question: (id: string, revision: number) => `Question: ${id} (version ${revision})`,
		figures: (figures: string) => `In one community: ${figures}`,
		words: "What people wrote:",
	},
};

/** What a space's own answers say about its questions. */
export const items = {
	listAbout: "Questions by how they are answered here",
	showAbout: "One question: how it is answered here, and what to do about it",
	topic: "A topic; left out, all of them",
	sort: "What comes first",
	flag: "Only these",
	question: "A question by its id or its words",
	sorts: {
		answers: "Most answered",
		hardest: "Hardest",
		easiest: "Easiest",
		slowest: "Slowest",
		weakest: "Tells least apart",
		roadmap: "As in the roadmap",
	},
	flags: {
		hard: "Nearly nobody right",
		easy: "Nearly everybody right",
		dead: "An option nobody picks",
		key: "Perhaps a wrong key",
		hidden: "Not asked here",
	},
	heading: "How questions are answered here",
	headingOf: (topic: string) => `How questions are answered here · ${topic}`,
	none: "Nothing has been answered here that fits.",
	page: (at: number, pages: number, all: number) =>
		`Page ${at} of ${pages}, ${count(all, "question")}. Right means: at everybody's first try here.`,
	onlyPage: (all: number) =>
		`${count(all, "question")}. Right means: at everybody's first try here.`,
	line: (right: string, people: number, time: string | null, few: boolean) =>
		`${right} right · ${count(people, "person", "people")}${time === null ? "" : ` · ${time}`}${few ? " (few answers)" : ""}`,
	tooFew: (people: number, needed: number) =>
		`${count(people, "person", "people")} so far; figures come with ${needed}`,
	unanswered: "not answered here yet",
	held: "not asked here",
	open: "Look at one",
	earlier: "Earlier",
	later: "Later",
	csv: "As CSV",
	json: "As JSON",
	exported: (n: number) => `${count(n, "question")} with their figures. Nobody is named in it.`,
	csvAbout: "Questions and how they are answered here, as a table",
	jsonAbout: "Questions and how they are answered here, as JSON",
	version: (id: string, revision: number) => `${id}, version ${revision}`,
	people: "People",
	peopleFew: (people: number) => `${people} (few answers)`,
	firstTry: "Right at first try",
	correct: "Right of all answers",
	ofAnswers: (share: string, answers: number) => `${share} of ${answers}`,
	median: "Time to answer",
	medianIs: (time: string) => `${time} in the middle`,
	noTime: "not known",
	tellsApart: "Tells apart",
	tellsApartIs: (value: string) => `${value} (from −1 to 1; 0.2 and more is good)`,
	notYet: (needed: number) => `from ${needed} people on`,
	alike: "cannot be told: all answered alike",
	flagsLabel: "Worth a look",
	flagSays: {
		hard: "Fewer than 20 % are right.",
		easy: "More than 95 % are right.",
		dead: (options: string) => `Hardly anybody picks ${options}.`,
		key: "Those who do well elsewhere prefer another answer: the key may be wrong.",
	},
	showAgain: "Ask it here again",
	unknown: (typed: string, near: readonly string[]) =>
		near.length > 0
			? `I don't know a question “${typed}”. Did you mean ${listed(near)}?`
			: `I don't know a question “${typed}”. {/manage questions list} shows those answered here.`,
	seconds: (n: number) => `${n} s`,
	minutes: (n: number) => `${n} min`,
};

/** To somebody whose answer a wrong key had called wrong. */
export const rescore = {
	given: (points: number, stem: string) =>
		`A key was wrong, and your answer was right after all: ${count(points, "point")} more for you here. (${stem})`,
	taken: (points: number, stem: string) =>
		`The ${count(points, "point")} you were given after the fact went back: those who look after this space have undone that. (${stem})`,
};

export const welcome = {
	heading: "Welcome! One thing first",
	where: "Where are you? You can start anywhere, and everything stays open.",
	isNew: "New to this",
	writesCode: "I write code",
	shipsBackends: "I ship backends",
	language: "And your language?",
	languageNote: "One is enough. Questions about the others come only if you ask for them.",
	languagePick: "A language",
};

export const tip = {
	about: "One useful thing, in a minute",
	heading: (topic: string) => `Tip · ${topic}`,
	none: (topic: string) => `No tips on ${topic} yet. {/tip} without a topic gives you one.`,
	another: "Another tip",
};

export const roadmap = {
	about: "The way from beginner to backend developer, and where you are",
	heading: "Your roadmap",
	gist: (green: number, all: number) => `Your roadmap: ${green} of ${all} topics green`,
	level: (level: string) => `Your level: ${level}`,
	/** How a level compares with the career ladders that employers publish. */
	ladder: {
		Beginner: "about where a trainee or a first job begins: described tasks, with help at hand",
		Intermediate:
			"about junior to mid: building and mending parts of a product, with less and less help",
		Advanced: "about senior: answering for a system that real people use",
		Expert: "about lead or architect: changing systems that several teams work on",
	},
	ladderNote: "A guide, not a title: what you take on at work counts for more.",
	stage: (stage: number, title: string, level: string) => `Stage ${stage} · ${title} (${level})`,
	ofGreen: (green: number, all: number) => `${green} of ${all} green`,
	stageGreen: "green",
	assumed: "assumed",
	greenWith: (needed: number, all: number) => `This stage is green with ${needed} of its ${all}.`,
	assumedNote: "Assumed: you said you begin further on. Nothing here is green until you try it.",
	capstone: (stage: string) => `“${stage}” is green. Ready to build? `,
	capstoneHint: " Take your time, and show it to somebody who can run it.",
	isGreen: "green",
	refresh: "green, a refresh is due",
	known: (known: number, needed: number) => `${known} of ${needed} known`,
	untouched: (all: number) => count(all, "question"),
	noQuestions: "no questions yet",
	optional: " (a branch of your choice)",
	chosen: " (your branch)",
	toChoose: (topics: readonly string[]) => `Branches to choose from: ${topics.join(", ")}`,
	otherStage: "Look at another stage",
	legend:
		"● green ◐ under way ○ open ◌ assumed ↻ refresh. A question is known when you were right at the first try on two days, two days apart.",
	step: {
		underWay: (topic: string) => `Go on: ${topic}`,
		refresh: (topic: string) => `Refresh: ${topic}`,
		next: (topic: string) => `Next: ${topic}`,
	},
	readFirst: "Read first",
	allGreen: "Every step is green. {/review} keeps it that way.",
	restToday: "That is all for today: what you have under way comes back with {/review}.",
	startOn: (topic: string) => `Quiz on ${topic}`,
	lookAt: (topic: string) => `First: ${topic}`,
	can: (outcome: string) => `When you are through, you ${outcome}.`,
	needs: "Comes after",
	need: (topic: string, how: string) => `${topic} (${how})`,
	notYet: "not green yet",
	status: "Where you are",
	greenSince: (day: string) => `green since ${day}`,
	refreshDue: (day: string) =>
		`green since ${day}; some of it has faded, and a quiz brings it back`,
	lacks: (known: number, needed: number, harder: boolean) =>
		[
			`${Math.min(known, needed)} of ${needed} known`,
			...(harder ? ["one of them has to be medium or harder"] : []),
		].join("; "),
	toGreen: "To turn it green",
	history: "Your tries",
	tries: (tries: number, tried: number, all: number) =>
		`${count(tries, "first try", "first tries")} at ${tried} of ${count(all, "question")}`,
	noTries: "none yet",
	rightLast: "Right last time",
	ofTried: (right: number, tried: number) => `${right} of ${tried}`,
	knownNow: "Known now",
	lastAsked: "Last asked",
	today: "today",
	yesterday: "yesterday",
	branches: "Your branches",
	branchesAbout:
		"One language and one framework are enough. Only what you choose here counts as a step; the others stay open to look into.",
	language: "Language",
	framework: "Framework",
	noBranch: "none chosen",
	noneOfThem: "None for now",
	pickLanguage: "Choose a language",
	pickFramework: "Choose a framework",
	choose: "Branches",
	back: "Back to the roadmap",
};

export const profile = {
	about: "What you have learned; or what somebody here has",
	member: "Somebody here; left out, yourself",
	heading: (name: string) => name,
	gist: (name: string, level: string) => `${name}: ${level}`,
	level: "Level",
	streak: "Streak",
	streakDays: (days: number, best: number) => `${count(days, "day")} (best ${best})`,
	learned: "Days learned",
	green: "Green topics",
	points: "Points here",
	pointsHere: (week: number, all: number) => `${week} this week, ${all} in all`,
	weeks: "Days per week",
	weekly: (thisWeek: number, before: readonly number[]) =>
		`${thisWeek} this week; before that ${before.join(", ")}`,
	strongest: "Strongest",
	weakest: "Worth another look",
	strength: (topic: string, right: number, tried: number) =>
		`${topic}: ${right} of ${tried} right last time`,
	strengthRule: (least: number) =>
		`Strongest and worth another look go by how the last try at each question went, from ${least} questions on a topic on.`,
	practise: (topic: string) => `Practise ${topic}`,
	roadmap: "Your roadmap",
	achievements: "Earned",
	nextOne: (what: string, far: string) => `Next: ${what}${far}`,
	soFar: (have: number, of: number) => ` (${have} of ${of})`,
	earned: {
		topic: "The first green topic",
		stage: "The first green stage",
		reviews: "Ten reviews in time",
		month: "Thirty days in a row",
		found: "A mistake found, and mended since",
	},
	nothingYet: "This fills up with the first answer: {/quiz}.",
	othersSee:
		"People here see this too, without what is worth another look. {/settings} changes that.",
	othersDoNot:
		"You are hidden here, so only you see this; moderators see your points. {/settings} changes that.",
	notHere: (name: string | null) =>
		`I can't show a profile ${name === null ? "of that one" : `of ${name}`}: there is one for people of this space who have turned up here, and never for bots.`,
	notStarted: (name: string) =>
		`${name} has not answered anything yet. Everyone begins somewhere; {/quiz} is a good place.`,
	hidden: (name: string) => `${name} keeps their profile to themselves.`,
	hiddenPoints: "Hidden from members. You see the points because you moderate here.",
	onlyInSpace:
		"Profiles of others can be seen where you learn together: in a server or workspace. {/profile} alone shows yours.",
	unknownName: (typed: string) =>
		`I know nobody here by the name “${typed}”. Type @ and pick them from the list, please.`,
	severalNamed: (typed: string) =>
		`Several people here go by the name “${typed}”. Type @ and pick one from the list, please.`,
};

export const streak = {
	about: "Your days in a row, and when today ends",
	heading: (days: number) => (days === 0 ? "No streak yet" : `${count(days, "day")} in a row`),
	start: "One answer starts it: {/quiz}, or {/daily} where there is one.",
	anew: "Ready for a new streak",
	startAnew:
		"One answer starts it: {/quiz}, or {/daily} where there is one. What you have learned stays yours.",
	best: "Best",
	learned: "Days learned",
	freezes: "Freezes",
	freezesLeft: (n: number, most: number) => `${n} of ${most}; one covers a missed day by itself`,
	today: "Today",
	counted: "counts already",
	open: "one answer makes it count",
	ends: "Today ends",
	endsAt: (time: string, city: string) => `at ${time} ${city} time`,
	forYou: " where you are",
	why: "Why this number?",
	whyHeading: "Why this number",
	whyGist: (days: number) => `Why your streak is ${count(days, "day")}`,
	dayLine: (answers: number, city: string) => `${count(answers, "answer")}, ${city} time`,
	freezeLine: "missed; a freeze covered it",
	excusedLine: {
		rest: "your day off",
		outage: "I was away that day, so it does not count against you",
		skipped: "a date you never had, on the way between time zones",
		repaired: "no answer; a moderator repaired it, so it does not count against you",
	},
	endedLine: (missed: number) =>
		`${count(missed, "day")} missed from here, more than the freezes could cover; the count began anew`,
	noDays: "There is no day with an answer yet.",
	rule: "A day counts with one answer or more. Everyone starts with one freeze and earns another every seventh counted day; two at most.",
	earlier: (n: number) => `… and ${count(n, "earlier line")}`,
};

export const share = {
	button: "Share in channel",
	done: "Shared: it will be there in a moment.",
	again: "You have shared that already.",
	gone: "That milestone is behind you; the next one is yours to share.",
	/** Follows a name. */
	says: (days: number) => ` has learned ${count(days, "day")} in a row.`,
	join: "Learn along",
};

export const reminders = {
	heading: "Reminders",
	promise:
		"By direct message, one a day at most, and only on days you have not learned yet. After three that lead to nothing they pause.",
	changeTime: "Another time",
	timeLabel: "When, on your clock",
	save: "Save",
	ask: "A nudge tomorrow around this time?",
	yes: "Yes, by direct message",
	no: "No thanks",
	agreed: (time: string) => `Done: a nudge at ${time}, on days you have not learned yet.`,
	declined: "All right. {/settings} has it, should you change your mind.",
	nudge: (days: number) =>
		days > 0
			? `One answer keeps your ${count(days, "day")} in a row going.`
			: "A good moment for one question?",
	pauses: "I pause these now, so as not to be a nuisance. {/settings} brings them back.",
	start: "Start a quiz",
	snooze: "In two hours",
	snoozed: (time: string) => `All right, again at ${time}.`,
	stop: "Stop these",
	stopped: "Stopped. {/settings} brings them back whenever you like.",
	goOn: "Keep them coming",
	sunday: "Three that caught you this week",
	again: "Try them again",
	label: { nudge: "Daily nudge", sunday: "Sunday message" },
	state: {
		on: (time: string) => `by direct message at ${time}`,
		paused: "paused",
		off: "off",
	},
	turnOn: { nudge: "Nudge me daily", sunday: "Sunday message, please" },
	turnOff: { nudge: "No more nudges", sunday: "No Sunday message" },
};

/** The picture of the last weeks, and the same in words. */
export const calendar = {
	title: (weeks: number) => `The last ${weeks} weeks`,
	/** The name stands last: where the line is too long, it is what gives way. */
	under: (days: number, best: number, learned: number, name: string) =>
		`${count(days, "day")} in a row · best ${best} · ${learned} learned · ${name}`,
	months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
	/** Monday first. */
	weekdays: ["M", "T", "W", "T", "F", "S", "S"],
	marks: {
		learned: "learned",
		freeze: "freeze used",
		rest: "day off",
		credited: "credited",
		missed: "missed",
		open: "today",
	},
	alt: (weeks: number, learned: number) =>
		`The last ${weeks} weeks: ${count(learned, "day")} learned.`,
	altNumber: (days: number, best: number) => `${count(days, "day")} in a row, best ${best}.`,
	altFreezes: (n: number, days: readonly string[]) =>
		`Freezes covered ${count(n, "day")}: ${days.join("; ")}.`,
	altRests: (n: number) => `${count(n, "day")} off.`,
	altCredited: (n: number) => `${count(n, "day")} credited, when I was down.`,
	altRepaired: (n: number) => `${count(n, "day")} repaired by a moderator.`,
	altMissed: (n: number, days: readonly string[]) =>
		n > days.length
			? `${count(n, "day")} missed, the latest: ${days.join("; ")}.`
			: `${count(n, "day")} missed: ${days.join("; ")}.`,
	altCounted: "Today counts.",
	altOpen: "Today is still open.",
};

export const roadmapPicture = {
	title: (green: number, all: number) => `${green} of ${count(all, "topic")} green`,
	next: (topic: string) => `Next: ${topic}`,
	through: "You have been everywhere.",
	alt: (greens: string) => `Your roadmap: ${greens}.`,
	stage: (stage: number, title: string) => `${stage} · ${title}`,
	progress: (green: number, all: number) => `${green} of ${all}`,
	here: "you are here",
	marks: {
		green: "green",
		due: "refresh due",
		begun: "under way",
		untouched: "untouched",
		assumed: "assumed",
	},
	optional: "a branch of your choice",
	counted: (n: number, what: string) => `${n} ${what}`,
	altStage: (stage: number, counts: string) => `Stage ${stage}: ${counts}.`,
};

export const shares = {
	answers: (n: number) => count(n, "answer"),
	altOption: (option: { letter: string; text: string; percent: number; right: boolean }) =>
		`${option.letter} (${option.text}): ${option.percent}%${option.right ? ", the right one" : ""}.`,
};

export const leaderboard = {
	about: "Who earned points here",
	period: "This week, this month, all time or the season",
	cohort: "Which cohort; left out, everybody here",
	heading: { week: "This week", month: "This month", all: "All time" },
	season: "Season",
	noSeason: "There is no season here yet. {/leaderboard} shows the week.",
	titleOf: (scope: string, period: string) => `${scope} · ${period}`,
	byDays: (title: string) => `${title} · days learned`,
	gist: (period: string) => `Leaderboard: ${period}`,
	empty: "Nobody has points here yet. {/quiz} makes you the first.",
	emptyOver: "Nobody had points here then.",
	emptyPage: "There is nobody further down.",
	you: "you",
	row: {
		points: (points: number) => count(points, "point"),
		days: (days: number) => count(days, "day"),
	},
	notYet: {
		points: "You are not on it yet: one right answer with {/quiz} puts you there.",
		days: "You are not on it yet: one answer with {/quiz} makes today your first day.",
	},
	notThen: "You have no row here, and it is over: {/leaderboard} shows the week.",
	notIn: (cohort: string) => `You are not in ${cohort}. {/cohort join} takes you in.`,
	around: "Around you",
	hidden: "You are hidden: only you see your row. {/settings} brings you back.",
	excluded:
		"A moderator has taken you off the boards here. Your points stay yours and your learning goes on; they can tell you more.",
	views: { points: "Points", days: "Days learned" },
	top: "To the top",
	up: "Up",
	down: "Down",
	note: (city: string) => `Weeks and months go by ${city} time.`,
	daysNote: "A day counts when you answered something here.",
};

export const seasons = {
	about: "Name a period with a board of its own, and see who won before",
	heading: "Seasons",
	none: "There has been no season yet. One gives a board a fresh start for all.",
	runs: (name: string) => `${name} is on`,
	planned: (name: string) => `${name} is to come`,
	from: "From",
	until: "Until",
	past: "Past seasons",
	nobody: "nobody had points",
	winners: (names: readonly string[]) => names.join(", "),
	winner: (rank: number, name: string, points: number) =>
		`${rank}. ${name} (${count(points, "point")})`,
	start: "Start a season",
	end: "End it now",
	takeBack: "Take it back",
	ask: (name: string) =>
		`End ${name} now? Its first three are kept, and its board stays; it cannot be reopened.`,
	askPlanned: (name: string) => `Take ${name} back? It has not begun, so nothing is lost.`,
	keep: "Keep it",
	ended: (name: string) => `${name} is over.`,
	takenBack: (name: string) => `${name} is taken back.`,
	formTitle: "A season",
	formName: "Name",
	formStart: "First day, like 2026-12-01",
	formEnd: "Last day, like 2026-12-31",
	formSend: "Start",
	started: (name: string) => `${name} has begun.`,
	coming: (name: string) => `${name} is set.`,
	badName: (most: number) => `A season needs a name of 1 to ${most} characters.`,
	already: "Another season is not over yet. End it first.",
	gone: "I can't find that season any more.",
	badStart: "a date, like 2026-12-01, today or later",
	badEnd: (days: number) =>
		`a date, like 2026-12-31, not before the first day and at most ${days} days after it`,
	note: (city: string) => `Days go by ${city} time. Members see it with {/leaderboard} season.`,
};

export const standings = {
	about: "The whole board: everybody in it, their weeks, and a file of it",
	show: "Whom to show",
	shown: {
		everyone: "Everyone",
		hidden: "Hidden",
		excluded: "Excluded",
		quiet: "Quiet for two weeks",
	},
	gist: (title: string) => `The whole board: ${title}`,
	heading: (title: string) => `The whole board · ${title}`,
	nobody: "Nobody here is like that.",
	end: "There is nobody further down.",
	seen: { shown: "", hidden: " · hidden", excluded: " · excluded" },
	row: (points: number, weeks: readonly number[]) =>
		`${count(points, "point")} · days a week: ${weeks.join(" ")}`,
	lastDay: (day: string) => ` · last here ${day}`,
	noRank: "–",
	note: (weeks: number) =>
		`Days learned in each of the last ${weeks} weeks, this one first. Only those who look after this board see the hidden, and nobody sees single answers.`,
	pick: "Whom to show",
	first: "To the top",
	next: "Next",
	csv: "As CSV",
	json: "As JSON",
	exported: (rows: number) => `Here it is: ${count(rows, "row")}. It is for you alone.`,
	file: (title: string) => `The board of ${title}`,
	tooLarge:
		"That is more than fits into a message. Choose a cohort or fewer people, and try again.",
	columns: {
		rank: "rank",
		name: "name",
		account: "account",
		points: "points",
		days: "days",
		lastDay: "last day",
		seen: "seen",
	},
	week: (week: string) => `days in ${week}`,
};

export const daily = {
	yesterdayShares: "Yesterday's answers",
	about: "Today's question for everyone here",
	heading: (topic: string) => `Daily question · ${topic}`,
	gist: (topic: string) => `The daily question is here: ${topic}`,
	privately: "Press a letter: only you see the result. One try each.",
	none: "There is no daily question here yet. A moderator can start one with {/setup}.",
	late: "That one has closed, so this is practice: nothing is counted. {/daily} has the open one.",
	yesterday: (answer: string) => `Yesterday: ${answer}`,
	gotIt: (right: number, all: number) => `${right} of ${all} got it.`,
	today: (right: number, all: number) => `${right} of ${all} got it so far.`,
	todayFew: (n: number) => `${count(n, "answer")} so far.`,
	tip: "And a tip",
	gone: "I can't find that daily question any more. {/daily} shows the newest.",
};

export const settings = {
	about: "Your time zone, days off, and who sees you on the board",
	zone: "Your time zone by its city, like Europe/Berlin",
	heading: "Your settings",
	gist: "Your settings",
	zoneLabel: "Time zone",
	ofSpace: (zone: string) => `${zone} (this space's; you have not chosen one)`,
	dayEnds: "Your day ends",
	how: "To set the zone by name, add it: {/settings} zone:Europe/Berlin.",
	rests: "Days off",
	noRests: "none",
	restsFrom: (days: string, from: string) => `Days off from ${from} on: ${days}.`,
	restLabel: "Days off, from next Monday on",
	board: "Leaderboard",
	appear: (name: string) => `you appear as ${name}`,
	hidden: "you are hidden from members",
	hide: "Hide me",
	show: "Show me",
	byClock: "Set the zone by the clock",
	clockTitle: "What time is it for you now?",
	clockLabel: "The time your clock shows",
	clockHint: "14:35",
	clockSend: "Find my zone",
	itIs: (time: string) => `It is ${time} in these places. Which one is like yours?`,
	zonePick: "Your time zone",
	noZoneAt: (time: string) =>
		`Nowhere is it ${time} just now. Have another look at your clock, please.`,
	now: (zone: string) => `Your days go by ${zone} from now on.`,
	later: (zone: string) => `Your days will go by ${zone} from your next midnight on.`,
	same: (zone: string) => `Your days go by ${zone} already.`,
	onceADay: "A zone can change once a day, so that a day stays a day. Please try again tomorrow.",
};

export const myData = {
	button: "My data",
	heading: "What I keep about you",
	why: "I keep what learning takes: what to ask you next, when, and how far you have come. It is used for nothing else.",
	answers: "Answers",
	answersKept: (n: number) =>
		`${n}; each with the option, the day and the result. Points and your roadmap follow from them.`,
	days: "Days",
	daysKept: (days: number, streak: number) => `${days} with answers; ${streak} in a row now`,
	cards: "Memory",
	cardsKept: (n: number) => `${count(n, "question")}, and when each comes back`,
	rounds: "Rounds",
	roundsKept: (n: number) => `${n}, so that you can go on where you left off`,
	reports: "Reports",
	reportsKept: (n: number) => `${n} on questions, with your words`,
	people: "Who and where",
	peopleKept: (spaces: number, accounts: number) =>
		`your name, ${count(accounts, "account")}, ${count(spaces, "space")}`,
	settings: "Settings",
	settingsKept: (reminders: number) =>
		`time zone, days off, where you began, the board, ${count(reminders, "reminder")}`,
	seen: "Others see your name and points on the board, unless you hide. Single answers are shown to nobody but you.",
	backups:
		"Whoever runs me keeps copies for emergencies, 30 days as I come. I can't erase in those; they are deleted in their turn.",
	export: "Send me all of it",
	exported: "This file holds all I keep about you, as JSON.",
	fileAbout: "All that is kept about you, as JSON",
	tooLarge:
		"You have learned so much that the file is too large for a message. Whoever runs me can hand it to you.",
	erase: "Erase it all",
	eraseHeading: "Erase all I keep about you?",
	goes: "This goes for good:",
	going: [
		"your answers, your points, and your row on every board",
		"your streak, your days, what you know and what is green",
		"your rounds, also one that is under way, and your builds for challenges",
		"the reports you wrote, and your words in them",
		"your cohorts and roles, your settings, reminders, and messages not sent yet",
		"your name, and that your accounts were ever here",
	],
	stays: "This stays, and names nobody:",
	staying: [
		"how often each answer was picked at first try, counted for all people together",
		"what you did for others as a moderator, as done by a former member",
		"what a moderator put right about you, as about a former member and without the reason",
	],
	posted: "What stands in a channel already stays there, until somebody deletes it there.",
	goOn: "Erase everything …",
	keep: "Keep it",
	formTitle: "Erase all my data",
	formLabel: "There is no way back. To go on, type ERASE",
	formSend: "Erase",
	word: "erase",
	notTheWord: "Nothing was erased: that was not the word ERASE.",
	erased: "Done: all I kept about you is erased.",
	anew: "Thank you for learning here. Should you come back, {/quiz} begins anew.",
	goneMeanwhile: "Your data was erased just now, so I kept nothing of this. {/quiz} begins anew.",
	/** For the operator, on the terminal. */
	jobs: {
		erase: {
			about: "erases all that is kept about a person: `erase <account>`, also while the bot runs",
			usage:
				"Whom? It goes like this: npm run cairn -- erase discord:123456789012345678, or slack:T…:U…",
			done: (account: string) =>
				`All that was kept about the person behind ${account} is erased. Backups still hold it until they are deleted.`,
		},
		export: {
			about: "writes all that is kept about a person to a file: `export <account> [file]`",
			usage:
				"Whom? It goes like this: npm run cairn -- export discord:123456789012345678 [file], or slack:T…:U…",
			done: (file: string) => `${file} holds all that is kept. Its fields: docs/my-data.md.`,
			exists: (file: string) =>
				`${file} is there already, and nothing is overwritten. Name another.`,
			cannotWrite: (file: string) =>
				`${file} cannot be written. Name a file in a folder that is there and yours.`,
		},
		nobody: (account: string) => `Nobody is known by ${account}, so nothing is kept.`,
	},
};

/** What commands of one family are about, by the words they share. */
export const families: Readonly<Record<string, string>> = {
	cohort: "Learn together: the cohorts here",
	manage: "For those who look after this space",
	"manage cohort": "Cohorts: make them, plan them, look after them",
	"manage schedule": "What is posted here, and when",
	"manage people": "The board, and care for people",
	"manage questions": "Reports, and care for questions",
	challenge: "Builds of several days, with a brief and a review",
};

/** Days as one says them in a plan: `7 Dec`, `30 Nov – 6 Dec`. */
const shortDay = (day: string): string =>
	Temporal.PlainDate.from(day).toLocaleString("en-GB", { day: "numeric", month: "short" });
const span = (from: string, until: string): string => `${shortDay(from)} – ${shortDay(until)}`;

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** 1 is Monday. Three and more in a row are named by the first and the last. */
function weekdayNames(days: readonly number[]): string {
	if (days.length === 7) return "every day";
	const inARow = days.length > 2 && (days.at(-1) ?? 0) - (days[0] ?? 0) === days.length - 1;
	const shown = inARow ? [days[0], days.at(-1)] : days;
	const names = shown.map((day) => WEEKDAYS[(day ?? 1) - 1] ?? "");
	return inARow ? names.join(" to ") : names.join(", ");
}

export const cohorts = {
	list: "The cohorts here, and which are open to join",
	join: "Join a cohort: learn in step with others",
	leave: "Leave a cohort; your points stay, should you come back",
	show: "A cohort's plan, where it stands, and how far you are",
	create: "Make a cohort with a plan from the curriculum",
	edit: "A cohort's plan: skip and move topics, change pace and dates",
	close: "End a cohort before its time",
	add: "Take somebody into a cohort",
	remove: "Let somebody go from a cohort",
	leads: "Who leads a cohort, besides moderators",
	which: "The cohort by its name; left out, the one there is",
	name: "What it is called",
	start: "The first day, like 2026-11-30",
	end: "The last day, like 2027-01-29; left out, when the topics are through",
	topics: "Stages or topics, like 1-2 or git-basics, sql; left out, stage 1",
	pace: "Topics a week; left out, two",
	days: "Days to learn on, like mon-fri or tue, thu, sat; left out, Monday to Friday",
	zone: "Its time zone; left out, this space's",
	place: "Where its recaps go; left out, this channel",
	tracker: "A message in the channel that shows how far all are",
	who: "The person",
	what: "Whether they lead it from now on",
	leadIs: { add: "Leads", remove: "No longer leads" },

	expectsDay: "a date like 2026-11-30",
	expectsWeekdays: "days of the week, like mon-fri or tue, thu, sat",
	wrongPace: (what: string) => `The pace is ${what}: topics a week.`,
	badName: (most: number) => `A cohort needs a name of 1 to ${most} characters.`,
	needsName: "What is it called? Add a name, like name:Autumn.",
	needsStart: "When does it start? Add the day, like start:2026-11-30.",
	needsWho: "Who is it about? Name the person too.",
	taken: (name: string) => `There is a cohort called ${name} here. Choose another name, please.`,
	noTopics: "There would be nothing to learn. Choose stages or topics, like topics:1-2.",
	emptyStage: (what: string) =>
		`There are no topics in “${what}” yet. {/roadmap} lists what there is.`,
	stageChoice: (stage: number, title: string) => `Stage ${stage}: ${title}`,
	startPast: "That start lies in the past. Choose today or a later day, please.",
	startFar: "That start is more than a year away. Choose an earlier day, please.",
	endFirst: "That end lies before the start. Choose a later day, please.",
	noLearningDay:
		"There is no learning day between start and end. Choose a later end, or other days.",
	tooLong: "That would take more than two years. Choose fewer topics or a faster pace.",
	hasBegun: "It has begun, so its start stays where it was.",
	begun: "That topic has begun, so it stays where it was.",
	noSuchTopic: "That topic is not in the plan any more.",

	heading: "Cohorts here",
	none: "There is no cohort here yet. A moderator can make one with {/manage cohort create}.",
	unknown: (typed: string, names: readonly string[]) =>
		names.length > 0
			? `I don't know a cohort “${typed}” here. There is ${listed(names)}.`
			: `I don't know a cohort “${typed}” here.`,
	choose: "Which cohort?",
	several: (names: readonly string[]) =>
		`Which cohort? Add its name, like cohort:${names[0]}. There is ${listed(names)}.`,
	noneOpen: "No cohort is open to join just now. {/cohort list} shows them all.",
	inNone: "You are in no cohort here. {/cohort list} shows which are open.",
	gone: "I can't find that cohort any more. {/cohort list} shows the ones there are.",
	notYours: (name: string) => `${name} is led by others. You can do that for a cohort you lead.`,
	isClosed: (name: string) => `${name} is over, so that can't be changed any more.`,
	state: {
		planned: (day: string) => `starts ${shortDay(day)}`,
		running: (week: number, all: number) => `running, week ${week} of ${all}`,
		closed: (day: string) => `over since ${shortDay(day)}`,
	},
	lookAt: "Look at one",
	joined: (name: string) => `You are in ${name}. Good to have you!`,
	joinedLate: (name: string) =>
		`You are in ${name}. It has begun already, so you are asked only what comes from this week on.`,
	joinedAlready: (name: string) => `You are in ${name} already.`,
	left: (name: string) => `You have left ${name}. Your points there stay, should you come back.`,
	notIn: (name: string) => `You are not in ${name}.`,
	restLike: (days: readonly number[]) =>
		`${both(days.map((day) => `${WEEKDAYS[day - 1]}`))} are days off in this cohort. Make them yours, so that your streak rests too?`,
	restYes: "Yes, from Monday on",
	rested: (days: readonly number[]) =>
		`Done: from Monday on your streak rests on ${both(days.map((day) => `${WEEKDAYS[day - 1]}`))}.`,

	when: "When",
	dates: span,
	learns: "Learns",
	rhythm: (pace: number, days: readonly number[]) =>
		`${count(pace, "topic")} a week, ${weekdayNames(days)}`,
	rhythmLater: (now: string, from: string, later: string) =>
		`${now}; from ${shortDay(from)} on ${later}`,
	/** As it can be typed again. */
	weekdays: weekdayNames,
	where: "Where",
	led: "Led by",
	nobodyLeads: "moderators",
	members: "Members",
	now: "Now",
	you: "You",
	yours: (through: number, due: number) =>
		due === 0
			? "nothing is asked of you yet"
			: `through ${through} of ${count(due, "topic")} so far`,
	notAMember: "not in it",
	week: (n: number, from: string, until: string) => `Week ${n} · ${span(from, until)}`,
	pause: "a pause",
	throughMeans: (n: number) => `Through: ${n} questions of a topic tried. Green comes with time.`,
	earlierWeeks: "Earlier weeks",
	laterWeeks: "Later weeks",
	joinButton: "Join",
	leaveButton: "Leave",
	lookAfter: "Look after it",
	goThere: "See the plan",

	planOf: (name: string) => `Plan of ${name}`,
	created: (name: string) => `${name} is planned, and you lead it.`,
	leftOut: (n: number) =>
		`${count(n, "topic")} would come after the end, and ${n === 1 ? "is" : "are"} left out.`,
	skippedLabel: "Skipped",
	pickTopic: "Skip or move a topic",
	pickSkipped: "Bring a topic back",
	changeAll: "Pace, days, dates",
	trackerOn: "Turn the tracker on",
	trackerOff: "Turn the tracker off",
	topicOn: (day: string) => `It begins on ${shortDay(day)}.`,
	topicSkipped: "It is skipped.",
	comesBefore: (topic: string) => `It comes before ${topic}, which it builds on.`,
	skip: "Skip",
	bringBack: "Bring back",
	earlier: "Earlier",
	later: "Later",
	toPlan: "Back to the plan",
	formTitle: "The plan",
	formName: "Name",
	formStart: "First day",
	formEnd: "Last day; empty: when all is through",
	formPace: "Topics a week",
	formDays: "Days to learn on",
	formSave: "Save",
	closeAsk: (name: string) =>
		`Close ${name} today? Its board stays; points count no more, and no recaps come.`,
	closeYes: "Close it",
	closed: (name: string) => `${name} is closed. Well led!`,
	added: (who: string, name: string) => `${who} is in ${name}.`,
	addedAlready: (who: string, name: string) => `${who} is in ${name} already.`,
	removed: (who: string, name: string) => `${who} is no longer in ${name}.`,
	wasNotIn: (who: string, name: string) => `${who} is not in ${name}.`,
	leadsNow: (who: string, name: string) => `${who} leads ${name} now.`,
	leadsNoMore: (who: string, name: string) => `${who} no longer leads ${name}.`,
	notLead: (who: string, name: string) => `${who} does not lead ${name}.`,
	notHere: "I have not met that person here yet. They can say {/cohort join} themselves.",

	trackerHeading: (name: string, week: number, all: number) => `${name} · week ${week} of ${all}`,
	trackerOver: (name: string) => `${name} is over`,
	trackerOverText: "Thank you for learning together.",
	throughSoFar: (through: number, members: number) => `${through} of ${members} through`,
	trackerNote: "Changes as you learn, a few minutes later.",

	recap: {
		heading: (name: string, week: number) => `${name}: week ${week}`,
		draftHeading: (name: string, week: number) => `The recap of ${name}, week ${week}, is ready`,
		draftNote: "Nothing is posted unless you press Post. Change the words as you like.",
		done: (topics: readonly string[]) =>
			topics.length > 0 ? `Last week was about ${both(topics)}.` : "Last week was for catching up.",
		here: (here: number, all: number, answers: number) =>
			`${here} of ${count(all, "member")} ${here === 1 ? "was" : "were"} here, with ${count(answers, "answer")} in all.`,
		quiet: "It was a quiet one. This week is a good one to come back.",
		through: (names: readonly string[]) => `Through with all of it: ${both(names)}.`,
		podium: (places: readonly string[]) => `Most points: ${places.join(", ")}.`,
		place: (rank: number, name: string, points: number) => `${rank}. ${name} (${points})`,
		missed: (topic: string) => `${topic} caught several of us: worth another look.`,
		next: (topics: readonly string[]) => `This week: ${both(topics)}.`,
		last: "That was the last week. Thank you for learning together!",
		quiz: "Quiz",
		post: "Post",
		edit: "Edit",
		title: "The recap",
		label: "What is posted",
		save: "Save",
		posted: "Posted.",
		postedAlready: "It has been posted already.",
		gone: "That recap is not yours to post, or it is gone.",
		empty: "A recap needs some words.",
	},
	digest: {
		heading: (name: string) => `${name}: who has been away a while`,
		since: (who: string, day: string) => `${who}, since ${shortDay(day)}`,
		more: (n: number) => `… and ${n} more`,
		suggestion: "A line you could send, in your own words:",
		line: (topic: string | null) =>
			topic === null
				? "Hi! We miss you in the cohort. Five minutes are enough to be back in, and whatever lies behind can stay there."
				: `Hi! We miss you in the cohort. This week is about ${topic}: five minutes are enough to be back in, and whatever lies behind can stay there.`,
		note: "Only those who lead see this, and nobody sees single answers.",
	},
};

/** `+20` and `−20`. */
const signed = (n: number): string => (n < 0 ? `−${-n}` : `+${n}`);

export const care = {
	about: "A member's points, streak and boards, and what was put right by hand",
	who: "The member",
	needsWho: "Who is it about? Type @ and pick them from the list.",
	notHere: "I don't know them here. They turn up once they have used me in this space.",
	gone: "They are not here any more, so nothing was changed.",
	notYours: "You look after your own cohort, and they are not in it. Ask a moderator, please.",
	moderatorsOnly:
		"That one is for moderators: boards and streaks reach beyond a cohort. Ask one of them, please.",
	noSuchBoard: "They are not in that cohort any more.",
	noSuchDeed: "I don't find that here any more, so there is nothing to take back.",
	button: "Look after them",
	heading: (name: string) => `Looking after ${name}`,
	self: "This is you. What you change stands in the log like anything else.",
	points: "Points here",
	pointsIn: (cohort: string) => `In ${cohort}`,
	sums: (week: number, month: number, all: number) =>
		`${week} this week, ${month} this month, ${all} in all`,
	streak: "Streak",
	streakIs: (days: number, best: number, freezes: string) =>
		`${count(days, "day")} in a row, best ${best}; ${freezes}`,
	freezes: (n: number) => (n === 0 ? "no freeze" : count(n, "freeze")),
	learned: "Days learned",
	learnedIs: (n: number, last: string | null) =>
		last === null ? "none yet" : `${n}; last ${last}`,
	weeks: "Days a week",
	boards: "On the boards",
	seen: { unasked: "yes; not asked yet", shown: "yes", hidden: "hidden, by their own choice" },
	excluded: "no, a moderator took them off",
	lately: "Put right so far",
	nothing: "Nothing has been put right by hand.",
	earlier: (n: number) => `… and ${count(n, "earlier one")}; the log has them all.`,
	deed: {
		adjustment: (points: number, cohort: string | null) =>
			`${signed(points)} ${Math.abs(points) === 1 ? "point" : "points"}${cohort === null ? "" : ` in ${cohort}`}`,
		repair: (day: string) => `streak repaired for ${day}`,
		excluded: "off the boards",
		restored: "back on the boards",
	},
	/** Follows what was done. */
	because: (words: string) => `: “${words}”`,
	byWhom: (name: string) => ` (${name})`,
	former: "former member",
	aCohort: "a cohort",
	undone: ", taken back",
	exclude: "Take off the boards",
	restore: "Put back on the boards",
	adjust: "Adjust points",
	adjustIn: (cohort: string) => `Adjust points in ${cohort}`,
	repair: "Repair the streak",
	undo: "Undo",
	undoNumber: (n: number) => `Undo ${n}`,
	back: (name: string) => `Back to ${name}`,
	form: {
		exclude: "Off the boards",
		restore: "Back on the boards",
		adjust: "Adjust points",
		repair: "Repair the streak",
		undo: "Take it back",
		points: "Points, such as 20 or -20",
		day: "The missed day, such as 2026-11-18",
		words: "Why? They can read it too",
		send: "Do it",
		mistake: "That was a mistake",
	},
	fieldPoints: "Points",
	fieldDay: "The missed day",
	fieldWords: "Why",
	expectsPoints: (most: number) =>
		`a whole number from −${most.toLocaleString("en")} to ${most.toLocaleString("en")}, and not 0`,
	expectsWords: (least: number, most: number) =>
		`${least} to ${most} characters long, for those who ask later`,
	youWrote: (words: string) => `You wrote: ${words}`,
	offAlready: (name: string) => `${name} is off the boards already.`,
	onAlready: (name: string) => `${name} is on the boards already.`,
	tooMuch: (name: string, have: number) =>
		have > 0
			? `${name} has ${count(have, "point")} on that board, so no more than that can be taken away.`
			: `${name} has no points on that board, so there is nothing to take away.`,
	noRepair: {
		today: "Today is still open for them: one answer makes it count.",
		ahead: "That day has yet to come for them.",
		far: (weeks: number) => `That is too far back: a streak can be repaired for ${weeks} weeks.`,
		before: "That was before their first day with an answer: there was no streak to keep yet.",
		learned: "They answered that day, so it counts already.",
		rest: "That was a day off of theirs. It does not count against them.",
		outage: "I was away that day, so it does not count against them.",
		skipped: "They never had that date, on the way between time zones.",
		repaired: "That day is repaired already.",
	},
	done: {
		excluded: (name: string) =>
			`${name} is off the boards here. Points and streak are still theirs.`,
		restored: (name: string, hidden: boolean) =>
			`${name} is back on the boards${hidden ? ", and still hidden by their own choice" : ""}.`,
		adjusted: (name: string, points: number, board: string | null, all: number) =>
			`${signed(points)} for ${name}: ${count(all, "point")} in all now${board === null ? "" : ` in ${board}`}.`,
		repaired: (name: string, day: string) => `${day} does not count against ${name} any more.`,
		streak: (before: number, now: number) =>
			before === now
				? `The streak is ${count(now, "day")}, as before.`
				: `The streak was ${count(before, "day")}, and is ${now} now.`,
		alsoMissed: (days: readonly string[]) => `Missed beside it: ${days.join(", ")}.`,
		undone: (what: string) => `Taken back: ${what}.`,
		undoneBefore: "That was taken back already.",
	},
	/** What a member reads under their own number. */
	own: "Put right by hand here",
};

export const audit = {
	about: "What was done here: who, what, to whom, when and why",
	member: "Only what was done to this member",
	by: "Only what this person did",
	what: "Only this kind of thing",
	whats: {
		points: "Points",
		streaks: "Streaks",
		boards: "Boards",
		undo: "Taken back",
		cohorts: "Cohorts",
		challenges: "Challenges",
	},
	heading: "What was done here",
	gist: (n: number) => (n === 0 ? "The log is empty" : "What was done here, newest first"),
	only: (parts: readonly string[]) => `Only ${parts.join(", ")}.`,
	onlyTo: (name: string) => `to ${name}`,
	onlyBy: (name: string) => `by ${name}`,
	nobody: "somebody who is not here any more",
	none: "There is nothing like that in the log.",
	to: " → ",
	deed: {
		undo: (what: string) => `took back (${what})`,
		joined: (cohort: string) => `taken into ${cohort}`,
		left: (cohort: string) => `let go from ${cohort}`,
		leads: (cohort: string) => `leads ${cohort} from now on`,
		follows: (cohort: string) => `no longer leads ${cohort}`,
		challenge: (title: string, points: number) => `${title} accepted, ${signed(points)} points`,
	},
	aChallenge: "a challenge",
	newer: "Newer",
	older: "Older",
	csv: "As CSV",
	json: "As JSON",
	page: (page: number) => `Page ${page}.`,
	left: "Points, streaks, boards, cohorts and accepted builds are in it; schedules, plans and {/setup} are not.",
	exported: (n: number) => `Here is the log: ${count(n, "entry", "entries")}.`,
	newest: (n: number) => `Only the newest ${n} entries are in it.`,
	fileAbout: "The log of what was done in this space",
	columns: ["when", "who", "what", "whom", "why", "kind", "points", "number"],
};

export const challenges = {
	about: "Something to build in a few days, alone or together",
	name: "A challenge by its title; left out, those of your stage",
	manage: "What people have handed in, waiting for a look",
	heading: (stage: number, title: string) => `Challenges · Stage ${stage}: ${title}`,
	intro: "Each has a brief and a list of what is checked. Take your time: nothing here runs out.",
	none: "There are no challenges yet. {/quiz} is always there.",
	unknown: (typed: string, near: readonly string[]) =>
		near.length > 0
			? `I don't know the challenge “${typed}”. Did you mean ${listed(near)}?`
			: `I don't know the challenge “${typed}”. {/challenge} lists them.`,
	pick: "Look at one",
	otherStage: "Another stage",
	stageChoice: (stage: number, title: string) => `Stage ${stage}: ${title}`,
	yours: "Yours",
	state: {
		joined: "under way",
		handed: "handed in, waiting for a look",
		accepted: "accepted",
		returned: "something is still asked for",
	},
	gone: "I can't find that challenge any more. {/challenge} lists the ones there are.",
	stage: "Stage",
	takes: "Takes",
	days: (n: number) => `about ${count(n, "day")}`,
	team: "For",
	people: (least: number, most: number) =>
		most === 1 ? "one" : least === most ? `${most} together` : `${least} to ${most}`,
	worth: "Worth",
	points: (n: number) => count(n, "point"),
	capstone: "Capstone",
	doneWhen: "Done when",
	evidence: "Hand in",
	review: "How it is checked",
	stretch: "If you want more",
	join: "Join",
	joined: "It is yours. Build, and hand it in when the list above is done.",
	handIn: "Hand in",
	handAgain: "Hand in again",
	fix: "Fix it",
	all: "All challenges",
	locked: (stage: string) =>
		`A capstone opens when its stage is green. “${stage}” is not yet; {/roadmap} shows the way there.`,
	spaceFirst: "Join it inside a server or workspace, where somebody can look at what you build.",
	formTitle: "Hand in",
	formLink: "Where it can be seen",
	formLinkHint: "https://…",
	formNote: "What should they know?",
	formSend: "Hand in",
	noLink: "That is no web address. It begins with http:// or https://. Your words are kept.",
	noNote: (most: number) => `That note is longer than ${most} characters. The beginning is kept.`,
	handed: "Handed in. Whoever looks at it is told, and you hear from me.",
	handedAlready: "That is handed in already. You hear from me when somebody has looked.",
	notYours: "That is not yours, or it is gone. {/challenge} shows what is.",
	waiting: (n: number) => (n === 0 ? "Nothing is waiting" : `${n} waiting for a look`),
	waitingPick: "Look at one",
	by: (who: string, title: string) => `${who}: ${title}`,
	from: "From",
	cohort: "Cohort",
	link: "Link",
	note: "Note",
	look: "Have a look at the list, then decide. I have not opened the link.",
	accept: "Accept",
	more: "Ask for more",
	moreTitle: "Ask for more",
	moreLabel: "What is still missing, in kind words",
	moreSend: "Send",
	moreEmpty: "Say what is missing, please, so that they know what to do.",
	accepted: (who: string) => `Accepted. ${who} is told.`,
	returned: (who: string) => `Sent back. ${who} is told, with your words.`,
	decided: "Somebody has decided on that already.",
	notForYou: "That one is for those who lead its cohort, or moderators.",
	own: "Somebody else should look at what you built yourself.",
	acceptedTitle: (title: string) => `Accepted: ${title}`,
	acceptedText: (points: number) => `Well built! +${count(points, "point")}.`,
	returnedTitle: (title: string) => `Nearly there: ${title}`,
	returnedText: "Somebody had a look, and asks:",
};

export const help = {
	about: "What I can do",
	heading: "What I can do",
	gist: "What I can do",
	members: "For everyone",
	moderators: "For moderators",
	start: "New here? {/quiz} asks you five questions, and only you see how it goes.",
};

export const setup = {
	about: "Set this space up, step by step or in one line",
	zone: "The time zone of this space, like Europe/Berlin",
	place: "The channel for the daily question; left out, this one",
	hour: "When it is posted, like 09:00",
	moderator: "Somebody, or a group, who shall look after this space with you",
	heading: "Set up",
	gist: "The daily question is set up",
	gistOpen: "Not all is set up yet",
	every: (days: string, hour: string, city: string) => `${days} at ${hour}, ${city} time`,
	label: {
		when: "Daily question",
		where: "Where",
		next: "Next",
		zone: "Time zone",
		moderators: "Moderators",
		boards: "Boards",
		cohorts: "Cohorts",
	},
	noDaily: "none yet",
	again: "Everything here can be changed, also later: {/setup} brings this card back.",
	resume: "Run {/setup} with the hour or the place again, and it goes on.",
	nothing: "There is nothing to ask yet: the content is empty.",
	paused: (why: string) => `It was paused: ${why}`,
	step: (at: number, of: number, title: string) => `Step ${at} of ${of}: ${title}`,
	progress: (at: number, of: number) => `Step ${at} of ${of}`,
	intro:
		"Two minutes, and this space has its daily question. Each step suggests something; all of it can be changed later.",
	next: "Next",
	overview: "See it all",
	title: {
		zone: "The time here",
		place: "Where I post",
		moderators: "Who looks after it",
		boards: "Names on the boards",
		daily: "One question a day",
		cohort: "A first cohort",
		card: "A card for newcomers",
	},
	/** On the buttons of the overview. */
	change: {
		zone: "Time zone",
		place: "Place",
		moderators: "Moderators",
		boards: "Boards",
		daily: "Daily question",
		cohort: "Cohorts",
		card: "Start card",
	},
	clock: {
		itIs: "It is ",
		forYou: (city: string) => ` for you now (${city} time). Right?`,
		here: (city: string) => ` here now (${city} time). Right?`,
		why: "Posts and boards here go by this clock. Everybody can choose their own in {/settings}.",
		yes: "Yes, that's right",
		no: "No, it's another time",
		title: "Your time",
		label: "What does your clock show, or which city?",
		hint: "Like 14:35, or Berlin",
		wrong: (typed: string) =>
			`I know no time and no city “${typed}”. Try what your clock shows, like 14:35, or a large city near you.`,
	},
	whereTo: "The daily question goes to ",
	another: "Another channel",
	oneChannel: "One channel, please; pick it from the list.",
	lookAgain: "Look again",
	moderators: {
		always: "Whoever manages this space on the platform may do everything here.",
		others: "These others may as well:",
		add: "Add people or groups",
		typed: "A whole group can be typed, too: {/setup} with moderator:@group.",
		drop: "Take off the list",
		leads:
			"Leads look after one cohort and nothing else. {/manage cohort leads} names them, once there is one.",
		platform: "whoever manages this space",
		aGroup: "a group",
		everyone: "That is everybody here. Pick a smaller group, or single people.",
		elsewhere: "They belong to another place. Pick somebody from here.",
		enough: (most: number) =>
			`More than ${most} single names get out of hand. A group may stand for many.`,
		added: (names: readonly string[]) => `On the list now: ${both(names)}.`,
		dropped: "Taken off the list.",
	},
	boards: {
		shown: "With their first points, members are asked whether the boards may show their names.",
		now: "Until they have been asked they are ",
		is: { shown: "shown", hidden: "hidden" },
		set: { shown: "Show them", hidden: "Hide them until they agree" },
		short: { shown: "new members are shown", hidden: "new members are hidden until they agree" },
	},
	daily: {
		what: "A question for everybody, yesterday's answer and a tip, in one post.",
		first: "The first one: ",
		next: "The next one: ",
		start: "Start it",
		resume: "Go on with it",
		other: "Other days or time",
		later: "Not now",
		formTitle: "The daily question",
		time: "Time",
		days: "Days",
		daysHint: "daily, weekdays, or days like mon wed fri",
		send: "Take it over",
		started: (moment: string) => `It is set: the next question comes on ${moment}.`,
		more: "Tips, lessons, challenges and recaps have their own moments: {/manage schedule add}.",
	},
	cohort: {
		what: "A cohort goes through the roadmap together, week by week. Whoever makes one leads it.",
		none: "There is no need for one: everybody can learn alone.",
		there: (names: readonly string[]) => `There is already: ${both(names)}.`,
		made: (name: string) =>
			`${name} is made, and you lead it. {/manage cohort edit} shows its plan; members type {/cohort join}.`,
		make: "Make a cohort",
		later: "Not now",
		formTitle: "A first cohort",
		name: "Its name",
		start: "First day",
		topics: "Stages or topics",
		topicsHint: "1, 1-2, or topics like git-basics, sql",
		send: "Make it",
	},
	card: {
		what: "I can post this card, with one button that begins a quiz for whoever presses it:",
		post: "Post it here",
		later: "Not now",
		posted:
			"The card is on its way. Pin it, so that whoever comes later finds it: that is in the menu of the message.",
		heading: "Start here",
		says: "I am Cairn. A few questions at a time, I go with you from the first lines of code to backends that run.",
		how: "Press Start for five questions. Only you see them and how they go.",
		more: "{/roadmap} shows the whole way, {/help} all that I can do.",
		start: "Start",
	},
};

export const schedules = {
	addAbout: "Post something here regularly; you see a preview first",
	listAbout: "What is posted here and when: change, pause, run or remove it",
	parameters: {
		kind: "What is posted",
		place: "The channel; left out, this one",
		time: "When, like 09:00",
		days: "On which days, like weekdays, daily, or mon wed fri",
		zone: "In which time zone, like Europe/Berlin; left out, this space's",
		from: "The first date, like 2026-12-01",
		until: "The last date, like 2026-12-24",
	},
	kind: {
		daily: "Daily question",
		tip: "Tip",
		lesson: "Lesson",
		challenge: "Challenge",
		recap: "Recap of the week",
		nudge: "Invitation to learn",
	},
	days: {
		every: "every day",
		work: "every weekday",
		weekend: "on weekends",
		some: (names: readonly string[]) => `every ${both(names)}`,
	},
	whichKind: "What shall be posted: daily, tip, lesson, challenge, recap or nudge?",
	previewGist: (kind: string) => `Preview: ${kind}`,
	/** Begins a sentence that goes on with a place. */
	echo: (days: string, time: string, city: string) =>
		`${days.charAt(0).toUpperCase()}${days.slice(1)} at ${time} ${city} time in `,
	dates: (from: string | null, until: string | null) =>
		[from === null ? "" : ` from ${from}`, until === null ? "" : ` until ${until}`].join(""),
	coming: "The next moments",
	forYou: " for you",
	clocks: {
		gap: (day: string, time: string, then: string) =>
			`On ${day} the clocks go forward and there is no ${time}: that day it comes at ${then}.`,
		twice: (day: string, time: string) =>
			`On ${day} the clocks go back and ${time} comes twice: it is posted once, the first time.`,
		change: (day: string, city: string, time: string, forward: boolean) =>
			`On ${day} the clocks in ${city} go ${forward ? "forward" : "back"}: it stays at ${time} there, so elsewhere it may move by an hour.`,
	},
	missed: {
		latest:
			"If I am away at that moment, it comes later the same day; after a long absence only the newest does.",
		skip: "If I am away at that moment, it is left out.",
		all: "If I am away at that moment, everything missed comes afterwards, a minute apart.",
	},
	missedLabel: "When I was away",
	missedChoice: {
		latest: "Only the newest, the same day",
		skip: "Leave it out",
		all: "Everything, a minute apart",
	},
	nothingYet: "Nothing is posted before you save it.",
	save: "Save",
	change: "Change",
	fix: "Fix it",
	faulty: "Nearly there",
	formTitle: "When it is posted",
	label: {
		time: "Time",
		days: "Days",
		zone: "Time zone",
		from: "First date (may stay empty)",
		until: "Last date (may stay empty)",
	},
	saved: (kind: string) => `Saved: ${kind}`,
	savedGone: "That preview is gone. {/manage schedule add} starts a new one.",
	gone: "That schedule is gone. {/manage schedule list} shows what there is.",
	endBeforeStart: "The last date is before the first. Swap them, and it works.",
	endIsPast: "The last date is over already. Choose a later one, or leave it out.",
	neverRuns: "Between these dates there is no such day. Choose other days or dates.",
	elsewhere: "That channel belongs to another place. Pick one from this space.",
	heading: "What is posted here",
	empty: "Nothing is posted here by itself yet. {/manage schedule add} starts something.",
	page: (page: number, pages: number) => `Page ${page} of ${pages}.`,
	open: "Open one",
	earlier: "Back",
	later: "More",
	next: ", next ",
	pausedShort: "paused",
	state: "State",
	when: "When",
	where: "Where",
	nextLabel: "Next",
	active: "active",
	paused: "paused",
	edit: "Edit",
	pause: "Pause",
	resume: "Resume",
	runNow: "Run now",
	here: "Post it here",
	remove: "Remove",
	back: "All schedules",
	sureRemove: (kind: string) => `Remove this? (${kind}) What it has posted stays.`,
	reallyRemove: "Remove it",
	keep: "Keep it",
	pausedNow: "Paused. Resume brings it back whenever you like.",
	resumed: "On again.",
	moved: "From now on it is posted here.",
	ranNow: "On its way: it will be there in a moment.",
	nothingToRun: "There is nothing new to post just now.",
	missedSet: "Noted.",
	trouble: (why: string) => `It is paused: ${why}`,
	howToGoOn: "Once that is mended, Resume brings it back.",
	dry: (days: number) =>
		days <= 0
			? "Nothing new is left to post for now."
			: `New content lasts for about ${count(days, "more day")}.`,
	ends: {
		dates: "Its last date has passed. Edit it to go on.",
		lessons: "Every topic has had its lesson.",
		challenges: "Every challenge has been posted.",
	},
	notice: (kind: string) => `I paused a schedule of yours (${kind}) in `,
	noticeHow:
		"Nothing is deleted. Once that is mended, {/manage schedule list} there brings it back.",
	noticeGist: (kind: string) => `I paused a schedule: ${kind}`,
	unsure: "I can't tell whether the last post arrived. I tried it ",
	unsureHow: "Please look in the channel first. If it is missing, “Post again” brings it.",
	again: "Post again",
	againGone: "That post is settled by now, so I left it as it is.",
	unsureNotice: (kind: string) => `I can't tell whether a post of yours (${kind}) arrived in `,
	unsureNoticeHow:
		"Please look there. If it is missing, {/manage schedule list} there can post it again, for a day.",
	unsureGist: (kind: string) => `I can't tell whether a post arrived: ${kind}`,
};

export const lesson = {
	heading: (topic: string) => `Lesson · ${topic}`,
	can: (outcome: string) => `When you are through, you ${outcome}.`,
	quiz: "Three questions on it",
};

export const challengePost = {
	heading: (title: string) => `Challenge · ${title}`,
	facts: (days: number, least: number, most: number) =>
		`${count(days, "day")}, ${least === most ? count(least, "person", "people") : `${least} to ${most} people`}`,
	takes: "Takes",
	about: "About",
	done: "Done when",
	hand: "Hand in",
	take: "Take it on",
};

export const recap = {
	heading: (from: string, until: string) => `The week here: ${from} to ${until}`,
	took: (people: number, days: number) =>
		`${people === 1 ? "One person" : `${people} people`} learned, on ${count(days, "day")} in all.`,
	quiet: "A quiet week. The next one starts with a single question.",
	top: "Most points",
	row: (points: number) => count(points, "point"),
	missed: (topic: string) => `The topic to look at again: ${topic}.`,
	look: (topic: string) => `Quiz on ${topic}`,
	start: "Start a quiz",
};

export const invite = {
	says: "A good moment for a question or two?",
	how: "Five minutes, answered privately: only you see how it goes.",
	start: "Start a quiz",
};

export const onSlack = {
	about: "Learn backend development in small daily steps",
	longer:
		"Cairn teaches backend development where you already talk: short quizzes with an explanation for every answer, a roadmap from beginner to expert, a daily question for the whole channel, and streaks that forgive a missed day. Answers are private; only you see what you got wrong.",
	everything: "Everything Cairn can do",
	submit: "Submit",
	cancel: "Cancel",
	more: "There is more than fits here.",
	emptyLabel: "…",
	picture: {
		send: "Send me the picture",
		sent: "I sent it to you as a direct message.",
		underWay: "It is on its way already.",
		tooOld: "That picture is too old by now. Ask for it anew, and I draw the one of today.",
		notPainted: "I couldn't draw it just now. Please try again in a moment.",
		slower: "Slack asks me to slow down. Please press again in a minute.",
		unclear:
			"Slack did not tell me whether it arrived. Look into our direct messages before you press again.",
		notAllowed:
			"I may not send files here yet. Whoever looks after this app can add files:write and im:write to it and install it again.",
		failed: "Slack did not take the picture. What it shows stands in the words above.",
	},
	file: {
		sent: "I sent it to you as a direct message: here, everybody would see it.",
		failed: "Slack did not take the file. Please try again in a moment.",
	},
	tooLate: "That took me too long to open. Please try once more.",
	/** Where a channel would be named. */
	directly: "a direct message",
	typed: "So that nothing is lost, this is what you typed:",
	rightsUnknown:
		"Slack did not tell me whether you manage this workspace, so I changed nothing. Please try again in a moment.",
	/** For the operator, in the log. */
	botTokenRefused: (code: string) =>
		`Slack no longer takes SLACK_BOT_TOKEN (${code}): the app was removed, or its token replaced. Posts wait. Install the app again on https://api.slack.com/apps, put its Bot User OAuth Token into SLACK_BOT_TOKEN and start again.`,
	botTokenTaken: "Slack takes SLACK_BOT_TOKEN again.",
	appTokenRefused: (code: string) =>
		`Slack no longer takes SLACK_APP_TOKEN (${code}), so no command arrives. Look whether Socket Mode is still on and the token still there, under “Basic Information” of your app on https://api.slack.com/apps. I try again every minute.`,
	wrongBotToken:
		"Slack does not accept SLACK_BOT_TOKEN. Copy the Bot User OAuth Token (xoxb-…) from “OAuth & Permissions” of your app on https://api.slack.com/apps.",
	wrongAppToken:
		"Slack does not accept SLACK_APP_TOKEN. Make an app-level token (xapp-…) with the scope connections:write under “Basic Information” of your app on https://api.slack.com/apps, and switch Socket Mode on.",
	noSecret:
		"Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP). Both stand under “Basic Information” of your app on https://api.slack.com/apps.",
	unreachable: (host: string) => `Slack cannot be reached at ${host}.`,
	/** Before a schedule relies on a channel. */
	probe: {
		unseen:
			"I can't see that channel: it is gone, or private. Invite me there with /invite, or choose another, then try again.",
		notIn: "I am not in that channel. Invite me there with /invite, then try again.",
		archived: "That channel is archived. Unarchive it or choose another, then try again.",
	},
	post: {
		/** What to do is said with what has to be typed: `/cairn setup place:#channel`. */
		gone: {
			channel_not_found: (setup: string) =>
				`I can't see that channel: it is gone, or private. Invite me there with /invite, or choose another channel; then run ${setup} place:#channel.`,
			not_in_channel: (setup: string) =>
				`I am not in that channel. Invite me there with /invite, then run ${setup} place:#channel.`,
			is_archived: (setup: string) =>
				`That channel is archived. Unarchive it, or choose another; then run ${setup} place:#channel.`,
			restricted: (setup: string) =>
				`Only some people may post in that channel. Let me post there, or choose another; then run ${setup} place:#channel.`,
		},
		closed: (code: string, setup: string) =>
			`Slack does not let me post there (${code}). Choose another channel with ${setup} place:#channel.`,
		/** Direct messages that do not reach somebody. */
		direct: {
			user_disabled: "That person's account is closed.",
			user_not_found: "That person is not in this workspace any more.",
			messages_tab_disabled:
				"Nobody can get direct messages from me: switch the Messages tab on, under “App Home” of your app on https://api.slack.com/apps.",
		},
		notDirectly: (code: string) => `They take no direct messages from me (${code}).`,
		removed: "That message was removed.",
		fixed: (code: string) => `Slack does not let me change that message any more (${code}).`,
		anotherWorkspace: "That channel is in a workspace I am not connected to.",
		rateLimited: "Slack asks me to slow down.",
		token: "Slack does not accept my token at the moment.",
		unreached: "Slack could not be reached.",
		unclear: "Slack did not say whether the message arrived.",
		earlierUnclear: "An earlier try may have arrived, and I may not read that channel to see.",
		refused: (code: string) => `Slack refuses the message (${code}).`,
	},
};

/** The playground's own sentences, apart from those of its page. */
export const playground = {
	hint: "I answer to commands, which begin with a slash. Try {/quiz}, {/tip} or {/roadmap}; {/help} lists them all.",
	gone: "There is no such place in the playground.",
	removed: "That message is not there any more.",
	fault: "Something went wrong on my side, and it is noted. Please try again.",
	refused: {
		host: "The playground only answers on this machine: open it as http://127.0.0.1 or http://localhost.",
		origin: "Only the playground's own page may send this.",
		person: "Nobody of that name lives in the playground; there are Ada, Ben and Grace.",
		place: "That conversation is not open to this person.",
		path: "There is nothing here.",
		shape: "I couldn't read what the page sent. Please reload it and try again.",
		size: "That is more than I can take at once.",
		long: (most: number) => `That is too long: at most ${most} characters, please.`,
		reused: "That was sent before, with other words. Please reload the page and try again.",
		stopping: "I am just stopping. Please try again in a moment.",
	},
};

export const onDiscord = {
	/** Where there is nothing to show, for Discord refuses an empty text. */
	empty: "…",
	wrongToken:
		"Discord does not accept DISCORD_TOKEN. Make a new one on https://discord.com/developers/applications (your application, Bot, Reset Token), put it into DISCORD_TOKEN and start again.",
	notConnected: (why: string) =>
		`Discord did not let me connect with DISCORD_TOKEN (${why}). Look at your application on https://discord.com/developers/applications; if the token may be old, make a new one there (Bot, Reset Token).`,
	unreachable: (host: string, why: string) =>
		`Discord cannot be reached at ${host} (${why}), so DISCORD_TOKEN could not be tried. Look at the network and at https://discordstatus.com, then start again.`,
	wrongApplication: (given: string, real: string) =>
		`DISCORD_APPLICATION_ID is ${given}, but DISCORD_TOKEN belongs to the application ${real}. Leave DISCORD_APPLICATION_ID out, or copy the right one from https://discord.com/developers/applications (General Information).`,
	formTooLate: "I couldn't open the form, and nothing was saved. Please try once more.",
	revealing:
		"Discord shows /setup and /manage only to those who manage the server. To show them to a role, too: Server Settings → Integrations → Cairn, pick the command, add the role.",
	notShown: (id: string) =>
		`I couldn't show my answer here, and it is noted (${id}). Nothing you did is lost.`,
	post: {
		gone: {
			noChannel: "That channel is gone. Choose another.",
			noAccess:
				"I can't see that channel. Let me view it and send messages there, or choose another.",
			noPermission: "I may not send messages in that channel. Let me, or choose another.",
			noDirectMessage: "They take no direct messages from me.",
			noCommonServer: "We share no server any more, so I can't send them direct messages.",
			noPerson: "That person has left Discord.",
			removed: "That message was removed.",
			locked: "That thread is closed to new messages. Open it, or choose another place.",
			noText: "That kind of channel takes no messages from me. Choose a text channel.",
			other: (code: string | number) => `Discord does not let me post there (${code}).`,
		},
		notDiscord: "That place is not on Discord.",
		rateLimited: "Discord asks me to slow down.",
		token: "Discord does not accept my token at the moment.",
		unreached: "Discord could not be reached.",
		unclear: "Discord did not say whether the message arrived.",
		earlierUnclear: "An earlier try may have arrived, and I can't read that channel to see.",
		refused: (code: string | number) => `Discord refuses the message (${code}).`,
	},
};

/** For the operator, on the terminal: what `npm run cairn -- <job>` says. */
export const jobs = {
	inUse: (path: string) =>
		`A running bot, or another program, has ${path} open. Stop it, then run this again.`,
	missing: (path: string) =>
		`There is no database at ${path}. Set DATABASE_URL to the one you mean.`,
	noFile: (path: string) => `There is no file at ${path} that this user may read.`,
	inMemory: "DATABASE_URL is :memory:, and nothing of that outlives the bot.",
	notCairn: (path: string) =>
		`${path} is no database of Cairn. Name a file that \`npm run cairn -- backup\` has made.`,
	damaged: (path: string) =>
		`${path} is damaged: it does not pass SQLite's own check. Use an earlier backup.`,
	loose: (path: string, table: string) =>
		`${path} is damaged: rows of the table ${table} refer to others that are not there. Use an earlier backup.`,
	contents: (learners: number, spaces: number, facts: number) =>
		`${count(learners, "learner")}, ${count(spaces, "space")}, ${count(facts, "fact")} in the ledger`,
	backup: {
		about: "copies the database while the bot runs, and checks the copy: `backup [file]`",
		exists: (path: string) => `${path} is there already, and nothing is overwritten. Name another.`,
		noFolder: (folder: string) => `There is no folder ${folder}. Make it, or name another.`,
		done: (path: string, bytes: number, contents: string) =>
			`${path}: ${megabytes(bytes)}, checked. ${contents}.`,
		onPostgres:
			'PostgreSQL is backed up with its own tool: pg_dump --format=custom --file=cairn.dump "$DATABASE_URL", also while the bot runs.',
	},
	restore: {
		about: "puts a backup in the place of the database: `restore <file>`, with the bot stopped",
		usage: "Which file? It goes like this: npm run cairn -- restore <file>",
		itself: (path: string) => `${path} is the database itself. Name a backup.`,
		done: (path: string, contents: string) => `${path} is restored. ${contents}.`,
		replaced: (path: string) => `What stood there before is kept as ${path}.`,
		willMigrate: "It is from an earlier Cairn: its schema is brought up to date at the next start.",
		onPostgres:
			'PostgreSQL is restored with its own tool, with the bot stopped: pg_restore --clean --if-exists --no-owner --dbname="$DATABASE_URL" cairn.dump',
	},
	doctor: {
		about: "folds the ledger again and compares what stands beside it: `doctor [--repair]`",
		usage: "It goes like this: npm run cairn -- doctor [--repair]",
		finding: (whose: string, what: string, expected: string, found: string) =>
			`${whose}: ${what}\n  expected ${expected}\n  found    ${found}`,
		everyone: "everyone",
		nothing: "nothing",
		sound: (learners: number) =>
			`${count(learners, "learner")}, and everything is as the facts say.`,
		ill: (differences: number, learners: number) =>
			`${count(differences, "difference")} among ${count(learners, "learner")}. \`npm run cairn -- doctor --repair\` writes what the facts say.`,
		repaired: (differences: number, learners: number) =>
			`${count(differences, "difference")} among ${count(learners, "learner")}: now everything is as the facts say.`,
	},
	rekey: {
		about:
			"decides anew what is known of a question whose key was mended: `rekey <question>`, also while the bot runs",
		usage: "Which question? It goes like this: npm run cairn -- rekey backend-core/topic/question",
		unknown: (id: string) => `No pack here has a question ${id}.`,
		unchanged: (id: string) =>
			`${id} never had another version. Mend its key in the pack, raise its rev, then run this again.`,
		order: (id: string) =>
			`${id} is put in order, and steps are kept by their places: earlier answers cannot be judged by another order.`,
		done: (id: string, changed: number, seen: number) =>
			`${id}: decided anew for ${changed} of ${count(seen, "person", "people")} who have answered it. Points stay; spaces re-score their own.`,
	},
	move: {
		about: "copies everything to an empty PostgreSQL: `move postgres://…`, with the bot stopped",
		usage:
			"Where to? It goes like this: npm run cairn -- move postgres://user:password@host/database",
		already: "DATABASE_URL is PostgreSQL already. Set it to the SQLite file to move from.",
		outdated: (path: string) =>
			`${path} is from an earlier Cairn. Start this one on it once, stop it, then move.`,
		notEmpty: (table: string) =>
			`The database to move to is not empty: its table ${table} has rows. Nothing was changed; make a new one with createdb.`,
		differs: (table: string) =>
			`The table ${table} did not arrive as it was, so nothing was kept. The SQLite file is untouched.`,
		table: "table",
		rows: "rows",
		sum: "checksum",
		done: (path: string) =>
			`All of it arrived. Set DATABASE_URL to the new database, then start Cairn. ${path} is as it was: keep it until you are sure.`,
	},
};

function megabytes(bytes: number): string {
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
