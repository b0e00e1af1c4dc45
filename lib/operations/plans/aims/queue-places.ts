import { nameOfArn } from "@/lib/core/arn";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import type { Sql } from "@/lib/db/connect";
import { findQueueByArn, type QueueRow } from "@/lib/db/queues";
import type { Place } from "./aim";

/** The queues of these ARNs as the inventory knows them; one that it does not know is a place that is not known. */
export async function queuePlaces(db: Sql, arns: readonly string[]): Promise<Place[]> {
  const distinct = [...new Set(arns)].sort();
  const found = await Promise.all(distinct.map((arn) => findQueueByArn(db, arn)));
  return distinct.map((arn, index) => queuePlace(arn, found[index]));
}

function queuePlace(arn: string, queue: QueueRow | undefined): Place {
  return {
    arn,
    kind: "queue",
    name: nameOfArn(arn),
    isKnown: queue !== undefined && queue.deletedAt === null,
    accountId: queue?.accountId ?? null,
    queue: queue ?? null,
  };
}

/** What a plan relies on of a queue that it sends to. A queue made anew has another creation time. */
export function configurationOfQueues(places: readonly Place[]): PlanConfiguration {
  return Object.fromEntries(
    places.flatMap(({ name, queue }) =>
      queue === null
        ? []
        : [
            [`${name}: created`, queue.awsCreatedAt],
            [`${name}: largest message`, `${queue.maxMessageBytes} bytes`],
          ],
    ),
  );
}
