import { afterEach, beforeEach, expect, test } from "vitest";
import type { OperationId } from "@/lib/contract";
import type { DloError } from "@/lib/core/errors";
import { saveOwnership } from "@/lib/db/ownership";
import { execute, sql } from "@/lib/db/query";
import { createWorld, type World } from "../../support/world";
import { anId } from "../commands/case";
import { aFailingShop, type FailingShop } from "./failing-shop";

let world: World;
let shop: FailingShop;
let id: string;
beforeEach(async () => {
  world = await createWorld();
  shop = await aFailingShop(world);
  await shop.fail(2);
  id = (await shop.theClass()).id;
});
afterEach(() => world.stop());

const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: DloError) => error,
  );
const letHoursPass = (hours: number) =>
  execute(world.db, sql`UPDATE series.clock_shift SET shift = make_interval(hours => ${hours})`);
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

test("a class snoozed until three more is back with the third, and says why", async () => {
  await world.ask("snoozeFailureClass", { id, until: { kind: "count", moreCount: 3 } }, "operator");
  const asleep = await shop.needsAction();
  await shop.fail(2);
  await shop.judge();
  const stillAsleep = await shop.theClass();

  await shop.fail(1);
  await shop.judge();

  expect(asleep).toEqual([]);
  expect(stillAsleep.snooze).toMatchObject({ kind: "count", moreCount: 3, arrivedCount: 2, by: "operator" });
  expect(await shop.needsAction()).toEqual([id]);
  expect(await shop.theClass()).toMatchObject({ snooze: null, woken: { reason: "3 more arrived" } });
});

test("a class snoozed until a time is out of every count until then, and back by itself", async () => {
  await world.ask("snoozeFailureClass", { id, until: { kind: "time", at: inHours(2) } });
  await shop.judge();
  const meanwhile = await world.ask("getNow", {});

  await letHoursPass(3);
  await shop.judge();
  await shop.judge();

  expect(meanwhile).toMatchObject({ newCount: 0, needsActionCount: 0, snoozedCount: 1, classCount: 1 });
  expect(await world.ask("getNow", {})).toMatchObject({ newCount: 1, needsActionCount: 1, snoozedCount: 0 });
  expect((await shop.activity(id)).filter(({ kind }) => kind === "woken")).toMatchObject([{ text: "the time is up" }]);
});

test("a class snoozed until it escalates sleeps through growth and wakes at the escalation", async () => {
  await shop.age(30);
  await world.ask("snoozeFailureClass", { id, until: { kind: "escalates" } });
  await shop.fail(18);
  await shop.judge();
  const grown = await shop.theClass();

  await shop.fail(1);
  await shop.judge();

  expect(grown).toMatchObject({ status: "ongoing", snooze: { kind: "escalates" } });
  expect(await shop.theClass()).toMatchObject({
    status: "escalating",
    snooze: null,
    woken: { reason: "it escalates" },
  });
  expect((await shop.theClass()).statusReason).toContain("21 arrived in the last hour");
  expect(await world.ask("getNow", {})).toMatchObject({ escalatingCount: 1, needsActionCount: 1 });
  expect((await refused(world.ask("snoozeFailureClass", { id, until: { kind: "escalates" } })))?.code).toBe(
    "class-not-open",
  );
});

test("a class snoozed until it is about to lose a message wakes a day before, unless the message is saved", async () => {
  await world.ask("snoozeFailureClass", { id, until: { kind: "loss" } });
  await execute(world.db, sql`UPDATE failed_message SET expires_at = dlo_now() + interval '23 hours'`);
  await execute(
    world.db,
    sql`INSERT INTO vault_item (id, account_id, region, queue_id, message_row_id, message_id, class_id, body_id, reason, stored_at, stored_by_run_id)
        SELECT 'vlt_' || id, account_id, region, queue_id, id, message_id, class_id, body_id, 'rescued', dlo_now(), 'run_1' FROM failed_message`,
  );
  await shop.judge();
  const asleep = await shop.theClass();

  await execute(world.db, sql`UPDATE vault_item SET state = 'restored'`);
  await shop.judge();

  expect(asleep.snooze).toMatchObject({ kind: "loss" });
  expect(await shop.theClass()).toMatchObject({ snooze: null, woken: { reason: "a message is lost within 24 hours" } });
});

test("a dismissed class leaves what needs action, goes on counting, and comes back only by hand", async () => {
  await world.ask("dismissFailureClass", { id, reason: "known noise of the load test" });
  await shop.fail(3);
  await shop.judge();

  const dismissed = await shop.theClass();
  expect(await shop.needsAction()).toEqual([]);
  expect(dismissed).toMatchObject({
    totalCount: 5,
    dismissed: { reason: "known noise of the load test", by: "admin", arrivedCount: 3 },
  });
  expect(await world.ask("getNow", {})).toMatchObject({ dismissedCount: 1, newCount: 0, classCount: 1 });

  await world.ask("reopenFailureClass", { id });
  expect(await shop.needsAction()).toEqual([id]);
});

test("of two people who acknowledge at once the first stands, both get the same answer, and one entry is left", async () => {
  const [one, two] = await Promise.all([
    world.ask("acknowledgeFailureClass", { id }, "admin"),
    world.ask("acknowledgeFailureClass", { id }, "operator"),
  ]);

  expect(one.acknowledged).not.toBeNull();
  expect(two.acknowledged).toEqual(one.acknowledged);
  expect(await shop.auditCount("class.acknowledged")).toBe(1);
  expect(await shop.needsAction()).toEqual([id]);
  expect((await world.ask("listFailureClasses", { isAcknowledged: false })).items).toEqual([]);
});

test("a class belongs to whom it was assigned to, and to the owner of the failing stage when it is given back", async () => {
  const owner = { owner: "checkout", team: null, tier: null, runbook: null, source: "hand", viaArn: null } as const;
  await saveOwnership(world.workerDb, [{ arn: shop.pair.sourceArn, accountId: shop.accountId, ...owner }]);
  const before = await shop.theClass();

  const assigned = await world.ask("assignFailureClass", { id, owner: "operator" });
  const mine = await world.ask("listFailureClasses", { isMine: true }, "operator");
  const notMine = await world.ask("listFailureClasses", { isMine: true }, "viewer");
  const givenBack = await world.ask("assignFailureClass", { id, owner: null });

  expect(before).toMatchObject({ owner: "checkout", assignee: null });
  expect(assigned).toMatchObject({ owner: "operator", assignee: "operator" });
  expect([mine.items.length, notMine.items.length]).toEqual([1, 0]);
  expect(givenBack).toMatchObject({ owner: "checkout", assignee: null });
});

test("saying the same again changes nothing and leaves no second entry", async () => {
  for (let time = 0; time < 2; time++) {
    await world.ask("assignFailureClass", { id, owner: "checkout" });
    await world.ask("dismissFailureClass", { id, reason: "known noise" });
  }
  await world.ask("reopenFailureClass", { id });
  await world.ask("reopenFailureClass", { id });

  const counts = await Promise.all(["class.assigned", "class.dismissed", "class.reopened"].map(shop.auditCount));
  expect(counts).toEqual([1, 1, 1]);
});

test("a viewer decides nothing, and a class of another account is not there", async () => {
  const commands: [OperationId, object][] = [
    ["acknowledgeFailureClass", { id }],
    ["assignFailureClass", { id, owner: "checkout" }],
    ["snoozeFailureClass", { id, until: { kind: "count", moreCount: 1 } }],
    ["dismissFailureClass", { id, reason: "known noise" }],
    ["reopenFailureClass", { id }],
    ["addClassNote", { id, text: "hello" }],
  ];
  const elsewhere = { scope: { kind: "accounts", accountIds: [anId("acc")] } } as const;

  for (const [name, input] of commands) {
    expect((await refused(world.ask(name, input as never, "viewer")))?.code, name).toBe("forbidden");
    expect((await refused(world.ask(name, input as never, "admin", elsewhere)))?.code, name).toBe("not-found");
  }
  expect((await refused(world.ask("listClassActivity", { id }, "admin", elsewhere)))?.code).toBe("not-found");
  expect(await shop.theClass()).toMatchObject({ acknowledged: null, assignee: null, snooze: null, dismissed: null });
});
