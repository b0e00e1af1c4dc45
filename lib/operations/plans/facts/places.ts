import { parseArn } from "@/lib/core/arn";
import type { PlaceFacts } from "@/lib/core/plans/checks/place-facts";
import type { Sql } from "@/lib/db/connect";
import { listConnectedRegions, listQueueFlows, type PlaceConsumer, type QueueFlow } from "@/lib/db/place-facts";
import { readLargestBody, readLargestKept } from "@/lib/db/plan-history";
import type { Place } from "../aims/aim";
import type { Chosen, Gathered } from "../gather";

/** SQS takes no larger message: what a queue that takes so much gets, fits. */
const LARGEST_BYTES = 1_048_576;

/** The places of a plan as its checks look at them. */
export async function readPlaces(
  db: Sql,
  { queue, chosen, places }: Gathered,
  consumers: ReadonlyMap<string, readonly PlaceConsumer[]>,
): Promise<PlaceFacts[]> {
  const at = new Map(places.map((place) => [place.arn, parseArn(place.arn)]));
  const regions = await listConnectedRegions(db, [
    ...new Set([...at.values()].flatMap((arn) => arn?.awsAccountId ?? [])),
  ]);
  const flows = await listQueueFlows(
    db,
    places.flatMap((place) => place.queue?.id ?? []),
  );
  const inQueue = chosen.length === 0 ? await readLargestBody(db, queue.id) : null;
  const facts: PlaceFacts[] = [];
  for (const place of places) {
    const { awsAccountId = "", region = "" } = at.get(place.arn) ?? {};
    const connected = regions.find((one) => one.awsAccountId === awsAccountId && one.region === region);
    const items = chosen.filter(({ destinationArn }) => destinationArn === place.arn);
    const bodyBytes = items.length > 0 ? largestBody(items) : inQueue;
    const found = consumers.get(place.arn) ?? [];
    facts.push({
      ...{ arn: place.arn, kind: place.kind, name: place.name, isKnown: place.isKnown, awsAccountId, region },
      isConnected: connected !== undefined,
      itemCount: items.length,
      largestBodyBytes: bodyBytes,
      largestAtMostBytes: await largestAtMost(db, place, items, bodyBytes),
      queue: queueFacts(place, flows),
      consumers: found.length > 0 || connected?.areConsumersRead ? found.map(consumerFacts) : null,
    });
  }
  return facts;
}

function largestBody(items: readonly Chosen[]): number {
  return items.reduce((most, item) => Math.max(most, item.editedBytes ?? item.bodyBytes), 0);
}

/** What the largest has with its attributes, at most; asked of the kept copies only where it matters. */
async function largestAtMost(
  db: Sql,
  { queue }: Place,
  items: readonly Chosen[],
  bodyBytes: number | null,
): Promise<number | null> {
  if (bodyBytes === null || !queue) return null;
  if (queue.maxMessageBytes >= LARGEST_BYTES) return queue.maxMessageBytes;
  if (items.length === 0 || items.some(({ editId }) => editId !== null)) return null;
  const withMore = items.filter(({ attributeCount }) => attributeCount > 0);
  if (withMore.length === 0) return bodyBytes;
  const kept = withMore.flatMap(({ bodyId }) => bodyId ?? []);
  if (kept.length < withMore.length) return null;
  const most = await readLargestKept(db, kept);
  return most === null ? null : Math.max(bodyBytes, most);
}

function queueFacts({ queue }: Place, flows: readonly QueueFlow[]): PlaceFacts["queue"] {
  if (!queue) return null;
  const flow = flows.find(({ queueId }) => queueId === queue.id);
  return {
    isFifo: queue.isFifo,
    isContentDeduplicated: queue.settings.ContentBasedDeduplication === "true",
    maxMessageBytes: queue.maxMessageBytes,
    maxReceiveCount: queue.maxReceiveCount,
    visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
    policy: queue.settings.Policy || null,
    kmsKeyId: queue.settings.KmsMasterKeyId || null,
    waitingCount: flow?.waitingCount ?? null,
    drainPerSecond: flow?.drainPerSecond ?? null,
  };
}

function consumerFacts(one: PlaceConsumer) {
  const { name, isOn, timeoutSeconds, reservedConcurrency, batchWindowSeconds } = one;
  return { name, isOn, timeoutSeconds, reservedConcurrency, batchWindowSeconds };
}
