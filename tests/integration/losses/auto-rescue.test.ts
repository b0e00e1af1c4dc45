import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { rescueDue } from "@/lib/operations/losses/rescue-due";
import { driveRun } from "@/lib/operations/runs/drive";
import { deadLetter } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";
import { copies, lookWithoutReceiving, pass, turnOff, workerIn } from "./losing-world";

let world: World;
let accountId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await connectShop(world, { isWritable: false })).id;
  await turnOff(world);
  pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a", "b"]);
  await pass(world, 300);
  await lookWithoutReceiving(world, accountId);
});
afterEach(() => world.stop());

const optIn = (isOn = true) =>
  execute(world.db, sql`UPDATE queue SET does_auto_rescue = ${isOn} WHERE name = 'orders-dlq'`);
const runs = () => rows<{ id: string; state: string }>(world.db, sql`SELECT id, state FROM run ORDER BY number`);
/** Sources and dead-letter queue keep four days: what SQS moved may be dying at once. */
const driveAll = async () => {
  for (const run of await runs()) await driveRun(workerIn(world), run.id);
};

test("a queue that opted in is rescued once before its first loss, whoever looks and however often", async () => {
  await optIn();

  await Promise.all([rescueDue(workerIn(world, "worker-1")), rescueDue(workerIn(world, "worker-2"))]);
  await rescueDue(workerIn(world));
  await driveAll();
  await lookWithoutReceiving(world, accountId);
  await rescueDue(workerIn(world));

  const audited = await rows<{ action: string }>(
    world.db,
    sql`SELECT action FROM audit_entry WHERE actor_kind = 'policy' AND actor_name = 'auto-rescue' ORDER BY id`,
  );
  expect(await runs()).toMatchObject([{ state: "done" }]);
  expect(await copies(world)).toHaveLength(2);
  expect(audited.map((entry) => entry.action)).toEqual(["plan.created", "plan.applied"]);
});

test("new arrivals are rescued too, without waiting an hour", async () => {
  await optIn();
  await rescueDue(workerIn(world));
  await driveAll();
  await deadLetter(world.aws, pair, ["c"]);
  await pass(world, 60);
  await lookWithoutReceiving(world, accountId);

  await rescueDue(workerIn(world));
  await driveAll();

  expect((await copies(world)).map(({ count }) => count)).toEqual([1, 1, 1]);
});

test("nobody's messages are read who did not ask for it, nor those of an account without an inspect role", async () => {
  await rescueDue(workerIn(world));
  await optIn();
  await execute(world.db, sql`UPDATE account SET inspect_role_arn = NULL`);
  await rescueDue(workerIn(world));

  expect(await runs()).toEqual([]);
});

test("a run of a policy that was switched off before its worker came does not begin", async () => {
  await optIn();
  await rescueDue(workerIn(world));
  await optIn(false);

  await driveAll();

  expect(await runs()).toMatchObject([{ state: "failed" }]);
  expect(await copies(world)).toEqual([]);
});

test("messages whose age nobody can tell for an hour are rescued: a copy too many costs less than a message", async () => {
  await optIn();
  await execute(world.db, sql`UPDATE queue_state SET age_seconds = NULL, age_at = NULL`);
  await rescueDue(workerIn(world));
  const early = await runs();
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = shift`);
  await world.simulator.world.advance(3_700);

  await rescueDue(workerIn(world));

  expect(early).toEqual([]);
  expect(await runs()).toHaveLength(1);
});
