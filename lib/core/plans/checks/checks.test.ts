import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CheckFacts } from "../check";
import { QUEUE_CHECKS } from "../checks";
import { runChecks, wrongOverrides } from "../run-checks";
import { aConsumer, aGate, aPlace, aPlan, aQueueFacts } from "./a-plan";

const plan = aPlan();
const withQueue = (over: Partial<CheckFacts["queue"]>) => ({ queue: { ...plan.queue, ...over } });
const to = (over: Parameters<typeof aQueueFacts>[0], place: Parameters<typeof aPlace>[0] = {}) => ({
  places: [aPlace({ queue: aQueueFacts(over), ...place })],
});
const policy = (statement: object) =>
  JSON.stringify({ Statement: [{ Action: "sqs:SendMessage", Resource: "*", ...statement }] });
const deny = (more: object = {}) => policy({ Effect: "Deny", Principal: "*", ...more });
const fifo = withQueue({ isFifo: true });

test("a plan that nothing speaks against has no block and no warning", () => {
  const results = runChecks(QUEUE_CHECKS, plan).map(({ result }) => result);

  expect(results).not.toContain("block");
  expect(results).not.toContain("warn");
});

test.each<[string, string, Partial<CheckFacts>, string, RegExp]>([
  [
    "an account that is not connected",
    "target-account",
    to({}, { isConnected: false, isKnown: false, awsAccountId: "222222222222" }),
    "block",
    /account 222222222222/,
  ],
  ["a destination that is gone", "destination", to({}, { isKnown: false }), "block", /not in the inventory/],
  ["the dead-letter queue itself", "destination", to({}, { arn: plan.queue.arn }), "block", /itself/],
  [
    "a move task of a queue that no queue names",
    "destination",
    { driver: "move-task", places: [] },
    "block",
    /No queue names orders-dlq/,
  ],
  ["standard to FIFO", "destination-type", to({ isFifo: true }), "block", /other kind/],
  [
    "a body over the limit",
    "message-size",
    to({ maxMessageBytes: 800 }),
    "block",
    /at most 800 bytes; the largest body has 900/,
  ],
  [
    "attributes that nobody counted",
    "message-size",
    to({ maxMessageBytes: 1_000 }, { largestAtMostBytes: null }),
    "unproven",
    /with its attributes/,
  ],
  [
    "sizes that nobody read",
    "message-size",
    to({ maxMessageBytes: 1_000 }, { largestBodyBytes: null, largestAtMostBytes: null }),
    "unproven",
    /nobody has read/,
  ],
  [
    "body and attributes within the limit",
    "message-size",
    to({ maxMessageBytes: 1_000 }, { largestAtMostBytes: 990 }),
    "pass",
    /900 bytes/,
  ],
  ["a Deny for everybody", "destination-policy", to({ policy: deny() }), "block", /denies sqs:SendMessage/],
  [
    "a Deny that excepts our role",
    "destination-policy",
    to({ policy: deny({ Condition: { ArnNotEquals: { "aws:PrincipalArn": plan.account.operateRoleArn } } }) }),
    "pass",
    /No policy/,
  ],
  [
    "a Deny outside a network",
    "destination-policy",
    to({ policy: deny({ Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } }) }),
    "unproven",
    /only AWS can judge/,
  ],
  [
    "another account's queue without an Allow",
    "destination-policy",
    to({}, { awsAccountId: "222222222222" }),
    "block",
    /does not let our operate role in/,
  ],
  [
    "another account's queue that lets ours in",
    "destination-policy",
    to(
      { policy: policy({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" } }) },
      { awsAccountId: "222222222222" },
    ),
    "pass",
    /No policy/,
  ],
  [
    "a customer's key",
    "customer-key",
    to({ kmsKeyId: "arn:aws:kms:eu-central-1:111111111111:key/1" }),
    "unproven",
    /kms:GenerateDataKey/,
  ],
  ["a delete that nobody proved", "delete-permission", {}, "unproven", /cannot be tested/],
  [
    "a delete that a run proved",
    "delete-permission",
    { deleteProvedAt: "2026-11-20T08:15:00.000Z" },
    "pass",
    /2026-11-20 08:15 UTC/,
  ],
  ["a move task that nobody looked for", "move-task-running", {}, "unproven", /compete for the messages/],
  ["a move task of ours", "move-task-running", { openMoveTask: { runNumber: 7, by: "Ada" } }, "block", /R-7 of Ada/],
  [
    "a redrive allow policy without the source",
    "redrive-allow-policy",
    { driver: "move-task", ...withQueue({ redriveAllowPolicy: '{"redrivePermission":"denyAll"}' }) },
    "block",
    /leaves out orders/,
  ],
  ["a consumer of the dead-letter queue", "consumers", withQueue({ consumerCount: 1 }), "warn", /competes/],
  ["functions that nobody reads", "consumers", withQueue({ isConsumerKnown: false }), "unproven", /overlooked/],
  [
    "a consumer that is switched off",
    "destination-consumer",
    to({}, { consumers: [aConsumer({ isOn: false })] }),
    "warn",
    /switched off: messages would wait/,
  ],
  [
    "a consumer without concurrency",
    "destination-consumer",
    to({}, { consumers: [aConsumer({ reservedConcurrency: 0 })] }),
    "warn",
    /reserved concurrency is 0/,
  ],
  ["no consumer at all", "destination-consumer", to({}, { consumers: [] }), "warn", /No consumer of orders is known/],
  [
    "a consumer that cannot be seen but takes",
    "destination-consumer",
    to({ drainPerSecond: 2 }, { consumers: [] }),
    "pass",
    /A program that cannot be seen takes from orders: about 2\/s/,
  ],
  ["consumers that nobody reads", "destination-consumer", to({}, { consumers: null }), "unproven", /nobody can say/],
  [
    "a visibility below six times the time-out",
    "visibility-time",
    to({}, { consumers: [aConsumer({ timeoutSeconds: 6 })] }),
    "warn",
    /30 s; checkout-worker may work for 6 s/,
  ],
  ["one receive", "one-receive", to({ maxReceiveCount: 1 }), "warn", /maxReceiveCount 1/],
  [
    "a long backlog",
    "backlog",
    to({ waitingCount: 12_000, drainPerSecond: 5 }),
    "warn",
    /12,000 messages wait in orders already: at about 5\/s, these wait about 40 min/,
  ],
  ["a short backlog", "backlog", to({ waitingCount: 60, drainPerSecond: 5 }), "pass", /about 12 s/],
  ["a backlog that stands still", "backlog", to({ waitingCount: 60, drainPerSecond: 0 }), "warn", /none was taken out/],
  ["a backlog whose drain nobody knows", "backlog", to({ waitingCount: 60 }), "unproven", /not known/],
  [
    "a marker where ten attributes are",
    "ten-attributes",
    { doesMark: true, fullAttributesCount: 3 },
    "warn",
    /3 of these have ten attributes/,
  ],
  [
    "a marker on what has no attributes",
    "ten-attributes",
    { doesMark: true, driver: "lambda-invoke" },
    "warn",
    /none of these can be marked/,
  ],
  ["a restore", "retention-reset", { action: "restore", driver: "restore" }, "warn", /are lost/],
  ["FIFO", "fifo-order", { ...fifo, ...to({ isFifo: true }) }, "warn", /order is kept among these/],
  [
    "FIFO by content",
    "fifo-deduplication",
    { ...fifo, ...to({ isFifo: true, isContentDeduplicated: true }) },
    "pass",
    /a deduplication id of its own.*although the queue goes by content/,
  ],
  [
    "an order that is broken already",
    "order-debt",
    { ...fifo, orderDebt: { groupCount: 1, overtakenBy: 2, leftBehind: 1, unknownCount: 0 } },
    "warn",
    /2 newer messages.*1 older message of these groups/,
  ],
  [
    "an order that nothing seems to break",
    "order-debt",
    { ...fifo, orderDebt: { groupCount: 1, overtakenBy: 0, leftBehind: 0, unknownCount: 0 } },
    "unproven",
    /nobody can see from here/,
  ],
  ["a message that came back once", "came-back", { cameBackCount: 2, mostBounces: 1 }, "warn", /2 of these came back/],
  ["a message in a loop", "came-back", { cameBackCount: 2, loopingCount: 1, mostBounces: 4 }, "block", /one 4 times/],
  [
    "retention that ends first",
    "loss-before-end",
    { secondsToFirstLoss: 30 },
    "warn",
    /at 10:00 UTC, before the run would reach its end in about 60 s/,
  ],
])("%s: %s", (_, id, over, result, text) => {
  expect(runChecks(QUEUE_CHECKS, aPlan(over)).find((check) => check.id === id)).toMatchObject({
    result,
    text: expect.stringMatching(text),
  });
});

test("a discard asks nothing of destinations", () => {
  const ids = runChecks(QUEUE_CHECKS, aPlan({ action: "discard", driver: "discard", places: [] })).map(({ id }) => id);

  expect(ids).toEqual(expect.arrayContaining(["vault-copy", "delete-permission", "move-task-running"]));
  expect(ids.filter((id) => /destination|gate|backlog|fifo/.test(id))).toEqual([]);
});

test("blocks come first, and only a block that can be overridden is", () => {
  const facts = aPlan({ gate: aGate(), writesStopped: { by: "Ada" } });
  const reason = "the supplier fixed it";

  const checks = runChecks(QUEUE_CHECKS, facts, [
    { check: "gate", reason },
    { check: "writes-allowed", reason },
  ]);

  expect(checks[0]).toMatchObject({ id: "writes-allowed", result: "block" });
  expect(checks[0]).not.toHaveProperty("overriddenBecause");
  expect(checks.find(({ id }) => id === "gate")).toMatchObject({ result: "warn", overriddenBecause: reason });
});

test("what can be overridden is said by the list, and anything else is refused by its field", () => {
  const secondCopy = { isNeeded: true, state: { kind: "none" } } as const;
  const blocks = [
    ...runChecks(QUEUE_CHECKS, aPlan({ gate: aGate(), cameBackCount: 1, loopingCount: 1, mostBounces: 3 })),
    ...runChecks(QUEUE_CHECKS, aPlan({ queue: { ...aPlan().queue, isNamed: false } })),
    ...runChecks(QUEUE_CHECKS, aPlan({ action: "discard", driver: "discard", secondCopy })),
  ];
  const reason = "we know better";

  expect(blocks.filter(({ canOverride }) => canOverride).map(({ id }) => id)).toEqual([...QUEUE_CHECKS.overridable]);
  expect(Object.keys(QUEUE_CHECKS.rules)).toEqual(expect.arrayContaining([...QUEUE_CHECKS.overridable]));
  expect(
    wrongOverrides(QUEUE_CHECKS, [
      { check: "gate", reason },
      { check: "destination", reason },
      { check: "weather", reason },
    ]),
  ).toEqual([
    { field: "overrides.1.check", message: expect.stringContaining("cannot be overridden") },
    { field: "overrides.2.check", message: expect.stringContaining("is no check") },
  ]);
});

test("every check is in docs/checks.md", () => {
  const told = readFileSync("docs/checks.md", "utf8");

  expect(Object.keys(QUEUE_CHECKS.rules).filter((id) => !told.includes(`\`${id}\``))).toEqual([]);
});
