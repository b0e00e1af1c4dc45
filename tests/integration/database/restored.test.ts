import { afterAll, beforeAll, expect, test } from "vitest";
import { interruptRestoredRuns } from "@/lib/db/restored";
import { putSetting } from "@/lib/db/settings";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("after a restore from a backup open runs are interrupted, their items ambiguous, and nothing resumes by itself", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a", "b"]);
  const dlq = await seenQueue(world, account.id, "orders-dlq");
  const plan = await world.ask("createPlan", { action: "redrive", selection: { queueId: dlq.id } });
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  await interruptRestoredRuns(world.workerDb);
  await putSetting(world.db, "database-identity", "another cluster/1/1");

  const interrupted = await interruptRestoredRuns(world.workerDb);

  expect(interrupted.map((run) => run.id)).toEqual([runId]);
  const run = await world.ask("getRun", { id: runId });
  expect(run).toMatchObject({ state: "interrupted", counters: { ambiguous: 2, waiting: 0 } });
  expect(await interruptRestoredRuns(world.workerDb)).toEqual([]);
});
