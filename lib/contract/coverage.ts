import { z } from "zod";
import { SEVERITIES } from "@/lib/core/coverage/rule";
import { idPattern } from "@/lib/core/ids";
import { RESOURCE_KINDS } from "@/lib/core/inventory/resource";
import { endpoint, flag, isoTime, nothing, page, pageOf } from "./endpoint";

const severityCounts = z.object({
  critical: z.number().int(),
  high: z.number().int(),
  medium: z.number().int(),
  low: z.number().int(),
});

export const findingSchema = z
  .object({
    id: z.string(),
    rule: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    confidence: z.enum(["certain", "possible"]),
    summary: z.string(),
    arn: z.string(),
    part: z.string(),
    kind: z.enum(RESOURCE_KINDS),
    name: z.string(),
    href: z.string().nullable().describe("the resource's page here"),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    owner: z.string().nullable(),
    firstSeenAt: isoTime,
    lastSeenAt: isoTime,
    resolvedAt: isoTime.nullable(),
    suppression: z
      .object({ id: z.string(), reason: z.string(), until: isoTime, by: z.string() })
      .nullable()
      .describe("accepted until then; afterwards it counts again by itself"),
  })
  .meta({ id: "Finding" });
export type Finding = z.infer<typeof findingSchema>;

export const findingDetailSchema = findingSchema.extend({
  explanation: z.string(),
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  documentedAt: z.array(z.string()),
  fix: z.object({ terraform: z.string(), cloudFormation: z.string() }).nullable(),
});
export type FindingDetail = z.infer<typeof findingDetailSchema>;

const findingId = { id: z.string().regex(idPattern("finding")) };
const place = { accountId: z.string().optional(), region: z.string().optional() };
/** Covered ÷ checked: the share of checks (a rule at a place) without an open critical or high finding. */
const scoreSchema = z.object({
  checkedCount: z.number().int(),
  coveredCount: z.number().int(),
  score: z.number().nullable().describe("0 to 100; null when nothing could be checked"),
  counts: severityCounts,
});
export type CoverageScore = z.infer<typeof scoreSchema>;

export const coverage = {
  getCoverage: endpoint({
    method: "GET",
    path: "/coverage",
    status: 200,
    capability: "counts.see",
    tag: "coverage",
    summary: "Where events would vanish, in figures: score per account and owner, with its trend",
    input: z.object(place),
    output: z.object({
      judgedAt: isoTime.nullable().describe("null: not judged yet"),
      overall: scoreSchema,
      suppressedCount: z.number().int(),
      accounts: z.array(
        scoreSchema.extend({
          accountId: z.string(),
          accountName: z.string(),
          trend: z.array(z.object({ day: z.string(), score: z.number().nullable() })),
        }),
      ),
      owners: z.array(scoreSchema.extend({ owner: z.string().nullable() })),
      trend: z
        .array(z.object({ day: z.string(), score: z.number().nullable() }))
        .describe("one point a day, at most 90"),
      rules: z.array(
        z.object({
          rule: z.string(),
          title: z.string(),
          openCount: z.number().int(),
          worst: z.enum(SEVERITIES).nullable(),
        }),
      ),
      blindPlaces: z
        .array(z.object({ accountId: z.string(), accountName: z.string(), region: z.string(), feature: z.string() }))
        .describe("not judged, because they could not be read"),
    }),
  }),
  listFindings: endpoint({
    method: "GET",
    path: "/coverage/findings",
    status: 200,
    capability: "counts.see",
    tag: "coverage",
    summary: "Open findings, worst first",
    input: z.object({
      ...page,
      ...place,
      severity: z.enum(SEVERITIES).optional(),
      rule: z.string().max(80).optional(),
      owner: z.string().max(200).optional(),
      arn: z.string().max(2000).optional(),
      isSuppressed: flag.optional().describe("only suppressed ones; without it, only those that count"),
    }),
    output: pageOf(findingSchema),
  }),
  getFinding: endpoint({
    method: "GET",
    path: "/coverage/findings/{id}",
    status: 200,
    capability: "counts.see",
    tag: "coverage",
    summary: "One finding with its evidence and the fix as Terraform and CloudFormation",
    input: z.object(findingId),
    output: findingDetailSchema,
  }),
  suppressFinding: endpoint({
    method: "POST",
    path: "/coverage/findings/{id}/suppress",
    status: 200,
    capability: "queues.edit",
    tag: "coverage",
    summary: "Accept a finding until a day, with a reason",
    input: z.strictObject({
      ...findingId,
      reason: z.string().trim().min(5, "say why, for whoever reads it next").max(500),
      until: z.iso.datetime({ error: "must be a time in UTC, such as 2027-01-31T00:00:00Z" }),
    }),
    output: findingDetailSchema,
  }),
  liftSuppression: endpoint({
    method: "POST",
    path: "/coverage/findings/{id}/lift",
    status: 200,
    capability: "queues.edit",
    tag: "coverage",
    summary: "Let a suppressed finding count again",
    input: z.strictObject(findingId),
    output: findingDetailSchema,
  }),
  judgeCoverage: endpoint({
    method: "POST",
    path: "/coverage/judge",
    status: 202,
    capability: "counts.see",
    tag: "coverage",
    summary: "Ask the worker to judge the coverage now, from what it has read",
    input: z.strictObject({}),
    output: nothing,
  }),
};
