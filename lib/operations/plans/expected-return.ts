import type { Sql } from "@/lib/db/connect";
import type { PlaceConsumer } from "@/lib/db/place-facts";
import type { Place } from "./aims/aim";
import { readConsumers } from "./facts/consumers";
import type { Gathered } from "./gather";

/** Lambda waits so long before it tries an asynchronous event again, twice unless told otherwise (developer guide). */
const ASYNC_WAITS_SECONDS = [60, 120];

/**
 * After about how long a message that fails again is back in the dead-letter queue. A queue gives it up at the receive after
 * its last attempt, and every attempt hides it for the visibility time-out. Of a FIFO group that is the head: what lies
 * behind it comes after. Null where no setting tells, where nothing takes from the place, or where it would not come back here.
 */
export async function expectedReturnSeconds(db: Sql, { queue, places }: Gathered): Promise<number | null> {
  const consumers = await readConsumers(db, places);
  const waits = places.map((place) => returnFrom(place, queue.arn, consumers.get(place.arn) ?? []));
  return waits.length === 0 || waits.includes(null) ? null : Math.max(...waits.map((seconds) => seconds ?? 0));
}

function returnFrom({ kind, queue }: Place, deadLetterArn: string, consumers: readonly PlaceConsumer[]): number | null {
  if (kind === "function") return asyncReturn(consumers[0]);
  if (kind !== "queue" || !queue || queue.maxReceiveCount === null) return null;
  if (queue.deadLetterTargetArn !== deadLetterArn) return null;
  if (consumers.length > 0 && consumers.every(({ isOn }) => !isOn)) return null;
  const window = Math.max(0, ...consumers.filter(({ isOn }) => isOn).map((one) => one.batchWindowSeconds));
  return queue.maxReceiveCount * (queue.visibilityTimeoutSeconds + window);
}

/** Every attempt may last as long as the function may run. */
function asyncReturn(fn: PlaceConsumer | undefined): number {
  const retries = fn?.maxAsyncRetries ?? ASYNC_WAITS_SECONDS.length;
  const waits = ASYNC_WAITS_SECONDS.slice(0, retries).reduce((sum, seconds) => sum + seconds, 0);
  return waits + (retries + 1) * (fn?.timeoutSeconds ?? 0);
}
