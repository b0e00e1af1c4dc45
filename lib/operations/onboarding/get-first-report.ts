import { expectedUsdPerMonth } from "@/lib/core/cost/expected-cost";
import { countHoles, countReceives, readConnected, readQueueFigures } from "@/lib/db/first-report";
import { countSightings } from "@/lib/db/now";
import { countKinds } from "@/lib/db/resource-list";
import { countListed } from "@/lib/db/selection-counts";
import { countForFleet, fleetFrom } from "../costs/read-fleet";
import { readShownPace } from "../costs/shown-pace";
import { listLosses } from "../losses/list-losses";
import { question } from "../operation";

/** What a read-only look already tells, in figures. Blind spots are among them: what they hold is in none of the others. */
export const getFirstReport = question("getFirstReport", async (ctx) => {
  const { db } = ctx;
  const { scope } = ctx.actor;
  const [
    connected,
    sightings,
    queues,
    kinds,
    listed,
    holes,
    losses,
    receivedCount,
    counted,
    { book, costUsdPerMonth },
  ] = await Promise.all([
    readConnected(db, scope),
    countSightings(db, scope),
    readQueueFigures(db, scope),
    countKinds(db, scope, {}),
    countListed(db, scope),
    countHoles(db, scope),
    listLosses(ctx, { limit: 1 }),
    countReceives(db, scope),
    countForFleet(db, scope),
    readShownPace(db, scope),
  ]);
  const { firstConnectedAt, ...places } = connected;
  return {
    ...places,
    accountsSeen: sightings.accountsSeen,
    queueCount: queues.queueCount,
    deadLetterQueueCount: queues.deadLetterQueueCount,
    resourceCount: kinds.reduce((sum, { count }) => sum + count, 0),
    holes,
    within24hCount: losses.within24hCount,
    within7dCount: losses.within7dCount,
    unknownLossCount: losses.unknownCount,
    receivedCount,
    costUsdPerMonth,
    expectedUsdPerMonth: expectedUsdPerMonth(fleetFrom({ connected, queues, kinds, listed, ...counted }), book),
    sinceConnectedSeconds:
      firstConnectedAt === null ? null : Math.floor((ctx.now().getTime() - Date.parse(firstConnectedAt)) / 1000),
  };
});
