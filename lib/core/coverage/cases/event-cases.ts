import { aBus, anArchive, aPipe, aQueue, aRule, aTarget, busArn, NO_FACTS, queueArn, ruleArn } from "./a-graph";
import type { CoverageCase } from "./coverage-case";

const openTo = (condition?: object) => [
  aBus("orders", {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "events:PutEvents",
          Resource: busArn("orders"),
          ...(condition && { Condition: condition }),
        },
      ],
    }),
  }),
];
const toFifo = (messageGroupId: string) => [
  aRule("paid", { targets: [aTarget({ arn: queueArn("orders.fifo"), messageGroupId })] }),
  aQueue("orders.fifo"),
];

const groups: readonly CoverageCase[] = [
  {
    name: "a rule that puts all its messages into one group",
    source: "https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2298",
    says: "A rule's group id is fixed, so that all its messages share one group and are worked on one after the other.",
    resources: toFifo("orders"),
    about: ["one-message-group"],
    expected: [{ rule: "one-message-group", at: "paid", severity: "medium", confidence: "certain" }],
  },
  {
    name: "a rule whose group id was meant to be a path",
    source: "https://github.com/aws/aws-cdk/issues/32965",
    says: "A path into the event does not work there: it is taken as text, the same for every event.",
    resources: toFifo("$.detail.data.id"),
    about: ["one-message-group"],
    expected: [{ rule: "one-message-group", at: "paid", severity: "medium", confidence: "certain" }],
  },
  {
    name: "a pipe that takes the group id from the message",
    source: "https://github.com/aws-samples/serverless-patterns/pull/2764",
    says: "A pipe in between can take the group id from the message itself.",
    resources: [
      aQueue("orders"),
      aPipe("grouped", { targetArn: queueArn("orders.fifo"), messageGroupId: "$.body.detail.orderId" }),
      aQueue("orders.fifo"),
    ],
    about: ["one-message-group"],
    expected: [],
  },
];

const archives: readonly CoverageCase[] = [
  {
    name: "an archive that keeps for ever",
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-archive.html",
    says: "Without a number of days, or with 0, an archive keeps events for ever.",
    resources: [anArchive("all", { retentionDays: 0 })],
    about: ["archive-without-retention"],
    expected: [{ rule: "archive-without-retention", at: "all", severity: "low", confidence: "certain" }],
  },
  {
    name: "an archive that keeps for a number of days",
    source:
      "https://aws.github.io/modern-data-architecture-accelerator/typedocs/interfaces/_aws-mdaa_eventbridge-l3-construct.EventBusProps.html",
    says: "An archive that is made for a bus is given a positive number of days.",
    resources: [anArchive("all", { retentionDays: 90 })],
    about: ["archive-without-retention"],
    expected: [],
  },
];

const buses: readonly CoverageCase[] = [
  {
    name: "a bus open to every account",
    source:
      "https://sdk.amazonaws.com/kotlin/api/1.0.65/eventbridge/aws.sdk.kotlin.services.eventbridge.model/-put-permission-request/principal.html",
    says: "A principal of * without a condition lets any account put events, and rules may match what is not wanted.",
    resources: openTo(),
    about: ["bus-open-to-all"],
    expected: [{ rule: "bus-open-to-all", at: "orders", severity: "medium", confidence: "certain" }],
  },
  {
    name: "a bus open to one organisation",
    source: "https://docs.aws.amazon.com/powershell/latest/reference/items/Write-CWEPermission.html",
    says: "A principal of * with the organisation in a condition is how all accounts of an organisation are let in.",
    resources: openTo({ StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } }),
    about: ["bus-open-to-all"],
    expected: [],
  },
];

const silence: readonly CoverageCase[] = [
  {
    name: "a rule whose pattern has never fitted an event",
    source: "https://buglyst.com/learn/guides/aws-eventbridge-rule-debug",
    says: "A rule whose pattern does not fit the events fails without a sound: nothing is invoked and nothing is logged.",
    resources: [aRule("paid")],
    facts: {
      ...NO_FACTS,
      activity: new Map([
        [
          ruleArn("paid"),
          { lastMatchedAt: null, usualGapSeconds: null, watchedFrom: new Date("2026-11-01T00:00:00Z"), rhythm: null },
        ],
      ]),
    },
    about: ["rule-gone-silent"],
    expected: [{ rule: "rule-gone-silent", at: "paid", severity: "low", confidence: "possible" }],
  },
];

/** Write-ups on buses, rules, archives and what they deliver. */
export const EVENT_CASES: readonly CoverageCase[] = [...groups, ...archives, ...buses, ...silence];
