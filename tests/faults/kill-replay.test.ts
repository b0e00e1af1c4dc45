import { afterEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { aReplayWorld } from "../integration/replays/replay-world";
import { SHOP } from "../support/world";
import { inTime } from "./case";
import { CallHold } from "./holds";
import { aRunWorker } from "./worker-process";

/** Between which two lines a worker is killed: before it looks, before it asks, while its answer is under way, while it watches. */
const STEPS = [
  ["events:DescribeReplay", false],
  ["events:ListTargetsByRule", false],
  ["events:StartReplay", false],
  ["events:StartReplay", true],
  ["events:DescribeReplay", false],
] as const;

const end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of end.splice(0).reverse()) await step();
});

test("workers killed -9 between any two of their lines start one replay, whose events arrive once", async () => {
  const shop = await aReplayWorld({ count: 2 });
  end.push(() => shop.stop());
  const calls = CallHold.install(shop.world);
  const runId = await shop.applied(await shop.plan(["orders"]));

  let spare = aRunWorker(shop.world);
  for (const [action, isAfterEffect] of STEPS) {
    const worker = await spare;
    spare = aRunWorker(shop.world);
    const isThere = calls.next(action, SHOP, isAfterEffect);
    worker.go();
    await inTime(`${action} ${isAfterEffect}`, isThere, worker);
    await worker.kill();
    await execute(
      shop.db,
      sql`UPDATE lease SET expires_at = dlo_now() - interval '1 second' WHERE queue_id = ${runId}`,
    );
  }
  const last = await spare;
  end.push(() => last.kill());
  last.go();

  const stateLater = async () => {
    await shop.pass(5);
    return (await shop.ask("getRun", { id: runId })).state;
  };
  await expect.poll(stateLater, { timeout: 30_000 }).toBe("done");
  expect(await shop.known()).toHaveLength(1);
  expect(await shop.depths()).toEqual([2, 0, 0]);
}, 120_000);
