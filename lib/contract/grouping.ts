import { z } from "zod";
import { REGROUP_STATES } from "@/lib/core/failures/rules/regroup";
import { groupingRulesSchema } from "@/lib/core/failures/rules/rule";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime, nothing } from "./endpoint";
import { failureClassSchema } from "./failures";

const classId = z.string().regex(idPattern("failureClass"));
const regroupId = z.strictObject({ id: z.string().regex(idPattern("regroup")) });

const rulesView = z.object({
  rules: groupingRulesSchema.describe("the first that fits a message applies, and no other"),
  version: z.string().describe("the same for all lists that mean the same"),
  changedAt: isoTime.nullable().describe("null: never"),
  changedBy: z.string().nullable(),
});

const namedClass = z.object({ id: z.string(), number: z.number().int(), title: z.string() });
const tallyView = z.object({
  movedCount: z.number().int(),
  sameCount: z.number().int().describe("looked at, and right where they are"),
  keptCount: z.number().int().describe("no body is kept of them, so nobody can tell: they stay where they are"),
  newClassCount: z.number().int(),
  moves: z
    .array(
      z.object({
        from: namedClass,
        to: z.object({ id: z.string().nullable(), number: z.number().int().nullable(), title: z.string() }),
        count: z.number().int(),
      }),
    )
    .describe("the largest first, at most 200"),
  otherMovedCount: z.number().int().describe("moved between classes that are not listed"),
  emptied: z.array(namedClass).describe("classes that lose all their messages: resolved, their notes stay"),
});

export const regroupSchema = z
  .object({
    id: z.string(),
    state: z.enum(REGROUP_STATES),
    version: z.string().describe("of the rules it was made with"),
    days: z.number().int(),
    askedAt: isoTime,
    askedBy: z.string(),
    applyAskedAt: isoTime.nullable(),
    applyAskedBy: z.string().nullable(),
    endedAt: isoTime.nullable(),
    reason: z.string().nullable(),
    itemCount: z.number().int().nullable().describe("messages it looks at; null before the worker has begun"),
    leftOutCount: z.number().int().nullable().describe("older messages of these days beyond the first 50,000"),
    doneCount: z.number().int().describe("of them, in the step it is in"),
    preview: tallyView.nullable(),
    applied: tallyView.nullable(),
  })
  .meta({ id: "Regroup" });
export type Regroup = z.infer<typeof regroupSchema>;

export const grouping = {
  mergeFailureClasses: endpoint({
    method: "POST",
    path: "/failure-classes/{id}/merge",
    status: 200,
    capability: "classes.triage",
    tag: "failures",
    summary: "Put a class into another of the same account and Region; its id leads there from now on",
    input: z.strictObject({ id: classId, intoId: classId }),
    output: failureClassSchema,
  }),
  unmergeFailureClass: endpoint({
    method: "POST",
    path: "/failure-classes/{id}/unmerge",
    status: 200,
    capability: "classes.triage",
    tag: "failures",
    summary: "Take a class out of the one it was merged into, with the messages that arrived of it since",
    input: z.strictObject({ id: classId }),
    output: failureClassSchema,
  }),
  listGroupingRules: endpoint({
    method: "GET",
    path: "/grouping-rules",
    status: 200,
    capability: "counts.see",
    isForAll: true,
    tag: "grouping",
    summary: "Rules by which this installation sets causes and groups failed messages",
    input: nothing,
    output: rulesView,
  }),
  putGroupingRules: endpoint({
    method: "PUT",
    path: "/grouping-rules",
    status: 200,
    capability: "grouping.edit",
    isForAll: true,
    tag: "grouping",
    summary: "Replace all grouping rules; they hold for messages that arrive from now on",
    input: z.strictObject({
      rules: groupingRulesSchema,
      ifVersion: z.string().max(100).optional().describe("refused when the rules are no longer this version"),
    }),
    output: rulesView,
  }),
  previewRegroup: endpoint({
    method: "POST",
    path: "/regroups",
    status: 202,
    capability: "grouping.edit",
    isForAll: true,
    tag: "grouping",
    summary: "Ask which messages of the last days would change class under these rules; nothing is changed",
    input: z.strictObject({ rules: groupingRulesSchema, days: z.number().int().min(1).max(30) }),
    output: regroupSchema,
  }),
  listRegroups: endpoint({
    method: "GET",
    path: "/regroups",
    status: 200,
    capability: "counts.see",
    isForAll: true,
    tag: "grouping",
    summary: "The last 20 previews and regroupings, newest first",
    input: nothing,
    output: z.object({ items: z.array(regroupSchema) }),
  }),
  getRegroup: endpoint({
    method: "GET",
    path: "/regroups/{id}",
    status: 200,
    capability: "counts.see",
    isForAll: true,
    tag: "grouping",
    summary: "One preview or regrouping, with how far it is",
    input: regroupId,
    output: regroupSchema,
  }),
  applyRegroup: endpoint({
    method: "POST",
    path: "/regroups/{id}/apply",
    status: 202,
    capability: "grouping.edit",
    isForAll: true,
    tag: "grouping",
    summary: "Move the previewed messages; its rules must be those in force",
    input: regroupId.extend({
      confirmCount: z.number().int().min(0).describe("how many messages the preview moves: you have read it"),
    }),
    output: regroupSchema,
  }),
  cancelRegroup: endpoint({
    method: "POST",
    path: "/regroups/{id}/cancel",
    status: 200,
    capability: "grouping.edit",
    isForAll: true,
    tag: "grouping",
    summary: "Stop a preview or a regrouping; what was moved stays moved",
    input: regroupId,
    output: regroupSchema,
  }),
};
