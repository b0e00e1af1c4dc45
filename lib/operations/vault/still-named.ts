import type { AwsSession } from "@/lib/aws/aws";
import { NotFound } from "@/lib/core/errors";
import { redrivePolicyFrom } from "@/lib/core/queues/queue";
import type { Sql } from "@/lib/db/connect";
import { whatNames } from "@/lib/db/may-still-drain";
import { listSourcesOf, type QueueRow } from "@/lib/db/queues";

const MOST_SOURCES = 5;

/**
 * Whether something gives up into this queue now, asked of its sources themselves: the inventory may be minutes old, and what is
 * taken out of a live queue is missed. Of many sources the inventory is believed.
 */
export async function isStillNamed(db: Sql, queue: QueueRow, { sqs }: AwsSession): Promise<boolean> {
  if ((await whatNames(db, queue.id)).byOthers) return true;
  const sources = await listSourcesOf(db, queue.arn);
  if (sources.length > MOST_SOURCES) return true;
  for (const source of sources) {
    const seen = await sqs.attributes(source.url).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (redrivePolicyFrom(seen?.settings.RedrivePolicy)?.deadLetterTargetArn === queue.arn) return true;
  }
  return false;
}
