import { expect, test } from "vitest";
import { natureOf, targetName } from "./side-effect";

const at = "eu-central-1:111122223333";

test.each([
  [`arn:aws:sqs:${at}:ship`, "message", "queue", "queues a message in ship"],
  [`arn:aws:lambda:${at}:function:ship:live`, "run", "function", "runs the function ship"],
  [`arn:aws:states:${at}:stateMachine:bill:3`, "execution", "state machine", "starts an execution of bill"],
  [`arn:aws:sns:${at}:news`, "publish", "topic", "publishes to every subscriber of news"],
  [
    `arn:aws:events:${at}:event-bus/aws.partner/shop.example/7`,
    "bus",
    "event bus",
    "goes on to the event bus aws.partner/shop.example/7, and to what its rules match",
  ],
  [`arn:aws:events:${at}:event-busv2/shop/01AB`, "bus", "custom event bus of the new style", "goes on to the bus shop"],
  [`arn:aws:events:${at}:api-destination/crm/1f`, "http", "API destination", "calls the HTTP endpoint crm"],
  [
    `arn:aws:logs:${at}:log-group:/aws/events/all:*`,
    "log",
    "log group",
    "writes a line to the log group /aws/events/all",
  ],
  [
    `arn:aws:quantum:${at}:circuit/x`,
    "other",
    "target of quantum",
    "does something at x that this version does not know",
  ],
])("what an event does at %s is said", (arn, sideEffect, kind, words) => {
  expect(natureOf(arn)).toEqual({ sideEffect, kind, words });
});

test("a target that is no ARN is shown as it is", () => {
  expect(targetName("nowhere")).toBe("nowhere");
});
