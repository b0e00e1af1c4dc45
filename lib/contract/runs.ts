import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { ITEM_STATES, OUTCOMES } from "@/lib/core/runs/item";
import { RUN_STATES } from "@/lib/core/runs/run";
import { endpoint, isoTime, page, pageOf } from "./endpoint";
import { breakGlassSchema, planAction, planDriver } from "./plans";

export const countersSchema = z.object({
  selected: z.number().int(),
  waiting: z.number().int(),
  sending: z.number().int(),
  sent: z.number().int(),
  rejected: z.number().int(),
  skipped: z.number().int(),
  ambiguous: z.number().int(),
  deleted: z.number().int(),
  gone: z.number().int(),
  returned: z.number().int(),
  unknown: z.number().int(),
});

export const runSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    planId: z.string(),
    planNumber: z.number().int(),
    action: planAction,
    driver: planDriver,
    title: z.string(),
    state: z.enum(RUN_STATES),
    reason: z.string().nullable().describe("why it is paused, failed or interrupted"),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    queueId: z.string(),
    queueName: z.string(),
    classId: z.string().nullable(),
    requestedBy: z.string(),
    requestedAt: isoTime,
    breakGlass: breakGlassSchema.nullable().describe("it began without the approvals that its plan needed"),
    startAfter: isoTime.describe("until then it can be undone"),
    startedAt: isoTime.nullable(),
    observeUntil: isoTime.nullable(),
    endedAt: isoTime.nullable(),
    progressAt: isoTime.nullable(),
    counters: countersSchema,
    outcome: z.string().nullable().describe("what came of a run that counts no single messages, in words"),
    approximateMoved: z
      .number()
      .int()
      .nullable()
      .describe("move task: what SQS reports; rescue: copies in the vault, of about `approximateToMove`"),
    approximateToMove: z.number().int().nullable(),
    ratePerSecond: z.number().nullable(),
    newFailures: z.number().int().describe("messages that arrived in the queue during the run; not part of it"),
    stages: z.array(
      z.object({ stage: z.number().int(), size: z.number().int(), sent: z.number().int(), deleted: z.number().int() }),
    ),
    sentPerSecond: z.array(z.object({ at: isoTime, count: z.number().int() })),
  })
  .meta({ id: "Run" });
export type Run = z.infer<typeof runSchema>;

export const runItemSchema = z
  .object({
    id: z.string(),
    position: z.number().int(),
    stage: z.number().int(),
    messageRowId: z.string(),
    messageId: z.string(),
    state: z.enum(ITEM_STATES),
    outcome: z.enum(OUTCOMES).nullable(),
    reason: z.string().nullable(),
    attempt: z.number().int(),
    sentAt: isoTime.nullable(),
    deletedAt: isoTime.nullable(),
    returnedAt: isoTime.nullable(),
    destinationMessageId: z.string().nullable(),
  })
  .meta({ id: "RunItem" });
export type RunItem = z.infer<typeof runItemSchema>;

const runId = { id: z.string().regex(idPattern("run")) };
const step = (path: string, summary: string) =>
  endpoint({
    method: "POST",
    path,
    status: 202,
    capability: "plans.apply",
    tag: "runs",
    summary,
    input: z.strictObject({ ...runId, reason: z.string().trim().max(500).optional() }),
    output: runSchema,
  });

export const runs = {
  listRuns: endpoint({
    method: "GET",
    path: "/runs",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary: "Runs, newest first",
    input: z.object({
      ...page,
      state: z.enum(["open", "ended"]).optional(),
      accountId: z.string().optional(),
      region: z.string().optional(),
      queueId: z.string().optional(),
      classId: z.string().optional(),
    }),
    output: pageOf(runSchema),
  }),
  getRun: endpoint({
    method: "GET",
    path: "/runs/{id}",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary: "One run with counters that add up",
    input: z.object(runId),
    output: runSchema,
  }),
  listRunItems: endpoint({
    method: "GET",
    path: "/runs/{id}/items",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary: "Per-message results of a run",
    input: z.object({ ...runId, ...page, filter: z.enum(["all", "not-gone", "ambiguous"]).default("all") }),
    output: pageOf(runItemSchema),
  }),
  pauseRun: step("/runs/{id}/pause", "Pause a run after the batch that is under way"),
  resumeRun: step("/runs/{id}/resume", "Resume a paused run"),
  cancelRun: step("/runs/{id}/cancel", "Cancel a run; what was sent is not recalled"),
};
