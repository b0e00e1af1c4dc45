import { queueConfigFrom } from "@/lib/core/inventory/queue-config";
import type { Resource } from "@/lib/core/inventory/resource";
import type { Sql } from "@/lib/db/connect";
import { listPartQueues, listPartResources } from "@/lib/db/pipeline-parts";

/** A resource with our id of it and, of a queue, what waits in it. */
export type PartResource = Resource & { readonly id: string; readonly waiting: number | null };

/** What the inventory holds of these ARNs, queues among them. They must be in the asker's scope already. */
export async function loadPartResources(db: Sql, arns: readonly string[]): Promise<Map<string, PartResource>> {
  const others = (await listPartResources(db, arns)).map((one) => ({ ...one, waiting: null }));
  const queues = (await listPartQueues(db, arns)).map((queue) => {
    const { id, arn, name, accountId, awsAccountId, region, tags, waiting } = queue;
    const place = { id, arn, name, accountId, awsAccountId, region, tags, waiting };
    return { ...place, kind: "queue" as const, config: queueConfigFrom(queue) };
  });
  return new Map([...others, ...queues].map((resource) => [resource.arn, resource]));
}
