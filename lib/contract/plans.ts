import { z } from "zod";
import { APPROVAL_KINDS, APPROVAL_STATES } from "@/lib/core/approvals/standing";
import { CAUSE_KINDS } from "@/lib/core/failures/cause-kind";
import { idPattern } from "@/lib/core/ids";
import { PLAN_ACTIONS, PLAN_DRIVERS, REDRIVE_DRIVERS } from "@/lib/core/plans/action";
import { ITEM_ORDERS } from "@/lib/core/plans/plan-hash";
import { SUBJECT_KINDS } from "@/lib/core/plans/subject";
import { endpoint, isoTime } from "./endpoint";
import { messageFilter } from "./failures";
import { overrides, planSelection, sendingTerms } from "./plan-terms";
import { replayTermsSchema } from "./replay-terms";

export const planAction = z
  .enum(PLAN_ACTIONS)
  .describe(
    "rescue: copy a queue to the vault; raise-retention: let it keep messages for 14 days; purge: delete everything in it; the three name a queue; replay: have EventBridge send events of an archive again",
  );
export const planDriver = z.enum(PLAN_DRIVERS).describe("how it is done");

export const checkSchema = z.object({
  id: z.string(),
  result: z.enum(["pass", "warn", "block", "unproven"]),
  text: z.string(),
  fix: z.string().optional().describe("what can be done about it; left out where nothing is known to help"),
  canOverride: z.boolean().optional().describe("a block that a person may go on against, with a reason in `overrides`"),
  overriddenBecause: z.string().optional().describe("somebody went on against it, for this reason"),
});
export type PlanCheck = z.infer<typeof checkSchema>;

export const breakGlassSchema = z
  .object({ reason: z.string(), by: z.string(), at: isoTime })
  .meta({ id: "BreakGlass" });
export const subjectSchema = z
  .object({ kind: z.enum(SUBJECT_KINDS), name: z.string(), arn: z.string() })
  .meta({ id: "PlanSubject", description: "What it is about: a dead-letter queue, an archive, a state machine" });
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
    subject: subjectSchema,
    queueId: z.string().nullable().describe("null for a plan that is about no queue"),
    resourceId: z.string().nullable().describe("the archive or state machine of a plan that is about no queue"),
    classId: z.string().nullable(),
    steps: z.array(z.object({ step: z.string(), by: z.string() })).describe("who does which step, in order"),
    consequence: z.string().nullable().describe("what to know of a way that is not the origin's own"),
    destinationArns: z.array(z.string()).describe("where messages go; for a move task each to its own source"),
    roleArn: z.string().nullable(),
    itemCount: z.number().int(),
    isScopeFrozen: z
      .boolean()
      .describe(
        "false for a move task and a rescue: they take the whole queue as it is when they start; false for a replay, which names a time",
      ),
    replay: replayTermsSchema.nullable().describe("what a replay is to start; null for other plans"),
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
    stageObservationSeconds: z.number().int().describe("how long each stage is watched before the next one opens"),
    expectedReturnSeconds: z
      .number()
      .int()
      .nullable()
      .describe("after about how long a message that fails again is back; null: nobody can tell"),
    returnThresholdPercent: z.number().describe("the run pauses by itself when more of what was sent came back"),
    itemOrder: z.enum(ITEM_ORDERS),
    doesMark: z.boolean().describe("each message gets the attribute dlo-run, which changes it"),
    isEdited: z.boolean().describe("edited bodies go out instead of the originals"),
    configuration: z
      .record(z.string(), z.string())
      .describe("every setting that the plan relies on: when one changes, it is stale"),
    ratePerSecond: z.number().nullable(),
    duplicates: z.enum(["resend", "hold"]),
    takesAboutSeconds: z.number().nullable(),
    priceUsd: z
      .number()
      .nullable()
      .describe("an estimate: the most that its requests cost, before free allowances; null where nobody can tell"),
    priceNote: z.string().nullable().describe("what the price is made of, or why there is none"),
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
      selection: planSelection,
      driver: z
        .enum(REDRIVE_DRIVERS)
        .optional()
        .describe(
          "redrive only; the origin's own way back unless told; of executions redrive-execution (where they failed) unless told",
        ),
      destinationArn: z
        .string()
        .max(300)
        .optional()
        .describe(
          "redirect, restore: a queue; lambda-invoke: the function, where the message does not name it; sns-endpoint: the subscription, where several fit",
        ),
      ...sendingTerms,
      overrides,
      reason: z
        .string()
        .trim()
        .max(500)
        .optional()
        .describe("kept with the run; a rescue of a queue with a consumer or a redrive policy of its own needs one"),
    }),
    output: planSchema,
  }),
  createPlans: endpoint({
    method: "POST",
    path: "/plans/for-each",
    status: 201,
    capability: "plans.create",
    idempotent: true,
    tag: "plans",
    summary: "One plan for each dead-letter queue and origin that a selection touches, each by its own way back",
    input: z.strictObject({
      action: z.enum(["redrive", "discard"]),
      selection: z
        .strictObject({
          classId: z.string().regex(idPattern("failureClass")).optional(),
          queueId: z.string().regex(idPattern("queue")).optional(),
          accountId: z.string().regex(idPattern("account")).optional(),
          tag: z.strictObject({ key: z.string().min(1).max(128), value: z.string().max(256) }).optional(),
          cause: z.enum(CAUSE_KINDS).optional(),
          q: messageFilter.optional(),
        })
        .refine((selection) => Object.keys(selection).length > 0, "name a class, queue, account, tag, cause or filter")
        .describe("everything that fits all of these; `tag` is one of the dead-letter queue"),
      ...sendingTerms,
      overrides,
      reason: z.string().trim().max(500).optional(),
    }),
    output: z.object({
      plans: z.array(planSchema).describe("at most 20, the largest first"),
      leftOut: z
        .array(
          z.object({
            queueId: z.string(),
            queueName: z.string(),
            originKind: z.string(),
            count: z.number().int(),
            why: z.string(),
          }),
        )
        .describe("what is in none of the plans"),
    }),
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
      confirm: z.string().max(100).optional().describe("a purge only: the name of the queue, typed by a person"),
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
