import { DeleteRuleCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantsOfPlan } from "@/lib/core/plans/grants";
import { findAccount } from "@/lib/db/accounts";
import { forgetListHashes } from "@/lib/db/resources";
import { driveRun } from "@/lib/operations/runs/drive";
import { REGION, SHOP } from "../../support/world";
import { anEventWorld, type EventWorld, eventsArn } from "./eventbridge-world";
import {
  blocksOf,
  configOf,
  driven,
  functionArn,
  queueArn,
  REDRIVE,
  ROLE,
  seen,
  setUp,
  takenFrom,
  tells,
} from "./origin-world";

let world: EventWorld;
const DLQS = [
  "ship-dlq",
  "fifo-dlq",
  "kinds-dlq",
  "changed-dlq",
  "refused-dlq",
  "gone-dlq",
  "narrow-dlq",
  "merged-dlq",
];
beforeAll(async () => {
  world = await anEventWorld({
    open: [...DLQS, "audit", "everything", "inbox", "partnered"],
    closed: ["ship", "changed", "ship.fifo", "twice", "gone", "narrow", "left", "right"],
  });
});
afterAll(() => world.stop());

const url = (name: string) => `${world.simulator.url}/${SHOP}/${name}`;
const openQueue = (name: string) => {
  const Principal = { Service: "events.amazonaws.com" };
  const statement = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: queueArn(name) };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url(name), Attributes: { Policy } }));
};

/** Lists tell nothing of a rule's targets, so that a rule is read again only now and then: here, at once. */
const seenAnew = async (queueName: string) => {
  await forgetListHashes(world.db, world.accountId);
  await seen(world, queueName);
};

test("an event goes to the one target that missed it, letter for letter as its rule sends it, and to no other target, nor onto the bus", async () => {
  const InputTransformer = {
    InputPathsMap: { id: "$.detail.id", lines: "$.detail.lines" },
    InputTemplate: '{"rule": <aws.events.rule-name>, "order": <id>, "say": "order <id>", "lines": <lines>}',
  };
  await world.aRule("shop.orders", "ship-dlq", [
    { Arn: queueArn("ship"), InputTransformer },
    { Arn: queueArn("audit") },
  ]);
  await world.aRule("everything", "ship-dlq", [{ Arn: queueArn("everything") }]);
  const event = { Source: "shop.orders", Detail: '{"id":"o-7","lines":[{"sku":"a","n":2.5}]}' };
  await world.put(event);
  const queue = await seen(world, "ship-dlq", 30);
  await takenFrom(world, "audit");

  const { plan, run, items } = await driven(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(plan).toMatchObject({ driver: "eventbridge-target", destinationArns: [queueArn("ship")] });
  expect(run.counters).toMatchObject({ selected: 1, sent: 1, deleted: 1 });
  expect(items[0]?.destinationMessageId).toMatch(/^[0-9a-f-]{36}$/);
  const again = await takenFrom(world, "ship", 60);
  expect(await takenFrom(world, "audit")).toEqual([]);
  expect(await takenFrom(world, "everything")).toEqual([]);
  await openQueue("ship");
  await world.put(event);
  expect(again).toHaveLength(1);
  expect(again).toEqual(await takenFrom(world, "ship", 30));
});

test("a FIFO target gets the group that its rule sets, and an id of its own that no earlier event has used up", async () => {
  const target = { Arn: queueArn("ship.fifo"), SqsParameters: { MessageGroupId: "orders" }, InputPath: "$.detail" };
  await world.aRule("shop.fifo", "fifo-dlq", [target]);
  await world.put({ Source: "shop.fifo", Detail: '{"id":1}' });
  const queue = await seen(world, "fifo-dlq", 30);

  await driven(world, { ...REDRIVE, selection: { queueId: queue.id } });

  const { Messages = [] } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url("ship.fifo"), MessageSystemAttributeNames: ["All"] }),
  );
  expect(Messages.map(({ Body }) => Body)).toEqual(['{"id":1}']);
  expect(Messages[0]?.Attributes).toMatchObject({
    MessageGroupId: "orders",
    MessageDeduplicationId: expect.stringMatching(/^rdv-/),
  });
});

test("a function, a topic and another bus are each called in their own way", async () => {
  await setUp(world, { functions: [{ arn: functionArn("packer"), behaviour: tells("packer", "id") }] });
  const sns = new SNSClient(configOf(world));
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const Attributes = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn("inbox"), Attributes }));
  await world.aBus("partner");
  await world.aRule("shop.kinds", "kinds-dlq", [
    { Arn: functionArn("packer"), InputPath: "$.detail" },
    { Arn: TopicArn, Input: '"new order"' },
    { Arn: eventsArn("event-bus/partner") },
  ]);
  await world.aRule("shop.kinds", "kinds-dlq", [{ Arn: queueArn("partnered") }], "partner");
  await world.put({ Source: "shop.kinds", Detail: '{"id":"k-1"}', Resources: ["arn:aws:s3:::orders"] });
  const queue = await seen(world, "kinds-dlq", 30);

  const { run, items } = await driven(world, { ...REDRIVE, stages: [10], selection: { queueId: queue.id } });

  expect(run.counters).toMatchObject({ selected: 3, sent: 3, deleted: 3 });
  expect(items.every(({ destinationMessageId }) => destinationMessageId !== null)).toBe(true);
  expect(await takenFrom(world, "told", 30)).toEqual(["packer: k-1"]);
  expect(await takenFrom(world, "inbox")).toEqual(['"new order"']);
  const [onTheOtherBus, ...more] = await takenFrom(world, "partnered");
  expect(more).toEqual([]);
  expect(JSON.parse(onTheOtherBus ?? "")).toMatchObject({
    source: "shop.kinds",
    "detail-type": "Placed",
    detail: { id: "k-1" },
    resources: ["arn:aws:s3:::orders"],
  });
});

test("a rule that was changed after the plan was made is named with what changed, and before anything is sent", async () => {
  const target = { Arn: queueArn("changed"), InputPath: "$.detail" };
  await world.aRule("shop.changed", "changed-dlq", [target]);
  await world.put({ Source: "shop.changed", Detail: '{"id":1}' });
  const queue = await seen(world, "changed-dlq", 30);
  const wish = { ...REDRIVE, selection: { queueId: queue.id } };
  const [plan, other] = [await world.ask("createPlan", wish), await world.ask("createPlan", wish)];
  const { runId } = await world.ask("applyPlan", { id: other.id, hash: other.hash }, "operator");

  await world.aRule("shop.changed", "changed-dlq", [{ ...target, InputPath: "$.detail.id" }]);
  await driveRun(world.worker(), runId);

  // Nobody has looked at the rule yet: the worker itself reads it before the first call.
  const run = await world.ask("getRun", { id: runId });
  expect(run).toMatchObject({ state: "paused", counters: { sent: 0 } });
  expect(run.reason).toMatch(/shop\.changed → t0: input was path [0-9a-f]{64}, and is path [0-9a-f]{64}/);
  await world.ask("cancelRun", { id: runId }, "operator");
  await driveRun(world.worker(), runId);
  await seenAnew("changed-dlq");
  const refusal = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator").catch((error) => error);
  expect(refusal).toMatchObject({
    code: "plan-changed",
    detail: { diff: [{ setting: "shop.changed → t0: input" }] },
  });
  expect(await takenFrom(world, "changed")).toEqual([]);
});

test("an event that a person put into the class of another target is not sent to that target: it stays, and says why", async () => {
  for (const name of ["left", "right"]) await world.aRule(`shop.${name}`, "merged-dlq", [{ Arn: queueArn(name) }]);
  for (const name of ["left", "right"]) await world.put({ Source: `shop.${name}`, Detail: `{"from":"${name}"}` });
  const queue = await seen(world, "merged-dlq", 30);
  const { items: messages } = await world.ask("listFailedMessages", { queueId: queue.id });
  const [one, other] = messages;
  await world.ask("mergeFailureClasses", { id: other?.classId ?? "", intoId: one?.classId ?? "" }, "operator");

  const { plan, run, items } = await driven(world, { ...REDRIVE, stages: [10], selection: { queueId: queue.id } });

  expect(plan.destinationArns).toHaveLength(1);
  expect(run.counters).toMatchObject({ selected: 2, sent: 1, rejected: 1 });
  expect(items.find(({ state }) => state === "rejected")?.reason).toContain("which is not in this plan");
  const arrived = [...(await takenFrom(world, "left")), ...(await takenFrom(world, "right"))];
  expect(arrived).toHaveLength(1);
  expect(JSON.parse(arrived[0] ?? "").detail.from).toBe(plan.destinationArns[0]?.split(":").at(-1));
  expect(await takenFrom(world, "merged-dlq", 60)).toHaveLength(1);
});

test("targets that only EventBridge can call, or that nobody can tell apart, are refused by name", async () => {
  const definition = JSON.stringify({ StartAt: "P", States: { P: { Type: "Fail" } } });
  const sfn = new SFNClient(configOf(world));
  await sfn.send(new CreateStateMachineCommand({ name: "pack", definition, roleArn: ROLE }));
  const machine = `arn:aws:states:${REGION}:${SHOP}:stateMachine:pack`;
  await world.aRule("shop.refused", "refused-dlq", [
    { Arn: machine, RoleArn: ROLE },
    { Arn: queueArn("twice") },
    { Arn: queueArn("twice"), InputPath: "$.detail" },
  ]);
  await world.put({ Source: "shop.refused", Detail: "{}" });
  const queue = await seen(world, "refused-dlq", 30);

  const blocks = await blocksOf(world, { ...REDRIVE, selection: { queueId: queue.id } });

  expect(blocks).toContain("pack of rule shop.refused is a state machine");
  expect(blocks).toContain("twice as target more than once, as t1 and t2");
});

test("a target or rule that is gone is told, with what can be done instead", async () => {
  await world.aRule("shop.gone", "gone-dlq", [{ Arn: queueArn("gone") }]);
  await world.put({ Source: "shop.gone", Detail: "{}" });
  const queue = await seen(world, "gone-dlq", 30);
  const wish = { ...REDRIVE, selection: { queueId: queue.id } };

  await world.events.send(new RemoveTargetsCommand({ Rule: "shop.gone", Ids: ["t0"] }));
  await seenAnew("gone-dlq");
  const withoutTarget = await blocksOf(world, wish);
  await world.events.send(new DeleteRuleCommand({ Name: "shop.gone" }));
  await seen(world, "gone-dlq");

  expect(withoutTarget).toContain("gone is not a target of rule shop.gone any more: put the events on the bus again");
  expect(await blocksOf(world, wish)).toContain("Rule shop.gone is not in the inventory");
});

test("a run's session reaches its own target and dead-letter queue, and nothing else that its role may", async () => {
  await world.aRule("shop.narrow", "narrow-dlq", [{ Arn: queueArn("narrow") }]);
  await world.put({ Source: "shop.narrow", Detail: "{}" });
  const queue = await seen(world, "narrow-dlq", 30);
  const plan = await world.ask("createPlan", { ...REDRIVE, selection: { queueId: queue.id } });
  const account = await findAccount(world.db, world.accountId);
  if (!account) throw new Error("the account is gone");
  const { driver, destinationArns, configuration } = plan;
  const grants = grantsOfPlan({ driver, destinationArns, configuration, subjectArn: queue.arn });
  const session = world.worker().aws.session(account, {
    role: "operate",
    region: REGION,
    purpose: "run",
    run: { runId: "run_narrow", grants },
  });
  const message = { body: "x", attributes: {} };
  const event = { source: "shop", detailType: "x", detail: "{}", resources: [], time: null };
  const deniedTo = (call: Promise<unknown>) =>
    call.then(
      () => "allowed",
      (error) => error.detail?.action,
    );

  expect(await deniedTo(session.sqs.send(url("narrow"), [message]))).toBe("allowed");
  expect(await deniedTo(session.sqs.send(url("audit"), [message]))).toBe("sqs:SendMessage");
  expect(await deniedTo(session.sqs.send(url("narrow-dlq"), [message]))).toBe("sqs:SendMessage");
  expect(await session.sqs.delete(url("narrow"), ["x"])).toMatchObject([{ kind: "failed", isDenied: true }]);
  expect(await deniedTo(session.lambda.invokeAsync({ functionArn: functionArn("packer"), payload: "{}" }))).toBe(
    "lambda:InvokeFunction",
  );
  expect(
    await deniedTo(
      session.sns.publish({ topicArn: `arn:aws:sns:${REGION}:${SHOP}:news`, message: "x", attributes: {} }),
    ),
  ).toBe("sns:Publish");
  expect(await deniedTo(session.events.putEvents([{ ...event, busArn: eventsArn("event-bus/default") }]))).toBe(
    "events:PutEvents",
  );
  expect(await deniedTo(session.events.targetsOf(eventsArn("rule/shop.narrow")))).toBe("allowed");
  expect(await deniedTo(session.events.targetsOf(eventsArn("rule/shop.kinds")))).toBe("events:ListTargetsByRule");
});
