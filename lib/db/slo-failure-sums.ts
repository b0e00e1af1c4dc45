import type { Sums } from "@/lib/core/pipelines/slo/tally";
import type { Prisma, Sql } from "./connect";
import { rows, sql } from "./query";
import {
  type AskedArn,
  askedSql,
  type KeyedSums,
  keyed,
  type Long,
  long,
  type Short,
  type Starts,
  short,
} from "./slo-spans";

/** New failed messages of the classes that are anchored at these ARNs; absent where there are none. Backlog is not new. */
export async function readArrivalSums(db: Sql, asked: readonly AskedArn[], starts: Starts): Promise<Map<string, Sums>> {
  const count = sql`sum(greatest(0, b.count - b.backlog_count))`;
  return keyed(
    await rows<KeyedSums>(
      db,
      sql`SELECT h.key, ${long(count, sql`b.bucket`, starts)} AS long, ${short(count, sql`b.bucket`, starts)} AS short
          FROM ${askedSql(asked)} JOIN failure_class c ON c.anchor_arn = h.arn JOIN series.class_arrival b ON b.class_id = c.id AND b.bucket >= h."from" GROUP BY h.key`,
    ),
  );
}

/** By how much the depth of a dead-letter queue rose, from hour to hour and in the last hour from period to period: at least so many came. */
export async function readGrowthSums(
  db: Sql,
  asked: readonly { readonly key: string; readonly queueId: string; readonly from: string }[],
  starts: Starts,
): Promise<Map<string, Sums>> {
  if (asked.length === 0) return new Map();
  const rises = (width: 3600 | 300, from: Prisma.Sql) =>
    sql`SELECT u.bucket, greatest(0, u.visible_max - lag(u.visible_max) OVER (ORDER BY u.bucket)) AS n FROM series.queue_rollup u
        WHERE u.queue_id = h."queueId" AND u.width_seconds = ${width}::int AND u.bucket >= ${from} AND u.visible_max IS NOT NULL`;
  return keyed(
    await rows<KeyedSums>(
      db,
      sql`SELECT h.key, (SELECT ${long(sql`sum(x.n)`, sql`x.bucket`, starts)} FROM (${rises(3600, sql`h."from"`)}) x) AS long,
            (SELECT ${short(sql`sum(x.n)`, sql`x.bucket`, starts)} FROM (${rises(300, sql`${starts.hour}`)}) x) AS short
          FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS h(key text, "queueId" text, "from" timestamptz)`,
    ),
  );
}

export interface OwnSums {
  readonly sent: Sums;
  readonly returned: Sums;
}
/**
 * What our own runs put into these queues, and what of it came back dead; by when it was sent and when it came back. Of a move
 * task only how many it moved is known, and where to only when its dead-letter queue has one source.
 */
export async function readOwnSums(db: Sql, asked: readonly AskedArn[], starts: Starts): Promise<Map<string, OwnSums>> {
  const [earliest] = asked.map(({ from }) => from).sort();
  if (earliest === undefined) return new Map();
  const arns = asked.map(({ arn }) => arn);
  const living = sql`(r.ended_at IS NULL OR r.ended_at >= ${earliest}::timestamptz)`;
  const spans = (at: Prisma.Sql) => {
    const n = sql`sum(i.n)`;
    return {
      long: sql`json_build_object('whole', (${n} FILTER (WHERE ${at} >= h."from"))::float8, 'sixHours', (${n} FILTER (WHERE ${at} >= ${starts.sixHours}))::float8)`,
      short: short(n, at, starts),
    };
  };
  const [sent, returned] = [spans(sql`i.sent_at`), spans(sql`i.returned_at`)];
  const found = await rows<{
    key: string;
    sentLong: Long;
    sentShort: Short;
    returnedLong: Long;
    returnedShort: Short;
  }>(
    db,
    sql`WITH i AS MATERIALIZED (
          SELECT m.destination_arn, m.sent_at, m.returned_at, 1 AS n FROM run r JOIN run_item m ON m.run_id = r.id
          WHERE ${living} AND m.sent_at IS NOT NULL AND m.destination_arn = ANY(${arns}::text[])
          UNION ALL
          SELECT min(s.arn), coalesce(r.sent_all_at, r.progress_at, r.started_at), NULL, (r.driver_state ->> 'movedCount')::int
          FROM run r JOIN queue d ON d.id = r.queue_id JOIN queue s ON s.dead_letter_target_arn = d.arn AND s.deleted_at IS NULL
          WHERE ${living} AND r.driver = 'move-task' GROUP BY r.id HAVING count(*) = 1)
        SELECT h.key, ${sent.long} AS sent_long, ${sent.short} AS sent_short, ${returned.long} AS returned_long, ${returned.short} AS returned_short
        FROM ${askedSql(asked)} JOIN i ON i.destination_arn = h.arn GROUP BY h.key`,
  );
  return new Map(
    found.map((row) => [
      row.key,
      { sent: { ...row.sentLong, ...row.sentShort }, returned: { ...row.returnedLong, ...row.returnedShort } },
    ]),
  );
}
