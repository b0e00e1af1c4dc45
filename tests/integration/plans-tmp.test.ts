import { afterAll, beforeAll, expect, test } from "vitest";
import { deadLetter, seenQueue } from "../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../support/world";
let world: World;
beforeAll(async () => { world = await createWorld(); });
afterAll(() => world.stop());
test("tmp", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, Array.from({ length: 25 }, (_, i) => JSON.stringify({ orderId: i, errorMessage: "TypeError: x is undefined" })));
  const dlq = await seenQueue(world, account.id, "orders-dlq");
  const t = performance.now();
  const plan = await world.ask("createPlan", { action: "redrive", selection: { queueId: dlq.id }, ratePerSecond: 500 }, "operator");
  console.log(performance.now() - t, JSON.stringify({ c: plan.checks, w: plan.stageObservationSeconds, r: plan.expectedReturnSeconds, s: plan.stages, conf: plan.configuration }, null, 1));
  expect(1).toBe(1);
});
