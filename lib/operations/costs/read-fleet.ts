import type { Scope } from "@/lib/core/access/scope";
import type { Fleet } from "@/lib/core/cost/expected-cost";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql } from "@/lib/db/connect";
import { countRunningRules } from "@/lib/db/event-watch";
import { readConnected, readQueueFigures } from "@/lib/db/first-report";
import { countKinds } from "@/lib/db/resource-list";
import { countListed } from "@/lib/db/selection-counts";
import { countWatchedFunctions } from "@/lib/db/usage";

/** What there is to look at, for what looking at it may cost. */
export async function readFleet(db: Sql, scope: Scope): Promise<Fleet> {
  const [connected, queues, kinds, listed, counted] = await Promise.all([
    readConnected(db, scope),
    readQueueFigures(db, scope),
    countKinds(db, scope, {}),
    countListed(db, scope),
    countForFleet(db, scope),
  ]);
  return fleetFrom({ connected, queues, kinds, listed, ...counted });
}

/** How much of it runs, and so is read more often. */
export async function countForFleet(
  db: Sql,
  scope: Scope,
): Promise<Pick<Fleet, "runningRuleCount" | "watchedFunctionCount">> {
  const [runningRuleCount, watchedFunctionCount] = await Promise.all([
    countRunningRules(db, scope),
    countWatchedFunctions(db, scope),
  ]);
  return { runningRuleCount, watchedFunctionCount };
}

interface FleetRows {
  readonly connected: { readonly placeCount: number };
  readonly queues: Awaited<ReturnType<typeof readQueueFigures>>;
  readonly kinds: Awaited<ReturnType<typeof countKinds>>;
  readonly listed: Awaited<ReturnType<typeof countListed>>;
  readonly runningRuleCount: number;
  readonly watchedFunctionCount: number;
}

/** The same from what was read already. */
export function fleetFrom({ connected, queues, kinds, listed, ...counted }: FleetRows): Fleet {
  const countOf = (kind: ResourceKind) => kinds.find((row) => row.kind === kind)?.count ?? 0;
  return {
    ...counted,
    ...queues,
    placeCount: connected.placeCount,
    listedCount: listed.listedCount,
    unreadQueueCount: Math.max(0, listed.selectedCount - queues.queueCount),
    topicCount: countOf("topic"),
    subscriptionCount: countOf("subscription"),
    ruleCount: countOf("rule"),
    alarmCount: countOf("alarm"),
    functionCount: countOf("function"),
    stateMachineCount: countOf("state-machine"),
    pipeCount: countOf("pipe"),
  };
}
