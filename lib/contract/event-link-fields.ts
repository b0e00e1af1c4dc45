import { z } from "zod";
import { isoTime } from "./endpoint";

/** From a failed delivery of a rule to the rule, its target and the archives that may hold its events. */
export const eventLinksSchema = z
  .object({
    ruleId: z.string().nullable().describe("null when the rule is gone or out of your scope"),
    ruleArn: z.string(),
    ruleName: z.string(),
    busName: z.string(),
    targetArn: z.string().nullable().describe("null where only a count is known, which names no target"),
    targetName: z.string().nullable(),
    from: isoTime.describe("the minute in which the first one was seen to fail"),
    until: isoTime.describe("the minute after the last one"),
    triedSeconds: z
      .number()
      .int()
      .describe("how long the rule tries: an event may be that much older than its failure; 0 where it is not known"),
    archives: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        covers: z.boolean().nullable().describe("whether it holds the events from–until; null: nobody can say"),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: "EventLinks" });
