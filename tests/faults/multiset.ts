import { REGION, SHOP, type World } from "../support/world";

/** What the simulator holds in a queue, hidden messages included: body → how often. */
export function heldBodies(world: World, queueName: string): Map<string, number> {
  const bodies = new Map<string, number>();
  const queue = world.simulator.world.sqs.regionOf(SHOP, REGION).find(queueName);
  for (const { body } of queue?.store.all() ?? []) bodies.set(body, (bodies.get(body) ?? 0) + 1);
  return bodies;
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
