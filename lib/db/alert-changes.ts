import type { AlertEvent } from "@/lib/core/alerts/alert";
import type { KnownAlert } from "@/lib/core/alerts/known";
import type { Reason } from "@/lib/core/alerts/reason";
import type { Sql, Tx } from "./connect";
import { jsonText } from "./json-text";
import { execute, sql } from "./query";

export interface OpenedReason {
  readonly alertId: string;
  readonly reason: Reason;
  readonly ties: readonly string[];
  readonly pipelineIds: readonly string[];
}
/** Opens reasons. The unique index sees to it that one holds once, whoever else judges. */
export async function insertReasons(tx: Tx, opened: readonly OpenedReason[], at: Date): Promise<void> {
  if (opened.length === 0) return;
  const given = opened.map(({ alertId, reason, ties, pipelineIds }) => ({
    alert_id: alertId,
    ...columnsOf(reason),
    subject_kind: reason.subject.kind,
    subject_id: reason.subject.id,
    ties,
    pipeline_ids: pipelineIds,
  }));
  await execute(
    tx,
    sql`INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, region, arn, queue_id, class_id, pipeline_ids, ties,
          sentence, since, opened_at, seen_at)
        SELECT g.alert_id, g.condition, g.severity, g.subject_kind, g.subject_id, g.subject_name, g.account_id, g.region, g.arn, g.queue_id, g.class_id, g.pipeline_ids,
          g.ties, g.sentence, g.since, ${at}, ${at}
        FROM jsonb_to_recordset(${jsonText(given)}::jsonb) AS g(alert_id text, condition text, severity text, subject_kind text, subject_id text, subject_name text,
          account_id text, region text, arn text, queue_id text, class_id text, pipeline_ids text[], ties text[], sentence text, since timestamptz)`,
  );
}

export interface SeenReason extends Omit<OpenedReason, "alertId"> {
  readonly rowId: number;
}
/** Writes how reasons that hold stand now, and that they were seen; one that was over holds again. */
export async function updateReasons(tx: Tx, seen: readonly SeenReason[], at: Date): Promise<void> {
  if (seen.length === 0) return;
  const given = seen.map(({ rowId, reason, ties, pipelineIds }) => ({
    row_id: rowId,
    ...columnsOf(reason),
    ties,
    pipeline_ids: pipelineIds,
  }));
  await execute(
    tx,
    sql`UPDATE alert_reason r SET severity = g.severity, subject_name = g.subject_name, region = g.region, arn = g.arn, queue_id = g.queue_id, class_id = g.class_id,
          pipeline_ids = g.pipeline_ids, ties = g.ties, sentence = g.sentence, since = least(r.since, g.since), seen_at = ${at}, resolved_at = NULL
        FROM jsonb_to_recordset(${jsonText(given)}::jsonb) AS g(row_id bigint, severity text, subject_name text, region text, arn text, queue_id text, class_id text,
          pipeline_ids text[], ties text[], sentence text, since timestamptz) WHERE r.id = g.row_id`,
  );
}

function columnsOf(reason: Reason) {
  return {
    condition: reason.condition,
    severity: reason.severity,
    subject_name: reason.subject.name,
    account_id: reason.accountId ?? "",
    region: reason.region,
    arn: reason.arn,
    queue_id: reason.queueId,
    class_id: reason.classId,
    sentence: reason.sentence,
    since: reason.since,
  };
}

/** These hold no more. */
export async function endReasons(tx: Tx, rowIds: readonly number[], at: Date): Promise<void> {
  if (rowIds.length > 0)
    await execute(tx, sql`UPDATE alert_reason SET resolved_at = ${at} WHERE id = ANY(${[...rowIds]}::bigint[])`);
}

/** Opens alerts, or makes them what they are now. Who has one is written by who answers; it is only ever taken away here. */
export async function saveAlerts(tx: Tx, alerts: readonly KnownAlert[], at: Date): Promise<void> {
  if (alerts.length === 0) return;
  const given = alerts.map(({ toldChannelIds: _, number: __, ...alert }) => alert);
  await execute(
    tx,
    sql`INSERT INTO alert (id, state, severity, mute, mute_reason, silence_id, route, owner, team, opened_at, changed_at, paged_at, told_at, last_told_at, reopened_at, resolved_at)
        SELECT g.id, g.state, g.severity, g.mute, g."muteReason", g."silenceId", g.route, g.owner, g.team, g."openedAt", ${at}, g."pagedAt", g."toldAt", g."lastToldAt",
          g."reopenedAt", CASE WHEN g.state = 'resolved' THEN ${at}::timestamptz END
        FROM jsonb_to_recordset(${jsonText(given)}::jsonb) AS g(id text, state text, severity text, mute text, "muteReason" text, "silenceId" text, route text, owner text,
          team text, "openedAt" timestamptz, "pagedAt" timestamptz, "toldAt" timestamptz, "lastToldAt" timestamptz, "reopenedAt" timestamptz)
        ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, severity = EXCLUDED.severity, mute = EXCLUDED.mute, mute_reason = EXCLUDED.mute_reason,
          silence_id = EXCLUDED.silence_id, route = EXCLUDED.route, owner = EXCLUDED.owner, team = EXCLUDED.team, changed_at = EXCLUDED.changed_at,
          paged_at = EXCLUDED.paged_at, told_at = EXCLUDED.told_at, last_told_at = EXCLUDED.last_told_at, reopened_at = EXCLUDED.reopened_at, resolved_at = EXCLUDED.resolved_at,
          acknowledged_at = CASE WHEN EXCLUDED.state <> 'open' THEN alert.acknowledged_at END,
          acknowledged_by = CASE WHEN EXCLUDED.state <> 'open' THEN alert.acknowledged_by END,
          acknowledged_via = CASE WHEN EXCLUDED.state <> 'open' THEN alert.acknowledged_via END`,
  );
}

export interface AlertEventRow {
  readonly alertId: string;
  readonly kind: AlertEvent;
  readonly note: string | null;
  readonly accountId: string | null;
}
/** Adds lines to histories, in this order. */
export async function addAlertEvents(tx: Tx, events: readonly AlertEventRow[], at: Date): Promise<void> {
  if (events.length === 0) return;
  const given = events.map((event, place) => ({ ...event, place }));
  await execute(
    tx,
    sql`INSERT INTO alert_event (alert_id, at, kind, note, account_id)
        SELECT g."alertId", ${at}, g.kind, g.note, g."accountId"
        FROM jsonb_to_recordset(${jsonText(given)}::jsonb) AS g("alertId" text, kind text, note text, "accountId" text, place int) ORDER BY g.place`,
  );
}

/** Forgets alerts that were over so many days ago, with their reasons, their history and what channels were told of them. */
export async function forgetAlerts(db: Sql, days: number): Promise<void> {
  const old = sql`(SELECT id FROM alert WHERE resolved_at < dlo_now() - make_interval(days => ${days}::int))`;
  await execute(
    db,
    sql`WITH old AS ${old}, reasons AS (DELETE FROM alert_reason r USING old WHERE r.alert_id = old.id), events AS (DELETE FROM alert_event e USING old WHERE e.alert_id = old.id),
          told AS (DELETE FROM notification n USING old WHERE n.alert_id = old.id)
        DELETE FROM alert a USING old WHERE a.id = old.id`,
  );
}
