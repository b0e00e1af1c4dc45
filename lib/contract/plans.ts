import { z } from "zod";
import { APPROVAL_KINDS, APPROVAL_STATES } from "@/lib/core/approvals/standing";
import { idPattern } from "@/lib/core/ids";
import { PLAN_ACTIONS, PLAN_DRIVERS } from "@/lib/core/plans/action";
import { endpoint, isoTime } from "./endpoint";
import { messageFilter } from "./failures";

export const planAction = z
  .enum(PLAN_ACTIONS)
  .describe("rescue: copy a queue to the vault; raise-retention: let it keep messages for 14 days; both name a queue");
export const planDriver = z.enum(PLAN_DRIVERS);

export const checkSchema = z.object({
  id: z.string(),
  result: z.enum(["pass", "warn", "block", "unproven"]),
  text: z.string(),
});
export type PlanCheck = z.infer<typeof checkSchema>;

export const breakGlassSchema = z
  .object({ reason: z.string(), by: z.string(), at: isoTime })
  .meta({ id: "BreakGlass" });
const approvalSchema = z
  .object({
    needed: z.number().int().min(0).max(2).describe("by the rules of now"),
    reasons: z.array(z.string()).describe("why, one for each rule: production, more than 100 messages"),
    given: z.array(
      z.object({
        by: z.string(),
        at: isoTime,
        comment: z.string().nullable(),
        counts: z.boolean().describe("false: given by somebody who may not approve it any more"),
      }),
    ),
    state: z.enum(APPROVAL_STATES),
    askedBy: z.string().nullable(),
    askedAt: isoTime.nullable(),
    expiresAt: isoTime.describe("of the plan: an hour after it was made, 24 hours after somebody asked"),
    whyNotYou: z
      .string()
      .nullable()
      .describe("why you may neither approve nor refuse it; null: you may, while it waits"),
    isMine: z.boolean().describe("you made the plan or asked for its approval, yourself or by a token"),
    isApprovedByMe: z.boolean(),
    said: z.array(
      z.object({ kind: z.enum(APPROVAL_KINDS), by: z.string(), at: isoTime, comment: z.string().nullable() }),
    ),
  })
  .meta({ id: "PlanApproval" });

export const planSchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    state: z.enum(["draft", "awaiting-approval", "approved", "applied", "expired", "refused", "withdrawn"]),
    action: planAction,
    driver: planDriver,
    title: z.string(),
    sentence: z.string().describe("the way back, in one sentence"),
    accountId: z.string(),
    accountName: z.string(),
    awsAccountId: z.string(),
    isProduction: z.boolean(),
    region: z.string(),
    queueId: z.string(),
    queueName: z.string(),
    queueArn: z.string(),
    classId: z.string().nullable(),
    destinationArns: z.array(z.string()).describe("where messages go; for a move task each to its own source"),
    roleArn: z.string().nullable(),
    itemCount: z.number().int(),
    isScopeFrozen: z
      .boolean()
      .describe("false for a move task and a rescue: they take the whole queue as it is when they start"),
    change: z
      .object({ setting: z.string(), before: z.string(), after: z.string() })
      .nullable()
      .describe("the setting that the plan changes, as AWS writes it"),
    asCode: z
      .object({ terraform: z.string(), cloudFormation: z.string(), cli: z.string() })
      .nullable()
      .describe("the same change for whoever keeps the queue as code, or may do what we may not"),
    checks: z.array(checkSchema),
    stages: z.array(z.number().int()),
    ratePerSecond: z.number().nullable(),
    duplicates: z.enum(["resend", "hold"]),
    takesAboutSeconds: z.number().nullable(),
    priceUsd: z.number().nullable().describe("an estimate from the list price"),
    undoSeconds: z.number().int(),
    observationSeconds: z.number().int(),
    reason: z.string().nullable(),
    hash: z.string(),
    createdBy: z.string(),
    createdAt: isoTime,
    expiresAt: isoTime,
    runId: z.string().nullable(),
    approval: approvalSchema,
    breakGlass: breakGlassSchema.nullable().describe("it was applied without the approvals that it needed"),
  })
  .meta({ id: "Plan" });
export type Plan = z.infer<typeof planSchema>;

export const planId = { id: z.string().regex(idPattern("plan")) };
export const planHash = z.string().regex(/^sha256:[0-9a-f]{64}$/, "must be the plan's hash");

const messageRow = z.string().regex(idPattern("message"));
const selection = z
  .union([
    z.strictObject({ messageIds: z.array(messageRow).min(1).max(10_000) }),
    z.strictObject({ classId: z.string().regex(idPattern("failureClass")), q: messageFilter.optional() }),
    z.strictObject({ queueId: z.string().regex(idPattern("queue")), q: messageFilter.optional() }),
    z.strictObject({
      vaultItemIds: z
        .array(z.string().regex(idPattern("vaultItem")))
        .min(1)
        .max(10_000),
    }),
  ])
  .describe(
    "chosen messages, a failure class or a dead-letter queue, whole or with `q` what matches now, or vault items; of the first three a restore takes what is only in the vault",
  );

export const plans = {
  createPlan: endpoint({
    method: "POST",
    path: "/plans",
    status: 201,
    capability: "plans.create",
    idempotent: true,
    tag: "plans",
    summary: "Freeze what an action will do; nothing reaches AWS",
    input: z.strictObject({
      action: planAction,
      selection,
      driver: z.enum(["mover", "move-task"]).optional().describe("redrive only; our mover unless asked otherwise"),
      ratePerSecond: z.number().min(0.1).max(500).optional(),
      duplicates: z.enum(["resend", "hold"]).default("resend"),
      observationSeconds: z.number().int().min(1).max(86_400).optional(),
      reason: z
        .string()
        .trim()
        .max(500)
        .optional()
        .describe("kept with the run; a rescue of a queue with a consumer or a redrive policy of its own needs one"),
    }),
    output: planSchema,
  }),
  getPlan: endpoint({
    method: "GET",
    path: "/plans/{id}",
    status: 200,
    capability: "counts.see",
    tag: "plans",
    summary: "One plan",
    input: z.object(planId),
    output: planSchema,
  }),
  applyPlan: endpoint({
    method: "POST",
    path: "/plans/{id}/apply",
    status: 202,
    capability: "plans.apply",
    idempotent: true,
    tag: "plans",
    summary: "Start the run of a plan; the same plan gives the same run however often it is asked",
    input: z.strictObject({
      ...planId,
      hash: planHash,
      breakGlass: z
        .strictObject({
          reason: z.string().trim().min(10, "say why it cannot wait, in 10 characters or more").max(500),
        })
        .optional()
        .describe("in an emergency: without its approvals, by whoever may break the glass, and loudly"),
    }),
    output: z.object({ runId: z.string(), runNumber: z.number().int() }),
  }),
};
