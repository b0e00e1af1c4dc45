import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { openBody } from "@/lib/db/bodies";
import { openKeyring } from "@/lib/db/keyring";
import { rows, sql } from "@/lib/db/query";
import { deadLetter, seenQueue } from "../support/dead-letters";
import { testMasterKey } from "../support/template";
import { idsInQueue, keptRows, toVault } from "../support/vault";
import { aQueuePair, connectShop, type ShopOptions, type World } from "../support/world";

/** A dead-letter queue with this many messages, in vault mode; nothing has been received when this returns. */
export async function aFullQueue(world: World, count: number, shop: ShopOptions = {}) {
  const account = await connectShop(world, shop);
  const pair = await aQueuePair(world.aws, "crash");
  const bodies = Array.from({ length: count }, (_, index) => JSON.stringify({ type: "Crash", index, error: "boom" }));
  await deadLetter(world.aws, pair, bodies);
  const dlq = await seenQueue(world, account.id, "crash-dlq", false);
  const ids = idsInQueue(world, "crash-dlq");
  expect(ids).toHaveLength(count);
  return { account, dlq, bodies, ids, start: () => toVault(world, dlq.id) };
}

export interface Watch {
  /** Ids that were in neither place at some look; how often was looked; the newest size of the queue. */
  readonly lost: ReadonlySet<string>;
  readonly looks: number;
  end(): Promise<void>;
}

/**
 * Looks again and again where each message is. The queue first: what has left it by then was committed before, so the vault
 * must have it. A database that does not answer is no look.
 */
export function watch(world: World, ids: readonly string[]): Watch {
  let isOver = false;
  const lost = new Set<string>();
  let looks = 0;
  const watching = (async () => {
    while (!isOver) {
      const inQueue = new Set(idsInQueue(world, "crash-dlq"));
      const kept = await keptIds(world).catch(() => undefined);
      if (kept) {
        looks += 1;
        for (const id of ids) if (!inQueue.has(id) && !kept.has(id)) lost.add(id);
      }
      await sleep(20);
    }
  })();
  return {
    lost,
    get looks() {
      return looks;
    },
    async end() {
      isOver = true;
      await watching;
    },
  };
}

/** How the drain stands, in few words. */
export async function standing(world: World) {
  const kept = await keptRows(world).catch(() => []);
  const [drain] = await rows(
    world.db,
    sql`SELECT stopped_because, is_paused, ended_at, next_at, left_count FROM vault_drain`,
  ).catch(() => []);
  return {
    keptCount: kept.length,
    vaultedCount: kept.filter((row) => row.state === "vaulted").length,
    inQueueCount: idsInQueue(world, "crash-dlq").length,
    open: kept.filter((row) => row.state !== "vaulted").slice(0, 3),
    drain,
  };
}

async function keptIds(world: Pick<World, "db">): Promise<Set<string>> {
  const found = await rows<{ messageId: string }>(
    world.db,
    sql`SELECT message_id FROM vault_item WHERE drained_at IS NOT NULL`,
  );
  return new Set(found.map((row) => row.messageId));
}

/** Every message exactly once in the vault, whole, and known to be nowhere else; the queue empty. */
export async function expectDrained(world: World, ids: readonly string[], bodies: readonly string[]): Promise<void> {
  const kept = await keptRows(world);
  expect(kept.map((row) => row.messageId).sort()).toEqual([...ids].sort());
  expect(idsInQueue(world, "crash-dlq")).toEqual([]);
  const keyring = openKeyring(testMasterKey);
  const items = await rows<{ bodyId: string }>(world.db, sql`SELECT body_id FROM vault_item`);
  const opened: string[] = [];
  for (const { bodyId } of items) opened.push((await openBody(world.db, keyring, bodyId))?.body ?? "");
  expect(opened.sort()).toEqual([...bodies].sort());
}
