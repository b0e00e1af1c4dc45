import { afterAll, beforeAll, expect, test } from "vitest";
import { driveRun } from "@/lib/operations/runs/drive";
import { bodiesIn, deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("a class of dead letters goes back to its source queue, is audited, and the counters add up", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  const bodies = Array.from({ length: 25 }, (_, index) =>
    JSON.stringify({ type: "OrderPlaced", orderId: index, errorMessage: "TypeError: x is undefined" }),
  );
  await deadLetter(world.aws, pair, bodies);
  const dlq = await seenQueue(world, account.id, "orders-dlq");
  const [failure] = (await world.ask("listFailureClasses", { view: "all" })).items;

  const plan = await world.ask(
    "createPlan",
    { action: "redrive", selection: { classId: failure?.id ?? "" }, ratePerSecond: 500 },
    "operator",
  );
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  await driveRun(world.worker(), runId);

  const run = await world.ask("getRun", { id: runId });
  expect(failure).toMatchObject({
    presentCount: 25,
    queueId: dlq.id,
    originKind: "sqs-redrive",
    causeKind: "code-error",
  });
  expect(run.state).toBe("observing");
  expect(run.counters).toMatchObject({ selected: 25, waiting: 0, sent: 25, deleted: 25, ambiguous: 0 });
  expect(await bodiesIn(world.aws, pair.sourceUrl)).toEqual([...bodies].sort());
  expect(await bodiesIn(world.aws, pair.dlqUrl)).toEqual([]);
  const actions = (await world.ask("listAuditEntries", { runId })).items.map((entry) => entry.action);
  expect(actions).toEqual(expect.arrayContaining(["plan.applied", "run.started", "run.batch", "run.sent"]));
});
