import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";

interface Place {
  readonly accountId: string;
  readonly region: string;
}
export interface NewsRow {
  readonly anchorArn: string;
  readonly originKind: string;
  readonly queueArn: string | null;
  readonly statusAt: string;
}

/** Failures of a place that became news within the last three minutes, the newest first. */
export function listNews(db: Sql, { accountId, region }: Place, limit: number): Promise<NewsRow[]> {
  return rows<NewsRow>(
    db,
    sql`SELECT c.anchor_arn, c.origin_kind, q.arn AS queue_arn, c.status_at FROM failure_class c LEFT JOIN queue q ON q.id = c.queue_id
        WHERE c.account_id = ${accountId} AND c.region = ${region} AND c.status IN ('new', 'regressed', 'escalating') AND c.merged_into IS NULL
          AND c.status_at > dlo_now() - interval '3 minutes' ORDER BY c.status_at DESC, c.id LIMIT ${limit}`,
  );
}

/** The kinds of these things of which some was read last before `before`. */
export async function listStaleKinds(
  db: Sql,
  { accountId, region }: Place,
  arns: readonly string[],
  before: Date,
): Promise<ResourceKind[]> {
  const found = await rows<{ kind: ResourceKind }>(
    db,
    sql`SELECT DISTINCT kind FROM resource WHERE arn = ANY(${[...arns]}::text[]) AND account_id = ${accountId} AND region = ${region}
          AND deleted_at IS NULL AND read_at < ${before}`,
  );
  return found.map(({ kind }) => kind);
}

/** Makes those of these queues due for a look that were looked at last before `before`. */
export async function sampleSoon(db: Sql, { accountId }: Place, arns: readonly string[], before: Date): Promise<void> {
  await execute(
    db,
    sql`UPDATE queue_state s SET next_sample_at = dlo_now() FROM queue q
        WHERE q.id = s.queue_id AND q.account_id = ${accountId} AND q.arn = ANY(${[...arns]}::text[]) AND q.deleted_at IS NULL
          AND s.sampled_at < ${before} AND s.next_sample_at > dlo_now()`,
  );
}
