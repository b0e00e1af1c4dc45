import { expect, test } from "vitest";
import type { Resource } from "../../inventory/resource";
import {
  aFunction,
  aGraph,
  aMapping,
  aPipe,
  aQueue,
  aRule,
  aSchedule,
  aStateMachine,
  aSubscription,
  aTarget,
  busArn,
  functionArn,
  queueArn,
  streamArn,
} from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { retryPolicyZero } from "./retry-policy-zero";
import { targetGone } from "./target-gone";

const dlq = queueArn("dlq");
const machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:ship";
const target = (arn: string, deadLetterArn: string | null = null) => [aTarget({ arn, deadLetterArn })];

test.each<[string, Resource, (readonly [string, string])[]]>([
  ["a queue as target", aRule("a", { targets: target(queueArn("x")) }), [["a", "critical"]]],
  ["a bus as target", aRule("a", { targets: target(busArn("x")) }), [["a", "critical"]]],
  ["a function's alias as target", aRule("a", { targets: target(`${functionArn("x")}:live`) }), [["a", "critical"]]],
  ["a state machine's version as target", aRule("a", { targets: target(`${machine}:3`) }), [["a", "critical"]]],
  ["with a dead-letter queue", aRule("a", { targets: target(queueArn("x"), dlq) }), [["a", "high"]]],
  ["of a disabled rule", aRule("a", { targets: target(queueArn("x")), isEnabled: false }), [["a", "high"]]],
  ["of a managed rule", aRule("a", { targets: target(queueArn("x")), managedBy: "aws" }), []],
  ["a stream, which the inventory does not hold", aRule("a", { targets: target(streamArn("x")) }), []],
  ["a web address", aSubscription("a", { protocol: "https", endpoint: "https://x.example" }), []],
  ["of an unconfirmed subscription", aSubscription("a", { isConfirmed: false }), []],
  ["of a schedule", aSchedule("a"), [["a", "critical"]]],
  ["an API as a schedule's target", aSchedule("a", { targetArn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage" }), []],
  [
    "both ends of a pipe, which reads a queue that keeps its messages",
    aPipe("a"),
    [
      ["a", "high"],
      ["a", "medium"],
    ],
  ],
  [
    "both ends of a mapping that is off",
    aMapping("a", { isEnabled: false }),
    [
      ["a", "medium"],
      ["a", "low"],
    ],
  ],
])("gone: %s", (_, sender, found) => {
  expect(foundBy(targetGone, aGraph([sender]))).toEqual(found);
});

test("what is there, under an alias or version too, is covered", () => {
  const targets = [
    aTarget({ arn: `${functionArn("ship")}:live` }),
    aTarget({ id: "b", arn: `${machine}:3` }),
    aTarget({ id: "c", arn: queueArn("jobs") }),
  ];
  const graph = aGraph([aRule("a", { targets }), aFunction("ship"), aStateMachine("ship"), aQueue("jobs")]);

  expect(foundBy(targetGone, graph)).toEqual([
    ["a", "covered"],
    ["a", "covered"],
    ["a", "covered"],
  ]);
});

test("nothing is claimed of what was not read", () => {
  const there = aRule("a", { targets: target(functionArn("x")) });
  const elsewhere = aRule("b", { targets: target(queueArn("x", { region: "us-east-1" })) });

  expect(foundBy(targetGone, aGraph([there, elsewhere], { unread: ["function"] }))).toEqual([]);
});

test.each<[string, Resource, (readonly [string, string])[]]>([
  ["a target with no retries", aRule("a", { targets: [aTarget({ maxRetries: 0 })] }), [["a", "high"]]],
  ["a target with the defaults", aRule("a", { targets: [aTarget()] }), [["a", "covered"]]],
  ["a managed rule's", aRule("a", { managedBy: "aws", targets: [aTarget({ maxRetries: 0 })] }), []],
  ["a schedule with no retries", aSchedule("a", { maxRetries: 0 }), [["a", "high"]]],
  ["a schedule with a dead-letter queue", aSchedule("a", { maxRetries: 0, deadLetterArn: dlq }), [["a", "medium"]]],
  ["a disabled schedule", aSchedule("a", { maxRetries: 0, isEnabled: false }), [["a", "medium"]]],
  ["a function without settings", aFunction("a"), []],
  [
    "a function with no retries, whose dead-letter queue counts for all",
    aFunction("a", {
      deadLetterArn: dlq,
      async: [{ qualifier: "$LATEST", maxRetries: 0, maxAgeSeconds: null, onFailureArn: null, onSuccessArn: null }],
    }),
    [["a", "medium"]],
  ],
])("no retry: %s", (_, resource, found) => {
  expect(foundBy(retryPolicyZero, aGraph([resource]))).toEqual(found);
});
