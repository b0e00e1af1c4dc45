import { EVERYTHING, inScope, type Scope } from "@/lib/core/access/scope";
import { FEATURE_OF_KIND } from "@/lib/core/inventory/feature-kinds";
import { buildGraph, type Graph } from "@/lib/core/inventory/graph";
import { queueConfigFrom } from "@/lib/core/inventory/queue-config";
import { RESOURCE_KINDS, type Resource } from "@/lib/core/inventory/resource";
import type { Sql } from "@/lib/db/connect";
import {
  type GraphQueue,
  listChangedAt,
  listGraphQueues,
  listGraphResources,
  listReadFeatures,
  listUnreadQueueArns,
} from "@/lib/db/resource-graph";

/**
 * All that is known of all connected accounts as one graph, in five queries. Queues that nobody looks at are only known
 * to be there: `lookUp` says so, `find` does not have them. What lies outside of a scope is in it as if nobody had looked there.
 */
export async function loadGraph(db: Sql, scope: Scope = EVERYTHING): Promise<Graph> {
  const seen = <T extends { readonly accountId: string; readonly arn: string }>(all: readonly T[]) =>
    all.filter(({ accountId, arn }) => inScope(scope, accountId, arn));
  const resources = seen(await listGraphResources(db));
  const queues = seen(await listGraphQueues(db));
  const features = (await listReadFeatures(db)).filter(({ accountId }) => inScope(scope, accountId));
  const unread = await listUnreadQueueArns(db);
  const read = features.flatMap(({ feature, awsAccountId, region, lookedAt }) => {
    const place = { awsAccountId, region, lookedAt: lookedAt === null ? null : new Date(lookedAt) };
    return RESOURCE_KINDS.filter((kind) => FEATURE_OF_KIND[kind] === feature).map((kind) => ({ ...place, kind }));
  });
  return buildGraph([...resources, ...queues.map(asResource)], read, new Set(unread), await listChangedAt(db));
}

function asResource(queue: GraphQueue): Resource {
  const { arn, name, accountId, awsAccountId, region, tags } = queue;
  return { kind: "queue", arn, name, accountId, awsAccountId, region, tags, config: queueConfigFrom(queue) };
}
