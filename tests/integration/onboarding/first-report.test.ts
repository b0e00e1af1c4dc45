import { afterEach, beforeEach, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { flushUsage } from "@/lib/operations/polling/keep-house";
import { deadLetter } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, look, READ_ACTIONS, REGION, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const addFinding = (accountId: string, id: string, severity: string, rule = "no-alarm") =>
  execute(
    world.db,
    sql`INSERT INTO coverage_finding (id, account_id, region, rule, arn, kind, severity, confidence, summary, detail, first_seen_at, last_seen_at)
        VALUES (${id}, ${accountId}, ${REGION}, ${rule}, ${`arn:${id}`}, 'queue', ${severity}, 'certain', 's', '{}', dlo_now(), dlo_now())`,
  );

const noteChecked = (accountId: string) =>
  execute(
    world.db,
    sql`INSERT INTO coverage_checked (account_id, region, owner, checked) VALUES (${accountId}, ${REGION}, '', 5)`,
  );

test("before anything is connected every figure is nothing, and no cost is guessed", async () => {
  expect(await world.ask("getFirstReport", {})).toMatchObject({
    accountCount: 0,
    holes: null,
    queueCount: 0,
    receivedCount: 0,
    costUsdPerMonth: null,
    expectedUsdPerMonth: null,
    sinceConnectedSeconds: null,
  });
});

test("a read-only look fills the report: queues, resources, blind places, holes, and no message received", async () => {
  const shop = await connectShop(world);
  const blind = await connectShop(world, { awsAccountId: "222222222222", readActions: [] });
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a"]);
  await look(world, shop.id);
  await look(world, blind.id).catch(() => undefined);
  const account = await findAccount(world.db, shop.id);
  if (account) await collectInventory(world.worker(), { account, region: REGION });
  await addFinding(shop.id, "fnd_1", "critical");
  await addFinding(shop.id, "fnd_2", "high");
  await addFinding(shop.id, "fnd_3", "high", "suppressed-rule");
  await execute(
    world.db,
    sql`INSERT INTO coverage_suppression (id, account_id, rule, arn, reason, until, created_at, created_by)
        VALUES ('sup_1', ${shop.id}, 'suppressed-rule', 'arn:fnd_3', 'known', dlo_now() + interval '1 day', dlo_now(), 'usr_admin')`,
  );
  await noteChecked(shop.id);
  await flushUsage(world.worker());

  const report = await world.ask("getFirstReport", {});

  expect(report).toMatchObject({
    accountCount: 2,
    accountsSeen: 1,
    placeCount: 2,
    blindPlaceCount: 1,
    queueCount: 2,
    deadLetterQueueCount: 1,
    holes: { critical: 1, high: 1, medium: 0, low: 0 },
    receivedCount: 0,
    costUsdPerMonth: null,
  });
  expect(report.resourceCount).toBeGreaterThanOrEqual(2);
  expect(report.expectedUsdPerMonth).toBeGreaterThan(0);
  expect(report.sinceConnectedSeconds).toBeGreaterThanOrEqual(0);
});

test("what was connected after the last judgement is not judged yet: no holes are unknown, not none", async () => {
  const shop = await connectShop(world, { readActions: ["*"] });
  await judgeHoles(world.worker());
  await look(world, shop.id);

  const before = await world.ask("getFirstReport", {});
  await judgeHoles(world.worker());

  expect(before.holes).toBeNull();
  expect((await world.ask("getFirstReport", {})).holes).toEqual({ critical: 0, high: 0, medium: 0, low: 0 });
});

test("calls that received messages are counted, also those of long ago", async () => {
  const shop = await connectShop(world, { readActions: READ_ACTIONS });
  await execute(
    world.db,
    sql`INSERT INTO api_usage (hour, account_id, region, action, purpose, calls, units)
        VALUES (dlo_now() - interval '90 days', ${shop.id}, ${REGION}, 'sqs:ReceiveMessage', 'collect', 7, 7),
               (dlo_now(), ${shop.id}, ${REGION}, 'sqs:ReceiveMessage', 'collect', 2, 2),
               (dlo_now(), ${shop.id}, ${REGION}, 'sqs:ListQueues', 'discover', 5, 5)`,
  );

  expect((await world.ask("getFirstReport", {})).receivedCount).toBe(9);
});

test("the report is about one's own accounts", async () => {
  const shop = await connectShop(world);
  const other = await connectShop(world, { awsAccountId: "222222222222" });
  await aQueuePair(world.aws, "orders");
  await look(world, shop.id);
  await addFinding(shop.id, "fnd_1", "critical");
  await noteChecked(shop.id);
  await noteChecked(other.id);
  const scope = { kind: "accounts", accountIds: [other.id] } as const;

  expect(await world.ask("getFirstReport", {}, "viewer", { scope })).toMatchObject({
    accountCount: 1,
    queueCount: 0,
    resourceCount: 0,
    holes: { critical: 0 },
  });
});
