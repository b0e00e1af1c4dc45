import { afterEach, beforeEach, expect, test } from "vitest";
import { createAws } from "@/lib/aws";
import { execute, sql } from "@/lib/db/query";
import { createLog } from "@/lib/log";
import { loadGraph } from "@/lib/operations/inventory/load-graph";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { createWorld, REGION, SHOP, type World } from "../../support/world";
import { callCount, connectReader, placeOf } from "../inventory/graph-world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** A worker that need not keep to AWS's pace. */
function hurriedWorker(): WorkerCtx {
  const log = createLog("test", "error");
  const endpoint = world.simulator.url;
  const aws = createAws({ endpoint, requireLoopback: true, log, now: () => new Date(), callsPerSecond: 5000 });
  return { ...world.worker(), aws };
}

test("five thousand queues of one place are found in two rounds, each read once, and paged through", async () => {
  const account = await connectReader(world);
  const { sqs, clock } = world.simulator.world;
  const shop = sqs.regionOf(SHOP, REGION);
  for (let index = 0; index < 5000; index += 1) shop.create(`q-${String(index).padStart(4, "0")}`, {}, {}, clock.now());
  const worker = hurriedWorker();
  const place = await placeOf(world, account.id);

  await discoverQueues(worker, place);
  await discoverQueues(worker, place);

  const first = await world.ask("listQueues", { limit: 200 });
  const second = await world.ask("listQueues", { limit: 200, cursor: first.nextCursor ?? "" });
  expect(first.totalCount).toBe(5000);
  expect([first.items[0]?.name, second.items[0]?.name]).toEqual(["q-0000", "q-0200"]);
  expect(await callCount(world, /GetQueueAttributes/)).toBe(5000);
  expect(await callCount(world, /ListQueueTags/)).toBe(0);
}, 120_000);

test("ten thousand resources are listed by the page and make one graph", async () => {
  const account = await connectReader(world);
  const dlq = `arn:aws:sqs:${REGION}:${SHOP}:lost`;
  await execute(
    world.db,
    sql`INSERT INTO resource (id, account_id, region, arn, kind, name, config, list_hash, first_seen_at, seen_at, read_at, changed_at)
        SELECT 'res_' || lpad(n::text, 20, '0'), ${account.id}, ${REGION}, 'arn:aws:events:' || ${REGION}::text || ':' || ${SHOP}::text || ':rule/r-' || n, 'rule', 'r-' || lpad(n::text, 5, '0'),
          jsonb_build_object('busName', 'default', 'busArn', 'arn:aws:events:' || ${REGION}::text || ':' || ${SHOP}::text || ':event-bus/default', 'isEnabled', true,
            'targets', jsonb_build_array(jsonb_build_object('id', 't', 'arn', 'arn:aws:sqs:x:y:z', 'deadLetterArn', ${dlq}::text))), '', now(), now(), now(), now()
        FROM generate_series(1, 10000) AS n`,
  );

  const first = await world.ask("listResources", { limit: 200 });
  const second = await world.ask("listResources", { limit: 200, cursor: first.nextCursor ?? "" });
  const graph = await loadGraph(world.workerDb);

  expect(first).toMatchObject({ totalCount: 10_000, items: { length: 200 } });
  expect(second.items[0]?.name).toBe("r-00201");
  expect((await world.ask("getInventory", {})).resourceCount).toBe(10_000);
  expect(graph.all("rule")).toHaveLength(10_000);
  expect(graph.sendersOf(dlq)).toHaveLength(10_000);
});
