import type { Command } from "../src/core/command.ts";
import { daily } from "./daily.ts";
import { help } from "./help.ts";
import { leaderboard } from "./leaderboard.ts";
import { manageScheduleAdd } from "./manage-schedule-add.ts";
import { manageScheduleList } from "./manage-schedule-list.ts";
import { profile } from "./profile.ts";
import { quiz } from "./quiz.ts";
import { review } from "./review.ts";
import { roadmap } from "./roadmap.ts";
import { settings } from "./settings.ts";
import { setup } from "./setup.ts";
import { streak } from "./streak.ts";
import { tip } from "./tip.ts";

/** Every command, in the order people see them. */
export const commands: readonly Command[] = [
	quiz,
	review,
	daily,
	tip,
	roadmap,
	streak,
	profile,
	leaderboard,
	settings,
	help,
	setup,
	manageScheduleAdd,
	manageScheduleList,
];
