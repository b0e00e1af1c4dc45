import { describe, expect, test } from "vitest";
import type { Resource } from "../../inventory/resource";
import {
  aBus,
  aFunction,
  aGraph,
  aMapping,
  aPipe,
  aQueue,
  aRule,
  aSchedule,
  aSubscription,
  aTarget,
  busArn,
  functionArn,
  NO_FACTS,
  queueArn,
  ruleArn,
  streamArn,
  topicArn,
} from "../cases/a-graph";
import { aSendPolicy } from "../cases/a-send-policy";
import { foundBy } from "../cases/found-by";
import { dlqElsewhere } from "./dlq-elsewhere";
import { dlqRefusesSender } from "./dlq-refuses-sender";
import { dlqWrongType } from "./dlq-wrong-type";
import { failureDestinationGone } from "./failure-destination-gone";

const dlq = queueArn("dlq");
const to = (deadLetterArn: string) => [aTarget({ deadLetterArn })];
const onFailure = (onFailureArn: string) => [
  { qualifier: "$LATEST", maxRetries: null, maxAgeSeconds: null, onFailureArn, onSuccessArn: null },
];

describe("a failure destination that is gone", () => {
  test.each<[string, Resource, string]>([
    ["of a queue", aQueue("a", { deadLetterTargetArn: dlq }), "critical"],
    ["of a target", aRule("a", { targets: to(dlq) }), "critical"],
    ["of a disabled rule's target", aRule("a", { targets: to(dlq), isEnabled: false }), "high"],
    ["of a subscription", aSubscription("a", { deadLetterArn: dlq }), "critical"],
    ["of a schedule", aSchedule("a", { deadLetterArn: dlq }), "critical"],
    ["of a stopped pipe", aPipe("a", { sourceArn: streamArn("s"), deadLetterArn: dlq, isRunning: false }), "high"],
    ["of a mapping", aMapping("a", { sourceArn: streamArn("s"), onFailureArn: dlq }), "critical"],
    ["of a function's dead-letter queue", aFunction("a", { deadLetterArn: dlq }), "critical"],
    ["that is a topic", aFunction("a", { deadLetterArn: topicArn("failed") }), "critical"],
    ["that is a function", aFunction("a", { async: onFailure(`${functionArn("gone")}:live`) }), "critical"],
    ["that is a bus", aFunction("a", { async: onFailure(busArn("gone")) }), "critical"],
    ["of a bus", aBus("a", { deadLetterArn: dlq }), "critical"],
  ])("%s", (_, sender, found) => {
    expect(foundBy(failureDestinationGone, aGraph([sender]))).toEqual([["a", found]]);
  });

  test("nothing is claimed of a place that nobody read", () => {
    const elsewhere = queueArn("dlq", { awsAccountId: "999999999999" });
    const graph = aGraph([aQueue("a", { deadLetterTargetArn: dlq })], { unread: ["queue"] });

    expect(foundBy(failureDestinationGone, graph)).toEqual([]);
    expect(foundBy(failureDestinationGone, aGraph([aRule("a", { targets: to(elsewhere) })]))).toEqual([]);
  });

  test("nothing is claimed of a bucket, which the inventory does not hold", () => {
    const sender = aFunction("a", { async: onFailure("arn:aws:s3:::failed") });

    expect(foundBy(failureDestinationGone, aGraph([sender]))).toEqual([]);
  });
});

describe("a dead-letter queue that refuses", () => {
  const rule = aRule("orders", { targets: to(dlq) });
  const allowed = aSendPolicy("events", dlq, ruleArn("orders"));
  const policy = (...more: object[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [...JSON.parse(allowed).Statement, ...more] });
  const judged = (...resources: Resource[]) => dlqRefusesSender.check(aGraph(resources), NO_FACTS);

  test.each([
    ["a policy for another service", { policy: aSendPolicy("sns", dlq, ruleArn("orders")) }, "critical", "certain"],
    [
      "a condition that only AWS can judge",
      { policy: allowed.replace("aws:SourceArn", "aws:SourceOrgID") },
      "medium",
      "possible",
    ],
    [
      "a Deny of plain HTTP does no harm",
      {
        policy: policy({
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      },
      undefined,
      undefined,
    ],
    [
      "the managed key by its ARN",
      { policy: allowed, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:alias/aws/sqs" },
      "critical",
      "certain",
    ],
    ["a policy for the rule", { policy: allowed }, undefined, undefined],
  ])("%s", (_, config, severity, confidence) => {
    const [verdict] = judged(rule, aQueue("dlq", config));

    expect(verdict?.resource.name).toBe("dlq");
    expect(verdict?.hole?.severity).toBe(severity);
    expect(verdict?.hole?.confidence).toBe(confidence);
  });

  test("is a finding at the queue, which has to change, and belongs to the sender's owner", () => {
    expect(judged(rule, aQueue("dlq"))[0]?.hole).toMatchObject({ part: rule.arn, failingStageArn: rule.arn });
  });

  test("of a disabled rule loses nothing today", () => {
    const off = aRule("orders", { targets: to(dlq), isEnabled: false });

    expect(judged(off, aQueue("dlq"))[0]?.hole?.severity).toBe("high");
  });

  test("two targets of one rule, and two subscriptions of one topic, ask alike and count once", () => {
    const targets = [...to(dlq), aTarget({ id: "b", deadLetterArn: dlq })];
    const subscriptions = ["s-1", "s-2"].map((name) => aSubscription(name, { deadLetterArn: dlq }));

    const parts = judged(aRule("orders", { targets }), ...subscriptions, aQueue("dlq")).map(({ hole }) => hole?.part);

    expect(parts).toEqual([ruleArn("orders"), topicArn("orders")]);
  });

  test("a bus asks under its own name", () => {
    const bus = aBus("shop", { deadLetterArn: dlq });

    expect(judged(bus, aQueue("dlq", { policy: allowed }))[0]?.hole?.part).toBe(busArn("shop"));
    expect(judged(bus, aQueue("dlq", { policy: aSendPolicy("events", dlq, busArn("shop")) }))[0]?.hole).toBeNull();
  });

  test("those that send with a role are not judged, nor queues that were not read", () => {
    const senders = [aSchedule("n", { deadLetterArn: dlq }), aFunction("f", { deadLetterArn: dlq })];

    expect(judged(...senders, aQueue("dlq"))).toEqual([]);
    expect(judged(rule)).toEqual([]);
  });

  test.each([
    ["nothing", null, "covered"],
    ["allowAll", '{"redrivePermission":"allowAll"}', "covered"],
    ["what we cannot read", "{", "covered"],
    ["denyAll", '{"redrivePermission":"denyAll"}', "critical"],
    ["byQueue without a list", '{"redrivePermission":"byQueue"}', "critical"],
  ] as const)("a source queue where the RedriveAllowPolicy says %s", (_, redriveAllowPolicy, found) => {
    const graph = aGraph([aQueue("a", { deadLetterTargetArn: dlq }), aQueue("dlq", { redriveAllowPolicy })]);

    expect(foundBy(dlqRefusesSender, graph)).toEqual([["dlq", found]]);
  });

  test("an explicit Deny is not mended by one more Allow, so no code is offered", () => {
    const denying = policy({ Effect: "Deny", Principal: "*", Action: "sqs:SendMessage", Resource: dlq });

    expect(judged(rule, aQueue("dlq", { policy: denying }))[0]?.hole).toMatchObject({
      severity: "critical",
      fix: null,
    });
  });
});

describe("a dead-letter queue elsewhere", () => {
  const region = queueArn("dlq", { region: "us-east-1" });
  const account = queueArn("dlq", { awsAccountId: "444455556666" });

  test.each<[string, Resource, string[]]>([
    ["a queue, other Region", aQueue("a", { deadLetterTargetArn: region }), ["critical", "certain"]],
    ["a queue, beside it", aQueue("a", { deadLetterTargetArn: dlq }), []],
    ["a bus, other Region", aBus("a", { deadLetterArn: region }), ["critical", "certain"]],
    ["a bus, other account", aBus("a", { deadLetterArn: account }), []],
    ["a schedule, other Region", aSchedule("a", { deadLetterArn: region }), ["high", "possible"]],
    ["a schedule, other account", aSchedule("a", { deadLetterArn: account }), []],
    [
      "a disabled schedule, other Region",
      aSchedule("a", { deadLetterArn: region, isEnabled: false }),
      ["medium", "possible"],
    ],
    [
      "a subscription that the queue's account may own",
      aSubscription("a", { deadLetterArn: account, endpoint: queueArn("jobs", { awsAccountId: "444455556666" }) }),
      ["high", "possible"],
    ],
  ])("%s", (_, sender, found) => {
    const [verdict] = dlqElsewhere.check(aGraph([sender]), NO_FACTS);

    expect(verdict?.hole ? [verdict.hole.severity, verdict.hole.confidence] : []).toEqual(found);
  });

  test("pipes and mappings are not judged", () => {
    const senders = [aPipe("p", { deadLetterArn: region }), aMapping("m", { onFailureArn: region })];

    expect(foundBy(dlqElsewhere, aGraph(senders))).toEqual([]);
  });
});

test.each<[string, Resource, string[]]>([
  ["FIFO to FIFO", aQueue("a.fifo", { deadLetterTargetArn: queueArn("dlq.fifo") }), []],
  ["standard to FIFO", aQueue("a", { deadLetterTargetArn: queueArn("dlq.fifo") }), ["critical", "certain"]],
  ["a function to FIFO", aFunction("a", { deadLetterArn: queueArn("dlq.fifo") }), ["critical", "certain"]],
  ["a function to a FIFO topic", aFunction("a", { deadLetterArn: topicArn("dlq.fifo") }), ["critical", "certain"]],
  ["a function to a bus named like FIFO", aFunction("a", { async: onFailure(busArn("x.fifo")) }), ["not judged"]],
  ["a mapping to FIFO", aMapping("a", { onFailureArn: queueArn("dlq.fifo") }), ["not judged"]],
  [
    "a FIFO topic's FIFO subscriber to FIFO",
    aSubscription("a", {
      topicArn: topicArn("o.fifo"),
      endpoint: queueArn("j.fifo"),
      deadLetterArn: queueArn("dlq.fifo"),
    }),
    [],
  ],
  [
    "a FIFO topic's FIFO subscriber to standard",
    aSubscription("a", { topicArn: topicArn("o.fifo"), endpoint: queueArn("j.fifo"), deadLetterArn: dlq }),
    ["critical", "certain"],
  ],
  [
    "a FIFO topic's standard subscriber to standard",
    aSubscription("a", { topicArn: topicArn("o.fifo"), endpoint: queueArn("j"), deadLetterArn: dlq }),
    ["high", "possible"],
  ],
])("types: %s", (_, sender, found) => {
  const [verdict] = dlqWrongType.check(aGraph([sender]), NO_FACTS);

  const hole = verdict?.hole;
  expect(verdict ? (hole ? [hole.severity, hole.confidence] : []) : ["not judged"]).toEqual(found);
});
