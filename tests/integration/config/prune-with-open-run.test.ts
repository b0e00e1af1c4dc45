import { afterAll, beforeAll, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { execute, sql } from "@/lib/db/query";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aRun } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, REGION, SHOP, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("an account with an open run is not pruned, and nothing else of that file is applied", async () => {
  const shop = await connectShop(world);
  await execute(world.db, sql`UPDATE account SET source = 'file' WHERE id = ${shop.id}`);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["{}"]);
  const dlq = await seenQueue(world, shop.id, "orders-dlq");
  const runId = await aRun(world, { action: "redrive", selection: { queueId: dlq.id } });
  const till = { account: "222222222222", name: "till", environment: "prd", regions: [REGION] };

  const refused = await world
    .ask("applyConfig", { document: { version: 1, accounts: [till] }, prune: true })
    .catch((error: DloError) => error);

  expect(refused).toMatchObject({ code: "queue-busy", status: 409, detail: { runId } });
  expect((await world.ask("listAccounts", {})).items.map((one) => one.awsAccountId)).toEqual([SHOP]);
  expect((await world.ask("getDrift", {})).appliedAt).toBeNull();
});
