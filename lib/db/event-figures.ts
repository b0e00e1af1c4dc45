import type { FigureName } from "@/lib/core/events/event-figures";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";

/** What CloudWatch told of a rule or a bus in one minute; null where it told nothing. */
export type FigureMinute = { readonly arn: string; readonly at: string } & {
  readonly [K in FigureName]?: number | undefined;
};
export interface FigurePlace {
  readonly accountId: string;
  readonly region: string;
}

const BATCH = 2000;
const COLUMNS = sql`matched, triggered, throttled, invocations, succeeded, retried, failed, sent_to_dead_letter, lost_at_dead_letter, suppressed, start_latency_ms`;
const SUMS = sql`sum(matched)::bigint AS matched, sum(triggered)::bigint AS triggered, sum(throttled)::bigint AS throttled,
  sum(invocations)::bigint AS invocations, sum(succeeded)::bigint AS succeeded, sum(retried)::bigint AS retried, sum(failed)::bigint AS failed,
  sum(sent_to_dead_letter)::bigint AS sent_to_dead_letter, sum(lost_at_dead_letter)::bigint AS lost_at_dead_letter,
  sum(suppressed)::bigint AS suppressed, max(start_latency_ms) AS start_latency_ms`;

/**
 * Keeps minutes; a later value replaces an earlier one, a missing one never replaces anything. The rollup buckets that were
 * touched are worked out again from the minutes, so late points are counted once. An hour may be known from elsewhere to
 * have more runs than its minutes: that stays.
 */
export async function upsertFigures(db: Sql, place: FigurePlace, minutes: readonly FigureMinute[]): Promise<void> {
  if (minutes.length === 0) return;
  for (let start = 0; start < minutes.length; start += BATCH)
    await insertMinutes(db, place, minutes.slice(start, start + BATCH));
  const times = minutes.map(({ at }) => at).sort();
  const arns = [...new Set(minutes.map(({ arn }) => arn))];
  for (const seconds of [300, 3600])
    await execute(
      db,
      sql`INSERT INTO series.event_rollup AS u (arn, account_id, region, width_seconds, bucket, ${COLUMNS})
          SELECT arn, account_id, region, ${seconds}::int, date_bin(make_interval(secs => ${seconds}), at, 'epoch') AS bucket, ${SUMS}
          FROM series.event_figure
          WHERE arn = ANY(${arns}::text[]) AND at >= date_bin(make_interval(secs => ${seconds}), ${times[0]}::timestamptz, 'epoch')
            AND at < date_bin(make_interval(secs => ${seconds}), ${times.at(-1)}::timestamptz, 'epoch') + make_interval(secs => ${seconds})
          GROUP BY 1, 2, 3, 5
          ON CONFLICT (arn, width_seconds, bucket) DO UPDATE SET matched = EXCLUDED.matched,
            triggered = CASE WHEN u.width_seconds = 3600 THEN greatest(u.triggered, EXCLUDED.triggered) ELSE EXCLUDED.triggered END,
            throttled = EXCLUDED.throttled, invocations = EXCLUDED.invocations, succeeded = EXCLUDED.succeeded, retried = EXCLUDED.retried,
            failed = EXCLUDED.failed, sent_to_dead_letter = EXCLUDED.sent_to_dead_letter, lost_at_dead_letter = EXCLUDED.lost_at_dead_letter,
            suppressed = EXCLUDED.suppressed, start_latency_ms = EXCLUDED.start_latency_ms`,
    );
}

async function insertMinutes(db: Sql, place: FigurePlace, minutes: readonly FigureMinute[]): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO series.event_figure AS f (account_id, region, arn, at, ${COLUMNS})
        SELECT ${place.accountId}, ${place.region}, g.arn, g.at, g.matched, g.triggered, g.throttled, g.invocations, g.succeeded, g.retried, g.failed,
          g."sentToDeadLetter", g."lostAtDeadLetter", g.suppressed, g."startLatencyMs"
        FROM jsonb_to_recordset(${JSON.stringify(minutes)}::jsonb) AS g(arn text, at timestamptz, matched int, triggered int, throttled int, invocations int, succeeded int,
          retried int, failed int, "sentToDeadLetter" int, "lostAtDeadLetter" int, suppressed int, "startLatencyMs" float8)
        ON CONFLICT (arn, at) DO UPDATE SET matched = coalesce(EXCLUDED.matched, f.matched), triggered = coalesce(EXCLUDED.triggered, f.triggered),
          throttled = coalesce(EXCLUDED.throttled, f.throttled), invocations = coalesce(EXCLUDED.invocations, f.invocations),
          succeeded = coalesce(EXCLUDED.succeeded, f.succeeded), retried = coalesce(EXCLUDED.retried, f.retried), failed = coalesce(EXCLUDED.failed, f.failed),
          sent_to_dead_letter = coalesce(EXCLUDED.sent_to_dead_letter, f.sent_to_dead_letter),
          lost_at_dead_letter = coalesce(EXCLUDED.lost_at_dead_letter, f.lost_at_dead_letter),
          suppressed = coalesce(EXCLUDED.suppressed, f.suppressed), start_latency_ms = coalesce(EXCLUDED.start_latency_ms, f.start_latency_ms)`,
  );
}

/** One period; null where nothing was told in it. Of a latency the slowest minute. */
export type FigurePeriod = { readonly at: string } & { readonly [K in FigureName]: number | null };

/** The periods of these rules or buses together of which something was told, in order of time. `arns` must be in the asker's scope. */
export function readFigurePeriods(
  db: Sql,
  arns: readonly string[],
  { from, until, periodSeconds }: { from: Date; until: Date; periodSeconds: 60 | 300 | 3600 },
): Promise<FigurePeriod[]> {
  const own = sql`arn = ANY(${[...arns]}::text[])`;
  if (periodSeconds === 60)
    return rows(
      db,
      sql`SELECT at, ${SUMS} FROM series.event_figure WHERE ${own} AND at >= ${from} AND at < ${until} GROUP BY at ORDER BY at`,
    );
  return rows(
    db,
    sql`SELECT bucket AS at, ${SUMS} FROM series.event_rollup
        WHERE ${own} AND width_seconds = ${periodSeconds}::int AND bucket >= ${from} AND bucket < ${until} GROUP BY bucket ORDER BY bucket`,
  );
}

/** Sums of a day; null where CloudWatch told nothing, which is mostly none but never surely. */
export interface RuleDay {
  readonly matched: number | null;
  readonly triggered: number | null;
  readonly invocations: number | null;
  readonly failed: number | null;
  readonly retried: number | null;
  readonly sentToDeadLetter: number | null;
  readonly lostAtDeadLetter: number | null;
  readonly throttled: number | null;
  /** To the minute where it was lately, else to the hour. */
  readonly lastTriggeredAt: string | null;
  /** The verdict on its rhythm; null where it was not judged yet. */
  readonly rhythm: "in-rhythm" | "silent" | "not-measurable" | "disabled" | null;
  readonly rhythmSentence: string | null;
}

/**
 * What was told of each of these rules in the last 24 hours. A rule that nobody looked at yet is absent: nothing is known of
 * it. `arns` must be in the asker's scope already.
 */
export async function ruleFigures24h(db: Sql, arns: readonly string[]): Promise<Map<string, RuleDay>> {
  const found = await rows<RuleDay & { readonly arn: string }>(
    db,
    sql`SELECT w.arn, d.*, v.last_matched_at AS last_triggered_at, v.rhythm, v.rhythm_sentence
        FROM (SELECT DISTINCT arn FROM event_watch WHERE arn = ANY(${[...arns]}::text[])) w LEFT JOIN activity v ON v.arn = w.arn
        CROSS JOIN LATERAL (SELECT sum(matched)::bigint AS matched, sum(triggered)::bigint AS triggered, sum(invocations)::bigint AS invocations,
            sum(failed)::bigint AS failed, sum(retried)::bigint AS retried, sum(sent_to_dead_letter)::bigint AS sent_to_dead_letter,
            sum(lost_at_dead_letter)::bigint AS lost_at_dead_letter, sum(throttled)::bigint AS throttled
          FROM series.event_rollup u WHERE u.arn = w.arn AND u.width_seconds = 300 AND u.bucket > dlo_now() - interval '24 hours') d`,
  );
  return new Map(found.map(({ arn, ...day }) => [arn, day]));
}
