import { expect, test } from "vitest";
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
  aSubscription,
  aTarget,
  aTopic,
  busArn,
  functionArn,
  queueArn,
  ruleArn,
  streamArn,
  topicArn,
} from "../../coverage/cases/a-graph";
import type { Resource } from "../../inventory/resource";
import { assemblePipelines } from "./assemble";

/** Pipelines by the name of their entry's ARN: the roles of their parts, by name. */
const shown = (resources: readonly Resource[]) =>
  Object.fromEntries(
    assemblePipelines(aGraph(resources)).map(({ name, parts }) => [
      name,
      Object.fromEntries(parts.map((part) => [part.name, part.role])),
    ]),
  );
const to = (arn: string, deadLetterArn: string | null = null) => aTarget({ id: arn, arn, deadLetterArn });
/** A rule that fills a queue, which a function works off. */
const chain = (name: string, dlq = `${name}-dlq`): Resource[] => [
  aRule(`${name}-placed`, { targets: [to(queueArn(name))] }),
  aQueue(name, { deadLetterTargetArn: queueArn(dlq) }),
  aMapping(`${name}-m`, { sourceArn: queueArn(name), functionArn: functionArn(`${name}-worker`) }),
  aFunction(`${name}-worker`),
];

test("a bus, a rule, its queue, the function behind it and the dead-letter queue are one pipeline", () => {
  expect(shown([aBus("default"), ...chain("orders"), aQueue("orders-dlq")])).toEqual({
    orders: {
      default: "shared",
      "orders-placed": "entry",
      orders: "hop",
      "orders-m": "hop",
      "orders-worker": "consumer",
      "orders-dlq": "dead-letter",
    },
  });
});

test("depth counts the hops from the entry, the shortest way", () => {
  const [pipeline] = assemblePipelines(aGraph([aBus("default"), ...chain("orders"), aQueue("orders-dlq")]));

  expect(Object.fromEntries(pipeline?.parts.map(({ name, depth }) => [name, depth]) ?? [])).toEqual({
    default: 0,
    "orders-placed": 0,
    orders: 1,
    "orders-m": 2,
    "orders-dlq": 2,
    "orders-worker": 3,
  });
});

test("rules on one bus are pipelines of their own, and share the bus", () => {
  const found = shown([aBus("default"), ...chain("orders"), ...chain("stock")]);

  expect(Object.keys(found).sort()).toEqual(["orders", "stock"]);
  expect(found.stock).toMatchObject({ default: "shared" });
});

test("a dead-letter queue of several pipelines joins none of them", () => {
  const found = shown([...chain("orders", "central-dlq"), ...chain("stock", "central-dlq"), aQueue("central-dlq")]);

  expect(Object.keys(found).sort()).toEqual(["orders", "stock"]);
  expect(found.orders).toMatchObject({ "central-dlq": "shared" });
  expect(found.stock).toMatchObject({ "central-dlq": "shared" });
});

test("where a shared dead-letter queue gives up in its turn belongs to the same pipelines", () => {
  const shelf = [aQueue("central-dlq", { deadLetterTargetArn: queueArn("last-dlq") }), aQueue("last-dlq")];
  const found = shown([...chain("orders", "central-dlq"), ...chain("stock", "central-dlq"), ...shelf]);

  expect(Object.keys(found).sort()).toEqual(["orders", "stock"]);
  expect(found.orders).toMatchObject({ "last-dlq": "shared" });
});

test("two dead-letter queues of one way both belong to it", () => {
  const topic = aTopic("orders");
  const subscription = aSubscription("s", { topicArn: topic.arn, deadLetterArn: queueArn("orders-sns-dlq") });
  const queues = [
    aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq") }),
    aQueue("orders-dlq"),
    aQueue("orders-sns-dlq"),
  ];

  expect(shown([topic, subscription, ...queues])).toEqual({
    orders: { orders: "hop", s: "hop", "orders-dlq": "dead-letter", "orders-sns-dlq": "dead-letter" },
  });
});

const sinkOf = (count: number) => [
  ...Array.from({ length: count }, (_, index) => {
    const name = `way${index}`;
    return [aRule(`${name}-placed`, { targets: [to(queueArn(name)), to(queueArn("audit"))] }), aQueue(name)];
  }).flat(),
  aQueue("audit"),
];

test("what five pipelines deliver into belongs to all of them and joins none", () => {
  const found = shown(sinkOf(5));

  expect(Object.keys(found)).toHaveLength(5);
  expect(found.way3).toMatchObject({ audit: "shared" });
});

test("four ways into one queue are one pipeline", () => {
  expect(Object.keys(shown(sinkOf(4)))).toHaveLength(1);
});

test("a circle ends, and is one pipeline that begins at its first queue", () => {
  const [pipeline, ...more] = assemblePipelines(
    aGraph([aQueue("a", { deadLetterTargetArn: queueArn("b") }), aQueue("b", { deadLetterTargetArn: queueArn("a") })]),
  );

  expect(more).toEqual([]);
  expect(pipeline?.anchorArn).toBe(queueArn("a"));
  expect(pipeline?.parts.map(({ name, depth }) => [name, depth])).toEqual([
    ["a", 0],
    ["b", 1],
  ]);
});

test("a pipeline crosses accounts", () => {
  const there = { awsAccountId: "444455556666" };
  const found = assemblePipelines(
    aGraph([
      aTopic("orders"),
      aSubscription("s", { topicArn: topicArn("orders"), endpoint: queueArn("inbox", there) }),
      aQueue("inbox", {}, there),
    ]),
  );

  expect(found.map(({ parts }) => parts.map(({ accountId }) => accountId))).toEqual([
    ["acc_111122223333", "acc_111122223333", "acc_444455556666"],
  ]);
});

test.each([
  ["a queue that nobody is seen to send to", [aQueue("orders"), aMapping("m"), aFunction("ship")], queueArn("orders")],
  ["a stream", [aMapping("m", { sourceArn: streamArn("clicks") }), aFunction("ship")], streamArn("clicks")],
  ["a topic", [aTopic("orders"), aSubscription("s"), aQueue("orders")], topicArn("orders")],
  ["a schedule", [aSchedule("nightly"), aFunction("ship")], aSchedule("nightly").arn],
  [
    "a pipe from what is not read",
    [aPipe("p", { sourceArn: "arn:aws:mq:eu-west-1:111122223333:broker:b:1" })],
    aPipe("p").arn,
  ],
  [
    "a function with a queue for what fails, called by nobody seen",
    [aFunction("ship", { deadLetterArn: queueArn("ship-dlq") }), aQueue("ship-dlq")],
    functionArn("ship"),
  ],
])("a pipeline begins at %s", (_, resources, anchorArn) => {
  expect(assemblePipelines(aGraph(resources)).map((pipeline) => pipeline.anchorArn)).toEqual([anchorArn]);
});

test.each([
  ["an alarm", [anAlarm("a", { dimensions: { QueueName: "orders" } })]],
  ["an archive", [aBus("default"), anArchive("a")]],
  [
    "a rule of AWS's own",
    [aRule("Events-Archive-a", { managedBy: "prod.vhs.events.aws.internal", targets: [to(functionArn("x"))] })],
  ],
  ["a bus without rules", [aBus("default")]],
  ["a rule without targets", [aBus("default"), aRule("r")]],
  ["a function that nobody is seen to call", [aFunction("ship")]],
  ["a topic without subscriptions", [aTopic("orders")]],
])("%s alone is no pipeline", (_, resources) => {
  expect(assemblePipelines(aGraph(resources))).toEqual([]);
});

test("a rule of AWS's own joins nothing", () => {
  const managed = aRule("m", { managedBy: "events", targets: [to(queueArn("orders")), to(queueArn("stock"))] });

  expect(Object.keys(shown([managed, aQueue("orders"), aQueue("stock")])).sort()).toEqual(["orders", "stock"]);
});

test("a pipeline that forwards to another bus has that bus as a shared part", () => {
  const forward = aRule("forward", { targets: [to(busArn("hub"))] });
  const beyond = aRule("beyond", { busName: "hub", targets: [to(queueArn("orders"))] });
  const found = shown([aBus("default"), aBus("hub"), forward, beyond, aQueue("orders")]);

  expect(found.forward).toEqual({ default: "shared", forward: "entry", hub: "shared" });
  expect(found.beyond).toMatchObject({ hub: "shared", orders: "hop" });
});

test("what is named and not read is an outside part, and an address is never told", () => {
  const target = "arn:aws:events:eu-west-1:111122223333:api-destination/crm/1f";
  const rule = aRule("notify", { targets: [to(target)] });
  const topic = aTopic("news");
  const hook = aSubscription("s", {
    topicArn: topic.arn,
    protocol: "https",
    endpoint: "https://hooks.example/secret?token=1",
  });
  const found = assemblePipelines(aGraph([rule, topic, hook]));

  expect(found.flatMap(({ parts }) => parts.filter(({ kind }) => kind === "outside").map(({ name }) => name))).toEqual([
    "default",
    "crm",
    "hooks.example",
  ]);
  expect(JSON.stringify(found)).not.toContain("secret");
});

test("two pipelines that call one endpoint outside stay two", () => {
  const target = "arn:aws:events:eu-west-1:111122223333:api-destination/crm/1f";
  const rules = ["a", "b"].map((name) => aRule(name, { targets: [to(target)] }));

  expect(assemblePipelines(aGraph(rules))).toHaveLength(2);
});

test.each([
  ["the words that its parts begin with", chain("order-intake"), "order-intake"],
  [
    "its entry's name where they share none",
    [aRule("nightly", { targets: [to(queueArn("stock"))] }), aQueue("stock")],
    "nightly",
  ],
])("a pipeline is named by %s", (_, resources, name) => {
  expect(assemblePipelines(aGraph(resources)).map((pipeline) => pipeline.name)).toEqual([name]);
});

test("a beginning that all pipelines share names none of them", () => {
  expect(Object.keys(shown([...chain("shop-orders"), ...chain("shop-stock")])).sort()).toEqual([
    "shop-orders",
    "shop-stock",
  ]);
  expect(
    Object.keys(
      shown([
        aRule("shop-a", { targets: [to(queueArn("shop-b"))] }),
        aQueue("shop-b"),
        aRule("shop-c", { targets: [to(queueArn("shop-d"))] }),
        aQueue("shop-d"),
      ]),
    ).sort(),
  ).toEqual(["shop-a", "shop-c"]);
});

test("a default bus that nobody read is an outside part and still shared", () => {
  const [pipeline] = assemblePipelines(aGraph([aRule(ruleArn("r"), { targets: [to(queueArn("q"))] }), aQueue("q")]));

  expect(pipeline?.parts.find(({ kind }) => kind === "outside")).toMatchObject({
    arn: busArn("default"),
    role: "shared",
  });
});
