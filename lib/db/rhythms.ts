import type { Scope } from "@/lib/core/access/scope";
import type { RhythmKind } from "@/lib/core/events/rhythm";
import type { Sql, Tx } from "./connect";
import type { FigurePlace } from "./event-figures";
import { execute, firstRow, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

/** A rule whose rhythm is to be judged, with what is known of when it ran. */
export interface RhythmFacts {
  readonly arn: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly scheduleExpression: string | null;
  readonly hours: readonly string[];
  /** The newest minute in which it ran. */
  readonly ranAt: string | null;
  readonly watchedFrom: string;
  readonly enabledAt: string | null;
  readonly knownUntil: string;
  /** The verdict before; null before the first. */
  readonly rhythm: RhythmKind | null;
  /** The open silence of it. */
  readonly silenceAt: string | null;
}

/** A silence is judged against this long before the rule last ran. */
const HABIT_DAYS = 15;
const SILENT_LISTING_SECONDS = 900;

/**
 * Rules of people in a place that were not judged for this long; not those that ran within two hours and were in rhythm. AWS
 * does not say when a rule was made: one that never ran counts from when it was seen first, or each new one was late. What
 * is known reaches until their runs were read or, where ListMetrics did not name them, until shortly before it was asked.
 */
export function listRhythmsToJudge(db: Sql, place: FigurePlace, olderThanSeconds: number): Promise<RhythmFacts[]> {
  return rows<RhythmFacts>(
    db,
    sql`SELECT r.arn, r.name, (r.config ->> 'isEnabled')::boolean AS is_enabled, r.config ->> 'scheduleExpression' AS schedule_expression, v.rhythm, v.last_matched_at AS ran_at,
          CASE WHEN v.last_matched_at IS NULL THEN greatest(v.watched_from, r.first_seen_at) ELSE v.watched_from END AS watched_from,
          (SELECT max(c.at) FROM config_change c WHERE c.arn = r.arn AND c.field IN ('isEnabled', 'created')) AS enabled_at, y.noticed_at AS silence_at,
          greatest(v.read_at - interval '5 minutes', w.read_until,
            CASE WHEN NOT 'triggered' = ANY(w.figures) THEN w.looked_at - make_interval(secs => ${SILENT_LISTING_SECONDS}) END) AS known_until,
          coalesce((SELECT json_agg(u.bucket ORDER BY u.bucket) FROM series.event_rollup u WHERE u.arn = r.arn AND u.width_seconds = 3600
            AND u.triggered > 0 AND u.bucket > v.last_matched_at - make_interval(days => ${HABIT_DAYS})), '[]') AS hours
        FROM resource r JOIN activity v ON v.arn = r.arn LEFT JOIN event_watch w ON w.arn = r.arn AND w.account_id = r.account_id AND w.region = r.region
        LEFT JOIN rule_silence y ON y.arn = r.arn AND y.ended_at IS NULL
        WHERE r.account_id = ${place.accountId} AND r.region = ${place.region} AND r.kind = 'rule' AND r.deleted_at IS NULL AND r.config ->> 'managedBy' IS NULL
          AND (v.rhythm_at IS NULL OR v.rhythm_at < dlo_now() - make_interval(secs => ${olderThanSeconds}))
          AND NOT (v.rhythm IS NOT DISTINCT FROM 'in-rhythm' AND v.last_matched_at > dlo_now() - interval '2 hours' AND (r.config ->> 'isEnabled')::boolean)
        ORDER BY r.arn`,
  );
}

export interface KnownRhythm {
  readonly kind: RhythmKind;
  readonly sentence: string;
  readonly lastTriggeredAt: string | null;
  readonly dueAt: string | null;
  readonly classId: string | null;
}
const NOT_JUDGED: KnownRhythm = {
  kind: "not-measurable",
  sentence: "Nobody has looked yet when it runs.",
  lastTriggeredAt: null,
  dueAt: null,
  classId: null,
};
/** The last verdict on a rule's rhythm. The class of an open silence is named to who may see it, by the class it was merged into. */
export async function findRhythm(db: Sql, scope: Scope, arn: string): Promise<KnownRhythm> {
  const row = await firstRow<KnownRhythm>(
    db,
    sql`SELECT coalesce(v.rhythm, 'not-measurable') AS kind, coalesce(v.rhythm_sentence, ${NOT_JUDGED.sentence}) AS sentence, v.last_matched_at AS last_triggered_at, v.due_at,
          (SELECT coalesce(c.merged_into, c.id) FROM rule_silence y JOIN failure_class c ON c.id = y.class_id
           WHERE y.arn = v.arn AND y.ended_at IS NULL AND ${classInScopeSql(scope, sql`c.account_id`, sql`c.id`)} LIMIT 1) AS class_id
        FROM activity v WHERE v.arn = ${arn}`,
  );
  return row ?? NOT_JUDGED;
}

export interface JudgedRhythm {
  readonly arn: string;
  readonly kind: RhythmKind;
  readonly sentence: string;
  readonly dueAt: Date | null;
}
export async function saveRhythms(db: Sql, judged: readonly JudgedRhythm[]): Promise<void> {
  if (judged.length === 0) return;
  await execute(
    db,
    sql`UPDATE activity v SET rhythm = g.kind, rhythm_sentence = g.sentence, due_at = g."dueAt", rhythm_at = dlo_now()
        FROM jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) AS g(arn text, kind text, sentence text, "dueAt" timestamptz) WHERE v.arn = g.arn`,
  );
}

/** Notes when rules ran last, as their minutes told. */
export async function noteRan(db: Sql, ran: readonly { readonly arn: string; readonly at: string }[]): Promise<void> {
  if (ran.length === 0) return;
  await execute(
    db,
    sql`UPDATE activity v SET last_matched_at = g.at FROM (SELECT arn, max(at) AS at FROM unnest(${ran.map(({ arn }) => arn)}::text[],
          ${ran.map(({ at }) => at)}::timestamptz[]) AS x(arn, at) GROUP BY arn) g WHERE v.arn = g.arn AND v.last_matched_at IS DISTINCT FROM greatest(v.last_matched_at, g.at)`,
  );
}

/** Opens a silence of a rule; false when one is open already, by whomever. */
export async function openSilence(
  tx: Tx,
  place: FigurePlace,
  silence: { readonly arn: string; readonly classId: string; readonly since: Date | null },
): Promise<boolean> {
  const added = await execute(
    tx,
    sql`INSERT INTO rule_silence (arn, noticed_at, account_id, region, class_id, since)
        VALUES (${silence.arn}, dlo_now(), ${place.accountId}, ${place.region}, ${silence.classId}, ${silence.since}) ON CONFLICT DO NOTHING`,
  );
  return added > 0;
}

/** Ends the open silences of these rules, and of rules of the place that are gone; returns the classes they were in. */
export async function endSilences(db: Sql, place: FigurePlace, arns: readonly string[]): Promise<string[]> {
  const ended = await rows<{ classId: string }>(
    db,
    sql`UPDATE rule_silence y SET ended_at = dlo_now() WHERE y.account_id = ${place.accountId} AND y.region = ${place.region} AND y.ended_at IS NULL
          AND (y.arn = ANY(${[...arns]}::text[]) OR NOT EXISTS (SELECT 1 FROM resource r WHERE r.arn = y.arn AND r.deleted_at IS NULL)) RETURNING class_id`,
  );
  return ended.map(({ classId }) => classId);
}
