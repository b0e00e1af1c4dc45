import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { PART_KINDS } from "@/lib/core/pipelines/pipeline";
import { endpoint, isoTime } from "./endpoint";
import { formulaSchema, usdRangeSchema } from "./pipeline-fields";

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month, for example 2026-11")
  .optional()
  .describe("UTC; this month unless told");

export const costLineSchema = z
  .object({
    arn: z.string(),
    name: z.string(),
    kind: z.enum(PART_KINDS),
    accountName: z.string().nullable(),
    region: z.string(),
    item: z.string(),
    usd: usdRangeSchema.nullable(),
    note: z.string().nullable().describe("why there is no price, or why to read it with care"),
    isShared: z.boolean().describe("it belongs to several pipelines, and is counted in none of their sums"),
    formula: formulaSchema,
  })
  .meta({ id: "CostLine" });
export type CostLineView = z.infer<typeof costLineSchema>;

const taxItemSchema = z
  .object({
    item: z.enum(["retries", "dead-letters", "redrives", "poison-loops", "replays"]),
    usd: usdRangeSchema.nullable(),
    note: z.string().nullable(),
    formula: formulaSchema,
  })
  .meta({ id: "FailureTaxItem" });

const sumSchema = z.object({
  monthToDate: usdRangeSchema.nullable(),
  forecast: usdRangeSchema.nullable(),
  forecastBasis: z.string(),
  perMillion: usdRangeSchema.nullable().describe("per million messages that came in; null where nobody counted them"),
  messageCount: z.number().nullable(),
  failureTax: usdRangeSchema.nullable(),
  billUsd: z.number().nullable().describe("of the imported bill for the same resources or tag; null without one"),
  modelToBill: usdRangeSchema.nullable().describe("model ÷ bill, over the days that both tell"),
  missing: z.array(z.string()).describe("what is in no sum because it has no price or was not measured"),
});

export const pipelineCostSchema = z
  .object({
    pipelineId: z.string(),
    month: z.string(),
    asOf: isoTime.nullable().describe("until when CloudWatch was asked"),
    sum: sumSchema,
    lines: z.array(costLineSchema).describe("dearest first"),
    failureTax: z.array(taxItemSchema),
    days: z.array(z.object({ day: z.string(), usd: usdRangeSchema.nullable() })),
    bill: z
      .object({
        name: z.string(),
        matchedBy: z.string(),
        services: z.array(z.object({ service: z.string(), usd: z.number() })),
      })
      .nullable(),
    pricedFrom: z.string(),
    isOfPart: z.boolean(),
  })
  .meta({ id: "PipelineCost" });
export type PipelineCost = z.infer<typeof pipelineCostSchema>;

export const costRowSchema = z
  .object({
    pipelineId: z.string().nullable().describe("null: what is shared by several, or belongs to none"),
    name: z.string(),
    owner: z.string().nullable(),
    monthToDate: usdRangeSchema.nullable(),
    forecast: usdRangeSchema.nullable(),
    perMillion: usdRangeSchema.nullable(),
    failureTax: usdRangeSchema.nullable(),
    billUsd: z.number().nullable(),
    isOfPart: z.boolean(),
    note: z.string().nullable(),
  })
  .meta({ id: "CostRow" });
export type CostRow = z.infer<typeof costRowSchema>;

const ownLineSchema = z
  .object({
    purpose: z.string().describe("which poller or action asked"),
    action: z.string(),
    calls: z.number().int(),
    units: z.number().int(),
    usd: z.number().nullable(),
    usdPerMonth: z.number().nullable(),
    formula: formulaSchema,
  })
  .meta({ id: "OwnCostLine" });

export const ownCostSchema = z
  .object({
    month: z.string(),
    countedUntil: isoTime.nullable(),
    monthToDateUsd: z.number().nullable(),
    usdPerMonth: z.number().nullable().describe("at the pace of the last day; null until it was measured for an hour"),
    byPurpose: z.array(
      z.object({
        purpose: z.string(),
        title: z.string(),
        usd: z.number().nullable(),
        usdPerMonth: z.number().nullable(),
      }),
    ),
    lines: z.array(ownLineSchema),
    hosting: z
      .object({ usdPerMonth: z.number().nullable(), note: z.string().nullable() })
      .describe("as you entered it"),
    induced: z
      .array(
        z.object({
          item: z.string(),
          usdPerMonth: usdRangeSchema.nullable(),
          sentence: z.string(),
          formula: formulaSchema,
        }),
      )
      .describe("what our asking makes AWS bill elsewhere: estimates"),
    ceiling: z.object({
      usdPerMonth: z.number().nullable(),
      slowdown: z.number().describe("1: at its own pace; 4: everything that can wait is asked for a quarter as often"),
      sentence: z.string(),
      untouched: z.string().describe("what is never slowed down"),
    }),
    pricedFrom: z.string(),
  })
  .meta({ id: "OwnCost" });
export type OwnCost = z.infer<typeof ownCostSchema>;

export const billSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    month: z.string(),
    currency: z.string(),
    tagKey: z.string().nullable(),
    lineCount: z.number().int(),
    usd: z.number(),
    leftOut: z.array(z.string()).describe("columns or lines that were not understood, and how many"),
    importedAt: isoTime,
    importedBy: z.string(),
  })
  .meta({ id: "Bill" });
export type Bill = z.infer<typeof billSchema>;

export const priceSchema = z
  .object({
    key: z.string().describe("for example sqs.standard.requests"),
    title: z.string(),
    unit: z.string().describe("for example per million requests of 64 KiB"),
    region: z.string(),
    tiers: z.array(z.object({ upTo: z.number().nullable(), usd: z.number().nonnegative() })).min(1),
    free: z.number().describe("units a month that cost nothing, for the payer account; not taken off"),
    source: z.enum(["list", "yours"]),
    seenOn: z.string(),
  })
  .meta({ id: "Price" });
export type Price = z.infer<typeof priceSchema>;

export const costs = {
  getCosts: endpoint({
    method: "GET",
    path: "/costs",
    status: 200,
    capability: "counts.see",
    tag: "costs",
    summary: "What the pipelines cost in a month, dearest first: a model at list price",
    input: z.object({ month, accountId: z.string().optional(), region: z.string().optional() }),
    output: z.object({
      month: z.string(),
      asOf: isoTime.nullable(),
      sum: sumSchema,
      rows: z.array(costRowSchema),
      days: z.array(
        z.object({ day: z.string(), usd: usdRangeSchema.nullable(), failureTax: usdRangeSchema.nullable() }),
      ),
      pricedFrom: z.string(),
    }),
  }),
  getPipelineCost: endpoint({
    method: "GET",
    path: "/pipelines/{id}/cost",
    status: 200,
    capability: "counts.see",
    tag: "costs",
    summary: "What one pipeline costs, resource by resource, each figure with its formula",
    input: z.object({ id: z.string().regex(idPattern("pipeline")), month }),
    output: pipelineCostSchema,
  }),
  getOwnCost: endpoint({
    method: "GET",
    path: "/own-cost",
    status: 200,
    capability: "counts.see",
    tag: "costs",
    summary: "What this tool costs by itself: its calls, its hosting, and what its asking induces",
    input: z.object({ month }),
    output: ownCostSchema,
  }),
  putCostSettings: endpoint({
    method: "PUT",
    path: "/cost-settings",
    status: 200,
    capability: "costs.manage",
    isForAll: true,
    tag: "costs",
    summary: "Enter what hosting costs, and the ceiling over which asking slows down",
    input: z.strictObject({
      hostingUsdPerMonth: z.number().min(0).max(1_000_000).nullable(),
      hostingNote: z.string().trim().max(200).nullable(),
      ceilingUsdPerMonth: z.number().min(1).max(1_000_000).nullable(),
    }),
    output: ownCostSchema,
  }),
};

/** Beside the contract, because it is a file: the list of costs as CSV. */
export const costExport = {
  operationId: "exportCosts",
  method: "GET",
  path: "/costs/export",
  capability: "counts.see",
  tag: "costs",
  summary: "What the pipelines cost in a month as CSV; unknown figures are empty cells",
  input: costs.getCosts.input,
} as const;
