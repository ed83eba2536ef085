import { accountIn, platformOf } from "../platform.ts";

/**
 * What goes out one after the other: the messages of one place, and all direct messages of one
 * platform together. A platform that sees many people written to at once takes it for spam.
 */
export function laneOf(place: string): string {
	return accountIn(place) === null ? place : `${platformOf(place)}:@`;
}
