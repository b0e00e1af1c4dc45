import type { FeatureId } from "@/lib/core/capabilities/features";
import type { QueueConfigFacts } from "@/lib/core/inventory/queue-config";
import type { Resource } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

type Place = Pick<Resource, "arn" | "name" | "accountId" | "awsAccountId" | "region">;
export type GraphQueue = Place & QueueConfigFacts & { readonly tags: Readonly<Record<string, string>> };

/** Living resources, other than queues, of all connected accounts and their Regions. */
export function listGraphResources(db: Sql): Promise<Exclude<Resource, { kind: "queue" }>[]> {
  return rows(
    db,
    sql`SELECT r.kind, r.arn, r.name, r.account_id, a.aws_account_id, r.region, r.tags, r.config
        FROM resource r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL AND r.region = ANY(a.regions)
        WHERE r.deleted_at IS NULL`,
  );
}

/** Living queues that are looked at, of all connected accounts and their Regions. */
export function listGraphQueues(db: Sql): Promise<GraphQueue[]> {
  return rows<GraphQueue>(
    db,
    sql`SELECT q.arn, q.name, q.account_id, a.aws_account_id, q.region, q.tags, q.settings, q.is_fifo, q.dead_letter_target_arn, q.max_receive_count,
          q.retention_seconds, q.visibility_timeout_seconds, q.max_message_bytes
        FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL AND q.region = ANY(a.regions)
        WHERE q.deleted_at IS NULL AND q.is_selected`,
  );
}

/** ARNs of queues that exist but are not looked at: only their names are known, or what was known of them is old. */
export async function listUnreadQueueArns(db: Sql, among: readonly string[] | null = null): Promise<string[]> {
  const names = among?.map((arn) => arn.split(":").at(-1) ?? arn) ?? [];
  const found = await rows<{ arn: string }>(
    db,
    sql`SELECT 'arn:' || a.partition || ':sqs:' || l.region || ':' || a.aws_account_id || ':' || l.name AS arn
        FROM queue_listing l JOIN account a ON a.id = l.account_id AND a.removed_at IS NULL AND l.region = ANY(a.regions)
        LEFT JOIN queue q ON q.account_id = l.account_id AND q.region = l.region AND q.name = l.name AND q.deleted_at IS NULL AND q.is_selected
        WHERE q.id IS NULL AND (${among === null} OR l.name = ANY(${names}::text[]))`,
  );
  return found.map((row) => row.arn);
}

/** Outcomes that are complete date the check and the success alike. */
const IS_WHOLE = sql`c.state = 'ok' AND c.ok_at = c.checked_at`;
/** When the last complete look at a place `c` began. */
export const BEGUN_AT = sql`c.ok_at - make_interval(secs => coalesce(c.took_ms, 0) / 1000.0)`;

/** Changes younger than the oldest look that still counts; those before it were there to be seen. */
const RECENT = sql`interval '1 day'`;

/** What was seen to change, appear or vanish lately, and when for the last time. */
export async function listChangedAt(db: Sql, among: readonly string[] | null = null): Promise<Map<string, Date>> {
  const found = await rows<{ arn: string; at: string }>(
    db,
    sql`SELECT arn, max(at) AS at FROM config_change WHERE at > dlo_now() - ${RECENT} AND (${among === null} OR arn = ANY(${[...(among ?? [])]}::text[])) GROUP BY arn`,
  );
  return new Map(found.map(({ arn, at }) => [arn, new Date(at)]));
}

export interface ReadFeature {
  readonly accountId: string;
  readonly awsAccountId: string;
  readonly region: string;
  readonly feature: FeatureId;
  /** When the last look began, if it reached the end; null when it failed, or some of what is there waits to be read. */
  readonly lookedAt: string | null;
}
/**
 * What was read where. A read that now fails counts for another hour: what was found there still stands. What was not found
 * is only known where the last look reached the end. An account of which only names are listed has not been read.
 */
export function listReadFeatures(db: Sql): Promise<ReadFeature[]> {
  return rows<ReadFeature>(
    db,
    sql`SELECT c.account_id, a.aws_account_id, c.region, c.feature, CASE WHEN ${IS_WHOLE} THEN ${BEGUN_AT} END AS looked_at FROM capability_state c
        JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL AND c.region = ANY(a.regions) AND a.polling = 'on'
        WHERE c.ok_at IS NOT NULL AND (c.state = 'ok' OR c.ok_at > dlo_now() - interval '1 hour')`,
  );
}
