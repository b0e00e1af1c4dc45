import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { TIERS } from "@/lib/core/ownership/ownership";
import { HEALTH_STATES } from "@/lib/core/pipelines/health";
import { PART_KINDS, PATTERNS } from "@/lib/core/pipelines/pipeline";
import { endpoint, isoTime, nothing, page, pageOf } from "./endpoint";
import { matchSchema } from "./match";
import {
  evidenceItemSchema,
  healthSchema,
  objectiveSchema,
  partSchema,
  pipelineEdgeSchema,
  pipelineSchema,
} from "./pipeline-fields";

const id = z.string().regex(idPattern("pipeline"));
const text = z.string().trim().min(1).max(200);

/** One resource, or whatever matches: only the second survives a new name. */
export const pipelineMatchSchema = z.union([z.strictObject({ arn: z.string().min(1).max(2000) }), matchSchema]);

export const pipelineRuleSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["join", "cut"]).describe("join: what matches belongs to it; cut: it begins at what matches"),
    match: pipelineMatchSchema,
    matchWords: z.string(),
    matchCount: z.number().int().describe("of the resources that you see; 0: the rule does nothing now"),
    createdAt: isoTime,
    createdBy: z.string(),
  })
  .meta({ id: "PipelineRule" });

export const pipelineDetailSchema = pipelineSchema.extend({
  parts: z.array(partSchema),
  edges: z.array(pipelineEdgeSchema),
  evidence: z.array(evidenceItemSchema).describe("worst first"),
  rules: z.array(pipelineRuleSchema),
  objective: objectiveSchema,
  isObjectiveByHand: z.boolean().describe("false: that of its tier"),
  outsideNotes: z.array(z.string()).describe("what it leads to that is not read here, for example Amazon MQ"),
});
export type PipelineDetail = z.infer<typeof pipelineDetailSchema>;

export const mapSchema = z
  .object({
    nodes: z.array(partSchema.extend({ pipelineIds: z.array(z.string()) })),
    edges: z.array(pipelineEdgeSchema),
    pipelineCount: z.number().int(),
    leftOutCount: z.number().int().describe("pipelines that did not fit; narrow the choice to see them"),
    readAt: isoTime.nullable().describe("when the health of these was judged, the oldest; null: of none yet"),
  })
  .meta({ id: "PipelineMap" });
export type PipelineMap = z.infer<typeof mapSchema>;

const seriesSchema = z
  .object({
    from: isoTime,
    until: isoTime,
    periodSeconds: z.number().int(),
    queueCount: z.number().int(),
    points: z.array(
      z.object({
        at: isoTime,
        waiting: z.number().nullable().describe("sum of the most that each source queue held"),
        deadLetters: z.number().nullable().describe("sum of the most that each dead-letter queue held"),
        ageSeconds: z.number().nullable().describe("the oldest in any source queue"),
        sent: z.number().nullable(),
        deleted: z.number().nullable(),
        failed: z.number().nullable().describe("new failed messages, and deliveries that EventBridge gave up"),
      }),
    ),
  })
  .meta({ id: "PipelineSeries" });

const filters = {
  state: z.enum(HEALTH_STATES).optional(),
  name: z.string().max(200).optional().describe("part of its name or of a part's"),
  owner: z.string().max(200).optional(),
  tier: z.enum(TIERS).optional(),
  pattern: z.enum(PATTERNS).optional(),
  accountId: z.string().optional(),
  region: z.string().optional(),
};
const window = z.enum(["24h", "7d", "30d"]).default("7d");

export const pipelines = {
  listPipelines: endpoint({
    method: "GET",
    path: "/pipelines",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "Pipelines, those that need attention first",
    input: z.object({
      ...page,
      ...filters,
      sort: z.enum(["attention", "name", "cost", "budget"]).default("attention"),
    }),
    output: pageOf(pipelineSchema).extend({
      counts: z.record(z.enum(HEALTH_STATES), z.number().int()).describe("of all that match but for the state"),
      unassignedCount: z.number().int(),
      assembledAt: isoTime.nullable().describe("when they were last found to follow from the inventory; null: not yet"),
    }),
  }),
  getPipeline: endpoint({
    method: "GET",
    path: "/pipelines/{id}",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "One pipeline: its parts, how they do and why",
    input: z.object({ id }),
    output: pipelineDetailSchema,
  }),
  getPipelineMap: endpoint({
    method: "GET",
    path: "/pipeline-map",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "Nodes and edges of one pipeline or of all that match, at most 500 nodes",
    input: z.object({ ...filters, id: id.optional() }),
    output: mapSchema,
  }),
  getPipelineHistory: endpoint({
    method: "GET",
    path: "/pipelines/{id}/history",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "How it did: states with their times and reasons; only for who sees all of it",
    input: z.object({ id, window }),
    output: z.object({
      from: isoTime,
      until: isoTime,
      spans: z.array(
        healthSchema.pick({ state: true, reason: true }).extend({ from: isoTime, until: isoTime.nullable() }),
      ),
    }),
  }),
  getPipelineSeries: endpoint({
    method: "GET",
    path: "/pipelines/{id}/series",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "Its queues together over time, from rollups; a gap is null",
    input: z.object({ id, window }),
    output: seriesSchema,
  }),
  getFleetSeries: endpoint({
    method: "GET",
    path: "/fleet-series",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "All queues that you see together over time, from rollups",
    input: z.object({ accountId: z.string().optional(), region: z.string().optional(), window }),
    output: seriesSchema,
  }),
  updatePipeline: endpoint({
    method: "PATCH",
    path: "/pipelines/{id}",
    status: 200,
    capability: "pipelines.edit",
    tag: "pipelines",
    summary: "Name it, say who answers for it, set its objective; null goes back to what is worked out",
    input: z.strictObject({
      id,
      name: text.nullish(),
      owner: text.nullish(),
      team: text.nullish(),
      tier: z.enum(TIERS).nullish(),
      runbook: z.url({ protocol: /^https?$/, error: "must be an http(s) address" }).nullish(),
      objective: objectiveSchema.nullish(),
    }),
    output: pipelineDetailSchema,
  }),
  mergePipelines: endpoint({
    method: "POST",
    path: "/pipelines/{id}/merge",
    status: 200,
    capability: "pipelines.edit",
    idempotent: true,
    tag: "pipelines",
    summary: "Make another pipeline part of this one; a rule keeps it so when things are read again",
    input: z.strictObject({ id, otherId: id }),
    output: z.object({ ruleId: z.string() }),
  }),
  splitPipeline: endpoint({
    method: "POST",
    path: "/pipelines/{id}/split",
    status: 201,
    capability: "pipelines.edit",
    idempotent: true,
    tag: "pipelines",
    summary: "Begin a pipeline of its own at one of its parts",
    input: z.strictObject({ id, atArn: z.string().min(1).max(2000), name: text }),
    output: z.object({ id: z.string(), ruleId: z.string() }),
  }),
  addPipelineRule: endpoint({
    method: "POST",
    path: "/pipelines/{id}/rules",
    status: 201,
    capability: "pipelines.edit",
    idempotent: true,
    tag: "pipelines",
    summary: "Say what belongs to it by account, Region, name or tag, so that it survives a new name",
    input: z.strictObject({ id, kind: z.enum(["join", "cut"]), match: pipelineMatchSchema }),
    output: pipelineRuleSchema,
  }),
  removePipelineRule: endpoint({
    method: "DELETE",
    path: "/pipelines/{id}/rules/{ruleId}",
    status: 200,
    capability: "pipelines.edit",
    tag: "pipelines",
    summary: "Take a rule back: what it joined or cut is assembled as the graph says",
    input: z.strictObject({ id, ruleId: z.string().regex(idPattern("pipelineRule")) }),
    output: nothing,
  }),
  listUnassigned: endpoint({
    method: "GET",
    path: "/pipelines-unassigned",
    status: 200,
    capability: "counts.see",
    tag: "pipelines",
    summary: "Resources that belong to no pipeline, and why",
    input: z.object({
      ...page,
      kind: z.enum(PART_KINDS).optional(),
      accountId: z.string().optional(),
      region: z.string().optional(),
    }),
    output: pageOf(
      z.object({
        arn: z.string(),
        name: z.string(),
        kind: z.enum(PART_KINDS),
        accountName: z.string(),
        region: z.string(),
        href: z.string().nullable(),
        reason: z.string(),
      }),
    ),
  }),
};
