import type { CostFacts, CostMetric } from "@/lib/core/cost/formulas/meter";
import type { PartKind } from "@/lib/core/pipelines/pipeline";
import type { Prisma, Sql } from "./connect";
import { rows, sql } from "./query";

export interface PricedPart {
  readonly arn: string;
  readonly kind: PartKind;
  readonly accountId: string;
  readonly region: string;
  readonly facts: CostFacts;
  readonly isDeadLetterQueue: boolean;
  readonly maxReceiveCount: number | null;
  /** Until when CloudWatch was asked; null where it was not. */
  readonly readUntil: string | null;
  readonly isRead: boolean;
}

/** Whether CloudWatch was asked: where it lists nothing of a resource, that was told too. */
const READ_USE = sql`LEFT JOIN use_watch w ON w.account_id = x.account_id AND w.region = x.region AND w.arn = x.arn AND w.width_seconds = 3600`;
const READ_EVENTS = sql`(SELECT max(e.read_until) FROM event_watch e WHERE e.account_id = x.account_id AND e.region = x.region
  AND (e.arn = x.arn OR e.arn IN (SELECT r.arn FROM resource r WHERE r.kind = 'rule' AND r.account_id = x.account_id AND r.region = x.region AND r.config ->> 'busArn' = x.arn)))`;

const FACTS = sql`CASE x.kind
  WHEN 'function' THEN jsonb_build_object('memoryMb', x.config -> 'memoryMb', 'architecture', x.config -> 'architecture')
  WHEN 'topic' THEN jsonb_build_object('protocols', (SELECT coalesce(jsonb_agg(DISTINCT s.config ->> 'protocol'), '[]') FROM resource s
    WHERE s.kind = 'subscription' AND s.deleted_at IS NULL AND s.account_id = x.account_id AND s.config ->> 'topicArn' = x.arn))
  WHEN 'state-machine' THEN jsonb_build_object('isExpress', x.config ->> 'type' = 'EXPRESS')
  WHEN 'bus' THEN jsonb_build_object('isDefaultBus', x.name = 'default')
  WHEN 'archive' THEN jsonb_build_object('sizeBytes', x.observed -> 'sizeBytes')
  WHEN 'rule' THEN (SELECT jsonb_build_object('targetCount', count(*), 'apiDestinationCount', count(*) FILTER (WHERE t ->> 'arn' LIKE '%:api-destination/%'),
    'crossAccountCount', count(*) FILTER (WHERE t ->> 'arn' LIKE '%:event-bus/%' AND split_part(t ->> 'arn', ':', 5) <> split_part(x.arn, ':', 5)))
    FROM jsonb_array_elements(coalesce(x.config -> 'targets', '[]')) t)
  ELSE '{}'::jsonb END`;

/** Kinds that cost nothing by themselves. */
const FREE_KINDS = sql`('subscription', 'mapping')`;

const PARTS = (queues: Prisma.Sql, resources: Prisma.Sql) => sql`
  SELECT q.arn, 'queue' AS kind, q.account_id, q.region, jsonb_build_object('isFifo', q.is_fifo, 'maxMessageBytes', q.max_message_bytes) AS facts,
    q.is_dead_letter_queue OR EXISTS (SELECT 1 FROM pipeline_part p WHERE p.arn = q.arn AND p.role = 'dead-letter') AS is_dead_letter_queue, q.max_receive_count, q.read_until, q.is_read
  FROM (SELECT x.*, w.read_until, coalesce(w.read_until, w.listed_at) IS NOT NULL AS is_read FROM queue x
        JOIN account a ON a.id = x.account_id AND a.removed_at IS NULL AND x.region = ANY(a.regions) ${READ_USE}
        WHERE x.deleted_at IS NULL AND x.is_selected AND ${queues}) q
  UNION ALL
  SELECT r.arn, r.kind, r.account_id, r.region, r.facts, false, NULL, coalesce(r.read_until, r.events_until), coalesce(r.read_until, r.listed_at, r.events_until) IS NOT NULL
  FROM (SELECT x.arn, x.kind, x.account_id, x.region, ${FACTS} AS facts, w.read_until, w.listed_at,
          CASE WHEN x.kind IN ('bus', 'rule') THEN ${READ_EVENTS} END AS events_until
        FROM resource x JOIN account a ON a.id = x.account_id AND a.removed_at IS NULL AND x.region = ANY(a.regions) ${READ_USE}
        WHERE x.deleted_at IS NULL AND x.kind NOT IN ${FREE_KINDS} AND ${resources}) r`;

/** These resources, as far as they live in a connected account. `arns` must be in the asker's scope. */
export function listPricedParts(db: Sql, arns: readonly string[]): Promise<PricedPart[]> {
  const among = sql`x.arn = ANY(${[...arns]}::text[])`;
  return rows<PricedPart>(db, PARTS(among, among));
}

/** All living resources that may cost something, page after page by ARN: `next` is null at the end. For the worker. */
export async function pageOfPricedParts(
  db: Sql,
  after: string,
  limit: number,
): Promise<{ readonly parts: readonly PricedPart[]; readonly next: string | null }> {
  const page = await rows<{ arn: string }>(
    db,
    sql`SELECT arn FROM (
          (SELECT arn FROM queue WHERE deleted_at IS NULL AND is_selected AND arn > ${after} ORDER BY arn LIMIT ${limit}::int)
          UNION (SELECT arn FROM resource WHERE deleted_at IS NULL AND kind NOT IN ${FREE_KINDS} AND arn > ${after} ORDER BY arn LIMIT ${limit}::int)) a
        ORDER BY arn LIMIT ${limit}::int`,
  );
  const arns = page.map(({ arn }) => arn);
  const parts = arns.length === 0 ? [] : await listPricedParts(db, arns);
  return { parts, next: arns.length < limit ? null : (arns.at(-1) ?? null) };
}

/** Resources of which CloudWatch told something since then. For the worker. */
export async function listFreshArns(db: Sql, since: Date): Promise<string[]> {
  const found = await rows<{ arn: string }>(
    db,
    sql`SELECT DISTINCT arn FROM use_watch WHERE width_seconds = 3600 AND read_at >= ${since} ORDER BY arn`,
  );
  return found.map(({ arn }) => arn);
}

export interface DaySum {
  readonly arn: string;
  readonly day: string;
  readonly metric: CostMetric;
  readonly value: number;
}
/** Everything that costs are worked out from, by day (UTC); what nobody told has no row. `arns` must be in the asker's scope. */
export async function sumDays(db: Sql, arns: readonly string[], from: Date, until: Date): Promise<DaySum[]> {
  const own = sql`ANY(${[...arns]}::text[])`;
  const [use, events] = await Promise.all([
    rows<DaySum>(
      db,
      sql`SELECT g.arn, to_char(g.day, 'YYYY-MM-DD') AS day, g.metric, g.value FROM (
            SELECT arn, (bucket AT TIME ZONE 'UTC')::date AS day, metric, sum(value) AS value FROM series.resource_use
            WHERE arn = ${own} AND width_seconds = 3600 AND bucket >= ${from} AND bucket < ${until} GROUP BY 1, 2, 3) g`,
    ),
    rows<DaySum>(db, eventSums(own, from, until)),
  ]);
  return [...use, ...events];
}

/** Of a rule its own figures; of a bus those of its rules, together and of the busiest. */
function eventSums(own: Prisma.Sql, from: Date, until: Date): Prisma.Sql {
  const day = sql`to_char(u.bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
  const within = sql`u.width_seconds = 3600 AND u.bucket >= ${from} AND u.bucket < ${until}`;
  return sql`WITH ruled AS (SELECT u.arn, ${day} AS day, sum(u.matched)::float8 AS matched, sum(u.invocations)::float8 AS invocations,
        sum(u.succeeded)::float8 AS succeeded, sum(u.retried)::float8 AS retried FROM series.event_rollup u WHERE u.arn = ${own} AND ${within} GROUP BY 1, 2),
      bussed AS (SELECT r.config ->> 'busArn' AS arn, ${day} AS day, r.arn AS rule, sum(u.matched)::float8 AS matched
        FROM resource r JOIN series.event_rollup u ON u.arn = r.arn AND ${within}
        WHERE r.kind = 'rule' AND r.config ->> 'busArn' = ${own} AND u.matched IS NOT NULL GROUP BY 1, 2, 3)
    SELECT g.arn, g.day, m.metric, m.value FROM ruled g CROSS JOIN LATERAL (VALUES ('matched', g.matched), ('ruleInvocations', g.invocations),
      ('ruleSucceeded', g.succeeded), ('ruleRetried', g.retried)) m(metric, value) WHERE m.value IS NOT NULL AND g.arn NOT IN (SELECT arn FROM bussed)
    UNION ALL
    SELECT b.arn, b.day, m.metric, m.value FROM (SELECT arn, day, sum(matched) AS matched, max(matched) AS most FROM bussed GROUP BY 1, 2) b
      CROSS JOIN LATERAL (VALUES ('matched', b.matched), ('matchedMost', b.most)) m(metric, value)`;
}

export interface OwnShare {
  readonly accountId: string;
  readonly region: string;
  readonly day: string;
  /** Our requests to queues that no metric of them tells, for one of the queues that we look at. */
  readonly perQueue: number;
}
/** Our own polls of queues by place and day, in equal shares of the queues there. */
export function listOwnShares(db: Sql, accountIds: readonly string[], from: Date, until: Date): Promise<OwnShare[]> {
  return rows<OwnShare>(
    db,
    sql`SELECT u.account_id, u.region, to_char(u.hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(u.units)::float8 / q.count AS per_queue
        FROM api_usage u JOIN (SELECT account_id, region, count(*)::float8 AS count FROM queue WHERE deleted_at IS NULL AND is_selected GROUP BY 1, 2) q
          ON q.account_id = u.account_id AND q.region = u.region
        WHERE u.account_id = ANY(${[...accountIds]}::text[]) AND u.hour >= ${from} AND u.hour < ${until}
          AND u.action IN ('sqs:GetQueueAttributes', 'sqs:ListQueueTags', 'sqs:ListMessageMoveTasks', 'sqs:ListDeadLetterSourceQueues')
        GROUP BY 1, 2, 3, q.count`,
  );
}

export interface RedrivenDay {
  readonly arn: string;
  readonly day: string;
  readonly sent: number;
  readonly returned: number;
}
/** What our runs sent to these queues, and what of it came back. */
export function listRedriven(db: Sql, arns: readonly string[], from: Date, until: Date): Promise<RedrivenDay[]> {
  return rows<RedrivenDay>(
    db,
    sql`SELECT destination_arn AS arn, to_char(sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS sent,
          count(*) FILTER (WHERE outcome = 'returned')::int AS returned FROM run_item
        WHERE destination_arn = ANY(${[...arns]}::text[]) AND sent_at >= ${from} AND sent_at < ${until} GROUP BY 1, 2`,
  );
}

/** How many replays began in the time, by archive and by bus. */
export async function countReplays(
  db: Sql,
  arns: readonly string[],
  from: Date,
  until: Date,
): Promise<Map<string, number>> {
  const found = await rows<{ arn: string; count: number }>(
    db,
    sql`SELECT a.arn, count(*)::int AS count FROM replay r CROSS JOIN LATERAL (VALUES (r.archive_arn), (r.bus_arn)) a(arn)
        WHERE a.arn = ANY(${[...arns]}::text[]) AND r.started_at >= ${from} AND r.started_at < ${until} GROUP BY 1`,
  );
  return new Map(found.map(({ arn, count }) => [arn, count]));
}
