import { createHash } from "node:crypto";
import { nameOfArn } from "@/lib/core/arn";
import { createdSetting, type PlanConfiguration } from "@/lib/core/plans/plan-hash";
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

/**
 * What a plan relies on of a queue that it sends to: whatever would make it wrong when it changed, and nothing that changes by
 * itself (docs/decisions/0059). A queue made anew has another creation time.
 */
export function configurationOfQueues(places: readonly Place[]): PlanConfiguration {
  return Object.fromEntries(places.flatMap(({ name, queue }) => (queue === null ? [] : settingsOf(name, queue))));
}

function settingsOf(name: string, queue: QueueRow): [string, string][] {
  const { settings, deadLetterTargetArn, maxReceiveCount } = queue;
  return [
    [createdSetting(name), queue.awsCreatedAt],
    [`${name}: largest message`, `${queue.maxMessageBytes} bytes`],
    [`${name}: visibility time-out`, `${queue.visibilityTimeoutSeconds} s`],
    [`${name}: dead-letter queue`, deadLetterTargetArn === null ? "none" : nameOfArn(deadLetterTargetArn)],
    [`${name}: receives before it gives up`, maxReceiveCount === null ? "none" : `${maxReceiveCount}`],
    [`${name}: encryption key`, settings.KmsMasterKeyId || "none of a customer"],
    [`${name}: policy`, settings.Policy ? `sha256 ${sha256(settings.Policy)}` : "none"],
  ];
}

/** A policy may be longer than anybody would read in a list of differences. */
function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
