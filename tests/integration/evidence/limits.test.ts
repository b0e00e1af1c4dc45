import { afterEach, beforeEach, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/connect";
import { beginLook } from "@/lib/db/evidence-looks";
import { execute, firstRow, sql } from "@/lib/db/query";
import { gatherEvidence } from "@/lib/operations/evidence/gather-evidence";
import { aFault, noFaults } from "../../support/runs";
import { createWorld, type World } from "../../support/world";
import { cellOf, READ } from "../inventory/graph-world";
import { aConsumingShop } from "./consuming-shop";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const FAILS = { type: "TypeError", message: "x is undefined" };
const logsAside = READ.filter((action) => !action.startsWith("logs:"));

test("where logs are refused the figures still speak, the missing right is named, and the Region is not blind", async () => {
  const shop = await aConsumingShop(world, { readActions: logsAside });
  await shop.behave({ fails: "timeout" });
  await shop.fail(2);

  await shop.gather();
  await shop.gather();
  await execute(world.db, sql`UPDATE class_evidence_ask SET state = 'asked', looks = 0`);
  await shop.gather();

  const told = await shop.evidence();
  expect(told.state).toBe("refused");
  expect(told.note).toMatch(/may not logs:FilterLogEvents.*Allow logs:FilterLogEvents/);
  expect((await shop.theClass()).evidence).toMatchObject({ rung: "metrics", causeKind: "timeout" });
  expect(await shop.searches()).toBe(1);
  expect(await cellOf(world, shop.accountId, "logs")).toMatchObject({
    state: "denied",
    missingAction: "logs:FilterLogEvents",
  });
  const region = await firstRow<{ status: string }>(
    world.db,
    sql`SELECT status FROM region_state WHERE account_id = ${shop.accountId}`,
  );
  expect(region?.status).not.toBe("blind");
});

test("what an hour may cost is never passed, and a class waits for the next hour", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(3);
  await execute(
    world.db,
    sql`INSERT INTO evidence_spent (account_id, region, hour, calls) VALUES (${shop.accountId}, ${shop.place.region}, date_trunc('hour', dlo_now()), 118)`,
  );

  await shop.gather();

  const told = await shop.evidence();
  expect(told).toMatchObject({ state: "asked", findings: [], budget: { usedCalls: 118 } });
  expect(told.note).toMatch(/120 calls .* used up; it goes on at \d\d:00 UTC/);
  expect(await shop.searches()).toBe(0);
});

test("a look that AWS broke off costs the hour what it asked and no more", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(3);
  await aFault(world, { operation: "logs:FilterLogEvents", kind: "5xx" });

  await shop.gather();
  const broken = await shop.evidence();
  await noFaults(world);
  await shop.wait();
  await shop.gather();

  expect(broken).toMatchObject({ state: "asked", budget: { usedCalls: 1 } });
  expect(await shop.evidence()).toMatchObject({ state: "found" });
});

test("what came back is looked beside again: what was found speaks of the time before", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(1);
  await shop.gather();
  const before = await shop.searches();
  await execute(world.db, sql`UPDATE failure_class SET status = 'regressed', status_at = dlo_now()`);

  await shop.gather();
  await shop.gather();

  expect((await shop.searches()) - before).toBe(1);
  expect(await shop.evidence()).toMatchObject({ state: "found" });
});

test("what was found beside a message that belongs to another class by now is no evidence of this one", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(1);
  await shop.gather();
  const { id } = await shop.theClass();
  await execute(world.db, sql`UPDATE failed_message SET class_id = 'another'`);

  expect((await world.ask("getClassEvidence", { id })).findings).toEqual([]);
});

test("logs that are late are looked at again while the class is young, and then no more", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(1);
  const group = world.simulator.world.logs.groups.list("111111111111", "eu-central-1")[0];
  const late = group?.lines.splice(0) ?? [];
  await shop.gather();
  const first = await shop.evidence();
  await shop.gather();
  const tooSoon = await shop.searches();
  group?.lines.push(...late);
  await shop.wait();

  await shop.gather();

  expect(first).toMatchObject({ state: "asked", findings: [{ rung: "metrics" }] });
  expect(tooSoon).toBe(1);
  expect(await shop.evidence()).toMatchObject({ state: "found", findings: [{ rung: "logs-by-message-id" }] });
});

test("a class of which nothing can be found is left alone after four looks", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(1);
  world.simulator.world.logs.groups.list("111111111111", "eu-central-1")[0]?.lines.splice(0);
  for (const one of world.simulator.world.vended.metrics.list("111111111111", "eu-central-1")) one.minutes.clear();

  for (let look = 0; look < 6; look += 1) {
    await shop.gather();
    await shop.wait();
  }

  expect(await shop.evidence()).toMatchObject({ state: "nothing-found", findings: [{ rung: "none" }] });
  expect((await shop.theClass()).evidence).toBeNull();
  expect(await shop.searches()).toBe(4);
});

test("a worker that dies between the calls and their result leaves the look to be made again", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(1);
  const { id } = await shop.theClass();
  await world.ask("gatherClassEvidence", { id });
  const place = { accountId: shop.accountId, region: shop.place.region };
  await inTransaction(world.workerDb, (tx) => beginLook(tx, place));

  await shop.gather();
  const meanwhile = await shop.evidence();
  await execute(world.db, sql`UPDATE class_evidence_ask SET started_at = started_at - interval '3 minutes'`);
  await shop.gather();

  expect(meanwhile).toMatchObject({ state: "looking", findings: [] });
  expect(await shop.evidence()).toMatchObject({ state: "found", findings: [{ confidence: "strong" }] });
});

test("AWS that cannot be asked stops neither the round nor the class", async () => {
  const shop = await aConsumingShop(world);
  await shop.behave({ fails: FAILS });
  await shop.fail(1);
  const place = {
    ...shop.place,
    account: { ...shop.place.account, readRoleArn: "arn:aws:iam::111111111111:role/gone" },
  };

  await gatherEvidence(world.worker(), place);
  await shop.wait();
  const refused = await shop.evidence();
  await world.ask("gatherClassEvidence", { id: (await shop.theClass()).id });
  await shop.gather();

  expect(refused.state).toBe("refused");
  expect((await shop.evidence()).state).toBe("found");
});
