import { z } from "zod";
import { SIDE_EFFECTS } from "@/lib/core/events/side-effect";
import { idPattern } from "@/lib/core/ids";
import { ESTIMATE_BASES } from "@/lib/core/replays/estimate-bases";
import { REPLAY_STATES } from "@/lib/core/replays/replay-state";
import { endpoint, isoTime, page, pageOf } from "./endpoint";
import { checkSchema } from "./plans";

const path = z.array(z.string()).describe("how it is reached, from the replayed bus on, in words");
const ruleRef = z.object({
  id: z.string().nullable().describe("null when it is not in the inventory any more, or out of your scope"),
  arn: z.string(),
  name: z.string(),
});

export const replaySchema = z
  .object({
    id: z.string(),
    name: z.string().describe("under which EventBridge knows it"),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    archive: z.object({ id: z.string().nullable(), arn: z.string(), name: z.string() }),
    busArn: z.string().nullable().describe("null: nobody read it yet"),
    rules: z
      .array(ruleRef)
      .nullable()
      .describe("null: every rule of the bus, or with `areRulesKnown` false nobody knows"),
    areRulesKnown: z.boolean(),
    from: isoTime.describe("time of the events, both ends included"),
    until: isoTime,
    state: z.enum(REPLAY_STATES).describe("unknown: EventBridge forgot it before anybody saw how it ended"),
    stateReason: z.string().nullable(),
    lastReplayedAt: isoTime.nullable().describe("time of the event that was replayed last"),
    progress: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe("coarse: by the time of the events, for EventBridge counts none; null: nobody can tell"),
    howFar: z.string().describe("how far it came, as a sentence; what targets did with the events is not known here"),
    startedAt: isoTime.nullable().describe("null: asked for, and not seen to begin"),
    endedAt: isoTime.nullable(),
    isOurs: z.boolean(),
    runId: z.string().nullable(),
    runNumber: z.number().int().nullable(),
    requestedBy: z.string().nullable().describe("of our runs; who started others, EventBridge does not tell"),
    notedAt: isoTime,
    seenAt: isoTime.nullable().describe("when EventBridge told of it last"),
    forgottenAt: isoTime.nullable().describe("since then EventBridge does not list it any more; it keeps 90 days"),
  })
  .meta({ id: "Replay" });
export type Replay = z.infer<typeof replaySchema>;

const hitSchema = z.object({
  arn: z.string(),
  name: z.string(),
  kind: z.string(),
  sideEffect: z.enum(SIDE_EFFECTS),
  words: z.string().describe("what one event does there"),
  awsAccountId: z.string(),
  region: z.string(),
  path,
  isGone: z.boolean().describe("it is not there any more: the delivery fails"),
});

export const replayImpactSchema = z
  .object({
    rules: z.array(
      ruleRef.extend({
        isEnabled: z.boolean(),
        doesMatchReplays: z.boolean().describe("false: its pattern leaves replayed events out, or it has none"),
        targetCount: z.number().int(),
      }),
    ),
    hits: z.array(hitSchema).describe("everything that the events reach, as far as it is known; rather too much"),
    blindSpots: z
      .array(z.object({ arn: z.string(), words: z.string(), path }))
      .describe("where events go on and nobody here can see to what"),
    loops: z.array(z.object({ leadsToReplayedBus: z.boolean(), path })),
    notes: z.array(z.string()),
    isCut: z.boolean().describe("there is more than was followed"),
  })
  .meta({ id: "ReplayImpact" });

export const replayPreviewSchema = z
  .object({
    from: isoTime,
    until: isoTime,
    impact: replayImpactSchema,
    overlaps: z.array(
      z.object({
        name: z.string(),
        from: isoTime,
        until: isoTime,
        ruleArns: z.array(z.string()).nullable().describe("of both; null: every rule, or nobody knows which"),
        words: z.string().describe("when, who, how far it came"),
      }),
    ),
    estimate: z.object({
      events: z.number().int().nullable().describe("an estimate; null where nobody can tell"),
      deliveries: z.number().int().nullable().describe("how often targets would be called, likewise"),
      basis: z.enum(ESTIMATE_BASES),
      words: z.string().describe("what it rests on"),
      priceUsd: z
        .number()
        .nullable()
        .describe("at list price, of every event of the time in the archive, whatever rules are chosen"),
    }),
    checks: z.array(checkSchema),
  })
  .meta({ id: "ReplayPreview" });
export type ReplayPreview = z.infer<typeof replayPreviewSchema>;

const archiveId = { id: z.string().regex(idPattern("resource")) };
const ruleId = z.string().regex(idPattern("resource"));

export const replays = {
  listReplays: endpoint({
    method: "GET",
    path: "/replays",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "Replays of archives, ours and those that others started, also what EventBridge has forgotten",
    input: z.object({
      ...page,
      archiveId: z.string().regex(idPattern("resource")).optional(),
      accountId: z.string().optional(),
      region: z.string().optional(),
      state: z.enum(REPLAY_STATES).optional(),
    }),
    output: pageOf(replaySchema),
  }),
  getReplay: endpoint({
    method: "GET",
    path: "/replays/{id}",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "One replay, and how far it came",
    input: z.object({ id: z.string().regex(idPattern("replay")) }),
    output: replaySchema,
  }),
  getReplayHistogram: endpoint({
    method: "GET",
    path: "/archives/{id}/histogram",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "How many events rules matched over time, to choose what to replay",
    input: z.object({
      ...archiveId,
      from: z.iso.datetime().optional().describe("24 hours before the end unless told"),
      until: z.iso.datetime().optional().describe("now unless told"),
      ruleIds: z
        .string()
        .max(2600)
        .transform((text) => text.split(","))
        .pipe(z.array(ruleId).max(100))
        .optional()
        .describe("rules of the archive's bus, parted by commas; all of them unless told"),
    }),
    output: z.object({
      from: isoTime,
      until: isoTime,
      periodSeconds: z.number().int(),
      source: z.enum(["rule-metrics", "none"]).describe("none: nothing was told of that time"),
      words: z.string().describe("where the figures come from and what they are not"),
      archived: z
        .array(z.object({ at: isoTime, count: z.number().int() }))
        .nullable()
        .describe("what the archive's own rule matched: what is in the archive; null: nothing was told of it"),
      series: z.array(
        ruleRef.extend({
          points: z
            .array(z.object({ at: isoTime, count: z.number().int() }))
            .describe("where nothing was told there is no point: that is not 0"),
          total: z.number().int().nullable(),
        }),
      ),
    }),
  }),
  previewReplay: endpoint({
    method: "POST",
    path: "/archives/{id}/preview",
    status: 200,
    capability: "counts.see",
    tag: "events",
    summary: "What a replay would do, without making a plan",
    input: z
      .strictObject({
        ...archiveId,
        from: z.iso.datetime(),
        until: z.iso.datetime(),
        ruleIds: z.array(ruleId).min(1).max(100).optional(),
        allRules: z.literal(true).optional().describe("every rule of the bus fires again for every event"),
      })
      .refine(({ ruleIds, allRules }) => (ruleIds === undefined) !== (allRules === undefined), {
        message: "choose rules with ruleIds, or say allRules: true, and not both",
        path: ["ruleIds"],
      }),
    output: replayPreviewSchema,
  }),
};
