import { expect, test } from "vitest";
import { buildGraph } from "@/lib/core/inventory/graph";
import type { ConfigOf, Resource, ResourceKind } from "@/lib/core/inventory/resource";
import { lossClass } from "./loss-class";
import { watchesIn } from "./watches";

const DLQ = "arn:aws:sqs:eu-west-1:1:dead";
const arnOf = (kind: string, name: string) => `arn:aws:x:eu-west-1:1:${kind}/${name}`;

function a<K extends ResourceKind>(kind: K, name: string, config: Partial<ConfigOf[K]>): Resource {
  const place = { accountId: "acc", awsAccountId: "1", region: "eu-west-1", tags: {} };
  // A test states only the settings that matter to it.
  return { kind, name, arn: arnOf(kind, name), ...place, config } as unknown as Resource;
}
const target = (deadLetterArn: string | null) => ({ deadLetterArn }) as ConfigOf["rule"]["targets"][number];
const rule = (busName: string, ...deadLetters: (string | null)[]) =>
  a("rule", "paid", { busName, busArn: "bus", managedBy: null, targets: deadLetters.map(target) });
const fn = (deadLetterArn: string | null, onFailureArn: string | null = null) =>
  a("function", "f", {
    deadLetterArn,
    async: [{ qualifier: "$LATEST", maxRetries: 2, maxAgeSeconds: 60, onFailureArn, onSuccessArn: null }],
  });
const subscription = (name: string, deadLetterArn: string | null, isConfirmed = true) =>
  a("subscription", name, { topicArn: arnOf("topic", "news"), endpoint: "https://x", deadLetterArn, isConfirmed });
const topic = a("topic", "news", {});
const schedule = (name: string, deadLetterArn: string | null) => ({
  ...a("schedule", name, { groupName: "nightly", deadLetterArn }),
  arn: `arn:aws:scheduler:eu-west-1:1:schedule/nightly/${name}`,
});
const pipe = (service: string, maxRetries: number | null, deadLetterArn: string | null = null) =>
  a("pipe", "p", {
    sourceArn: `arn:aws:${service}:eu-west-1:1:stream/s`,
    maxRetries,
    maxAgeSeconds: null,
    deadLetterArn,
  });

function watched(resources: readonly Resource[], invokedAsync: readonly string[] = [arnOf("function", "f")]) {
  const { all } = buildGraph(resources, []);
  return watchesIn({ all, invokedAsync: new Set(invokedAsync) });
}

test.each<[string, Resource[], string[]]>([
  ["a rule without a queue loses what fails", [rule("default", null)], ["FailedInvocations"]],
  ["a rule with a queue loses only what the queue refuses", [rule("default", DLQ)], ["InvocationsFailedToBeSentToDlq"]],
  [
    "a rule with both kinds of targets loses what no queue has",
    [rule("default", DLQ, null)],
    ["FailedInvocations − InvocationsSentToDlq − InvocationsFailedToBeSentToDlq", "InvocationsFailedToBeSentToDlq"],
  ],
  ["a rule without targets loses nothing", [rule("default")], []],
  ["a function without a place for failures loses what Lambda gives up", [fn(null)], ["AsyncEventsDropped"]],
  ["one with a queue only what the queue refuses", [fn(DLQ)], ["DeadLetterErrors"]],
  ["one with a destination only what the destination refuses", [fn(null, DLQ)], ["DestinationDeliveryFailures"]],
  ["a topic counts for all its subscriptions", [topic, subscription("a", null)], ["NumberOfNotificationsFailed"]],
  [
    "one with both kinds of subscriptions loses what no queue has",
    [topic, subscription("a", null), subscription("b", DLQ)],
    [
      "NumberOfNotificationsFailed − NumberOfNotificationsRedrivenToDlq − NumberOfNotificationsFailedToRedriveToDlq",
      "NumberOfNotificationsFailedToRedriveToDlq",
    ],
  ],
  ["a subscription that nobody confirmed gets nothing", [topic, subscription("a", null, false)], []],
  ["schedules are counted by their group", [schedule("a", null), schedule("b", null)], ["InvocationDroppedCount"]],
  ["schedules with a queue lose what it refuses", [schedule("a", DLQ)], ["InvocationsFailedToBeSentToDeadLetterCount"]],
  ["a pipe that gives up on its stream loses records", [pipe("kinesis", 3)], ["ExecutionFailed"]],
  ["a pipe that tries for ever loses nothing", [pipe("kinesis", -1)], []],
  ["a pipe that reads a queue loses nothing", [pipe("sqs", null)], []],
  ["a pipe with a queue loses nothing", [pipe("dynamodb", 3, DLQ)], []],
])("%s", (_, resources, metrics) => {
  const asked = watched(resources).map(({ family, accountedBy = [] }) => [family.metric, ...accountedBy].join(" − "));

  expect(asked).toEqual(metrics);
});

test("a function that nobody is known to invoke asynchronously is not asked for", () => {
  expect(watched([fn(null)], [])).toEqual([]);
});

test("executions of a standard state machine have a record, those of an express one only a count", () => {
  const records = (type: "STANDARD" | "EXPRESS") =>
    new Set(watched([a("state-machine", "m", { type })]).map(({ family }) => family.record));

  expect(records("STANDARD")).toEqual(new Set(["executions"]));
  expect(records("EXPRESS")).toEqual(new Set(["count-only"]));
});

test("a rule of a bus of its own is named with the bus, as CloudWatch does", () => {
  expect(watched([rule("default", null)])[0]?.dimensions).toEqual({ RuleName: "paid" });
  expect(watched([rule("shop", null)])[0]?.dimensions).toEqual({ EventBusName: "shop", RuleName: "paid" });
});

test("the way back of a lost event names the archive of its bus, and says so where there is none", () => {
  const archive = a("archive", "everything", { busArn: "bus" });
  const wayBack = (resources: Resource[]) =>
    watched(resources).map((watch) => lossClass(watch.family, watch, (text) => text).wayBack)[0];

  expect(wayBack([rule("shop", null), archive])).toContain(
    "replay archive everything for that time to rule paid alone",
  );
  expect(wayBack([rule("shop", null)])).toContain("the bus has no archive: send the events again at their source");
});
