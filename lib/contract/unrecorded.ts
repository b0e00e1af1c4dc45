import { z } from "zod";
import { NOW_STATUSES } from "@/lib/core/executions/now-status";
import { DESTINATION_KINDS } from "@/lib/core/failures/unrecorded/unreadable-destination";
import { idPattern } from "@/lib/core/ids";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import { endpoint, isoTime, page, pageOf } from "./endpoint";

export const failedExecutionSchema = z
  .object({
    executionArn: z.string(),
    name: z.string(),
    status: z.enum(["FAILED", "TIMED_OUT", "ABORTED"]),
    startedAt: isoTime,
    stoppedAt: isoTime,
    error: z.string().nullable(),
    cause: z
      .string()
      .nullable()
      .describe("as Step Functions tells it, at most 4,096 characters; needs bodies.read, else null"),
    isRead: z.boolean().describe("false: it is taken for the same failure as the nearest one that was read"),
    isBacklog: z.boolean(),
    redriveUntil: isoTime.describe("Step Functions can redrive it for 14 days after its end"),
    failedState: z
      .string()
      .nullable()
      .describe("in which state it ended; null where it was not asked or does not tell"),
    nowStatus: z
      .enum(NOW_STATUSES)
      .describe("what became of it after this end, as it was looked at last; failed: it stands as it ended"),
    redriveCount: z.number().int().min(0).nullable().describe("how often it was redriven; null where nobody asked"),
    redrivenAt: isoTime.nullable(),
    lookedAt: isoTime.nullable().describe("when Step Functions was asked last how it stands"),
    isRedrivable: z.boolean().nullable().describe("null: Step Functions was not asked yet"),
    whyNotRedrivable: z.string().nullable().describe("also where it is not known"),
  })
  .meta({ id: "FailedExecution" });
export type FailedExecution = z.infer<typeof failedExecutionSchema>;

export const unreadableDestinationSchema = z
  .object({
    resourceId: z.string(),
    arn: z.string().describe("who sends its failures there"),
    name: z.string(),
    kind: z.enum(RESOURCE_KINDS),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    part: z.string().describe("of a rule the target, of a function the qualifier; else empty"),
    destinationArn: z.string(),
    destinationKind: z.enum(DESTINATION_KINDS),
    sentence: z.string(),
  })
  .meta({ id: "UnreadableDestination" });
export type UnreadableDestination = z.infer<typeof unreadableDestinationSchema>;

export const unrecorded = {
  listFailedExecutions: endpoint({
    method: "GET",
    path: "/failure-classes/{id}/executions",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Failed executions of a class whose record is executions, newest first",
    input: z.object({ ...page, id: z.string().regex(idPattern("failureClass")) }),
    output: pageOf(failedExecutionSchema).extend({
      byState: z
        .array(z.object({ state: z.string().nullable(), count: z.number().int().min(0) }))
        .describe("in which states those of the class ended, the most frequent first; null: not asked, or not told"),
    }),
  }),
  listUnreadableDestinations: endpoint({
    method: "GET",
    path: "/unreadable-destinations",
    status: 200,
    capability: "counts.see",
    tag: "failures",
    summary: "Failure destinations that are recognised and cannot be read: buckets, buses, topics, functions",
    input: z.object({ ...page, accountId: z.string().optional(), region: z.string().optional() }),
    output: pageOf(unreadableDestinationSchema),
  }),
};
