import type { ClassStatus } from "../class-status";

export const SNOOZE_KINDS = ["time", "count", "escalates", "loss"] as const;
export type SnoozeKind = (typeof SNOOZE_KINDS)[number];

/** Until when a person does not want to hear of a class; `fromTotal` is how many had ever arrived when they said so. */
export type Snooze =
  | { readonly kind: "time"; readonly until: Date }
  | { readonly kind: "count"; readonly moreCount: number; readonly fromTotal: number }
  | { readonly kind: "escalates" }
  | { readonly kind: "loss" };

export interface SnoozedClass {
  readonly status: ClassStatus;
  readonly totalCount: number;
  readonly isAboutToLose: boolean;
}

/** Within this time of its deletion an unsaved message is about to be lost. */
export const ABOUT_TO_LOSE_SECONDS = 24 * 3600;
const LONGEST_SNOOZE_MS = 90 * 24 * 3600 * 1000;

/** Why a snoozed class comes back now; undefined while it does not. A resolved class is awake: its episode is over. */
export function wakeReason(snooze: Snooze, seen: SnoozedClass, now: Date): string | undefined {
  if (seen.status === "resolved") return "it was resolved";
  if (snooze.kind === "time") return now >= snooze.until ? "the time is up" : undefined;
  if (snooze.kind === "escalates") return seen.status === "escalating" ? "it escalates" : undefined;
  if (snooze.kind === "loss") return seen.isAboutToLose ? "a message is lost within 24 hours" : undefined;
  const arrived = seen.totalCount - snooze.fromTotal;
  return arrived >= snooze.moreCount ? `${arrived} more arrived` : undefined;
}

/** Why this snooze cannot begin: what it waits for is there already, or never comes. Undefined when it can. */
export function snoozeRefusal(snooze: Snooze, seen: SnoozedClass, now: Date): string | undefined {
  if (seen.status === "resolved") return "It is resolved: there is nothing to snooze.";
  if (snooze.kind === "escalates" && seen.status === "escalating") return "It escalates already.";
  if (snooze.kind === "loss" && seen.isAboutToLose) return "A message of it is lost within 24 hours already.";
  if (snooze.kind !== "time") return undefined;
  if (snooze.until <= now) return "The time must lie in the future.";
  return snooze.until.getTime() > now.getTime() + LONGEST_SNOOZE_MS
    ? "The time must be within 90 days: look at it again then."
    : undefined;
}
