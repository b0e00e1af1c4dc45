import type { OutputOf } from "@/lib/contract";
import { DloError } from "@/lib/core/errors";
import { type AccountRow, findAccount } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { judgeHoles } from "@/lib/operations/coverage/judge-holes";
import { collectEventFigures } from "@/lib/operations/events/collect-event-figures";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { watchActivity } from "@/lib/operations/inventory/watch-activity";
import { checkAccess } from "@/lib/operations/polling/check-access";
import { collectMetrics } from "@/lib/operations/polling/collect-metrics";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { sampleDepth } from "@/lib/operations/polling/sample-depth";
import type { Target } from "@/lib/operations/polling/target";
import { ensureEstate } from "../../../jobs/demo/story/estate/ensure-estate";
import { openEstate } from "../../../jobs/demo/story/estate/estate";
import { ensureFleet } from "../../../jobs/demo/story/fleet/build-fleet";
import { type Connecting, connectFleet, declareFleetRoles } from "../../../jobs/demo/story/fleet/connect-fleet";
import { FLEET_REGIONS } from "../../../jobs/demo/story/fleet/fleet-accounts";
import { ensurePast } from "../../../jobs/demo/story/past";
import { SHARED_BUS, SHOP_ACCOUNTS } from "../../../jobs/demo/story/places";
import { createWorld, type World } from "../../support/world";

/** As many polls at once as one worker has lanes for. */
const AT_ONCE = 24;

/** With `DLO_LONG=1` the shop is there too: ninety places. */
export const IS_LONG = process.env.DLO_LONG === "1";
const SHOP = [...SHOP_ACCOUNTS, SHARED_BUS];

/** The whole fleet in a simulated AWS, connected in one call. Nobody has looked yet. */
export async function aConnectedFleet(): Promise<World> {
  const world = await createWorld();
  const { url } = world.simulator;
  if (IS_LONG) await openShop(url);
  await ensureFleet(url);
  const client: Connecting = {
    getTemplates: (input) => world.ask("getTemplates", input),
    listAccounts: (input) => world.ask("listAccounts", input),
    connectAccounts: (input) => world.ask("connectAccounts", input),
  };
  await connectFleet(client, url);
  if (IS_LONG) await connectShop(client, url);
  return world;
}

async function openShop(url: string): Promise<void> {
  await ensurePast(url);
  const estate = openEstate(url);
  await ensureEstate(estate);
  estate.close();
}

async function connectShop(client: Connecting, url: string): Promise<void> {
  await declareFleetRoles(
    client,
    url,
    SHOP.map((account) => ({ ...account, regions: FLEET_REGIONS })),
  );
  const accounts = SHOP.map(({ awsAccountId, name, environment }) => ({ awsAccountId, name, environment }));
  await client.connectAccounts({ accounts, regions: FLEET_REGIONS, polling: "on" });
}

/** One round of everything that a worker does with the read role alone, place by place, then the judgement. */
export async function firstRound(world: World): Promise<{ discoverySeconds: number; judgingSeconds: number }> {
  const places = await placesOf(world);
  const startedAt = performance.now();
  await each(places, (place) => quietly(() => checkAccess(world.worker(), place)));
  await each(places, (place) => quietly(() => discoverQueues(world.worker(), place)));
  await each(places, (place) => quietly(() => collectInventory(world.worker(), place)));
  const discoveredAt = performance.now();
  await execute(world.db, sql`UPDATE queue_state SET next_sample_at = dlo_now(), next_metrics_at = dlo_now()`);
  for (const look of [watchActivity, collectEventFigures, sampleDepth, collectMetrics])
    await each(places, (place) => quietly(() => look(world.worker(), place)));
  const judgingFrom = performance.now();
  await judgeHoles(world.worker());
  return {
    discoverySeconds: (discoveredAt - startedAt) / 1000,
    judgingSeconds: (performance.now() - judgingFrom) / 1000,
  };
}

/** All pages. */
export async function allFindings(world: World): Promise<OutputOf<"listFindings">["items"]> {
  const found = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await world.ask("listFindings", { limit: 200, ...(cursor && { cursor }) }, "viewer");
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

export async function placesOf(world: World): Promise<Target[]> {
  const { items } = await world.ask("listAccounts", {});
  const accounts = await Promise.all(items.map(({ id }) => findAccount(world.db, id)));
  return accounts
    .filter((account): account is AccountRow => account !== undefined)
    .flatMap((account) => account.regions.map((region) => ({ account, region })));
}

async function each(places: readonly Target[], work: (place: Target) => Promise<void>): Promise<void> {
  const left = [...places];
  const lane = async () => {
    for (let place = left.shift(); place; place = left.shift()) await work(place);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** What AWS refuses is noted by the poll itself; its error is for the heartbeat. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof DloError)) throw error;
  });
}
