import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ACCOUNT, aQueue, arnOf, fill, REGION, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

let sim: SimulatedAws;
beforeEach(async () => {
  sim = await startSimulatedAws();
});
afterEach(() => sim.stop());

test("metrics come as minutes, and a minute without a datapoint is absent", async () => {
  const queueUrl = await aQueue(sim.root, "orders");
  await fill(sim.root, queueUrl, ["a", "b", "c"]);
  await sim.control("POST", "advance", { seconds: 600 });
  const now = simulatedNow();

  const series = await sim
    .session({ role: "read", purpose: "metrics" })
    .cloudwatch.queueMetrics(["orders", "no-such-queue"], ["age", "sent"], new Date(now - 1_200_000), new Date(now));

  const sent = series.find((one) => one.queueName === "orders" && one.metric === "sent");
  const age = series.find((one) => one.queueName === "orders" && one.metric === "age");
  expect(series).toHaveLength(4);
  expect(sent?.points.reduce((sum, point) => sum + point.value, 0)).toBe(3);
  expect(age?.points.at(-1)?.value).toBeGreaterThan(300);
  expect(series.filter((one) => one.queueName === "no-such-queue").every((one) => one.points.length === 0)).toBe(true);
});

test("each metric asked for is counted as billed, in calls of at most 500", async () => {
  const names = Array.from({ length: 260 }, (_, index) => `queue-${index}`);
  const now = Date.now();
  sim.aws.takeUsage();

  const series = await sim
    .session({ role: "read", purpose: "metrics" })
    .cloudwatch.queueMetrics(names, ["age", "sent"], new Date(now - 600_000), new Date(now));

  const counted = sim.aws.takeUsage().filter((count) => count.action === "cloudwatch:GetMetricData");
  expect(series).toHaveLength(520);
  expect(counted).toMatchObject([{ calls: 2, units: 520 }]);
});

test("the functions that read a queue are found, on every page", async () => {
  const functionArns = Array.from(
    { length: 120 },
    (_, index) => `arn:aws:lambda:eu-west-1:111111111111:function:consumer-${index}`,
  );
  await sim.control("POST", "setup", {
    eventSourceMappings: functionArns.map((FunctionArn) => ({
      FunctionArn,
      EventSourceArn: arnOf("orders"),
      State: "Enabled",
    })),
  });

  const consumers = await sim.session({ role: "read" }).lambda.consumersOf(arnOf("orders"));

  expect(consumers.map((consumer) => consumer.functionArn).sort()).toEqual(functionArns.sort());
  expect(consumers[0]?.state).toBe("Enabled");
});

function simulatedNow(): number {
  return sim.simulator.world.clock.now();
}

test("a rule shows the hours in which it was triggered, by events or by its schedule, on whatever bus", async () => {
  const credentials = { accessKeyId: ACCOUNT.awsAccountId, secretAccessKey: "root" };
  const events = new EventBridgeClient({ endpoint: sim.simulator.url, region: REGION, credentials, maxAttempts: 1 });
  const EventPattern = '{"source":["shop"]}';
  await events.send(new CreateEventBusCommand({ Name: "shop" }));
  for (const EventBusName of ["default", "shop"])
    for (const Name of ["paid", "silent"])
      await events.send(
        new PutRuleCommand({ Name, EventBusName, EventPattern: Name === "paid" ? EventPattern : '{"source":["x"]}' }),
      );
  await events.send(new PutRuleCommand({ Name: "daily", ScheduleExpression: "rate(1 day)" }));
  const firstAt = simulatedNow();
  const entry = { Source: "shop", DetailType: "paid", Detail: "{}" };
  await events.send(new PutEventsCommand({ Entries: [entry, { ...entry, EventBusName: "shop" }] }));
  await sim.control("POST", "advance", { seconds: 30 * 3600 });
  await events.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: "shop" }] }));
  await sim.control("POST", "advance", { seconds: 300 });

  const rules = [
    { arn: "a", name: "paid", busName: "default" },
    { arn: "b", name: "paid", busName: "shop" },
    { arn: "c", name: "silent", busName: "default" },
    { arn: "d", name: "daily", busName: "default" },
  ];
  sim.aws.takeUsage();
  const matches = await sim
    .session({ role: "read", purpose: "metrics" })
    .cloudwatch.ruleMatches(rules, new Date(firstAt - 3_600_000), new Date(simulatedNow()));

  expect(matches.map(({ arn, hours }) => [arn, hours.length])).toEqual([
    ["a", 1],
    ["b", 2],
    ["c", 0],
    ["d", 1],
  ]);
  expect(matches[0]?.hours).toEqual([{ at: new Date(Math.floor(firstAt / 3_600_000) * 3_600_000), value: 1 }]);
  const counted = sim.aws.takeUsage().filter(({ action }) => action === "cloudwatch:GetMetricData");
  expect(counted).toMatchObject([{ calls: 1, units: 4 }]);
});
