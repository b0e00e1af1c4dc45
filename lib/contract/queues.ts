import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { completenessSchema } from "./completeness";
import { endpoint, flag, isoTime, page, pageOf } from "./endpoint";
import { vaultStateSchema } from "./queue-modes";

export const scanSchema = z.object({
  id: z.string(),
  startedAt: isoTime,
  endedAt: isoTime.nullable(),
  isScheduled: z.boolean(),
  receivedCount: z.number().int(),
  newCount: z.number().int(),
  unreleasedCount: z.number().int(),
  isComplete: z.boolean(),
  stoppedBecause: z.string().nullable(),
});

export const queueSchema = z
  .object({
    id: z.string(),
    arn: z.string(),
    name: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    awsAccountId: z.string(),
    region: z.string(),
    owner: z.string().nullable().describe("who answers for it: of a dead-letter queue, for what fails into it"),
    isFifo: z.boolean(),
    isDeadLetterQueue: z.boolean(),
    mode: z.enum(["off", "index", "vault"]),
    capture: z.enum(["none", "shape", "masked", "whole"]),
    visible: z.number().int().nullable(),
    inFlight: z.number().int().nullable(),
    delayed: z.number().int().nullable(),
    sampledAt: isoTime.nullable(),
    ageSeconds: z.number().int().nullable(),
    ageAt: isoTime.nullable(),
    retentionSeconds: z.number().int(),
    maxReceiveCount: z.number().int().nullable(),
    deadLetterQueueId: z.string().nullable(),
    deadLetterTargetArn: z.string().nullable(),
    sourceQueueNames: z.array(z.string()),
    completeness: completenessSchema.nullable(),
    lossAt: isoTime
      .nullable()
      .describe("when the first message still unsaved is deleted by retention, at the earliest"),
    lossLatestAt: isoTime.nullable().describe("by then at least one is; equal to lossAt where that is one instant"),
    lossStaleSince: isoTime.nullable().describe("the age behind the bound was read then and not since"),
    lossKind: z
      .enum(["certain", "bound", "unknown", "saved", "none"])
      .describe("saved: all that waits has a copy in the vault; none: nothing waits"),
    savedCount: z.number().int().describe("copies in the vault of messages that still wait"),
    doesAutoRescue: z.boolean().describe("copied to the vault by itself a day before the first loss"),
    isBlind: z.boolean(),
    error: z.string().nullable(),
    deletedAt: isoTime.nullable(),
  })
  .meta({ id: "Queue" });
export type Queue = z.infer<typeof queueSchema>;

export const queueDetailSchema = queueSchema.extend({
  url: z.string(),
  awsCreatedAt: isoTime,
  seenAt: isoTime,
  visibilityTimeoutSeconds: z.number().int(),
  maxMessageBytes: z.number().int(),
  settings: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  consumers: z.array(z.object({ functionArn: z.string(), state: z.string() })),
  sourceQueues: z.array(z.object({ id: z.string(), name: z.string(), arn: z.string() })),
  lastScan: scanSchema.nullable(),
  lost: z.array(z.string()).describe("actions that the capture level and mode give up, in words"),
  lossOffers: z
    .object({
      raiseRetention: z.string().nullable(),
      rescue: z.string().nullable(),
      asCode: z.object({ terraform: z.string(), cloudFormation: z.string(), cli: z.string() }).nullable(),
    })
    .nullable()
    .describe("what can be done against loss: why it cannot be done from here, null when it can; the raise as code"),
  isProduction: z.boolean(),
  vault: vaultStateSchema.nullable().describe("null where nothing was ever drained and vault mode is off"),
  holder: z.object({ purpose: z.string(), until: isoTime }).nullable().describe("who holds the queue's lease now"),
});
export type QueueDetail = z.infer<typeof queueDetailSchema>;

export const seriesSchema = z.object({
  widthSeconds: z.number().int(),
  points: z.array(
    z.object({
      at: isoTime,
      visible: z.number().nullable(),
      inFlight: z.number().nullable(),
      delayed: z.number().nullable(),
      ageSeconds: z.number().nullable(),
      sent: z.number().nullable(),
      received: z.number().nullable(),
      deleted: z.number().nullable(),
    }),
  ),
});
export type QueueSeries = z.infer<typeof seriesSchema>;

const reason = z.string().trim().min(5).max(500);
const queueId = { id: z.string().regex(idPattern("queue")) };

export const queues = {
  listQueues: endpoint({
    method: "GET",
    path: "/queues",
    status: 200,
    capability: "counts.see",
    tag: "queues",
    summary: "Queues with their newest counters",
    input: z.object({
      ...page,
      accountId: z.string().optional(),
      region: z.string().optional(),
      isDeadLetterQueue: flag.optional(),
      name: z.string().max(200).optional().describe("part of the name"),
      withMessages: flag.optional(),
    }),
    output: pageOf(queueSchema),
  }),
  getQueue: endpoint({
    method: "GET",
    path: "/queues/{id}",
    status: 200,
    capability: "counts.see",
    tag: "queues",
    summary: "One queue with settings, consumers, sources and its last scan",
    input: z.object(queueId),
    output: queueDetailSchema,
  }),
  getQueueSeries: endpoint({
    method: "GET",
    path: "/queues/{id}/series",
    status: 200,
    capability: "counts.see",
    tag: "queues",
    summary: "Depth, age and flow in at most 500 buckets; null where nothing is known",
    input: z.object({
      ...queueId,
      hours: z.coerce
        .number()
        .int()
        .min(1)
        .max(24 * 60)
        .default(24),
    }),
    output: seriesSchema,
  }),
  listConfigChanges: endpoint({
    method: "GET",
    path: "/queues/{id}/changes",
    status: 200,
    capability: "counts.see",
    tag: "queues",
    summary: "Settings of a queue that changed, newest first",
    input: z.object(queueId),
    output: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          at: isoTime,
          field: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
    }),
  }),
  updateQueue: endpoint({
    method: "PATCH",
    path: "/queues/{id}",
    status: 200,
    capability: "queues.edit",
    tag: "queues",
    summary: "Change a dead-letter queue's mode (off, index, vault) or capture level (shape, masked, whole)",
    input: z.strictObject({
      ...queueId,
      mode: z.enum(["off", "index", "vault"]).optional(),
      capture: z
        .enum(["shape", "masked", "whole"])
        .optional()
        .describe(
          "of messages that are read from now on. masked: what no rule hides of text and fields, and no original",
        ),
      requiresSecondCopy: z
        .boolean()
        .optional()
        .describe(
          "vault: delete only after a verified second copy; always so in production unless a single copy is accepted",
        ),
      acceptsSingleCopy: z
        .boolean()
        .optional()
        .describe("vault in production without a second copy; needs a singleCopyReason"),
      singleCopyReason: reason.optional().describe("why one copy is enough; kept in the audit log"),
      overrideReason: reason
        .optional()
        .describe("vault: needed when the queue has a redrive policy or a consumer of its own"),
      keepsOld: z
        .boolean()
        .optional()
        .describe("a lower capture level erases what was captured above it, here; true: what was captured stays"),
    }),
    output: queueDetailSchema,
  }),
  scanQueue: endpoint({
    method: "POST",
    path: "/queues/{id}/scan",
    status: 202,
    capability: "queues.scan",
    tag: "queues",
    summary:
      "Ask for a scan now; it hides messages for seconds and raises their receive count. In vault mode: for a drain",
    input: z.strictObject({
      ...queueId,
      overrideReason: z
        .string()
        .trim()
        .min(5)
        .max(500)
        .optional()
        .describe("needed when the queue has a redrive policy or a consumer of its own"),
    }),
    output: z.object({}),
  }),
};
