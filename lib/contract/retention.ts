import { z } from "zod";
import { RETENTION_KINDS } from "@/lib/core/privacy/kinds";
import { retentionRulesSchema } from "@/lib/core/privacy/retention";
import { endpoint, isoTime, nothing } from "./endpoint";

const kindCount = z.object({
  kind: z.enum(RETENTION_KINDS),
  name: z.string(),
  goes: z.number().int(),
  keptByHold: z.number().int(),
  keptByPlan: z.number().int().describe("an open run or a plan that can be applied names the message"),
  onlyCopies: z.number().int().describe("vault items of messages that are nowhere else: the only copy"),
});
const previewView = z.object({ kinds: z.array(kindCount).describe("kinds with a number of days only") });
export type RetentionPreview = z.infer<typeof previewView>;

const retentionView = retentionRulesSchema.extend({
  version: z.number().int().describe("0: never set"),
  changedAt: isoTime.nullable(),
  changedBy: z.string().nullable(),
  kinds: z.array(
    z.object({
      kind: z.enum(RETENTION_KINDS),
      name: z.string(),
      lies: z.string().describe("where it is kept"),
      mostDays: z.number().int().nullable().describe("it goes after so many days in any case"),
    }),
  ),
  lastRound: z
    .object({
      startedAt: isoTime,
      endedAt: isoTime.nullable().describe("null: it is under way, or will go on where it was"),
      erased: z.partialRecord(z.enum(RETENTION_KINDS), z.number().int()),
      keptByHold: z.number().int(),
      keptByPlan: z.number().int(),
    })
    .nullable(),
  secondCopiesLeft: z.number().int().describe("of erased vault items, that could not be deleted yet"),
});
export type Retention = z.infer<typeof retentionView>;

export const retention = {
  getRetention: endpoint({
    method: "GET",
    path: "/retention",
    status: 200,
    capability: "counts.see",
    isForAll: true,
    tag: "privacy",
    summary: "How long each kind of thing is kept, where that differs, and what went last",
    input: nothing,
    output: retentionView,
  }),
  previewRetention: endpoint({
    method: "POST",
    path: "/retention/preview",
    status: 200,
    capability: "privacy.manage",
    tag: "privacy",
    summary: "How many things would go now under these rules, and what keeps others back",
    input: retentionRulesSchema,
    output: previewView,
  }),
  putRetention: endpoint({
    method: "PUT",
    path: "/retention",
    status: 200,
    capability: "privacy.manage",
    tag: "privacy",
    summary: "Replace the retention rules; the worker begins within five minutes",
    input: retentionRulesSchema.extend({
      ifVersion: z.int32().min(0).describe("refused when the rules are no longer this version"),
    }),
    output: retentionView,
  }),
};
