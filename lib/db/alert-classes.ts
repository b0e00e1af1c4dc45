import type { ClassStatus } from "@/lib/core/failures/class-status";
import type { ClassEvidence } from "@/lib/core/failures/evidence/evidence";
import { LOST_DESPITE_QUEUE } from "@/lib/core/failures/unrecorded/lost-despite-queue";
import { SILENCE_CLASSIFIER } from "@/lib/core/failures/unrecorded/silence-class";
import { CLASSES, IS_OPEN } from "./class-filter";
import { IS_ACKNOWLEDGED } from "./class-triage";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface AlertClassRow {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly anchorArn: string;
  readonly originKind: string;
  readonly title: string;
  readonly status: ClassStatus;
  readonly statusAt: string;
  readonly statusReason: string | null;
  readonly queueId: string | null;
  readonly totalCount: number;
  readonly lastHourCount: number;
  readonly record: "messages" | "executions" | "count-only";
  readonly isLostDespiteQueue: boolean;
  readonly isSilence: boolean;
  readonly causeKind: string;
  readonly normalisedError: string;
  readonly evidence: ClassEvidence | null;
  readonly errorText: string | null;
  readonly onsetKind: "new" | "regressed" | null;
  readonly onsetAt: string | null;
}

/** When class `c` came back last since it was resolved, if it did. */
const LAST_END = sql`LEFT JOIN LATERAL (SELECT x.status, x.at FROM class_change x WHERE x.class_id = c.id AND x.kind = 'status' AND x.status IN ('regressed', 'resolved')
  ORDER BY x.at DESC, x.id DESC LIMIT 1) e ON c.status IN ('ongoing', 'escalating')`;
const ONSET_KIND = sql`CASE WHEN c.status IN ('new', 'regressed') THEN c.status WHEN e.status = 'regressed' THEN 'regressed' WHEN e.status IS NULL AND NOT c.is_backlog THEN 'new' END`;
const ONSET_AT = sql`CASE c.status WHEN 'new' THEN c.first_seen_at WHEN 'regressed' THEN c.status_at ELSE coalesce(e.at, c.first_seen_at) END`;

/**
 * Living classes that somebody may have to be told of: that nobody acknowledged, snoozed or dismissed, that were not merged,
 * and that are no backlog. Those that go on without a turn count from `ongoingSince` only: when the conditions were judged first,
 * older ones were known.
 */
export function listAlertClasses(db: Sql, at: Date, ongoingSince: Date): Promise<AlertClassRow[]> {
  return rows<AlertClassRow>(
    db,
    sql`SELECT k.*, coalesce(b.n, 0)::int AS last_hour_count,
          CASE WHEN k.normalised_error <> '' THEN (SELECT f.error_text FROM failed_message f WHERE f.class_id = k.id ORDER BY f.first_seen_at DESC, f.id DESC LIMIT 1) END AS error_text
        FROM (SELECT c.id, c.account_id, c.region, c.anchor_arn, c.origin_kind, c.title, c.status, c.status_at, c.status_reason, c.queue_id, c.total_count, c.record,
            c.classifier = ANY(${[...LOST_DESPITE_QUEUE]}::text[]) AS is_lost_despite_queue, c.classifier = ${SILENCE_CLASSIFIER} AS is_silence, c.cause_kind, c.normalised_error,
            c.evidence, ${ONSET_KIND} AS onset_kind, ${ONSET_AT} AS onset_at
          FROM ${CLASSES} ${LAST_END}
          WHERE c.status IN ('new', 'regressed', 'escalating', 'ongoing') AND c.merged_into IS NULL AND ${IS_OPEN} AND NOT ${IS_ACKNOWLEDGED}
            AND EXISTS (SELECT 1 FROM account x WHERE x.id = c.account_id AND x.removed_at IS NULL AND c.region = ANY(x.regions))) k
        LEFT JOIN LATERAL (SELECT sum(a.count - a.backlog_count) AS n FROM series.class_arrival a
          WHERE a.class_id = k.id AND a.bucket > ${at}::timestamptz - interval '1 hour' AND a.bucket <= ${at}) b ON true
        WHERE k.status <> 'ongoing' OR k.is_lost_despite_queue OR (k.onset_kind IS NOT NULL AND k.onset_at >= ${ongoingSince})`,
  );
}
