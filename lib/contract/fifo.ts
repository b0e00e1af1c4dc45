import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";

export const fifoGroupSchema = z
  .object({
    groupId: z.string(),
    deadCount: z.number().int(),
    headMessageRowId: z.string(),
    headMessageId: z.string(),
    headClassId: z.string(),
    headClassTitle: z.string(),
    headCause: z.string(),
    headSeenAt: isoTime,
    behindCount: z.number().int(),
    sameFailureCount: z.number().int().describe("behind the head, of the head's own failure class"),
    otherFailureCount: z.number().int(),
    isOrderKnown: z.boolean().describe("false: the head is the one that was seen first, not surely the first to die"),
    verdict: z.string(),
  })
  .meta({ id: "FifoGroup" });
export type FifoGroup = z.infer<typeof fifoGroupSchema>;

export const fifo = {
  getFifoReport: endpoint({
    method: "GET",
    path: "/queues/{id}/fifo",
    status: 200,
    capability: "counts.see",
    tag: "queues",
    summary: "What died in which message group of a FIFO dead-letter queue, and behind what, from its copies alone",
    input: z.object({ id: z.string().regex(idPattern("queue")) }),
    output: z.object({
      groups: z.array(fifoGroupSchema).describe("the 100 with the most dead messages"),
      groupCount: z.number().int(),
      deadCount: z.number().int(),
      isWhole: z
        .boolean()
        .describe("false: not everything in the queue is indexed, so groups and heads may be missing"),
      sources: z
        .array(
          z.object({
            arn: z.string(),
            name: z.string(),
            groupsInFlight: z.number().int().nullable().describe("groups with a message in flight; null: not known"),
            groupsInFlightAt: isoTime.nullable(),
            blockedForSeconds: z
              .number()
              .int()
              .nullable()
              .describe("how long a poison head holds up its group: receives × visibility timeout; null: for ever"),
          }),
        )
        .describe("the queues that give up into this one; never received from"),
    }),
  }),
};
