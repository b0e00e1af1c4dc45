import { expect, test } from "vitest";
import { anybodyMayPut, puttersOf } from "./bus-policy";

const BUS = "arn:aws:events:eu-central-1:111111111111:event-bus/shop";
const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Principal: unknown, more: object = {}) => ({
  Sid: "s",
  Effect: "Allow",
  Principal,
  Action: "events:PutEvents",
  Resource: BUS,
  ...more,
});

test.each([
  [
    "an account by its id",
    allow({ AWS: "222222222222" }),
    {
      kind: "account",
      who: "222222222222",
      isCrossAccount: true,
      sentence: "Account 222222222222 may put events here.",
    },
  ],
  [
    "an account by its root",
    allow({ AWS: "arn:aws:iam::222222222222:root" }),
    { kind: "account", who: "222222222222", isCrossAccount: true },
  ],
  ["the bus's own account", allow({ AWS: "111111111111" }), { kind: "account", isCrossAccount: false }],
  [
    "a role",
    allow({ AWS: "arn:aws:iam::222222222222:role/shop" }),
    { kind: "principal", awsAccountId: "222222222222", isCrossAccount: true },
  ],
  [
    "an organisation, by a condition on everybody",
    allow("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } } }),
    {
      kind: "organisation",
      who: "o-1234567890",
      sentence: "Every account of organisation o-1234567890 may put events here.",
    },
  ],
  [
    "accounts, by a condition on everybody",
    allow("*", { Condition: { StringEquals: { "aws:PrincipalAccount": "333333333333" } } }),
    { kind: "account", who: "333333333333", sentence: "Account 333333333333 may put events here." },
  ],
  [
    "a service",
    allow({ Service: "s3.amazonaws.com" }),
    { kind: "service", who: "s3.amazonaws.com", isCrossAccount: false },
  ],
  ["everybody", allow("*"), { kind: "everybody", sentence: "Any AWS account of the world may put events here." }],
  ["everybody as AWS", allow({ AWS: "*" }), { kind: "everybody", isCrossAccount: true }],
  [
    "everybody but an organisation is still everybody",
    allow("*", { Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } }),
    {
      kind: "everybody",
      sentence: expect.stringContaining("under conditions: aws:PrincipalOrgID StringNotEquals o-1"),
    },
  ],
  [
    "any organisation whatever is everybody",
    allow("*", { Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }),
    { kind: "everybody", sentence: expect.stringContaining("under conditions: aws:PrincipalOrgID StringLike *") },
  ],
  [
    "leave by a wildcard is leave to put events",
    { ...allow({ AWS: "222222222222" }), Action: "events:*Events" },
    { sentence: "Account 222222222222 may put events here (events:*Events)." },
  ],
  [
    "a limit on what may be sent is told",
    allow({ AWS: "222222222222" }, { Condition: { StringEquals: { "events:source": "shop" } } }),
    { sentence: "Account 222222222222 may put events here, under conditions: events:source StringEquals shop." },
  ],
  [
    "a Deny",
    { ...allow({ AWS: "222222222222" }), Effect: "Deny" },
    { effect: "deny", sentence: "Account 222222222222 may not put events here." },
  ],
  [
    "leave to change rules is no leave to put events",
    { ...allow({ AWS: "222222222222" }), Action: ["events:PutRule", "events:PutTargets"] },
    { sentence: "Account 222222222222 may use events:PutRule, events:PutTargets." },
  ],
])("the policy names %s", (_, statement, expected) => {
  expect(puttersOf(policy(statement), BUS)).toEqual([expect.objectContaining(expected)]);
});

test("without a policy nobody else is let in; a policy that makes no sense says nothing", () => {
  expect(puttersOf(null, BUS)).toEqual([]);
  expect(puttersOf("{", BUS)).toBeUndefined();
});

test("whether the world may put events is judged as coverage judges it", () => {
  expect(anybodyMayPut(policy(allow("*")), BUS)).toBe("allowed");
  expect(anybodyMayPut(policy(allow({ AWS: "222222222222" })), BUS)).toBe("refused");
  expect(anybodyMayPut(policy(allow("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })), BUS)).toBe(
    "possible",
  );
});

test("who allows all but one account allows the world, unless a Deny stands against it", () => {
  const { Principal: _, ...butOne } = allow("*", { NotPrincipal: { AWS: "222222222222" } });

  expect(anybodyMayPut(policy(butOne), BUS)).toBe("allowed");
  expect(anybodyMayPut(policy(butOne, { ...allow("*"), Effect: "Deny" }), BUS)).toBe("refused");
});
