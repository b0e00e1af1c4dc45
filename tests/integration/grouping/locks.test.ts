import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/connect";
import { execute, rows, sql } from "@/lib/db/query";
import { connectShop, createWorld, type World } from "../../support/world";
import { aGroupedShop, all, type GroupedShop } from "./grouped-shop";

let world: World;
let account: { id: string };
let shop: GroupedShop;
let shopCount = 0;
beforeAll(async () => {
  world = await createWorld();
  account = await connectShop(world);
});
beforeEach(async () => {
  shop = await aGroupedShop(world, `orders${++shopCount}`, account);
});
afterAll(() => world.stop());

const ERRORS = ["no such tenant", "tenant is gone"];

async function someoneWaits(): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const waiting = await rows(world.db, sql`SELECT 1 FROM pg_locks WHERE NOT granted AND locktype <> 'advisory'`);
    if (waiting.length > 0) return;
    await sleep(25);
  }
  throw new Error("nobody waited");
}

const FINGERPRINTS = sql`SELECT 1 FROM class_fingerprint ORDER BY fingerprint FOR UPDATE`;
const MESSAGES = sql`SELECT 1 FROM failed_message ORDER BY id FOR UPDATE`;
const CLASSES = sql`SELECT 1 FROM failure_class ORDER BY id FOR UPDATE`;

test.each([
  ["fingerprints", FINGERPRINTS, MESSAGES],
  ["messages", MESSAGES, CLASSES],
])(
  "a look that meets known and new messages waits for whoever holds %s and goes on to the next, and neither is broken off",
  async (_, held, next) => {
    await shop.fail(...ERRORS);
    await shop.send(ERRORS);

    let looking: Promise<void> | undefined;
    await inTransaction(world.workerDb, async (tx) => {
      await execute(tx, held);
      looking = shop.scan();
      await someoneWaits();
      await execute(tx, next);
    });
    await looking;

    expect(await shop.figures()).toEqual({ "no such tenant": all(2), "tenant is gone": all(2) });
  },
);

test("looks and merges, made and taken back at once, conserve every message and every count", async () => {
  await shop.fail(...ERRORS, ...ERRORS);
  const [from, into] = [await shop.classOf("no such"), await shop.classOf("tenant is")];
  const looking = (async () => {
    for (let round = 0; round < 4; round++) await shop.fail(...ERRORS);
  })();
  for (let round = 0; round < 8; round++) {
    await world.ask("mergeFailureClasses", { id: from.id, intoId: into.id });
    await world.ask("unmergeFailureClass", { id: from.id });
  }
  await looking;

  expect(await shop.figures()).toEqual({ "no such tenant": all(6), "tenant is gone": all(6) });
});
