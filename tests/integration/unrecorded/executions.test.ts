import { afterEach, beforeEach, expect, test } from "vitest";
import { rows, sql } from "@/lib/db/query";
import { aFault, noFaults } from "../../support/runs";
import { createWorld, type World } from "../../support/world";
import { callCount, cellOf } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "./losing-shop";

let world: World;
let shop: LosingShop;
beforeEach(async () => {
  world = await createWorld();
  shop = await aLosingShop(world);
});
afterEach(() => world.stop());

const declined = (id: number) => ({ error: "CardDeclined", cause: `card of cus-${id} declined: do not honour` });

test("executions that fail with one error are one class, which shows each with its error and its cause", async () => {
  const machine = await shop.aFailingMachine("checkout");
  await shop.inventory();
  await shop.look();
  for (const id of [1001, 1002]) await shop.start(machine, declined(id));
  await shop.start(machine, { error: "States.Timeout", cause: "Task timed out after 3.00 seconds" });
  await shop.lookLater();
  await shop.lookLater();

  const found = await shop.classes();
  expect(found).toHaveLength(2);
  const card = found.find(({ title }) => title.includes("CardDeclined"));
  expect(card).toMatchObject({ record: "executions", anchorArn: machine, status: "new", totalCount: 2, queueId: null });
  expect(card?.loss.kind).toBe("none");
  expect(card?.wayBack).toContain("RedriveExecution within 14 days");
  expect(found.find((one) => one !== card)).toMatchObject({ causeKind: "timeout", totalCount: 1 });
  const { items, totalCount } = await world.ask("listFailedExecutions", { id: card?.id ?? "", limit: 1 });
  expect(totalCount).toBe(2);
  expect(items).toMatchObject([
    { status: "FAILED", error: "CardDeclined", cause: "card of cus-1002 declined: do not honour", isRead: true },
  ]);
  const seen = await world.ask("listFailedExecutions", { id: card?.id ?? "" }, "viewer");
  expect(seen.items.map(({ error, cause }) => [error, cause])).toEqual([
    ["CardDeclined", null],
    ["CardDeclined", null],
  ]);
});

test("of many that fail at once ten are asked what they say, and the others are counted with them", async () => {
  const machine = await shop.aFailingMachine("checkout");
  await shop.inventory();
  await shop.look();
  for (let id = 1001; id <= 1013; id += 1) await shop.start(machine, declined(id));
  await shop.lookLater();

  expect(await shop.classes()).toMatchObject([{ totalCount: 13 }]);
  expect(await callCount(world, /DescribeExecution/)).toBe(10);
  const read = await rows<{ isRead: boolean; n: number }>(
    world.db,
    sql`SELECT is_read, count(*)::int AS n FROM failed_execution GROUP BY 1 ORDER BY 1`,
  );
  expect(read).toEqual([
    { isRead: false, n: 3 },
    { isRead: true, n: 10 },
  ]);
});

test("where executions may not be listed they are counted, and lost events are noticed all the same", async () => {
  const machine = await shop.aFailingMachine("checkout");
  const rule = await shop.aFailingRule("paid", "none");
  await shop.inventory();
  await shop.look();
  await aFault(world, { operation: "states:ListExecutions", kind: "accessDenied" });
  await shop.start(machine, declined(1001));
  await shop.lose(1);
  await shop.lookLater();

  const found = await shop.classes();
  expect(found.find(({ anchorArn }) => anchorArn === machine)).toMatchObject({
    record: "executions",
    totalCount: 1,
    title: expect.stringContaining("was not read"),
  });
  expect(found.find(({ anchorArn }) => anchorArn === rule)).toMatchObject({ totalCount: 1 });
  expect(await cellOf(world, shop.account.id, "executions")).toMatchObject({ state: "denied" });
  await noFaults(world);
});

test("an execution counts once, whether it was listed before the right to list was taken away or after it came back", async () => {
  const machine = await shop.aFailingMachine("checkout");
  await shop.inventory();
  await shop.look();
  await shop.start(machine, declined(1001));
  await shop.lookLater();
  await aFault(world, { operation: "states:ListExecutions", kind: "accessDenied" });
  await shop.start(machine, declined(1002));
  await shop.lookLater();
  const denied = await shop.classes();
  await noFaults(world);
  await shop.start(machine, declined(1003));
  await shop.lookLater();

  const countOf = (found: typeof denied) =>
    Object.fromEntries(found.map(({ title, totalCount }) => [title.includes("was not read"), totalCount]));
  expect(countOf(denied)).toEqual({ false: 1, true: 1 });
  expect(countOf(await shop.classes())).toEqual({ false: 3, true: 0 });
});
