import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime } from "./endpoint";
import { formulaSchema, objectiveSchema, sloBriefSchema } from "./pipeline-fields";

const budgetSchema = z.object({
  windowDays: z.number().int(),
  coveredShare: z.number().describe("of the window, the part in which it was measured"),
  badShare: z.number().nullable(),
  allowedShare: z.number(),
  left: z.number().nullable().describe("share of the budget that is left; below 0 where it is overspent"),
  burnFast: z.number().nullable().describe("times the budget's own pace in the last hour; 14.4 pages"),
  burnSlow: z.number().nullable().describe("the same for six hours; 6 is a ticket"),
  burn: z.enum(["none", "slow", "fast"]),
  exhaustedAt: isoTime.nullable().describe("a forecast at the pace of the last six hours; null where it lasts"),
});

export const hopSloSchema = z
  .object({
    arn: z.string(),
    name: z.string(),
    kind: z.enum(["delivered", "age"]),
    isMeasurable: z.boolean(),
    reason: z.string().nullable().describe("why it is not measurable"),
    value: z.number().nullable().describe("the share that was good, an estimate"),
    objective: z.number(),
    confidence: z.enum(["strong", "fair", "weak"]),
    confidenceWhy: z.string(),
    goodCount: z.number().nullable(),
    badCount: z.number().nullable(),
    ownCount: z.number().nullable().describe("our own redrives and receives, which were taken off"),
    budget: budgetSchema.nullable(),
    formula: formulaSchema,
  })
  .meta({ id: "HopSlo" });
export type HopSlo = z.infer<typeof hopSloSchema>;

export const slo = {
  getPipelineSlo: endpoint({
    method: "GET",
    path: "/pipelines/{id}/slo",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "Its objectives hop by hop where they can be measured: an estimate, with its formula and its inputs",
    input: z.object({ id: z.string().regex(idPattern("pipeline")) }),
    output: z.object({
      brief: sloBriefSchema,
      objective: objectiveSchema,
      isObjectiveByHand: z.boolean(),
      hops: z.array(hopSloSchema),
      computedAt: isoTime,
    }),
  }),
};
