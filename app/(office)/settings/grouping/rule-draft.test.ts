import { expect, test } from "vitest";
import type { GroupingRule } from "@/lib/core/failures/rules/rule";
import { draftOf, EMPTY_DRAFT, ruleOf } from "./rule-draft";
import { doesWords, ruleProblems, whereWords } from "./rule-words";

const whole: GroupingRule = {
  name: "tenants",
  where: {
    anchor: "orders*",
    originKind: "sqs-redrive",
    messageType: "Order*",
    errorText: "tenant *",
    cause: "unknown",
  },
  does: {
    cause: "dependency",
    groupAs: "tenant trouble",
    splitBy: ["message-type", "shape"],
    replace: [
      { find: "tenant *", by: "tenant <tenant>" },
      { find: "shard *", by: "shard" },
    ],
  },
};

test("a rule that is opened in the form and saved is the same rule, also what the form does not show", () => {
  expect(ruleOf(draftOf(whole), whole)).toEqual(whole);
  expect(ruleProblems(ruleOf(draftOf(whole), whole))).toEqual({});
});

test("a rule says in words what it is about and what it does", () => {
  expect(whereWords(whole)).toBe(
    "it fails at orders*, and it comes from: SQS redrive policy, and its type is Order*, and its error contains “tenant *”, and its cause is unknown",
  );
  expect(doesWords(whole)).toBe(
    "cause is dependency; grouped as “tenant trouble”; split by message type and payload shape; “tenant *” becomes “tenant <tenant>”; “shard *” becomes “shard”",
  );
});

test("an empty form says at each field what is missing, a regular expression why it is refused", () => {
  expect(ruleProblems(ruleOf(EMPTY_DRAFT))).toMatchObject({
    name: expect.any(String),
    where: "must say which messages it is about",
    does: "must do something: set a cause, group, split or replace",
  });
  expect(ruleProblems(ruleOf({ ...draftOf(whole), errorText: "/^a.*$/" }))).toMatchObject({
    "where.errorText": expect.stringContaining("is a regular expression"),
  });
});
