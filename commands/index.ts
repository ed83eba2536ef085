import type { Command } from "../src/core/command.ts";
import { challenge } from "./challenge.ts";
import { cohortJoin } from "./cohort-join.ts";
import { cohortLeave } from "./cohort-leave.ts";
import { cohortList } from "./cohort-list.ts";
import { cohortShow } from "./cohort-show.ts";
import { daily } from "./daily.ts";
import { help } from "./help.ts";
import { leaderboard } from "./leaderboard.ts";
import { manageChallenges } from "./manage-challenges.ts";
import { manageCohortAdd } from "./manage-cohort-add.ts";
import { manageCohortClose } from "./manage-cohort-close.ts";
import { manageCohortCreate } from "./manage-cohort-create.ts";
import { manageCohortEdit } from "./manage-cohort-edit.ts";
import { manageCohortLeads } from "./manage-cohort-leads.ts";
import { manageCohortRemove } from "./manage-cohort-remove.ts";
import { managePeopleBoard } from "./manage-people-board.ts";
import { managePeopleSeason } from "./manage-people-season.ts";
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
	cohortList,
	cohortJoin,
	cohortLeave,
	cohortShow,
	challenge,
	settings,
	help,
	setup,
	manageCohortCreate,
	manageCohortEdit,
	manageCohortClose,
	manageCohortAdd,
	manageCohortRemove,
	manageCohortLeads,
	manageChallenges,
	managePeopleBoard,
	managePeopleSeason,
	manageScheduleAdd,
	manageScheduleList,
];
