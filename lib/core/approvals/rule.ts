import { z } from "zod";
import { PLAN_ACTIONS } from "../plans/action";

/** What a rule may name. */
export const RULE_ACTIONS = PLAN_ACTIONS;
export type RuleAction = (typeof RULE_ACTIONS)[number];

const whenSchema = z
  .strictObject({
    messagesOver: z.number().int().min(0).max(1_000_000).optional().describe("an unknown number is over any"),
    production: z.literal(true).optional(),
    fifo: z.literal(true).optional().describe("the dead-letter queue is FIFO"),
    action: z
      .enum(RULE_ACTIONS)
      .optional()
      .describe("a rescue only keeps copies: no rule is about it but one that names it"),
    editedBodies: z.literal(true).optional(),
    overriddenCheck: z.literal(true).optional().describe("a person gave a reason to go on against a check"),
  })
  .refine((when) => Object.values(when).some((part) => part !== undefined), "must say which plans it is about");

/** Which plans need how many other people. All conditions of a rule must hold; of several rules the highest number counts. */
export const approvalRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be lower-case letters, digits and hyphens"),
  name: z.string().trim().min(1).max(80),
  isOn: z.boolean(),
  when: whenSchema,
  accountIds: z.array(z.string().max(40)).min(1).max(500).optional().describe("only these accounts"),
  environments: z
    .array(z.string().trim().min(1).max(60))
    .min(1)
    .max(50)
    .optional()
    .describe("only accounts of these environments; with `accountIds` whatever either names"),
  approvals: z.union([z.literal(1), z.literal(2)]),
});
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

export const approvalRulesSchema = z
  .array(approvalRuleSchema)
  .max(50)
  .superRefine((rules, check) => {
    for (const key of ["id", "name"] as const) {
      const seen = new Set<string>();
      for (const [index, rule] of rules.entries()) {
        if (seen.has(rule[key])) check.addIssue({ code: "custom", path: [index, key], message: "is there twice" });
        seen.add(rule[key]);
      }
    }
  });

/** Beyond this many messages applying a plan takes the right to apply large ones. */
export const applyLimitSchema = z.number().int().min(0).max(10_000);

/** Which plans need approval, and how many messages `plans.apply` covers. */
export interface ApprovalTerms {
  readonly rules: readonly ApprovalRule[];
  readonly applyLimit: number;
}

/** One spelling for all terms that mean the same, to compare and to hash. */
export function canonicalTerms({ rules, applyLimit }: ApprovalTerms): string {
  return JSON.stringify([
    applyLimit,
    rules.map(({ id, name, isOn, when, accountIds, environments, approvals }) => [
      id,
      name,
      isOn,
      [when.messagesOver, when.production, when.fifo, when.action, when.editedBodies, when.overriddenCheck].map(
        (part) => part ?? null,
      ),
      accountIds ? [...accountIds].sort() : null,
      environments ? [...environments].sort() : null,
      approvals,
    ]),
  ]);
}
