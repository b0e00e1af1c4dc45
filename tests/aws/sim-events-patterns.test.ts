import { EventBridgeClient, PutRuleCommand, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, errorOf, REGION, rootKeys } from "./sim-clients";

let simulator: Simulator;
let events: EventBridgeClient;

const EVENT = {
  id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  account: ACCOUNT,
  time: "2017-12-22T18:43:48Z",
  region: REGION,
  resources: ["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"],
  detail: { "instance-id": "i-1234567890abcdef0", state: "terminated", count: 3, ip: "10.0.0.7", note: null },
};

const ask = (EventPattern: unknown, Event: unknown = EVENT) =>
  events.send(
    new TestEventPatternCommand({
      EventPattern: typeof EventPattern === "string" ? EventPattern : JSON.stringify(EventPattern),
      Event: typeof Event === "string" ? Event : JSON.stringify(Event),
    }),
  );

beforeAll(async () => {
  simulator = await startSimulator();
  events = new EventBridgeClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    maxAttempts: 1,
  });
});
afterAll(() => simulator.stop());

test.each<[unknown, boolean]>([
  [{ source: ["aws.ec2"], detail: { state: ["terminated"] } }, true],
  [{ source: ["aws.ec2"], detail: { state: ["running"] } }, false],
  [{ time: [{ prefix: "2017-12-22" }] }, true],
  [{ resources: [{ suffix: "i-1234567890abcdef0" }] }, true],
  [{ detail: { state: [{ "anything-but": ["initializing", "running"] }] } }, true],
  [{ detail: { state: [{ "anything-but": { prefix: "term" } }] } }, false],
  [{ detail: { count: [{ numeric: [">", 0, "<=", 5] }], ip: [{ cidr: "10.0.0.0/24" }] } }, true],
  [{ detail: { note: [null], missing: [{ exists: false }] } }, true],
  [{ resources: [{ wildcard: "arn:aws:ec2:*:instance/*" }] }, true],
  [{ "detail-type": [{ "equals-ignore-case": "ec2 instance STATE-change notification" }] }, true],
  [{ $or: [{ source: ["other"] }, { detail: { count: [3] } }] }, true],
])("TestEventPattern says whether %j matches", async (pattern, isMatch) => {
  const { Result } = await ask(pattern);

  expect(Result).toBe(isMatch);
});

test.each([
  ["{", "Event pattern is not valid. Reason: Invalid JSON"],
  ['["a"]', "Event pattern is not valid. Reason: Filter is not an object"],
  ['{"source":[]}', "Event pattern is not valid. Reason: Empty arrays are not allowed"],
  ['{"source":"a"}', 'Event pattern is not valid. Reason: "source" must be an object or an array'],
  ['{"source":[{"NUMERIC":["=",5]}]}', "Event pattern is not valid. Reason: Unrecognized match type NUMERIC"],
])("the pattern %s is refused for a test and for a rule", async (pattern, message) => {
  const tested = await errorOf(ask(pattern));
  const put = await errorOf(events.send(new PutRuleCommand({ Name: "broken", EventPattern: pattern })));

  expect([tested.name, tested.message]).toEqual(["InvalidEventPatternException", message]);
  expect([put.name, put.message]).toEqual(["InvalidEventPatternException", message]);
});

test.each(["plain text", "[]", JSON.stringify({ source: "aws.ec2" })])("%s is no event to test with", async (event) => {
  const error = await errorOf(ask({ source: ["aws.ec2"] }, event));

  expect([error.name, error.message]).toEqual(["ValidationException", "Parameter Event is not valid."]);
});

test("a pattern of more than 4,096 characters is refused", async () => {
  const error = await errorOf(ask({ source: ["a".repeat(4096)] }));

  expect(error).toMatchObject({ name: "ValidationException", message: expect.stringContaining("'eventPattern'") });
});
