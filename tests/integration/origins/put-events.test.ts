import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aFault, noFaults } from "../../support/runs";
import { SHOP } from "../../support/world";
import { anEventWorld, type EventWorld, eventsArn } from "./eventbridge-world";
import { blocksOf, driven, queueArn, REDRIVE, seen, takenFrom } from "./origin-world";

let world: EventWorld;
beforeAll(async () => {
  world = await anEventWorld({
    open: ["orders-dlq", "aws-dlq", "odd-dlq", "audit"],
    closed: ["ship", "store", "pay"],
  });
  await world.aBus("shop");
});
afterAll(() => world.stop());

const url = (name: string) => `${world.simulator.url}/${SHOP}/${name}`;
const PUT = { ...REDRIVE, driver: "put-events" } as const;

test("put on its bus again, an event is new to every rule of that bus, and the plan says so before", async () => {
  await world.aRule("orders", "orders-dlq", [{ Arn: queueArn("ship") }, { Arn: queueArn("audit") }], "shop");
  const time = new Date("2026-11-01T10:00:00Z");
  const detail = '{"id":"o-1","n":2.5}';
  await world.put({ Source: "orders", EventBusName: "shop", Detail: detail, Resources: ["arn:x"], Time: time });
  const queue = await seen(world, "orders-dlq", 30);
  await takenFrom(world, "audit");

  const { plan, run, items } = await driven(world, { ...PUT, selection: { queueId: queue.id } });

  expect(plan).toMatchObject({ driver: "put-events", destinationArns: [eventsArn("event-bus/shop")] });
  expect(plan.configuration).toMatchObject({ "shop: rules that may match": "orders" });
  expect(plan.checks.find(({ id }) => id === "about-this-way")).toMatchObject({
    result: "warn",
    text: expect.stringContaining("Every matching rule of shop gets the events again"),
  });
  expect(run.counters).toMatchObject({ sent: 1, deleted: 1 });
  const [again = ""] = await takenFrom(world, "audit", 30);
  const event = JSON.parse(again);
  expect(event).toMatchObject({
    source: "orders",
    "detail-type": "Placed",
    detail: { id: "o-1", n: 2.5 },
    resources: ["arn:x"],
    time: "2026-11-01T10:00:00Z",
  });
  expect(items[0]?.destinationMessageId).toBe(event.id);
});

test("events of AWS services are refused before anything is touched, since nobody else may put them", async () => {
  const rule = eventsArn("rule/instances");
  const attributes = { RULE_ARN: rule, TARGET_ARN: queueArn("ship"), ERROR_CODE: "NO_PERMISSIONS" };
  const event = { version: "0", id: "1", "detail-type": "x", source: "aws.ec2", detail: {} };
  await world.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: url("aws-dlq"),
      MessageBody: JSON.stringify(event),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      ),
    }),
  );
  const queue = await seen(world, "aws-dlq");

  expect(await blocksOf(world, { ...PUT, selection: { queueId: queue.id } })).toContain(
    "1 of these are events of AWS services",
  );
});

test("of a request that answers 200, an event that was refused stays, and one that was put goes", async () => {
  await world.aRule("odd", "odd-dlq", [{ Arn: queueArn("pay") }]);
  for (const id of ["fine", "odd"]) await world.put({ Source: "odd", Detail: `{"id":"${id}"}` });
  const queue = await seen(world, "odd-dlq", 30);
  await aFault(world, { operation: "events:PutEvents", kind: "partialBatchFailure", times: 1, count: 1 }).catch(
    () => undefined,
  );

  const { run, items } = await driven(world, { ...PUT, stages: [10], selection: { queueId: queue.id } });
  await noFaults(world);

  expect(run.counters.sent).toBe(items.filter(({ state }) => state === "deleted").length);
  const { Messages = [] } = await world.aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: url("odd-dlq") }));
  expect(Messages.length).toBeLessThanOrEqual(items.length);
});
