import { expect, test } from "vitest";
import { DEFAULT_APPROVAL_RULES } from "@/lib/core/approvals/default-terms";
import { draftOf, EMPTY_DRAFT, ruleOf, ruleProblems } from "./rule-draft";

test.each(DEFAULT_APPROVAL_RULES.map((rule) => [rule.name, rule] as const))(
  "“%s” is the same after the form",
  (_, rule) => {
    expect(ruleOf(draftOf(rule), rule, [])).toEqual(rule);
  },
);

test("a new rule gets an id from its name that no other has", () => {
  const draft = { ...EMPTY_DRAFT, name: "Purge!", production: true, environments: "prd, eu ," };

  expect(ruleOf(draft, undefined, DEFAULT_APPROVAL_RULES)).toEqual({
    id: "purge-2",
    name: "Purge!",
    isOn: true,
    when: { production: true },
    environments: ["prd", "eu"],
    approvals: 1,
  });
});

test("what is wrong is said at its field", () => {
  const rule = ruleOf({ ...EMPTY_DRAFT, name: "Purge", messagesOver: "many" }, undefined, []);

  expect(Object.keys(ruleProblems(rule, DEFAULT_APPROVAL_RULES)).sort()).toEqual(["name", "when.messagesOver"]);
  expect(ruleProblems(ruleOf({ ...EMPTY_DRAFT, name: "All" }, undefined, []), [])).toHaveProperty("when");
});
