import { afterAll, beforeAll, expect, test } from "vitest";
import { execute, firstRow, sql } from "@/lib/db/query";
import { keepRetention } from "@/lib/operations/polling/keep-house";
import { aReason, createJudgingWorld, type JudgingWorld } from "./judging-world";

let world: JudgingWorld;
beforeAll(async () => {
  world = await createJudgingWorld();
  await world.addChannel("ops");
});
afterAll(() => world.stop());

const countsOf = (alertId: string) =>
  firstRow(
    world.db,
    sql`SELECT (SELECT count(*)::int FROM alert WHERE id = ${alertId}) AS alerts, (SELECT count(*)::int FROM alert_reason WHERE alert_id = ${alertId}) AS reasons,
          (SELECT count(*)::int FROM alert_event WHERE alert_id = ${alertId}) > 0 AS "hasEvents", (SELECT count(*)::int FROM notification WHERE alert_id = ${alertId}) > 0 AS "isTold"`,
  );

test("an alert is forgotten 400 days after its end with all that hangs on it, and one that goes on never", async () => {
  const account = world.production.id;
  const [old, recent, lasting] = ["old", "recent", "lasting"].map((name) => aReason(account, "class-new", name));
  if (!old || !recent || !lasting) throw new Error("there are three");
  await world.judge([old, recent, lasting]);
  await world.pass(10);
  await world.judge([lasting]);
  const before = await world.alerts();
  const idOf = (name: string) =>
    firstRow<{ id: string }>(world.db, sql`SELECT alert_id AS id FROM alert_reason WHERE subject_name = ${name}`);
  const ids = await Promise.all(["old", "recent", "lasting"].map(idOf));
  const [first, second, third] = ids.map((row) => row?.id ?? "none");
  if (!first || !second || !third) throw new Error("each has its alert");
  const endedDaysAgo = (id: string, days: number) =>
    execute(world.db, sql`UPDATE alert SET resolved_at = dlo_now() - make_interval(days => ${days}) WHERE id = ${id}`);
  await endedDaysAgo(first, 401);
  await endedDaysAgo(second, 399);
  await execute(world.db, sql`UPDATE alert SET opened_at = dlo_now() - interval '500 days' WHERE id = ${third}`);

  await keepRetention(world.worker());
  await keepRetention(world.worker());

  expect(before.map(({ state }) => state)).toEqual(["resolved", "resolved", "open"]);
  expect(await countsOf(first)).toEqual({ alerts: 0, reasons: 0, hasEvents: false, isTold: false });
  for (const kept of [second, third])
    expect(await countsOf(kept)).toEqual({ alerts: 1, reasons: 1, hasEvents: true, isTold: true });
});
