import { z } from "zod";
import { TIERS } from "@/lib/core/ownership/ownership";
import { HEALTH_STATES, SIGNALS } from "@/lib/core/pipelines/health";
import { PART_KINDS, PART_ROLES, PATTERNS } from "@/lib/core/pipelines/pipeline";
import { isoTime } from "./endpoint";

export const usdRangeSchema = z
  .object({ low: z.number(), high: z.number() })
  .describe("US dollars at list price; low and high differ where batching hides the number of calls")
  .meta({ id: "UsdRange" });

export const formulaSchema = z
  .object({
    text: z.string(),
    inputs: z.array(z.object({ name: z.string(), value: z.number().nullable(), unit: z.string(), source: z.string() })),
  })
  .meta({ id: "Formula" });

export const evidenceItemSchema = z
  .object({
    arn: z.string(),
    partName: z.string(),
    state: z.enum(HEALTH_STATES),
    signal: z.enum(SIGNALS),
    sentence: z.string(),
    at: isoTime,
    href: z.string().nullable().describe("the page here that shows it"),
  })
  .meta({ id: "HealthEvidence" });
export type HealthEvidenceItem = z.infer<typeof evidenceItemSchema>;

export const healthSchema = z
  .object({
    state: z.enum(HEALTH_STATES),
    reason: z.string().describe("a whole sentence"),
    since: isoTime.nullable().describe("null where you see a part only, or nobody has judged it"),
    judgedAt: isoTime.nullable().describe("null: nobody has judged it yet, so that it is blind"),
    isOfPart: z.boolean().describe("some parts lie outside your rights: this is about the others"),
  })
  .meta({ id: "PipelineHealth" });

export const sloBriefSchema = z
  .object({
    state: z.enum(["met", "at-risk", "breached", "not-measurable"]),
    budgetLeft: z.number().nullable().describe("share of the error budget that is left; below 0 where it is overspent"),
    burn: z.enum(["none", "slow", "fast"]),
    sentence: z.string(),
  })
  .meta({ id: "SloBrief" });

export const costBriefSchema = z
  .object({
    monthToDate: usdRangeSchema.nullable(),
    forecast: usdRangeSchema.nullable().describe("of the whole month, if it goes on like the last seven days"),
    failureTax: usdRangeSchema.nullable(),
    asOf: isoTime.nullable(),
  })
  .meta({ id: "CostBrief" });

export const pipelineSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    isNamedByHand: z.boolean(),
    entry: z.object({ arn: z.string(), name: z.string(), kind: z.enum(PART_KINDS) }).nullable(),
    accounts: z.array(z.object({ id: z.string(), name: z.string() })),
    regions: z.array(z.string()),
    partCount: z.number().int(),
    hiddenPartCount: z.number().int().describe("parts outside of your rights"),
    patterns: z.array(z.enum(PATTERNS)).describe("of all of it: empty where you see a part only"),
    owner: z.string().nullable(),
    team: z.string().nullable(),
    tier: z.enum(TIERS).nullable(),
    runbook: z.string().nullable(),
    health: healthSchema,
    openClassCount: z.number().int(),
    deadLetterCount: z
      .number()
      .int()
      .nullable()
      .describe("waiting in its dead-letter queues; null where none was read"),
    sharedDeadLetterCount: z
      .number()
      .int()
      .nullable()
      .describe(
        "waiting in dead-letter queues that it shares with others, whoever they are from; null where none was read",
      ),
    firstLossAt: isoTime.nullable().describe("of its open failures, also those that wait in a shared queue"),
    slo: sloBriefSchema.nullable().describe("null where you do not see all of it, or it was not worked out yet"),
    cost: costBriefSchema.nullable().describe("null where you do not see all of it, or it was not worked out yet"),
  })
  .meta({ id: "Pipeline" });
export type PipelineRow = z.infer<typeof pipelineSchema>;

export const partSchema = z
  .object({
    arn: z.string(),
    name: z.string(),
    kind: z.enum(PART_KINDS),
    role: z.enum(PART_ROLES),
    depth: z.number().int(),
    accountName: z.string().nullable(),
    region: z.string(),
    href: z.string().nullable(),
    health: z.enum(HEALTH_STATES),
    note: z.string().nullable().describe("what there is to say of it: how often it tries, what it is outside of"),
    ratePerMinute: z.number().nullable().describe("what went through in the last hour; null where nobody measured"),
    failedPerMinute: z.number().nullable(),
    waiting: z.number().int().nullable().describe("messages in a queue"),
    sharedWith: z.array(z.object({ id: z.string(), name: z.string() })).describe("other pipelines that it belongs to"),
  })
  .meta({ id: "PipelinePart" });
export type PipelinePartView = z.infer<typeof partSchema>;

export const pipelineEdgeSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    kind: z.enum(["delivers", "dead-letters", "consumes", "watches", "archives"]),
    label: z.string().nullable(),
    ratePerMinute: z.number().nullable(),
    failedPerMinute: z.number().nullable(),
    health: z.enum(HEALTH_STATES),
  })
  .meta({ id: "PipelineEdge" });
export type PipelineEdgeView = z.infer<typeof pipelineEdgeSchema>;

export const objectiveSchema = z
  .strictObject({
    deliveredShare: z
      .number()
      .min(0.5)
      .max(0.99999)
      .describe("of what comes in, what must be taken without a dead letter"),
    ageSeconds: z.number().int().min(10).max(1_209_600).describe("no message waits longer than this"),
    ageShare: z.number().min(0.5).max(0.99999).describe("of the minutes, those in which that must hold"),
    windowDays: z.number().int().min(1).max(90),
  })
  .meta({ id: "Objective" });
export type Objective = z.infer<typeof objectiveSchema>;
