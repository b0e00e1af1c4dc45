import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { ITEM_FILTERS, ITEM_STATES, OUTCOMES } from "@/lib/core/runs/item";
import { PAUSE_CODES, RUN_STATES } from "@/lib/core/runs/run";
import { EVIDENCE, STAGE_ENDS, STAGE_STATES } from "@/lib/core/runs/stage";
import { endpoint, isoTime, page, pageOf } from "./endpoint";
import { breakGlassSchema, planAction, planDriver, subjectSchema } from "./plans";
import { replayTermsSchema } from "./replay-terms";

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

export const runStageSchema = z
  .object({
    stage: z.number().int(),
    size: z.number().int(),
    state: z.enum(STAGE_STATES),
    sent: z.number().int(),
    deleted: z.number().int(),
    returned: z.number().int().describe("of its messages, until now"),
    openedAt: isoTime.nullable(),
    sentAt: isoTime.nullable().describe("when all of it had come to an end"),
    observeUntil: isoTime.nullable().describe("until then it is, or was to be, watched"),
    evidence: z
      .enum(EVIDENCE)
      .nullable()
      .describe(
        "what was seen of it when it ended. full: the whole dead-letter queue, after the window; partial: less; none: nothing could be seen",
      ),
    endedBy: z
      .enum(STAGE_ENDS)
      .nullable()
      .describe("window: it was watched to the end; person: somebody did not wait; returns: too many came back"),
    returnedAtEnd: z.number().int().nullable().describe("how many had come back when it ended"),
  })
  .meta({ id: "RunStage" });
export type RunStage = z.infer<typeof runStageSchema>;

const runReplaySchema = z
  .object({
    ...replayTermsSchema.shape,
    name: z.string().nullable().describe("under which EventBridge knows it; null before it was asked for"),
    state: z.string().nullable().describe("as EventBridge told last"),
    lastReplayedAt: isoTime.nullable().describe("time of the event that was replayed last: where in its range it is"),
    progress: z.number().min(0).max(1).nullable().describe("coarse: by event time, EventBridge counts no events"),
  })
  .meta({ id: "RunReplay" });
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
    pausedBy: z.enum(PAUSE_CODES).nullable().describe("what kind of thing paused it; null: it is not paused"),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    subject: subjectSchema,
    queueId: z.string().nullable().describe("null for a run that is about no queue"),
    resourceId: z.string().nullable().describe("the archive or state machine of a run that is about no queue"),
    classId: z.string().nullable(),
    requestedBy: z.string(),
    requestedAt: isoTime,
    breakGlass: breakGlassSchema.nullable().describe("it began without the approvals that its plan needed"),
    startAfter: isoTime,
    undoUntil: isoTime.nullable().describe("until about then it can be undone; null: it has begun"),
    startedAt: isoTime.nullable(),
    observeUntil: isoTime.nullable(),
    endedAt: isoTime.nullable(),
    progressAt: isoTime.nullable(),
    counters: countersSchema,
    outcome: z.string().nullable().describe("what came of a run that counts no single messages, in words"),
    replay: runReplaySchema.nullable().describe("how far a replay is; null for other runs"),
    approximateMoved: z
      .number()
      .int()
      .nullable()
      .describe("move task: what SQS reports; rescue: copies in the vault, of about `approximateToMove`"),
    approximateToMove: z.number().int().nullable(),
    ratePerSecond: z.number().nullable().describe("what is asked for now; null: as fast as it goes"),
    effectiveRatePerSecond: z
      .number()
      .nullable()
      .describe("what was sent in the last 10 seconds; null: it sends nothing now"),
    throttledAt: isoTime.nullable().describe("when the other side last asked us to be slower"),
    expectedEndAt: isoTime.nullable().describe("an estimate: what is left, at the rate of now, and its windows"),
    stage: z.number().int().describe("the one that is open, from 1"),
    returnThresholdPercent: z.number(),
    lastSightAt: isoTime
      .nullable()
      .describe("what is *gone* left the dead-letter queue and was not seen again until then"),
    newFailures: z.number().int().describe("messages that arrived in the queue during the run; not part of it"),
    stages: z.array(runStageSchema).describe("empty in lists"),
    reasons: z
      .array(z.object({ state: z.enum(ITEM_STATES), reason: z.string(), count: z.number().int() }))
      .describe("why messages did not go through, or came back, the most frequent first; empty in lists"),
    sentPerSecond: z.array(z.object({ at: isoTime, count: z.number().int() })),
  })
  .meta({ id: "Run" });
export type Run = z.infer<typeof runSchema>;

export const runItemSchema = z
  .object({
    id: z.string(),
    position: z.number().int(),
    stage: z.number().int(),
    messageRowId: z.string().nullable().describe("null for an execution"),
    messageId: z.string().describe("of an execution its ARN"),
    state: z.enum(ITEM_STATES),
    outcome: z.enum(OUTCOMES).nullable(),
    reason: z.string().nullable(),
    attempt: z.number().int(),
    sentAt: isoTime.nullable(),
    deletedAt: isoTime.nullable(),
    returnedAt: isoTime.nullable(),
    destinationMessageId: z.string().nullable(),
    editId: z.string().nullable().describe("the edited copy that goes out instead of the message; null: as it was"),
  })
  .meta({ id: "RunItem" });
export type RunItem = z.infer<typeof runItemSchema>;

const runId = { id: z.string().regex(idPattern("run")) };
const because = { reason: z.string().trim().max(500).optional() };
const step = <T extends z.ZodRawShape>(path: string, summary: string, more: T) =>
  endpoint({
    method: "POST",
    path,
    status: 202,
    capability: "plans.apply",
    tag: "runs",
    summary,
    input: z.strictObject({ ...runId, ...more }),
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
      resourceId: z.string().optional(),
      classId: z.string().optional(),
      pipelineId: z.string().optional().describe("those whose queue or resource is a part of it"),
    }),
    output: pageOf(runSchema),
  }),
  getRun: endpoint({
    method: "GET",
    path: "/runs/{id}",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary: "One run with counters that add up; with waitSeconds not before it has ended or paused",
    input: z.object({
      ...runId,
      waitSeconds: z.coerce
        .number()
        .int()
        .min(0)
        .max(100)
        .optional()
        .describe("answer when it has ended or paused, or when this is over; at once while very many wait"),
    }),
    output: runSchema,
  }),
  listRunItems: endpoint({
    method: "GET",
    path: "/runs/{id}/items",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary: "Per-message results of a run",
    input: z.object({ ...runId, ...page, filter: z.enum(ITEM_FILTERS).default("all") }),
    output: pageOf(runItemSchema),
  }),
  pauseRun: step("/runs/{id}/pause", "Pause a run after the batch that is under way", because),
  resumeRun: step("/runs/{id}/resume", "Resume a paused run", {
    ...because,
    acceptReturns: z
      .literal(true)
      .optional()
      .describe("go on though too many messages came back; without it such a run is not resumed"),
  }),
  continueRun: step("/runs/{id}/continue", "Open the next stage without waiting the window out", because),
  setRunRate: step("/runs/{id}/rate", "Change how fast a run sends; what was approved is not exceeded", {
    ...because,
    ratePerSecond: z.number().min(0.1).max(10_000),
  }),
  undoRun: step("/runs/{id}/undo", "Take a run back before it has begun; after that only cancel is left", because),
  cancelRun: step("/runs/{id}/cancel", "Cancel a run; what was sent is not recalled", because),
};
