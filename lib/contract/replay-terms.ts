import { z } from "zod";
import { isoTime } from "./endpoint";

/** What a replay is to start, as it is shown with its plan. */
export const replayTermsSchema = z
  .object({
    archiveArn: z.string(),
    busArn: z.string(),
    from: isoTime,
    until: isoTime,
    ruleArns: z.array(z.string()).nullable().describe("null: every rule of the bus, which fires everything again"),
    estimatedEvents: z.number().int().nullable().describe("an estimate; null where nobody can tell"),
  })
  .meta({ id: "ReplayTerms" });
