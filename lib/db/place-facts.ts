import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface ConnectedRegion {
  readonly awsAccountId: string;
  readonly region: string;
  /** Functions and mappings of it were read to the end, lately at least: what is not there does not exist. */
  readonly areConsumersRead: boolean;
}
/** Of these AWS accounts the Regions that are connected here. */
export function listConnectedRegions(db: Sql, awsAccountIds: readonly string[]): Promise<ConnectedRegion[]> {
  return rows<ConnectedRegion>(
    db,
    sql`SELECT a.aws_account_id, r.region, coalesce(c.ok_at IS NOT NULL AND (c.state = 'ok' OR c.ok_at > dlo_now() - interval '1 hour'), false) AS are_consumers_read
        FROM account a CROSS JOIN LATERAL unnest(a.regions) AS r(region)
        LEFT JOIN capability_state c ON c.account_id = a.id AND c.region = r.region AND c.feature = 'functions'
        WHERE a.aws_account_id = ANY(${[...awsAccountIds]}::text[]) AND a.removed_at IS NULL`,
  );
}

export interface PlaceConsumer {
  /** The queue that it takes from, or the function that messages go to straight. */
  readonly placeArn: string;
  /** Its mapping or pipe; null of a function that messages go to straight. */
  readonly viaArn: string | null;
  readonly mappedSince: string | null;
  readonly isOn: boolean;
  readonly batchWindowSeconds: number;
  /** As it is named: with version or alias, or without; null of a pipe. */
  readonly namedAs: string | null;
  readonly name: string;
  /** Null where the function was not read, or it is a pipe. */
  readonly functionArn: string | null;
  readonly timeoutSeconds: number | null;
  readonly reservedConcurrency: number | null;
  readonly maxAsyncRetries: number | null;
  readonly firstSeenAt: string | null;
  readonly lastModifiedAt: string | null;
}
const OF_FUNCTION = sql`f.arn AS function_arn, (f.config ->> 'timeoutSeconds')::int AS timeout_seconds,
  (f.config ->> 'reservedConcurrency')::int AS reserved_concurrency, f.first_seen_at, f.observed ->> 'lastModifiedAt' AS last_modified_at`;

/** Mappings and pipes that take from these queues, switched on or not, with their functions. */
export function listQueueConsumers(db: Sql, queueArns: readonly string[]): Promise<PlaceConsumer[]> {
  return rows<PlaceConsumer>(
    db,
    sql`SELECT DISTINCT ON (e.from_arn, m.arn) e.from_arn AS place_arn, m.arn AS via_arn, m.first_seen_at AS mapped_since,
          coalesce(m.config ->> 'isEnabled', m.config ->> 'isRunning', 'true')::boolean AS is_on,
          coalesce((m.config ->> 'batchWindowSeconds')::int, 0) AS batch_window_seconds, m.config ->> 'functionArn' AS named_as,
          coalesce(f.name, split_part(m.config ->> 'functionArn', ':function:', 2), m.name) AS name, NULL::int AS max_async_retries, ${OF_FUNCTION}
        FROM resource_edge e JOIN resource m ON m.id = e.resource_id AND m.deleted_at IS NULL
        LEFT JOIN resource_edge d ON d.resource_id = m.id AND d.kind = 'delivers' AND m.kind = 'mapping'
        LEFT JOIN resource f ON f.arn = d.to_arn AND f.kind = 'function' AND f.deleted_at IS NULL
        WHERE e.from_arn = ANY(${[...queueArns]}::text[]) AND e.kind = 'consumes' ORDER BY e.from_arn, m.arn`,
  );
}

/** These functions themselves, by the ARN that messages go to: with version or alias, or without. */
export function listFunctionPlaces(db: Sql, arns: readonly string[]): Promise<PlaceConsumer[]> {
  return rows<PlaceConsumer>(
    db,
    sql`SELECT p.arn AS place_arn, NULL AS via_arn, NULL::timestamptz AS mapped_since, true AS is_on, 0 AS batch_window_seconds, p.arn AS named_as, f.name,
          (SELECT (a ->> 'maxRetries')::int FROM jsonb_array_elements(f.config -> 'async') a
           WHERE a ->> 'qualifier' = coalesce(nullif(split_part(p.arn, ':', 8), ''), '$LATEST') LIMIT 1) AS max_async_retries, ${OF_FUNCTION}
        FROM unnest(${[...arns]}::text[]) AS p(arn)
        JOIN resource f ON f.kind = 'function' AND f.deleted_at IS NULL AND f.arn = array_to_string((string_to_array(p.arn, ':'))[1:7], ':')`,
  );
}

export interface QueueFlow {
  readonly queueId: string;
  readonly waitingCount: number | null;
  /** Deleted a second in the last quarter of an hour; null: CloudWatch told nothing. */
  readonly drainPerSecond: number | null;
}
/** What waits in each of these queues, and how fast it is taken out. */
export function listQueueFlows(db: Sql, queueIds: readonly string[]): Promise<QueueFlow[]> {
  return rows<QueueFlow>(
    db,
    sql`SELECT q.id AS queue_id, s.visible AS waiting_count, d.per_second AS drain_per_second FROM unnest(${[...queueIds]}::text[]) AS q(id)
        LEFT JOIN queue_state s ON s.queue_id = q.id
        LEFT JOIN LATERAL (SELECT (sum(m.deleted) / (60.0 * count(m.deleted)))::float AS per_second FROM series.queue_metric m
                           WHERE m.queue_id = q.id AND m.at > dlo_now() - interval '15 minutes' AND m.deleted IS NOT NULL HAVING count(m.deleted) > 0) d ON true`,
  );
}
