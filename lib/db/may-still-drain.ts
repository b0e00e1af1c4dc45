import type { Sql } from "./connect";
import { firstRow, sql } from "./query";

const NAMED_BY_OTHERS = sql`EXISTS (SELECT 1 FROM resource_edge e WHERE e.to_arn = q.arn AND e.kind = 'dead-letters' AND e.from_arn NOT LIKE 'arn:%:sqs:%')`;
const NAMED_BY_QUEUE = sql`EXISTS (SELECT 1 FROM queue o WHERE o.dead_letter_target_arn = q.arn AND o.deleted_at IS NULL)`;

/**
 * Whether the queue may still be drained at this very moment, as its row and its account's say, by a drain that makes second
 * copies or does not.
 */
export async function mayStillDrain(db: Sql, queueId: string, makesSecondCopies: boolean): Promise<boolean> {
  const row = await firstRow(
    db,
    sql`SELECT 1 AS may FROM queue q JOIN account a ON a.id = q.account_id
        WHERE q.id = ${queueId} AND q.mode = 'vault' AND q.capture = 'whole' AND q.is_dead_letter_queue AND q.deleted_at IS NULL
          AND a.is_writable AND a.removed_at IS NULL AND (${NAMED_BY_QUEUE} OR ${NAMED_BY_OTHERS})
          AND (${makesSecondCopies} OR NOT (q.needs_second_copy OR (a.is_production AND q.single_copy_reason IS NULL)))`,
  );
  return row !== undefined;
}

export interface Naming {
  readonly byQueue: boolean;
  readonly byOthers: boolean;
}
/**
 * What gives up into a queue now, as the inventory knows it. A queue stays a dead-letter queue in the inventory while failed
 * messages of it are known, so also when it has become a live one: what deletes must ask this.
 */
export async function whatNames(db: Sql, queueId: string): Promise<Naming> {
  const row = await firstRow<Naming>(
    db,
    sql`SELECT ${NAMED_BY_QUEUE} AS by_queue, ${NAMED_BY_OTHERS} AS by_others FROM queue q WHERE q.id = ${queueId}`,
  );
  return row ?? { byQueue: false, byOthers: false };
}
