import { z } from "zod";
import { endpoint, isoTime, nothing } from "./endpoint";

export const pollerSchema = z
  .object({
    poller: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    everySeconds: z.number().int(),
    startedAt: isoTime.nullable(),
    succeededAt: isoTime.nullable(),
    failedAt: isoTime.nullable(),
    error: z.string().nullable(),
    tookMs: z.number().int().nullable(),
    lagSeconds: z.number().int().nullable(),
    state: z.enum(["ok", "late", "failing", "never"]),
  })
  .meta({ id: "Poller" });
export type Poller = z.infer<typeof pollerSchema>;

export const nowSchema = z
  .object({
    headline: z.string().describe("a number, a time and a consequence, or that nothing needs anybody"),
    detail: z.string(),
    newCount: z.number().int(),
    ongoingCount: z.number().int(),
    escalatingCount: z.number().int().describe("arriving faster than their own forecast"),
    regressedCount: z.number().int().describe("were resolved, and arrive again"),
    backlogCount: z.number().int(),
    resolvedCount: z.number().int(),
    snoozedCount: z.number().int().describe("in no other count but classCount, and so is dismissedCount"),
    dismissedCount: z.number().int(),
    classCount: z.number().int(),
    needsActionCount: z
      .number()
      .int()
      .describe(
        "new, ongoing, escalating, regressed, and backlog that loses a message within 24 hours; none snoozed or dismissed",
      ),
    losingCount: z.number().int().describe("open classes that lost something for good within 24 hours; only counts"),
    lossWithin24hCount: z.number().int(),
    firstLossAt: isoTime.nullable(),
    openRuns: z.array(z.object({ id: z.string(), number: z.number().int(), state: z.string() })),
    brokenGlass: z
      .array(
        z.object({
          runId: z.string(),
          runNumber: z.number().int(),
          planId: z.string(),
          title: z.string(),
          accountName: z.string(),
          region: z.string(),
          by: z.string(),
          at: isoTime,
          reason: z.string(),
        }),
      )
      .describe("runs of the last 72 hours that began without the approvals that they needed; at most 20"),
    blind: z.array(
      z.object({
        accountId: z.string(),
        accountName: z.string(),
        region: z.string(),
        since: isoTime.nullable(),
        reason: z.string().nullable(),
        fix: z.string().nullable(),
        queueCount: z.number().int(),
        lastKnownCount: z.number().int().nullable(),
      }),
    ),
    offQueues: z
      .array(
        z.object({
          queueId: z.string(),
          name: z.string(),
          accountName: z.string(),
          region: z.string(),
          visible: z.number().int().nullable(),
          lossAt: isoTime.nullable(),
          lossKind: z.enum(["certain", "bound", "unknown", "saved", "none"]),
        }),
      )
      .describe("dead-letter queues with messages that nobody reads: mode off"),
    queueCount: z.number().int(),
    deadLetterQueueCount: z.number().int(),
    accountsSeen: z.number().int(),
    accountCount: z.number().int(),
    vaultCount: z.number().int(),
    readAt: isoTime
      .nullable()
      .describe("the oldest of the newest samples of warm dead-letter queues: how fresh this is"),
    isStale: z.boolean(),
    slowedBecause: z
      .string()
      .nullable()
      .describe(
        "while the ceiling on our own cost slows reading down, as a sentence: older figures are not stale then",
      ),
    writesStopped: z.object({ at: isoTime, by: z.string() }).nullable(),
    indexedCount: z.number().int(),
    approximateCount: z.number().int().nullable(),
    costUsdPerMonth: z
      .number()
      .nullable()
      .describe(
        "what our own AWS calls cost a month at the pace of the last day; null until it was measured for an hour after settling",
      ),
  })
  .meta({ id: "Now" });
export type Now = z.infer<typeof nowSchema>;

export const system = {
  getNow: endpoint({
    method: "GET",
    path: "/now",
    status: 200,
    capability: "counts.see",
    tag: "system",
    summary: "What needs somebody now, in one answer",
    input: z.object({ accountId: z.string().optional(), region: z.string().optional() }),
    output: nowSchema,
  }),
  listPollers: endpoint({
    method: "GET",
    path: "/pollers",
    status: 200,
    capability: "counts.see",
    tag: "system",
    summary: "Heartbeats of the pollers",
    input: nothing,
    output: z.object({
      items: z.array(pollerSchema),
    }),
  }),
};
