import type { Sql } from "./connect";
import { rows, sql } from "./query";

interface About {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  readonly arn: string | null;
  readonly queueId: string | null;
  readonly classId: string | null;
}
export interface AlertRunRow extends About {
  readonly state: string;
  readonly reason: string | null;
  readonly at: string;
  readonly pausedBy: string | null;
  readonly requestedByName: string;
}
/** Runs that are paused, and those that ended within a quarter of an hour. */
export function listAlertRuns(db: Sql, at: Date): Promise<AlertRunRow[]> {
  return rows<AlertRunRow>(
    db,
    sql`SELECT r.id, 'R-' || r.number AS name, r.action, r.account_id, r.region, coalesce(q.arn, x.arn) AS arn, r.queue_id, r.class_id, r.state, r.reason, r.paused_by,
          r.requested_by_name, coalesce(CASE WHEN r.state <> 'paused' THEN r.ended_at END, r.progress_at, r.started_at, r.requested_at) AS at
        FROM run r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL LEFT JOIN queue q ON q.id = r.queue_id LEFT JOIN resource x ON x.id = r.resource_id
        WHERE r.state = 'paused' OR (r.state IN ('done', 'failed', 'interrupted') AND r.ended_at > ${at}::timestamptz - interval '15 minutes')`,
  );
}

export interface AlertPlanRow extends About {
  readonly itemCount: number;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly createdByName: string;
}
/** Plans that wait for somebody's approval. */
export function listWaitingPlans(db: Sql, at: Date): Promise<AlertPlanRow[]> {
  return rows<AlertPlanRow>(
    db,
    sql`SELECT p.id, 'P-' || p.number AS name, p.action, p.account_id, p.region, coalesce(q.arn, x.arn) AS arn, p.queue_id, p.class_id, p.item_count,
          coalesce(p.asked_at, p.created_at) AS asked_at, p.expires_at, p.created_by_name
        FROM plan p JOIN account a ON a.id = p.account_id AND a.removed_at IS NULL LEFT JOIN queue q ON q.id = p.queue_id LEFT JOIN resource x ON x.id = p.resource_id
        WHERE p.state = 'awaiting-approval' AND p.expires_at > ${at}`,
  );
}

export interface AlertSilenceRow {
  readonly kind: "rule" | "queue";
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueId: string | null;
  readonly classId: string | null;
  readonly since: string;
  readonly sentence: string;
  readonly isBacklog: boolean;
}
/**
 * Rules and queues that are silent against their own habit. Not those whose failure class somebody answered for; a queue is no
 * longer silent as soon as its counters move.
 */
export function listSilences(db: Sql): Promise<AlertSilenceRow[]> {
  return rows<AlertSilenceRow>(
    db,
    sql`SELECT 'rule' AS kind, r.id, r.name, r.arn, r.account_id, r.region, NULL AS queue_id, coalesce(c.merged_into, c.id) AS class_id, coalesce(y.since, y.noticed_at) AS since,
          coalesce(v.rhythm_sentence, '') AS sentence, c.is_backlog
        FROM rule_silence y JOIN resource r ON r.arn = y.arn AND r.deleted_at IS NULL AND r.kind = 'rule' JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL
        JOIN failure_class c ON c.id = y.class_id LEFT JOIN class_triage t ON t.class_id = coalesce(c.merged_into, c.id) LEFT JOIN activity v ON v.arn = y.arn
        WHERE y.ended_at IS NULL AND t.dismissed_at IS NULL AND coalesce(greatest(t.acknowledged_at, t.snoozed_at) <= coalesce(c.resolved_at, '-infinity'), true)
        UNION ALL
        SELECT 'queue', q.id, q.name, q.arn, q.account_id, q.region, q.id, NULL, coalesce(h.last_at, h.judged_at), h.sentence, false
        FROM queue_rhythm h JOIN queue q ON q.id = h.queue_id AND q.deleted_at IS NULL AND q.is_selected JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL AND a.polling = 'on'
        JOIN queue_state s ON s.queue_id = q.id WHERE h.kind = 'silent' AND NOT coalesce(s.changed_at > h.judged_at, false)`,
  );
}

export interface AlertAlarmRow {
  readonly alarmArn: string;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueId: string | null;
  readonly reason: string | null;
  readonly changedAt: string | null;
  readonly readAt: string;
  readonly firstReadAt: string | null;
}
/** Alarms in ALARM that watch something that we know. */
export function listRaisedAlarms(db: Sql): Promise<AlertAlarmRow[]> {
  return rows<AlertAlarmRow>(
    db,
    sql`SELECT s.arn AS alarm_arn, s.name, s.resource_arn AS arn, s.account_id, s.region, q.id AS queue_id, s.reason, s.changed_at, s.read_at, r.first_seen_at AS first_read_at
        FROM alarm_state s JOIN account a ON a.id = s.account_id AND a.removed_at IS NULL AND s.region = ANY(a.regions)
        LEFT JOIN resource r ON r.arn = s.arn AND r.deleted_at IS NULL LEFT JOIN queue q ON q.arn = s.resource_arn AND q.deleted_at IS NULL
        WHERE s.state = 'ALARM' AND s.resource_arn IS NOT NULL`,
  );
}
