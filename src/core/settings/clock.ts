import { timeOf, zoneNames } from "../days.ts";

/** A watch may be a few minutes off, and typing takes its time; zones differ by 15 minutes at least. */
const WATCH_OFF = 7;
const DAY_MINUTES = 1_440;

/** Shown first, for most people live in one of these. */
const WELL_KNOWN = [
	"Europe/London",
	"Europe/Berlin",
	"Europe/Athens",
	"Europe/Istanbul",
	"Africa/Lagos",
	"Africa/Nairobi",
	"Asia/Dubai",
	"Asia/Karachi",
	"Asia/Kolkata",
	"Asia/Dhaka",
	"Asia/Jakarta",
	"Asia/Shanghai",
	"Asia/Tokyo",
	"Australia/Sydney",
	"Pacific/Auckland",
	"America/Sao_Paulo",
	"America/New_York",
	"America/Chicago",
	"America/Denver",
	"America/Los_Angeles",
];

/** The zones in which a clock shows this time (`14:35`) now, well-known ones first. */
export function zonesShowing(time: string, now: number, most: number): readonly string[] {
	const fitting = zoneNames().filter((zone) => apart(timeOf(now, zone), time) <= WATCH_OFF);
	const known = WELL_KNOWN.filter((zone) => fitting.includes(zone));
	return [...new Set([...known, ...fitting])].slice(0, most);
}

/** Minutes between two readings of a clock, the shorter way round. */
function apart(one: string, other: string): number {
	const gap = Math.abs(minutes(one) - minutes(other));
	return Math.min(gap, DAY_MINUTES - gap);
}

function minutes(time: string): number {
	const [hour = 0, minute = 0] = time.split(":").map(Number);
	return hour * 60 + minute;
}
