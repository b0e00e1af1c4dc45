import type { EvidenceKind, EvidenceState } from "@/lib/core/review/action-evidence";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface EvidenceFound {
  readonly id: string;
  readonly label: string;
  readonly accountIds: readonly string[];
  readonly arn: string | null;
  readonly state: EvidenceState;
}

/** What there is of these, by kind and id. Of a merged failure that into which it was merged tells. */
const READS: Readonly<Record<EvidenceKind, (db: Sql, ids: string[]) => Promise<EvidenceFound[]>>> = {
  finding: (db, ids) =>
    rows(
      db,
      sql`SELECT id, summary AS label, ARRAY[account_id] AS account_ids, arn, json_build_object('kind', 'finding', 'resolvedAt', resolved_at, 'lastSeenAt', last_seen_at) AS state
          FROM coverage_finding WHERE id = ANY(${ids}::text[])`,
    ),
  class: (db, ids) =>
    rows(
      db,
      sql`SELECT o.id, o.title AS label, ARRAY[o.account_id] AS account_ids, o.anchor_arn AS arn, json_build_object('kind', 'class', 'status', c.status, 'resolvedAt', c.resolved_at, 'lastSeenAt', c.last_seen_at) AS state
          FROM failure_class o JOIN failure_class c ON c.id = coalesce(o.merged_into, o.id) WHERE o.id = ANY(${ids}::text[])`,
    ),
  alert: (db, ids) =>
    rows(
      db,
      sql`SELECT a.id, 'Alert ' || a.number AS label, coalesce((SELECT array_agg(DISTINCT r.account_id) FROM alert_reason r WHERE r.alert_id = a.id AND r.account_id <> ''), '{}') AS account_ids,
            NULL AS arn, json_build_object('kind', 'alert', 'state', a.state, 'resolvedAt', a.resolved_at) AS state FROM alert a WHERE a.id = ANY(${ids}::text[])`,
    ),
  pipeline: (db, ids) =>
    rows(
      db,
      sql`SELECT l.id, coalesce(l.name, l.assembled_name) AS label, coalesce((SELECT array_agg(DISTINCT p.account_id) FROM pipeline_part p WHERE p.pipeline_id = l.id AND p.account_id <> ''), '{}') AS account_ids,
            NULL AS arn, json_build_object('kind', 'pipeline', 'state', coalesce(h.state, 'blind'), 'since', coalesce(h.since, l.created_at), 'isGone', l.gone_at IS NOT NULL) AS state
          FROM pipeline l LEFT JOIN pipeline_health h ON h.pipeline_id = l.id WHERE l.id = ANY(${ids}::text[])`,
    ),
  run: (db, ids) =>
    rows(
      db,
      sql`SELECT r.id, 'Run ' || r.number AS label, ARRAY[r.account_id] AS account_ids, q.arn,
            json_build_object('kind', 'run', 'state', r.state, 'endedAt', r.ended_at, 'returnedCount', (SELECT count(*) FROM run_item i WHERE i.run_id = r.id AND i.outcome = 'returned')) AS state
          FROM run r LEFT JOIN queue q ON q.id = r.queue_id WHERE r.id = ANY(${ids}::text[])`,
    ),
};

export async function readEvidence(
  db: Sql,
  kind: EvidenceKind,
  ids: readonly string[],
): Promise<Map<string, EvidenceFound>> {
  if (ids.length === 0) return new Map();
  return new Map((await READS[kind](db, [...ids])).map((found) => [found.id, found]));
}
