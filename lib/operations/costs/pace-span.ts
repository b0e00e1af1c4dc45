import { PACE_DAYS } from "@/lib/core/cost/forecast";

const DAY_MS = 86_400_000;

/** The last whole days that a forecast goes by. */
export function paceSpan(now: Date): { readonly from: Date; readonly until: Date } {
  const today = Math.floor(now.getTime() / DAY_MS);
  return { from: new Date((today - PACE_DAYS) * DAY_MS), until: new Date(today * DAY_MS) };
}
