import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { driveRun } from "@/lib/operations/runs/drive";
import { aFault, noFaults } from "../../support/runs";
import { aReplayWorld, type ReplayWorld } from "./replay-world";

let shop: ReplayWorld;
beforeAll(async () => {
  shop = await aReplayWorld({ count: 3 });
});
afterEach(() => noFaults(shop.world));
afterAll(() => shop.stop());

const NOT_SHOWN = { operation: "events:DescribeReplay", kind: "throttle", code: "ResourceNotFoundException" };
const LOST_ANSWER = { operation: "events:StartReplay", kind: "resetAfter", nth: 1 };
const NOT_ALLOWED = { operation: "events:DescribeReplay", kind: "accessDenied" };

async function aDrivenReplay() {
  const plan = await shop.plan(["orders"]);
  const runId = await shop.applied(plan);
  const name = `dlo-${plan.id}`;
  return {
    runId,
    drive: driveRun(shop.worker(), runId),
    run: () => shop.ask("getRun", { id: runId }),
    /** As EventBridge lists it; undefined when nothing was started. */
    listed: async () => (await shop.known()).find(({ ReplayName }) => ReplayName === name)?.State,
  };
}
const SOON = { timeout: 20_000 };

test("a run that is cancelled while EventBridge does not answer starts nothing afterwards", async () => {
  await aFault(shop.world, { operation: "events:DescribeReplay", kind: "5xx" });
  const { runId, drive, run, listed } = await aDrivenReplay();
  await expect.poll(async () => (await run()).state, SOON).toBe("running");

  await shop.ask("cancelRun", { id: runId }, "operator");
  await noFaults(shop.world);
  await drive;
  await driveRun(shop.worker(), runId);

  expect((await run()).state).toBe("cancelled");
  expect(await listed()).toBeUndefined();
});

test("a replay whose answer was lost and that does not show yet is not given up: it is cancelled when it shows", async () => {
  await aFault(shop.world, LOST_ANSWER);
  await aFault(shop.world, NOT_SHOWN);
  const { runId, drive, run, listed } = await aDrivenReplay();
  await expect.poll(listed, SOON).toBeDefined();

  await shop.ask("cancelRun", { id: runId }, "operator");
  const again = Promise.race([drive, new Promise((resolve) => setTimeout(resolve, 1_500))]);
  await again;
  expect((await run()).state).toBe("cancelling");
  await noFaults(shop.world);
  await drive;
  await driveRun(shop.worker(), runId);

  expect((await run()).state).toBe("cancelled");
  expect(await listed()).toBe("CANCELLED");
});

test("a replay that was started and does not show yet is cancelled when it shows", async () => {
  const { runId, drive, run, listed } = await aDrivenReplay();
  await aFault(shop.world, NOT_SHOWN);
  await expect.poll(listed, SOON).toBeDefined();

  await shop.ask("cancelRun", { id: runId }, "operator");
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await run()).state).toBe("cancelling");
  await noFaults(shop.world);
  await drive;
  await driveRun(shop.worker(), runId);

  expect((await run()).state).toBe("cancelled");
  expect(await listed()).toBe("CANCELLED");
});

test("writes that are stopped while nobody knows whether a replay has begun stop it as soon as it shows", async () => {
  await aFault(shop.world, LOST_ANSWER);
  await aFault(shop.world, NOT_SHOWN);
  const { drive, run, listed } = await aDrivenReplay();
  await expect.poll(listed, SOON).toBeDefined();

  await shop.ask("stopWrites", { accountId: shop.account.id });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await run()).state).toBe("running");
  await noFaults(shop.world);
  await drive;
  await shop.ask("allowWrites", { accountId: shop.account.id });

  expect(await run()).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("all writes were stopped: the replay was cancelled"),
  });
  expect(await listed()).toBe("CANCELLED");
});

test("a replay that may not be looked at does not rest: it says so, and stopping all writes still stops it", async () => {
  const { drive, run, listed } = await aDrivenReplay();
  await expect.poll(async () => (await run()).replay?.state, SOON).toBe("running");
  await aFault(shop.world, NOT_ALLOWED);
  await expect.poll(async () => (await run()).outcome, SOON).toContain("could not be asked");
  expect((await run()).state).toBe("running");

  await shop.ask("stopWrites", { accountId: shop.account.id });
  await expect.poll(listed, SOON).toMatch(/^CANCELL/);
  await noFaults(shop.world);
  await drive;
  await shop.ask("allowWrites", { accountId: shop.account.id });

  expect(await run()).toMatchObject({ state: "failed", outcome: null });
});

test("a replay that may not be cancelled interrupts its run, which does not claim that it was", async () => {
  const { runId, drive, run } = await aDrivenReplay();
  await expect.poll(async () => (await run()).replay?.state, SOON).toBe("running");
  await expect(shop.ask("setRunRate", { id: runId, ratePerSecond: 5 }, "operator")).rejects.toThrow(
    "EventBridge paces a replay",
  );
  await aFault(shop.world, { operation: "events:CancelReplay", kind: "accessDenied" });

  await shop.ask("cancelRun", { id: runId }, "operator");
  await drive;

  expect(await run()).toMatchObject({
    state: "interrupted",
    reason: expect.stringMatching(/could not be cancelled.*Whether it goes on is unknown/),
  });
});

test("a replay that a run asked for, and that never showed, does not count as active for ever", async () => {
  const plan = await shop.plan(["audit"]);
  const runId = await shop.applied(plan);
  await shop.ask("undoRun", { id: runId }, "operator");
  await execute(
    shop.db,
    sql`INSERT INTO replay (id, account_id, region, name, archive_arn, is_described, event_from, event_until, state, run_id, noted_at)
        SELECT 'rpl_1', account_id, region, ${`dlo-${plan.id}`}, 'arn:aws:events:eu-central-1:111111111111:archive/all', true, dlo_now(), dlo_now(), 'starting', id, dlo_now() - interval '11 minutes'
        FROM run WHERE id = ${runId}`,
  );

  await shop.collectReplays();

  expect((await shop.ask("listReplays", {})).items.find(({ id }) => id === "rpl_1")).toMatchObject({
    state: "unknown",
    forgottenAt: expect.any(String),
  });
});
