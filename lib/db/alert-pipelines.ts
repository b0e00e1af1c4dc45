import type { HealthState, Signal } from "@/lib/core/pipelines/health";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface AlertPipelineRow {
  readonly id: string;
  readonly name: string;
  readonly anchorArn: string;
  readonly accountId: string | null;
  readonly state: HealthState;
  readonly badSince: string | null;
  readonly firstSeenAt: string | null;
  readonly evidence: readonly {
    readonly signal: Signal;
    readonly state: HealthState;
    readonly accountId: string | null;
    readonly arn: string;
    readonly sentence: string;
    readonly isBacklog: boolean;
  }[];
  readonly burn: "slow" | "fast" | null;
  /** It was failing or stalled at the first look, and something waits in it since before that. */
  readonly isStuckSinceBefore: boolean;
  readonly burnSentence: string | null;
  readonly sloAt: string | null;
}

/**
 * Living pipelines that fail, are stalled, or burn their budget, with what speaks for it. Bad since the last better span ended;
 * a rule's silence is backlog where its class is, and a stall where the pipeline was stalled at the first look and what waits
 * longest waited then. Figures of objectives that are older than an hour say nothing of now.
 */
export function listAlertPipelines(db: Sql, at: Date): Promise<AlertPipelineRow[]> {
  return rows<AlertPipelineRow>(
    db,
    sql`SELECT p.id, coalesce(p.name, p.assembled_name) AS name, p.anchor_arn, nullif(x.account_id, '') AS account_id, coalesce(h.state, 'healthy') AS state,
          CASE WHEN h.state IN ('failing', 'stalled') THEN coalesce(
            (SELECT max(s.until_at) FROM pipeline_health_span s WHERE s.pipeline_id = p.id AND s.state NOT IN ('failing', 'stalled') AND s.until_at IS NOT NULL), h.since) END AS bad_since,
          i.at AS first_seen_at,
          coalesce(e.list, '[]') AS evidence, CASE WHEN f.slo_at > ${at}::timestamptz - interval '1 hour' AND f.slo ->> 'burn' IN ('slow', 'fast') THEN f.slo ->> 'burn' END AS burn,
          i.was_bad AND EXISTS (SELECT 1 FROM pipeline_part pp JOIN queue q ON q.arn = pp.arn AND q.deleted_at IS NULL JOIN queue_state z ON z.queue_id = q.id
            WHERE pp.pipeline_id = p.id AND z.age_at - make_interval(secs => z.age_seconds) <= i.at) AS is_stuck_since_before,
          f.slo ->> 'sentence' AS burn_sentence, f.slo_at
        FROM pipeline p LEFT JOIN pipeline_health h ON h.pipeline_id = p.id LEFT JOIN pipeline_figures f ON f.pipeline_id = p.id
        LEFT JOIN pipeline_part x ON x.pipeline_id = p.id AND x.arn = p.anchor_arn
        CROSS JOIN LATERAL (SELECT o.at, EXISTS (SELECT 1 FROM pipeline_health_span s WHERE s.pipeline_id = p.id AND s.state IN ('failing', 'stalled')
            AND s.from_at <= o.at + interval '15 minutes') AS was_bad FROM (SELECT min(s.from_at) AS at FROM pipeline_health_span s WHERE s.pipeline_id = p.id AND s.state <> 'blind') o) i
        LEFT JOIN LATERAL (SELECT json_agg(json_build_object('signal', v.signal, 'state', v.state, 'accountId', nullif(v.account_id, ''), 'arn', v.arn, 'sentence', v.sentence,
            'isBacklog', v.signal = 'silent-rule' AND EXISTS (SELECT 1 FROM rule_silence y JOIN failure_class c ON c.id = y.class_id
              WHERE y.arn = v.arn AND y.ended_at IS NULL AND c.is_backlog) OR v.signal = 'stalled' AND i.was_bad AND EXISTS (SELECT 1 FROM queue q
              JOIN queue_state z ON z.queue_id = q.id WHERE q.arn = v.arn AND q.deleted_at IS NULL AND z.age_at - make_interval(secs => z.age_seconds) <= i.at)) ORDER BY v.arn) AS list
          FROM pipeline_evidence v WHERE v.pipeline_id = p.id AND v.state = h.state AND h.state IN ('failing', 'stalled')) e ON true
        WHERE p.gone_at IS NULL AND p.merged_into IS NULL
          AND (h.state IN ('failing', 'stalled') OR (f.slo_at > ${at}::timestamptz - interval '1 hour' AND f.slo ->> 'burn' IN ('slow', 'fast')))`,
  );
}
