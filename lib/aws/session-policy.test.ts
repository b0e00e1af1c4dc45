import { expect, test } from "vitest";
import { Conflict } from "@/lib/core/errors";
import { sessionPolicyFor } from "./session-policy";

const arns = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws-cn:sqs:cn-north-1:111111111111:${"q".repeat(70)}-${index}`);

test("only the plan's queues are named, each once", () => {
  const policy = JSON.parse(
    sessionPolicyFor(["arn:aws:sqs:eu-west-1:1:b", "arn:aws:sqs:eu-west-1:1:a", "arn:aws:sqs:eu-west-1:1:b"]),
  );

  expect(policy.Statement[0].Resource).toEqual(["arn:aws:sqs:eu-west-1:1:a", "arn:aws:sqs:eu-west-1:1:b"]);
});

test("keys may be used through SQS only", () => {
  const policy = JSON.parse(sessionPolicyFor(arns(1)));

  expect(policy.Statement[1].Condition).toEqual({ StringLike: { "kms:ViaService": ["sqs.cn-north-1.*"] } });
});

test("nothing in it lists, purges or changes queues", () => {
  expect(sessionPolicyFor(arns(2))).not.toMatch(/sqs:\*|ListQueues|Purge|SetQueueAttributes|DeleteQueue/);
});

test("settings are changed by a session that reaches no message and no key", () => {
  const policy = JSON.parse(sessionPolicyFor(arns(1), "settings"));

  expect(policy.Statement).toEqual([
    { Effect: "Allow", Action: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"], Resource: arns(1) },
  ]);
});

test("a rescue neither sends nor deletes", () => {
  expect(sessionPolicyFor(arns(2), "rescue")).not.toMatch(/Send|Delete|Move|SetQueueAttributes|GenerateDataKey/);
});

test("more queues than STS takes in one policy are refused, not left out", () => {
  expect(() => sessionPolicyFor(arns(30))).toThrow(Conflict);
});
