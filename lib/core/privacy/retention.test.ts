import { expect, test } from "vitest";
import { daysKept, dueByDays, KEEP_ALL, type RetentionRules, retentionRulesSchema } from "./retention";

const place = { queueId: "q_1", accountId: "acc_1", environment: "prd" };
const rules: RetentionRules = {
  defaults: { ...KEEP_ALL.defaults, body: 30, errorText: 90 },
  overrides: [
    { scope: { kind: "environment", id: "prd" }, days: { body: 14 } },
    { scope: { kind: "account", id: "acc_1" }, days: { body: 7, preview: 3 } },
    { scope: { kind: "queue", id: "q_1" }, days: { body: null } },
  ],
};

test.each([
  ["its queue", place, "body", null],
  ["its account, where the queue says nothing", place, "preview", 3],
  ["its environment", { ...place, queueId: "q_2", accountId: "acc_2" }, "body", 14],
  ["the default", { ...place, queueId: "q_2", accountId: "acc_2", environment: "sat" }, "body", 30],
  ["the default, where narrower scopes say nothing of the kind", place, "errorText", 90],
] as const)("how long a kind is kept is said by %s", (_, at, kind, days) => {
  expect(daysKept(rules, at, kind)).toBe(days);
});

test("without a number nothing is ever due, the vault least of all", () => {
  expect(dueByDays(KEEP_ALL, [place])).toEqual([]);
  expect(dueByDays(rules, [place]).map(({ kind }) => kind)).not.toContain("vault");
});

test("places with the same number of days are looked at together", () => {
  const others = ["q_2", "q_3"].map((queueId) => ({ ...place, queueId, accountId: "acc_2" }));

  expect(dueByDays(rules, [place, ...others], ["body"])).toEqual([{ kind: "body", days: 14, places: others }]);
});

test("one queue cannot have two rules", () => {
  const twice = { ...rules, overrides: [...rules.overrides, ...rules.overrides] };

  expect(retentionRulesSchema.safeParse(twice).success).toBe(false);
});
