import { expectedUsdPerMonth } from "@/lib/core/cost/expected-cost";
import { costPerMonth, SETTLED_SECONDS } from "@/lib/core/cost/prices";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import { countRunningRules } from "@/lib/db/event-watch";
import { countHoles, countReceives, readConnected, readQueueFigures } from "@/lib/db/first-report";
import { countSightings } from "@/lib/db/now";
import { countKinds } from "@/lib/db/resource-list";
import { countListed } from "@/lib/db/selection-counts";
import { recentUsage } from "@/lib/db/usage";
import { listLosses } from "../losses/list-losses";
import { question } from "../operation";

/** What a read-only look already tells, in figures. Blind spots are among them: what they hold is in none of the others. */
export const getFirstReport = question("getFirstReport", async (ctx) => {
  const { db } = ctx;
  const { scope } = ctx.actor;
  const [connected, sightings, queues, kinds, listed, holes, losses, receivedCount, usage, runningRuleCount] =
    await Promise.all([
      readConnected(db, scope),
      countSightings(db, scope),
      readQueueFigures(db, scope),
      countKinds(db, scope, {}),
      countListed(db, scope),
      countHoles(db, scope),
      listLosses(ctx, { limit: 1 }),
      countReceives(db, scope),
      recentUsage(db, scope),
      countRunningRules(db, scope),
    ]);
  const { firstConnectedAt, ...places } = connected;
  const countOf = (kind: ResourceKind) => kinds.find((row) => row.kind === kind)?.count ?? 0;
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
    costUsdPerMonth: costPerMonth(usage, SETTLED_SECONDS),
    expectedUsdPerMonth: expectedUsdPerMonth({
      ...queues,
      placeCount: connected.placeCount,
      listedCount: listed.listedCount,
      unreadQueueCount: Math.max(0, listed.selectedCount - queues.queueCount),
      topicCount: countOf("topic"),
      subscriptionCount: countOf("subscription"),
      ruleCount: countOf("rule"),
      runningRuleCount,
      alarmCount: countOf("alarm"),
    }),
    sinceConnectedSeconds:
      firstConnectedAt === null ? null : Math.floor((ctx.now().getTime() - Date.parse(firstConnectedAt)) / 1000),
  };
});
