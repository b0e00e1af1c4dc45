import { z } from "zod";
import { applyLimitSchema, approvalRulesSchema } from "@/lib/core/approvals/rule";
import { endpoint, isoTime, nothing, page, pageOf } from "./endpoint";
import { planHash, planId, planSchema } from "./plans";

const termsView = z
  .object({
    rules: approvalRulesSchema.describe("which plans need how many other people; the highest number counts"),
    applyLimit: applyLimitSchema.describe("`plans.apply` covers so many messages, more take `plans.apply-large`"),
    version: z.string().describe("the same for all that mean the same"),
    changedAt: isoTime.nullable().describe("null: never"),
    changedBy: z.string().nullable(),
    warnings: z.array(z.string()).describe("rules that nobody, or too few people, could satisfy"),
  })
  .meta({ id: "ApprovalRules" });
export type ApprovalRules = z.infer<typeof termsView>;

export const APPROVAL_VIEWS = ["waiting", "asked", "decided"] as const;
const comment = z.string().trim().max(1000);
const onHash = { ...planId, hash: planHash };

export const approvals = {
  getApprovalRules: endpoint({
    method: "GET",
    path: "/approval-rules",
    status: 200,
    capability: "counts.see",
    tag: "approvals",
    summary: "Which plans need the approval of other people, and how many messages one may apply",
    input: nothing,
    output: termsView,
  }),
  putApprovalRules: endpoint({
    method: "PUT",
    path: "/approval-rules",
    status: 200,
    capability: "approvals.manage",
    tag: "approvals",
    summary: "Replace all approval rules; they hold at once, for plans that wait too",
    input: z.strictObject({
      rules: approvalRulesSchema,
      applyLimit: applyLimitSchema,
      ifVersion: z.string().max(100).describe("refused when the rules are no longer this version"),
    }),
    output: termsView,
  }),
  listApprovals: endpoint({
    method: "GET",
    path: "/approvals",
    status: 200,
    capability: "counts.see",
    tag: "approvals",
    summary: "Plans that wait for me, that I asked about, or that are decided; newest first",
    input: z.object({ ...page, view: z.enum(APPROVAL_VIEWS).default("waiting") }),
    output: pageOf(planSchema).extend({
      counts: z.object({
        waiting: z.number().int().describe("wait for me: I may approve them"),
        asked: z.number().int().describe("mine, wait for others"),
      }),
    }),
  }),
  listPlanClasses: endpoint({
    method: "GET",
    path: "/plans/{id}/classes",
    status: 200,
    capability: "counts.see",
    tag: "approvals",
    summary: "How many messages of a plan belong to each failure class",
    input: z.object(planId),
    output: z.object({
      items: z.array(
        z.object({ classId: z.string(), number: z.number().int(), title: z.string(), count: z.number().int() }),
      ),
      otherCount: z.number().int().describe("of further classes, or of none that is known"),
    }),
  }),
  askForApproval: endpoint({
    method: "POST",
    path: "/plans/{id}/ask",
    status: 200,
    capability: "plans.create",
    idempotent: true,
    tag: "approvals",
    summary: "Ask other people to approve a plan; it then lives for 24 hours",
    input: z.strictObject({ ...onHash, comment: comment.optional() }),
    output: planSchema,
  }),
  approvePlan: endpoint({
    method: "POST",
    path: "/plans/{id}/approve",
    status: 200,
    capability: "plans.approve",
    idempotent: true,
    tag: "approvals",
    summary: "Approve exactly this plan of somebody else; nothing starts by it",
    input: z.strictObject({ ...onHash, comment: comment.optional() }),
    output: planSchema,
  }),
  refusePlan: endpoint({
    method: "POST",
    path: "/plans/{id}/refuse",
    status: 200,
    capability: "plans.approve",
    idempotent: true,
    tag: "approvals",
    summary: "Refuse a plan of somebody else, with a reason; it stays refused",
    input: z.strictObject({ ...onHash, comment: comment.min(1, "say why") }),
    output: planSchema,
  }),
  commentPlan: endpoint({
    method: "POST",
    path: "/plans/{id}/comments",
    status: 200,
    capability: "counts.see",
    idempotent: true,
    tag: "approvals",
    summary: "Say something about a plan, as whoever makes or approves plans there",
    input: z.strictObject({ ...planId, comment: comment.min(1) }),
    output: planSchema,
  }),
  withdrawPlan: endpoint({
    method: "POST",
    path: "/plans/{id}/withdraw",
    status: 200,
    capability: "plans.create",
    idempotent: true,
    tag: "approvals",
    summary: "Take back a plan that one made or asked about; it can never be applied",
    input: z.strictObject({ ...planId, comment: comment.optional() }),
    output: planSchema,
  }),
};
