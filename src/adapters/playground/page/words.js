// The sentences of the page itself. What the bot says comes from the server.

export const words = {
	privately: "Only you can see this",
	used: "used",
	wrote: "wrote",
	app: "APP",
	bot: "Cairn",
	choose: "Choose one…",
	submit: "Submit",
	optional: "optional",
	unread: "new",
	directs: "Direct messages",
	menu: "Open menu",
	menuNew: "Open menu: something is new",
	member: "Member",
	moderator: "Moderator",
	lost: "I can’t reach the bot. Is it still running? Nothing was sent twice; please try again.",
	reconnecting: "Connection lost, trying again…",
	reconnected: "Connected again.",
	code: "Code",
	/** @param {number} least @param {number} most */
	picks: (least, most) => {
		if (least === most) return `Choose ${least}`;
		return least === 0 ? `Choose up to ${most}` : `Choose ${least} to ${most}`;
	},
	/** @param {string} name */
	log: (name) => `Conversation in ${name}`,
	places: {
		channel: "Everyone in the garden reads what is posted here",
		direct: "Between you and the bot",
	},
	placeholder: "Type / for commands",
	welcome: {
		/** @param {string} person */
		channel: (person) => `Welcome to #backend, ${person}`,
		/** @param {string} person */
		direct: (person) => `Hello ${person}, I’m Cairn`,
		about: "I teach backend development in small steps, right here in the chat.",
		try: "Try one of these, or type / to see everything I can do.",
	},
	/** @param {number} hours */
	passed: (hours) => (hours >= 24 ? "A day has passed." : "An hour has passed."),
};
