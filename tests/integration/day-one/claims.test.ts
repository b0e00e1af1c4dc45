import { afterEach, beforeEach, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { createWorld, REGION, SHOP, type World } from "../../support/world";
import { aWatchedAccount, queueArn, readAll, readAndJudge, redrivesTo, type WatchedAccount } from "../coverage/watched";

let world: World;
let shop: WatchedAccount;
beforeEach(async () => {
  world = await createWorld();
  shop = await aWatchedAccount(world);
});
afterEach(() => world.stop());

const found = async (rule: string) =>
  (await world.ask("listFindings", { rule }, "viewer")).items.map(({ name, part }) => `${name} ${part}`.trim());
const place = async () => {
  const account = await findAccount(world.db, shop.id);
  if (!account) throw new Error("the account is gone");
  return { account, region: REGION };
};
/** The last look at a service ended like this a minute ago; before that all was well. */
const lately = (feature: string, state: string) =>
  execute(
    world.db,
    sql`UPDATE capability_state SET state = ${state}, checked_at = dlo_now(), ok_at = dlo_now() - interval '1 minute' WHERE feature = ${feature}`,
  );

test("a queue made together with the rule that names it is not called gone before the queues were listed again", async () => {
  await shop.queue("orders");
  await readAll(world, shop.id);
  await shop.rule("ship", [{ Id: "a", Arn: await shop.queue("late") }]);
  await shop.rule("lose", [{ Id: "a", Arn: queueArn("never-made") }]);

  await collectInventory(world.worker(), await place());
  await judgeHoles(world.worker());
  const early = await found("target-gone");
  const ties = async () => {
    const [rule] = (await world.ask("listResources", { name: "lose", limit: 1 })).items;
    return (await world.ask("getResource", { id: rule?.id ?? "" })).ties.map(({ state }) => state);
  };
  const earlyTies = await ties();
  await execute(
    world.db,
    sql`UPDATE capability_state SET checked_at = checked_at - interval '1 minute', ok_at = ok_at - interval '1 minute'`,
  );
  await discoverQueues(world.worker(), await place());
  await judgeHoles(world.worker());

  expect(early).toEqual([]);
  expect(earlyTies).toContain("unknown");
  expect(await found("target-gone")).toEqual(["lose a"]);
  expect(await ties()).toContain("gone");
});

test.each([
  ["failed", "failed"],
  ["did not reach the end", "ok"],
])("a look that %s proves no absence, though the one before did", async (_, state) => {
  const dlq = await shop.queue("orders-dlq");
  await shop.queue("orders", redrivesTo(dlq));
  await shop.rule("lose", [{ Id: "a", Arn: `arn:aws:lambda:${REGION}:${SHOP}:function:unseen` }]);
  await readAll(world, shop.id);
  await lately("alarms", state);
  await lately("functions", state);

  await judgeHoles(world.worker());

  expect(await found("dlq-without-alarm")).toEqual([]);
  expect(await found("target-gone")).toEqual([]);
});

test("what was found stays found while nobody can look: it is neither resolved nor counted anew", async () => {
  const dlq = await shop.queue("orders-dlq");
  await shop.queue("orders", redrivesTo(dlq));
  await readAndJudge(world, shop.id);
  const before = await found("dlq-without-alarm");
  await lately("alarms", "denied");

  await judgeHoles(world.worker());

  expect(before).toEqual(["orders-dlq"]);
  expect(await found("dlq-without-alarm")).toEqual(before);
});
