import { z } from "zod";
import { isoTime } from "./endpoint";

/** How much of a dead-letter queue is in our index. */
export const completenessSchema = z.object({
  indexedCount: z.number().int().describe("messages in our index that are believed to be in the queue"),
  approximateCount: z.number().int().nullable().describe("what SQS said; null when not known"),
  overlapEstimate: z
    .object({ count: z.number().int(), low: z.number().int(), high: z.number().int() })
    .nullable()
    .describe(
      "from how many of the newest look's messages were known before; null where too few were met again, or all were met",
    ),
  scannedAt: isoTime.nullable(),
  isHeadsOnly: z.boolean().describe("FIFO: only the heads of message groups can be reached"),
  note: z.string().nullable().describe("why no further scan happens by itself"),
});
