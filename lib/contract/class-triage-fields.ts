import { z } from "zod";
import { SNOOZE_KINDS } from "@/lib/core/failures/lifecycle/snooze";
import { isoTime } from "./endpoint";

/** What people decided about a failure class, beside its status. Acknowledgement and snooze end when it is resolved. */
export const triageFields = {
  assignee: z.string().nullable().describe("a person or team, named by hand; null: nobody was"),
  acknowledged: z.object({ at: isoTime, by: z.string() }).nullable(),
  snooze: z
    .object({
      kind: z.enum(SNOOZE_KINDS).describe("until a time, N more messages, it escalates, or it is about to lose one"),
      at: isoTime,
      by: z.string(),
      until: isoTime.nullable(),
      moreCount: z.number().int().nullable(),
      arrivedCount: z.number().int().nullable().describe("of moreCount, how many have arrived"),
    })
    .nullable(),
  woken: z.object({ at: isoTime, reason: z.string() }).nullable().describe("back from a snooze, until somebody acts"),
  dismissed: z
    .object({
      at: isoTime,
      by: z.string(),
      reason: z.string(),
      arrivedCount: z.number().int().describe("messages since; it stays dismissed, also when it regresses"),
    })
    .nullable(),
};
