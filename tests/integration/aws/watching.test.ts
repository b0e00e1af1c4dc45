import { afterEach, beforeEach, expect, test } from "vitest";
import { aQueue, arnOf, fill, type SimulatedAws, startSimulatedAws } from "./simulated-aws";

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
