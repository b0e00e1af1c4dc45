import { expect, test } from "vitest";
import { evaluate, parsePolicy } from "./policy";

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:orders-dlq";

const policyOf = (...Statement: object[]) => parsePolicy({ Version: "2012-10-17", Statement }, "identity");

test.each([
  ["the exact action and resource", { Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE }, "allowed"],
  [
    "wildcards, whatever the action's case",
    { Effect: "Allow", Action: "SQS:send*", Resource: "arn:aws:sqs:*:111122223333:*" },
    "allowed",
  ],
  ["? for one character", { Effect: "Allow", Action: "sqs:SendMessag?", Resource: "*" }, "allowed"],
  ["another action", { Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: "*" }, "notAllowed"],
  ["another resource", { Effect: "Allow", Action: "*", Resource: `${QUEUE}-other` }, "notAllowed"],
  ["a dot that is no wildcard", { Effect: "Allow", Action: "*", Resource: QUEUE.replace("-", ".") }, "notAllowed"],
  ["NotAction around it", { Effect: "Allow", NotAction: "sqs:Send*", Resource: "*" }, "notAllowed"],
  ["NotResource elsewhere", { Effect: "Allow", Action: "*", NotResource: "arn:aws:sns:*" }, "allowed"],
  [
    "a condition that holds",
    {
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
    },
    "allowed",
  ],
  [
    "a condition that fails",
    {
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } },
    },
    "notAllowed",
  ],
  [
    "a condition on an absent key",
    { Effect: "Allow", Action: "*", Resource: "*", Condition: { StringLike: { "aws:ResourceTag/team": "*" } } },
    "notAllowed",
  ],
  [
    "an optional condition on an absent key",
    { Effect: "Allow", Action: "*", Resource: "*", Condition: { StringLikeIfExists: { "aws:ResourceTag/team": "x" } } },
    "allowed",
  ],
])("a statement with %s decides as IAM does", (_, statement, verdict) => {
  const policy = policyOf(statement);

  expect(evaluate([policy], "sqs:SendMessage", QUEUE, { "aws:requestedregion": "us-east-1" })).toBe(verdict);
});

test("one Deny beats every Allow, in whatever policy it stands", () => {
  const allow = policyOf({ Effect: "Allow", Action: "*", Resource: "*" });
  const deny = policyOf({ Effect: "Deny", Action: "sqs:DeleteMessage", Resource: "*" });

  expect(evaluate([deny, allow], "sqs:DeleteMessage", QUEUE, {})).toBe("deniedExplicitly");
  expect(evaluate([allow, deny], "sqs:SendMessage", QUEUE, {})).toBe("allowed");
});

test.each([
  ["text that is not JSON", "{", /not JSON/],
  ["no statement", {}, /at least one Statement/],
  ["a misspelt effect", { Statement: { Effect: "allow", Action: "*", Resource: "*" } }, /Allow or Deny/],
  ["no action", { Statement: { Effect: "Allow", Resource: "*" } }, /Action/],
  ["no resource", { Statement: { Effect: "Allow", Action: "*" } }, /Resource/],
  [
    "an operator that is not simulated",
    {
      Statement: {
        Effect: "Allow",
        Action: "*",
        Resource: "*",
        Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      },
    },
    /IpAddress is not simulated/,
  ],
])("a policy with %s is refused in words", (_, document, message) => {
  expect(() => parsePolicy(document, "identity")).toThrow(message);
});

test.each(["__proto__", "constructor", "toString"])("%s is no condition operator", (operator) => {
  const document = JSON.parse(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"${operator}":{"a":"b"}}}`);

  expect(() => policyOf(document)).toThrow(/is not simulated/);
});
