import { PurgeQueueCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aRun, itemsOf } from "../../support/runs";
import { failOnAll, roundsUntil } from "../../support/watched-runs";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let accountId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
});
afterAll(() => world.stop());

/** A run that has sent everything of its queue. */
async function aSentRun(name: string, bodies: readonly string[]) {
  const pair = await aQueuePair(world.aws, name, { VisibilityTimeout: "0" });
  await deadLetter(world.aws, pair, bodies);
  const dlq = await seenQueue(world, accountId, `${name}-dlq`);
  const terms = { stages: [bodies.length], observationSeconds: 30, ratePerSecond: 100 };
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, ...terms });
  await driveRun(world.worker(), runId);
  return { runId, pair, dlq, until: () => roundsUntil(world, { accountId, runId, stepSeconds: 20 }, "done") };
}

test("what comes back under another id is recognised by its body and origin, as often as it was sent", async () => {
  const { runId, pair, until } = await aSentRun("bills", ["same", "same", "other"]);
  await execute(world.db, sql`UPDATE run_item SET destination_message_id = NULL WHERE run_id = ${runId}`);
  await failOnAll(world, pair.sourceUrl);
  await deadLetter(world.aws, pair, ["same"]);

  const done = await until();

  expect(done).toMatchObject({ counters: { returned: 3 }, newFailures: 1 });
  const reasons = (await itemsOf(world, runId)).map(({ reason }) => reason);
  expect(reasons).toEqual(["came back: same body", "came back: same body", "came back: same body"]);
});

test("the same body that fails anew after the end of a run is a new failure, and no message that came back", async () => {
  const { runId, pair, dlq, until } = await aSentRun("letters", ["hello"]);
  await world.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: pair.sourceUrl }));
  await until();
  await deadLetter(world.aws, pair, ["hello"]);
  await seenQueue(world, accountId, "letters-dlq");

  expect(await world.ask("getRun", { id: runId })).toMatchObject({ counters: { gone: 1, returned: 0 } });
  const present = (await world.ask("listFailedMessages", { queueId: dlq.id })).items.filter(
    (m) => m.state === "present",
  );
  expect(present).toMatchObject([{ cameBack: false, bounceCount: 0 }]);
});

test("a message that comes back again and again counts each time, whatever id it has", async () => {
  const { runId, pair, dlq, until } = await aSentRun("parcels", ["again"]);
  await failOnAll(world, pair.sourceUrl);
  await until();
  const second = await aRun(world, { action: "redrive", selection: { queueId: dlq.id }, observationSeconds: 30 });
  await driveRun(world.worker(), second);
  await failOnAll(world, pair.sourceUrl);
  await roundsUntil(world, { accountId, runId: second, stepSeconds: 20 }, "done");

  const present = (await world.ask("listFailedMessages", { queueId: dlq.id })).items.filter(
    (m) => m.state === "present",
  );
  expect(present).toMatchObject([{ bounceCount: 2 }]);
  expect((await world.ask("getRun", { id: runId })).counters).toMatchObject({ returned: 1 });
});
