import { readFileSync } from "node:fs";
import { Client, Events, GatewayIntentBits } from "discord.js";

/**
 * The least that answers a slash command and a press with discord.js: the same two cards for
 * everybody, and no store. `GUILDS` makes it what most bots are: with the Guilds intent, and all
 * caches as they come.
 */
const { CARDS = "", DISCORD_API_URL = "", DISCORD_TOKEN = "", GUILDS } = process.env;
const { question, result } = JSON.parse(readFileSync(CARDS, "utf8"));

const client = new Client({
	intents: GUILDS ? [GatewayIntentBits.Guilds] : [],
	rest: { api: DISCORD_API_URL },
});
client.on(Events.InteractionCreate, async (interaction) => {
	if (interaction.isChatInputCommand()) await interaction.reply(question);
	else if (interaction.isButton()) await interaction.update(result);
});
client.once(Events.ClientReady, () => console.log(JSON.stringify({ msg: "ready" })));
process.once("SIGTERM", () => process.exit(0));
await client.login(DISCORD_TOKEN);
