import { expect, test } from "vitest";
import { approvalsNeeded, conditionWords, type PlanFacts } from "./approvals-needed";
import { DEFAULT_APPROVAL_RULES } from "./default-terms";
import { type ApprovalRule, approvalRulesSchema, canonicalTerms } from "./rule";

const quiet: PlanFacts = {
  action: "redrive",
  accountId: "acc_1",
  environment: "sat",
  isProduction: false,
  isFifo: false,
  messageCount: 5,
};
const inProduction = { ...quiet, environment: "prd", isProduction: true };

test.each<[string, PlanFacts, 0 | 1 | 2, string[]]>([
  ["few messages outside production", quiet, 0, []],
  ["many messages outside production", { ...quiet, messageCount: 5000 }, 0, []],
  ["100 messages of production", { ...inProduction, messageCount: 100 }, 0, []],
  ["101 messages of production", { ...inProduction, messageCount: 101 }, 1, ["production, more than 100 messages"]],
  [
    "an unknown number in production",
    { ...inProduction, messageCount: null },
    1,
    ["production, an unknown number of messages (the limit is 100)"],
  ],
  ["few discarded", { ...quiet, action: "discard" }, 0, []],
  ["many discarded", { ...quiet, action: "discard", messageCount: 101 }, 1, ["discard, more than 100 messages"]],
  ["one discarded in production", { ...inProduction, action: "discard" }, 1, ["discard, production"]],
  ["a purge", { ...quiet, action: "purge" }, 2, ["purge"]],
  ["a replay", { ...quiet, action: "replay" }, 0, []],
  ["a replay in production", { ...inProduction, action: "replay" }, 1, ["replay, production"]],
  ["edited bodies", { ...quiet, hasEditedBodies: true }, 0, []],
  ["edited bodies in production", { ...inProduction, hasEditedBodies: true }, 1, ["production, edited bodies"]],
  ["an overridden check", { ...quiet, hasOverriddenCheck: true }, 1, ["a check was overridden"]],
  ["a raised retention in production", { ...inProduction, action: "raise-retention", messageCount: 0 }, 0, []],
  [
    "a rescue in production against a check, of nobody knows how much",
    { ...inProduction, action: "rescue", messageCount: null, hasOverriddenCheck: true },
    0,
    [],
  ],
])("by default %s", (_, facts, count, reasons) => {
  expect(approvalsNeeded(facts, DEFAULT_APPROVAL_RULES)).toEqual({ count, reasons });
});

const rule = (more: Partial<ApprovalRule>): ApprovalRule => ({
  id: "one",
  name: "One",
  isOn: true,
  when: { messagesOver: 0 },
  approvals: 1,
  ...more,
});

test("of several rules the highest number counts, and each says why", () => {
  const rules = [rule({}), rule({ id: "two", when: { fifo: true }, approvals: 2 }), rule({ id: "three", isOn: false })];

  expect(approvalsNeeded({ ...quiet, isFifo: true }, rules)).toEqual({
    count: 2,
    reasons: ["more than 0 messages", "FIFO"],
  });
});

test.each<[string, Partial<ApprovalRule>, boolean]>([
  ["another account", { accountIds: ["acc_2"] }, false],
  ["this account", { accountIds: ["acc_2", "acc_1"] }, true],
  ["another environment", { environments: ["prd"] }, false],
  ["this account or another environment", { accountIds: ["acc_1"], environments: ["prd"] }, true],
  ["a rule that is off", { isOn: false }, false],
  ["all conditions but one", { when: { messagesOver: 0, fifo: true } }, false],
])("a rule for %s", (_, more, applies) => {
  expect(approvalsNeeded(quiet, [rule(more)]).count).toBe(applies ? 1 : 0);
});

test("a rescue needs approval only by a rule that names it", () => {
  const rescue = { ...quiet, action: "rescue" } as const;

  expect(approvalsNeeded(rescue, [rule({ when: { messagesOver: 0 } })]).count).toBe(0);
  expect(approvalsNeeded(rescue, [rule({ when: { action: "rescue", messagesOver: 0 } })]).count).toBe(1);
});

test("a rule that says nothing, twice the same id and a third approval are refused", () => {
  const isTaken = (rules: unknown) => approvalRulesSchema.safeParse(rules).success;

  expect(isTaken(DEFAULT_APPROVAL_RULES)).toBe(true);
  expect(isTaken([{ ...rule({}), when: {} }])).toBe(false);
  expect(isTaken([rule({}), rule({ name: "Two" })])).toBe(false);
  expect(isTaken([{ ...rule({}), approvals: 3 }])).toBe(false);
});

test("rules that mean the same have one version, whatever the order of their lists", () => {
  const of = (accountIds: string[]) => canonicalTerms({ rules: [rule({ accountIds })], applyLimit: 100 });

  expect(of(["a", "b"])).toBe(of(["b", "a"]));
  expect(of(["a"])).not.toBe(of(["b"]));
});

test("conditions read as a person would say them", () => {
  expect(conditionWords({ action: "raise-retention", production: true, messagesOver: 1500 })).toEqual([
    "raise retention",
    "production",
    "more than 1,500 messages",
  ]);
});
