import { expect, test } from "vitest";
import { RESOURCE_KINDS, type Resource } from "../inventory/resource";
import {
  aBus,
  aFunction,
  aGraph,
  aMapping,
  anAlarm,
  anArchive,
  aPipe,
  aQueue,
  aRule,
  aSchedule,
  aStateMachine,
  aSubscription,
  aTarget,
  aTopic,
  busArn,
  functionArn,
  queueArn,
  ruleArn,
  streamArn,
  topicArn,
} from "./cases/a-graph";
import { aSendPolicy } from "./cases/a-send-policy";
import { judgeCoverage } from "./judge";
import { COVERAGE_RULES } from "./rules/index";

const NOW = new Date("2026-11-20T12:00:00Z");
const FOURTEEN_DAYS_SECONDS = 1_209_600;
const machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:pay";
const shop = busArn("shop");
const orderRule = ruleArn("order-placed", "shop");

/** A dead-letter queue done right: as long as SQS can, open to its sender, with an alarm. */
function aGoodDlq(name: string, service?: string, sourceArn = ""): Resource[] {
  const policy = service ? aSendPolicy(service, queueArn(name), sourceArn) : null;
  return [
    aQueue(name, { retentionSeconds: FOURTEEN_DAYS_SECONDS, policy }),
    anAlarm(`${name} not empty`, { dimensions: { QueueName: name } }),
  ];
}

const entrances: Resource[] = [
  aBus("shop", { deadLetterArn: queueArn("bus-dlq"), kmsKeyId: "alias/shop" }),
  ...aGoodDlq("bus-dlq", "events", shop),
  aRule("order-placed", {
    busName: "shop",
    busArn: shop,
    targets: [
      aTarget({ arn: queueArn("orders"), deadLetterArn: queueArn("rule-dlq") }),
      aTarget({ id: "pay", arn: `${machine}:live`, deadLetterArn: queueArn("rule-dlq"), maxRetries: 3 }),
      aTarget({ id: "mail", arn: `${functionArn("mail")}:live`, deadLetterArn: queueArn("rule-dlq") }),
    ],
  }),
  ...aGoodDlq("rule-dlq", "events", orderRule),
  aRule("Events-Archive-all", {
    busName: "shop",
    busArn: shop,
    managedBy: "events",
    targets: [aTarget({ arn: "arn:aws:events:::vhs" })],
  }),
  anArchive("all", { busArn: shop, retentionDays: 30 }),
  aStateMachine("pay", { logLevel: "ERROR" }),
  aSchedule("nightly", { targetArn: functionArn("clean-up"), deadLetterArn: queueArn("nightly-dlq") }),
  ...aGoodDlq("nightly-dlq"),
  aTopic("orders"),
  aSubscription("to-orders", { deadLetterArn: queueArn("sns-dlq"), filterPolicy: '{"country":["DE"]}' }),
  aSubscription("to-mail", {
    protocol: "lambda",
    endpoint: `${functionArn("mail")}:live`,
    deadLetterArn: queueArn("sns-dlq"),
  }),
  aSubscription("asked", { protocol: "https", endpoint: "https://partner.example", isConfirmed: false }),
  ...aGoodDlq("sns-dlq", "sns", topicArn("orders")),
];

const consumers: Resource[] = [
  aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq"), visibilityTimeoutSeconds: 180 }),
  ...aGoodDlq("orders-dlq"),
  aMapping("orders", { reportsBatchItemFailures: true }),
  aQueue("orders.fifo", { deadLetterTargetArn: queueArn("orders-dlq.fifo"), visibilityTimeoutSeconds: 180 }),
  ...aGoodDlq("orders-dlq.fifo"),
  aMapping("in-order", { sourceArn: queueArn("orders.fifo"), reportsBatchItemFailures: true }),
  aFunction("ship", { timeoutSeconds: 30 }),
  aFunction("mail", {
    async: [
      { qualifier: "live", maxRetries: 2, maxAgeSeconds: 3600, onFailureArn: queueArn("mail-dlq"), onSuccessArn: null },
    ],
  }),
  ...aGoodDlq("mail-dlq"),
  aFunction("clean-up", { deadLetterArn: queueArn("clean-up-dlq") }),
  ...aGoodDlq("clean-up-dlq"),
  aMapping("clicks", {
    sourceArn: streamArn("clicks"),
    maxRetries: 3,
    doesBisect: true,
    onFailureArn: queueArn("clicks-dlq"),
    reportsBatchItemFailures: true,
  }),
  ...aGoodDlq("clicks-dlq"),
  aPipe("clicks-to-pay", {
    sourceArn: streamArn("clicks"),
    targetArn: machine,
    deadLetterArn: queueArn("pipe-dlq"),
    maxRetries: 3,
  }),
  ...aGoodDlq("pipe-dlq"),
  anAlarm("pipe-dlq filling", { metricName: "NumberOfMessagesSent", dimensions: { QueueName: "pipe-dlq" } }),
  aPipe("by-customer", {
    sourceArn: queueArn("orders"),
    targetArn: queueArn("orders.fifo"),
    messageGroupId: "$.body.customer",
  }),
];

const resources = [...entrances, ...consumers];
const facts = {
  now: NOW,
  owners: new Map(resources.map(({ arn }) => [arn, "shop"])),
  activity: new Map(
    resources
      .filter(({ kind }) => kind === "rule")
      .map(({ arn }) => [
        arn,
        {
          lastMatchedAt: new Date("2026-11-20T11:00:00Z"),
          usualGapSeconds: 3600,
          watchedFrom: new Date("2026-11-01T00:00:00Z"),
          rhythm: { kind: "in-rhythm" as const, sentence: "" },
        },
      ]),
  ),
};

test("where everything is done right, no rule finds a hole", () => {
  const { holes, brokenRules } = judgeCoverage(aGraph(resources), facts, COVERAGE_RULES);

  expect(holes.map(({ rule, resource, summary }) => `${rule} at ${resource.name}: ${summary}`)).toEqual([]);
  expect(brokenRules).toEqual([]);
});

test("that graph holds every kind, and no rule had nothing to look at", () => {
  const idle = COVERAGE_RULES.filter((rule) => rule.check(aGraph(resources), facts).length === 0);

  expect(new Set(resources.map(({ kind }) => kind))).toEqual(new Set(RESOURCE_KINDS));
  expect(idle.map(({ id }) => id)).toEqual([]);
});

test("where only queues could be read, nothing is claimed to be certain and critical", () => {
  const unread = RESOURCE_KINDS.filter((kind) => kind !== "queue");
  const queues = resources.filter(({ kind }) => kind === "queue");

  const { holes } = judgeCoverage(aGraph(queues, { unread }), facts, COVERAGE_RULES);

  expect(holes.filter(({ severity, confidence }) => severity === "critical" && confidence === "certain")).toEqual([]);
});
