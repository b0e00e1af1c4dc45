import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SHOP } from "../../support/world";
import { anEventWorld, type EventWorld, eventsArn } from "./eventbridge-world";
import { blocksOf, driven, queueArn, REDRIVE, seen, takenFrom } from "./origin-world";

let world: EventWorld;
beforeAll(async () => {
  world = await anEventWorld({
    open: ["orders-dlq", "aws-dlq", "odd-dlq", "forged-dlq", "audit"],
    closed: ["ship"],
  });
  await world.aBus("shop");
  // Only queues that somebody names for failures are ever read.
  for (const name of ["aws-dlq", "odd-dlq", "forged-dlq"])
    await world.aRule(`for.${name}`, name, [{ Arn: queueArn("ship") }]);
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

/** A dead letter as EventBridge writes it. */
const letter = (queueName: string, rule: string, event: Record<string, unknown>) => {
  const marks = { RULE_ARN: eventsArn(`rule/${rule}`), TARGET_ARN: queueArn("ship"), ERROR_CODE: "NO_PERMISSIONS" };
  const attributes = Object.entries(marks).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
  return world.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: url(queueName),
      MessageBody: JSON.stringify({ version: "0", id: "1", detail: {}, ...event }),
      MessageAttributes: Object.fromEntries(attributes),
    }),
  );
};

test("events of AWS services are refused before anything is touched, since nobody else may put them", async () => {
  await letter("aws-dlq", "instances", { "detail-type": "x", source: "aws.ec2" });
  const queue = await seen(world, "aws-dlq");

  expect(await blocksOf(world, { ...PUT, selection: { queueId: queue.id } })).toContain(
    "1 of these are events of AWS services",
  );
});

test("a letter that claims a rule of another queue chooses no bus; of a rule that is gone the plan says that nobody vouches", async () => {
  await letter("forged-dlq", "for.odd-dlq", { "detail-type": "x", source: "forged" });
  await letter("forged-dlq", "shop/gone", { "detail-type": "x", source: "forged" });
  const queue = await seen(world, "forged-dlq");

  const { checks } = await world.ask("createPlan", { ...PUT, selection: { queueId: queue.id } }, "operator");

  const textOf = (id: string) => checks.find((check) => check.id === id)?.text;
  expect(textOf("way-back")).toContain("rule for.odd-dlq does not send what it cannot deliver to this queue");
  expect(textOf("about-this-way")).toContain("Rule shop/gone is not in the inventory");
});

test("of a request that answers 200, an event that was refused stays, and one that was put goes", async () => {
  await letter("odd-dlq", "shop/odd", { "detail-type": "fine", source: "odd" });
  await letter("odd-dlq", "shop/odd", { "detail-type": "x".repeat(129), source: "odd" });
  const queue = await seen(world, "odd-dlq");

  const { run, items } = await driven(world, { ...PUT, stages: [10], selection: { queueId: queue.id } });

  expect(run.counters).toMatchObject({ selected: 2, sent: 1, deleted: 1, rejected: 1 });
  expect(items.find(({ state }) => state === "rejected")?.reason).toContain("InvalidArgument");
  const [left = "", ...more] = await takenFrom(world, "odd-dlq");
  expect(more).toEqual([]);
  expect(JSON.parse(left)["detail-type"]).toHaveLength(129);
});
