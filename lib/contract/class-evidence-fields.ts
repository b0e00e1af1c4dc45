import { z } from "zod";
import { CONFIDENCES, RUNGS } from "@/lib/core/failures/evidence/evidence";
import { isoTime } from "./endpoint";

/** What was found beside the messages of a class. */
export const classEvidenceSchema = z.object({
  rung: z.enum(RUNGS),
  confidence: z.enum(CONFIDENCES),
  text: z.string().describe("one line"),
  causeKind: z.string(),
  causeReason: z.string(),
  sampledCount: z.number().int(),
  agreeingCount: z.number().int(),
  foundAt: isoTime,
});
