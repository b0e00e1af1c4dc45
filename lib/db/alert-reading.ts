import type { Scope } from "@/lib/core/access/scope";
import type { AlertEvent, AlertState, Mute } from "@/lib/core/alerts/alert";
import type { Condition, Severity, Subject } from "@/lib/core/alerts/reason";
import { alertInScopeSql, hiddenReasonsSql, reasonInScopeSql } from "./alert-scope";
import type { Sql } from "./connect";
import { partSeenSql } from "./pipeline-membership";
import { type NamedPipeline, nameSql } from "./pipelines";
import { rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface AlertRow {
  readonly id: string;
  readonly number: number;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly mute: Mute | null;
  readonly muteReason: string | null;
  readonly route: string | null;
  readonly owner: string | null;
  readonly team: string | null;
  readonly openedAt: string;
  readonly pagedAt: string | null;
  readonly toldAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: string | null;
  readonly noiseAt: string | null;
  /** Outside of the scope; null for who sees all. */
  readonly hiddenReasonCount: number | null;
}

/** These alerts, as far as one of their reasons lies in the scope; in no order. */
export function readAlerts(db: Sql, scope: Scope, ids: readonly string[]): Promise<AlertRow[]> {
  return rows<AlertRow>(
    db,
    sql`SELECT a.id, a.number, a.state, a.severity, a.mute, a.mute_reason, a.route, a.owner, a.team, a.opened_at, a.paged_at, a.told_at,
          a.acknowledged_at, a.acknowledged_by, a.resolved_at, a.noise_at, ${hiddenReasonsSql(scope)} AS hidden_reason_count
        FROM alert a WHERE a.id = ANY(${[...ids]}::text[]) AND ${alertInScopeSql(scope)}`,
  );
}

export interface ReasonRow {
  readonly alertId: string;
  readonly condition: Condition;
  readonly severity: Severity;
  readonly subject: Subject;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly environment: string | null;
  readonly region: string | null;
  readonly arn: string | null;
  readonly queueId: string | null;
  readonly classId: string | null;
  readonly pipelineIds: readonly string[];
  readonly ties: readonly string[];
  readonly sentence: string;
  readonly since: string;
  readonly seenAt: string;
  readonly resolvedAt: string | null;
  readonly runbook: string | null;
}

/** The reasons of these alerts that lie in the scope. A class is named as it is called now: masking may have changed its title. */
export function readReasons(db: Sql, scope: Scope, alertIds: readonly string[]): Promise<ReasonRow[]> {
  return rows<ReasonRow>(
    db,
    sql`SELECT r.alert_id, r.condition, r.severity, json_build_object('kind', r.subject_kind, 'id', r.subject_id,
            'name', CASE WHEN r.subject_kind = 'class' THEN coalesce(c.title, r.subject_name) ELSE r.subject_name END) AS subject,
          nullif(r.account_id, '') AS account_id, b.name AS account_name, b.environment, r.region, r.arn, r.queue_id, r.class_id, r.pipeline_ids, r.ties,
          r.sentence, r.since, r.seen_at, r.resolved_at, coalesce(c.runbook_url, w.runbook) AS runbook
        FROM alert_reason r LEFT JOIN failure_class c ON c.id = r.class_id LEFT JOIN account b ON b.id = r.account_id
        LEFT JOIN ownership w ON w.arn = r.arn
        WHERE r.alert_id = ANY(${[...alertIds]}::text[]) AND ${reasonInScopeSql(scope)}`,
  );
}

/** The living pipelines among these of which a part lies in the scope, by name. */
export function namePipelines(db: Sql, scope: Scope, ids: readonly string[]): Promise<NamedPipeline[]> {
  return rows<NamedPipeline>(
    db,
    sql`SELECT l.id, ${nameSql(scope)} AS name FROM pipeline l
        WHERE l.id = ANY(${[...ids]}::text[]) AND l.gone_at IS NULL
          AND (${scope.kind === "all"} OR EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = l.id AND ${partSeenSql(scope)})) ORDER BY 2, 1`,
  );
}

export interface EventRow {
  readonly at: string;
  readonly kind: AlertEvent;
  readonly byName: string | null;
  readonly note: string | null;
}
/** What people did, and what they said, is told to everybody who sees the alert. */
const ANSWERS = sql`e.kind IN ('acknowledged', 'unacknowledged', 'noise')`;

/**
 * What happened to an alert, oldest first. What joined or left is told to who sees its account; a note of ours may name any
 * of its reasons, so it is told with its account, or to who sees all.
 */
export function listAlertEvents(db: Sql, scope: Scope, alertId: string): Promise<EventRow[]> {
  const seen = scope.kind === "all" ? sql`true` : inScopeSql(scope, sql`e.account_id`);
  return rows<EventRow>(
    db,
    sql`SELECT e.at, e.kind, e.by_name, CASE WHEN ${ANSWERS} OR coalesce(${seen}, false) THEN e.note END AS note FROM alert_event e
        WHERE e.alert_id = ${alertId} AND (e.kind NOT IN ('joined', 'left') OR coalesce(${seen}, false)) ORDER BY e.at, e.id`,
  );
}
