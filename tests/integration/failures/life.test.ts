import { PurgeQueueCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { execute, rows, sql } from "@/lib/db/query";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aDrivenRun } from "../../support/runs";
import { roundsUntil } from "../../support/watched-runs";
import { aQueuePair, createWorld, type World } from "../../support/world";
import { aFailingShop, type FailingShop } from "./failing-shop";

let world: World;
let shop: FailingShop;
beforeEach(async () => {
  world = await createWorld();
  shop = await aFailingShop(world);
});
afterEach(() => world.stop());

const redrive = (classId: string) =>
  aDrivenRun(world, { action: "redrive", selection: { classId }, ratePerSecond: 500 });
/** The redriven messages are taken and done: only what fails anew comes back. */
const drain = () => world.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: shop.pair.sourceUrl }));
/** Until the run has watched to its end whether something comes back. */
const watched = (runId: string) => roundsUntil(world, { accountId: shop.accountId, runId }, "done");

test("a class is not over while a run of ours still watches whether its messages come back", async () => {
  await shop.fail(1);
  const { id } = await shop.theClass();
  const { id: runId, state } = await redrive(id);
  await drain();
  await shop.age(0, 10);
  await shop.judge();
  const meanwhile = await shop.theClass();
  await watched(runId);
  await shop.age(0, 10);
  await shop.judge();

  expect(state).toBe("observing");
  expect(meanwhile).toMatchObject({ status: "new", presentCount: 0 });
  expect(await shop.theClass()).toMatchObject({ status: "resolved" });
});

test("a class that was resolved and fails again is regressed, with when and after which run", async () => {
  await shop.fail(2);
  const { id } = await shop.theClass();
  await world.ask("acknowledgeFailureClass", { id });
  const { id: runId } = await redrive(id);
  await drain();
  await watched(runId);
  await shop.age(0, 10);
  await shop.judge();
  const resolved = await shop.theClass();
  const late = await world.ask("acknowledgeFailureClass", { id }).catch((error: DloError) => error);

  await shop.fail(1);

  expect(resolved).toMatchObject({ status: "resolved", acknowledged: null });
  expect(resolved.statusReason).toContain("after R-1");
  expect(late).toMatchObject({ code: "class-not-open" });
  const regressed = await shop.theClass();
  expect(regressed).toMatchObject({ status: "regressed", acknowledged: null });
  expect(regressed.statusReason).toMatch(
    /^was resolved \d{4}-\d\d-\d\d \d\d:\d\d UTC after R-1; messages arrive again$/,
  );
  expect(await world.ask("getNow", {})).toMatchObject({ regressedCount: 1, ongoingCount: 0, needsActionCount: 1 });
  expect(await shop.needsAction()).toEqual([id]);
});

test("notes stay with the class through a redrive, and its activity tells who, when and why", async () => {
  await shop.fail(2);
  const { id } = await shop.theClass();
  await world.ask("addClassNote", { id, text: "Deploy of 09:00 broke the parser." }, "operator");
  await world.ask("snoozeFailureClass", { id, until: { kind: "count", moreCount: 9 } }, "operator");
  const { id: runId } = await redrive(id);
  await drain();
  await watched(runId);
  await shop.age(0, 10);
  await shop.judge();
  await shop.fail(1);

  const told = (await shop.activity(id)).map(({ kind, action, by, text }) => [kind, action, by, text]);

  expect(told.map(([kind, action]) => `${kind} ${action}`)).toEqual([
    "status regressed",
    "woken resolved",
    "status resolved",
    "run redrive",
    "action class.snoozed",
    "note note",
    "first-seen new",
  ]);
  expect(told).toContainEqual(["note", "note", "operator", "Deploy of 09:00 broke the parser."]);
  const first = await world.ask("listClassActivity", { id, limit: 3 });
  const rest = await world.ask("listClassActivity", { id, limit: 50, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...rest.items].map(({ key }) => key)).toEqual(
    (await shop.activity(id)).map(({ key }) => key),
  );
});

test("backlog never escalates however much of it there is, and is ongoing with the first that is new", async () => {
  const pair = await aQueuePair(world.aws, "returns");
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => JSON.stringify({ error: "old", order: from + index }));
  await deadLetter(world.aws, pair, many(0, 30));
  await seenQueue(world, shop.accountId, "returns-dlq");
  await shop.age(30);
  await shop.judge();
  const before = await shop.theClass();

  await deadLetter(world.aws, pair, many(30, 1));
  await seenQueue(world, shop.accountId, "returns-dlq");
  await shop.judge();

  expect(before).toMatchObject({ status: "backlog", presentCount: 30 });
  expect((await shop.theClass()).status).toBe("ongoing");
});

test("an escalation calms down only after two hours, and each change is written once", async () => {
  await shop.fail(1);
  await shop.age(30);
  await shop.fail(21);
  await shop.judge();
  await shop.judge();
  const { id, status } = await shop.theClass();
  const calm = async (hours: number) => {
    await execute(world.db, sql`UPDATE series.class_arrival SET bucket = bucket - interval '61 minutes'`);
    await execute(world.db, sql`UPDATE failure_class SET high_at = dlo_now() - make_interval(mins => ${hours * 60})`);
    await shop.judge();
    return (await shop.theClass()).status;
  };

  const afterOneHour = await calm(1);
  const afterTwoHours = await calm(2);

  expect([status, afterOneHour, afterTwoHours]).toEqual(["escalating", "escalating", "ongoing"]);
  const changes = await rows<{ status: string }>(
    world.db,
    sql`SELECT status FROM class_change WHERE class_id = ${id} ORDER BY id`,
  );
  expect(changes.map((change) => change.status)).toEqual(["ongoing", "escalating", "ongoing"]);
});
