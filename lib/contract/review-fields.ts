import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { HEALTH_STATES } from "@/lib/core/pipelines/health";
import { ACTION_EVIDENCE, ACTION_STATES, FACT_KINDS } from "@/lib/core/review/fact";
import { isoTime } from "./endpoint";

export const weekPattern = /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/;

/** One of the numbers of page one. */
export const reviewNumberSchema = z.object({
  key: z.enum(["late", "lost", "pages", "time-to-resolve", "blind-hours", "budget-overspent"]),
  label: z.string(),
  value: z.number().nullable().describe("null: not known"),
  words: z.string().describe("with its unit, for example 47 orders late"),
  why: z.string().nullable().describe("why it is not known, or what it leaves out"),
  isEstimate: z.boolean(),
  factKinds: z.array(z.enum(FACT_KINDS)).describe("the list behind it: listReviewFacts"),
  trend: z
    .array(z.object({ week: z.string(), value: z.number().nullable() }))
    .describe("the last 12 weeks, this one included; null where there is no review of that week"),
});

export const reviewActionSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    text: z.string(),
    owner: z.string(),
    due: z.iso.date().nullable(),
    isOverdue: z.boolean(),
    state: z.enum(ACTION_STATES),
    pipelineId: z.string().nullable(),
    pipelineName: z.string().nullable(),
    reviewId: z.string().nullable().describe("the review in which it was agreed"),
    evidence: z
      .object({
        kind: z.enum(ACTION_EVIDENCE),
        id: z.string(),
        label: z.string(),
        verdict: z.enum(["done", "not-yet", "unknown"]),
        sentence: z.string().describe("what the tool itself sees, for example finding gone since Wednesday"),
      })
      .nullable(),
    carriedCount: z.number().int().describe("reviews since then"),
    version: z.number().int(),
    createdAt: isoTime,
    createdBy: z.string(),
    endedAt: isoTime.nullable(),
    endedBy: z.string().nullable(),
    endReason: z.string().nullable(),
  })
  .meta({ id: "ReviewAction" });
export type ReviewAction = z.infer<typeof reviewActionSchema>;

const times = z
  .object({
    detectSeconds: z.number().nullable(),
    acknowledgeSeconds: z.number().nullable(),
    resolveSeconds: z.number().nullable(),
    alertCount: z.number().int(),
  })
  .describe("medians over the alerts of the week; null: none had it");

const redrives = z.object({
  runCount: z.number().int(),
  sentCount: z.number().int(),
  goneCount: z.number().int(),
  returnedCount: z.number().int(),
  unknownCount: z.number().int(),
  bounceShare: z.number().nullable().describe("returned of those of which the end is known"),
});

const moneyRange = z
  .object({ low: z.number(), high: z.number() })
  .nullable()
  .describe("US dollars; null: not measured");

export const reviewPipelineSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: z.string().nullable(),
    team: z.string().nullable(),
    tier: z.string().nullable(),
    position: z.number().int().describe("needs talking about first"),
    whyTalk: z.array(z.string()).describe("empty: nothing needs talking about"),
    isGone: z.boolean().describe("it was deleted during the week"),
    health: z.object({
      state: z.enum(HEALTH_STATES).describe("at the end of the week"),
      reason: z.string(),
      shares: z.record(z.enum(HEALTH_STATES), z.number()).describe("of the measured week"),
      unmeasuredShare: z.number(),
    }),
    slo: z.object({
      value: z.number().nullable(),
      objective: z.number().nullable(),
      budgetLeft: z.number().nullable(),
      burn: z.enum(["none", "slow", "fast"]).nullable(),
      sentence: z.string(),
    }),
    classes: z.object({
      newCount: z.number().int(),
      regressedCount: z.number().int(),
      closedCount: z.number().int(),
      openCount: z.number().int(),
    }),
    times,
    redrives,
    discardedCount: z.number(),
    rescuedCount: z.number(),
    expiredCount: z.number().describe("probably expired: an estimate"),
    pages: z.object({ count: z.number().int(), acknowledgedCount: z.number().int(), noiseCount: z.number().int() }),
    cost: moneyRange,
    failureTax: moneyRange,
    findings: z.object({ openedCount: z.number().int(), closedCount: z.number().int() }),
  })
  .meta({ id: "ReviewPipeline" });
export type ReviewPipeline = z.infer<typeof reviewPipelineSchema>;

export const reviewNoteSchema = z.object({
  id: z.string(),
  pipelineId: z.string().nullable(),
  text: z.string(),
  authorName: z.string(),
  at: isoTime,
});

export const reviewBriefSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    week: z.string().regex(weekPattern),
    zone: z.string(),
    from: isoTime,
    until: isoTime,
    writtenAt: isoTime,
    writtenBy: z.string().describe("a person, or the schedule"),
    isPartial: z.boolean().describe("made before its week was over"),
    pipelineCount: z.number().int(),
    headline: z.string(),
  })
  .meta({ id: "ReviewBrief" });
export type ReviewBrief = z.infer<typeof reviewBriefSchema>;

export const reviewSchema = reviewBriefSchema
  .extend({
    numbers: z.array(reviewNumberSchema).max(6),
    teams: z.array(
      z.object({
        team: z.string().nullable().describe("null: nobody's"),
        late: z.number(),
        lost: z.number(),
        pages: z.number().int(),
        openClasses: z.number().int(),
        pipelineCount: z.number().int(),
      }),
    ),
    decisions: z.array(z.object({ label: z.string(), href: z.string().nullable(), pipelineId: z.string().nullable() })),
    unownedCount: z.number().int(),
    totals: z.object({
      times,
      redrives,
      discardedCount: z.number(),
      rescuedCount: z.number(),
      expiredCount: z.number(),
      classes: z.object({
        newCount: z.number().int(),
        regressedCount: z.number().int(),
        closedCount: z.number().int(),
        openCount: z.number().int(),
      }),
      pages: z.object({ count: z.number().int(), acknowledgedCount: z.number().int(), noiseCount: z.number().int() }),
      cost: moneyRange,
      failureTax: moneyRange,
      ownCost: moneyRange,
      findings: z.object({ openedCount: z.number().int(), closedCount: z.number().int() }),
      blindHours: z.number(),
    }),
    pipelines: z.array(reviewPipelineSchema).describe("needs talking about first; only those that you may see whole"),
    leftOutCount: z.number().int().describe("pipelines of which you may not see every part"),
    sha256: z.string().describe("of the frozen facts: the same for ever"),
  })
  .meta({ id: "Review" });
export type Review = z.infer<typeof reviewSchema>;

export const reviewFactSchema = z.object({
  kind: z.enum(FACT_KINDS),
  label: z.string(),
  at: isoTime.nullable(),
  value: z.number().nullable(),
  accountName: z.string().nullable(),
  region: z.string().nullable(),
  owner: z.string().nullable(),
  team: z.string().nullable(),
  pipelineId: z.string().nullable(),
  pipelineName: z.string().nullable(),
  href: z.string().nullable().describe("the page of what it is about, where there still is one"),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ReviewFactView = z.infer<typeof reviewFactSchema>;
export const actionId = z.string().regex(idPattern("reviewAction"));
