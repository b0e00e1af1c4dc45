import { expect } from "vitest";
import { REGION, SHOP, type World } from "../support/world";

/** What the simulator holds in a queue, hidden messages included: body → how often. */
export function heldBodies(world: World, queueName: string): Map<string, number> {
  const bodies = new Map<string, number>();
  const queue = world.simulator.world.sqs.regionOf(SHOP, REGION).find(queueName);
  for (const { body } of queue?.store.all() ?? []) bodies.set(body, (bodies.get(body) ?? 0) + 1);
  return bodies;
}

/**
 * Nothing is lost, and whatever arrived twice is named by the run: counted in AWS, compared with the ledger.
 * Returns how many copies too many there are.
 */
export async function expectConserved(
  world: World,
  runId: string,
  seeded: readonly string[],
  names: { source: string; dlq: string },
): Promise<number> {
  const source = heldBodies(world, names.source);
  const dlq = heldBodies(world, names.dlq);
  const copies = (body: string) => (source.get(body) ?? 0) + (dlq.get(body) ?? 0);
  const lost = seeded.filter((body) => copies(body) === 0);
  const twice = seeded.filter((body) => copies(body) > 1);
  const named = new Set((await allItems(world, runId, "ambiguous")).map((item) => item.messageRowId));

  expect(lost).toEqual([]);
  expect(named.size).toBeGreaterThanOrEqual(twice.length);
  return twice.length;
}

export async function allItems(world: World, runId: string, filter: "all" | "ambiguous") {
  const items = [];
  for (let cursor: string | undefined; ; ) {
    const page = await world.ask("listRunItems", { id: runId, filter, limit: 200, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
}
