import type { Scope } from "@/lib/core/access/scope";
import type { Ownership } from "@/lib/core/ownership/ownership";
import type { PartKind } from "@/lib/core/pipelines/pipeline";
import type { Objective } from "@/lib/core/pipelines/slo/objective";
import type { SloBrief } from "@/lib/core/pipelines/slo/slo-brief";
import type { Sql } from "./connect";
import { tierSql } from "./pipeline-membership";
import { execute, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface PromisingPipeline {
  readonly id: string;
  /** As somebody set it; null: that of its tier. */
  readonly objective: Objective | null;
  readonly tier: Ownership["tier"];
}
interface Promises {
  readonly id?: string;
  readonly afterId?: string;
  /** Only those of which nothing was worked out for so long. */
  readonly notForSeconds?: number;
  readonly limit: number;
}
/**
 * Living pipelines with what was promised of them, in order of their ids; of one, or of up to `limit` after an id. A tier that
 * nobody set is the one on which all parts in the scope agree.
 */
export function listPromises(
  db: Sql,
  scope: Scope,
  { id, afterId, notForSeconds, limit }: Promises,
): Promise<PromisingPipeline[]> {
  return rows<PromisingPipeline>(
    db,
    sql`SELECT l.id, l.objective, ${tierSql(scope)} AS tier FROM pipeline l
        WHERE l.gone_at IS NULL AND (${id ?? null}::text IS NULL OR l.id = ${id ?? null}) AND l.id > ${afterId ?? ""}
          AND (${notForSeconds ?? null}::int IS NULL OR NOT EXISTS (SELECT 1 FROM pipeline_figures f WHERE f.pipeline_id = l.id
               AND f.slo_at > dlo_now() - make_interval(secs => ${notForSeconds ?? null}::int)))
        ORDER BY l.id LIMIT ${limit}`,
  );
}

export interface SloPart {
  readonly pipelineId: string;
  readonly arn: string;
  readonly name: string;
  readonly kind: PartKind;
  readonly isShared: boolean;
  /** Of a queue that is read. */
  readonly queueId: string | null;
  readonly isFifo: boolean;
  readonly deadLetterArn: string | null;
  readonly deadLetterId: string | null;
  readonly deadLetterMode: string | null;
  /** Before it nobody looked at single messages. */
  readonly firstScanAt: string | null;
  readonly deadLetterSources: number;
  readonly takesFromQueue: boolean;
  readonly takesFromStream: boolean;
  readonly hasDeadLetters: boolean;
}
const PROMISING = ["queue", "rule", "topic", "subscription", "function", "state-machine", "pipe", "schedule", "stream"];
const TAKES = (service: "sqs" | "stream") => {
  const from = { sqs: sql`t.from_arn LIKE 'arn:%:sqs:%'`, stream: sql`t.from_arn NOT LIKE 'arn:%:sqs:%'` }[service];
  return sql`EXISTS (SELECT 1 FROM resource_edge e JOIN resource_edge t ON t.resource_id = e.resource_id AND t.kind = 'consumes' AND ${from}
    WHERE p.kind = 'function' AND e.to_arn = p.arn AND e.kind = 'delivers')`;
};

/**
 * The parts of these pipelines, as far as they lie in the scope, of which something may be promised: dead-letter queues hold what failed, so of them nothing is.
 * What is known of one outside by its depth alone is no more told than the depth.
 */
export function listSloParts(db: Sql, scope: Scope, pipelineIds: readonly string[]): Promise<SloPart[]> {
  return rows<SloPart>(
    db,
    sql`SELECT p.pipeline_id, p.arn, p.name, p.kind, p.role = 'shared' AS is_shared, q.id AS queue_id, coalesce(q.is_fifo, false) AS is_fifo,
          q.dead_letter_target_arn AS dead_letter_arn, d.id AS dead_letter_id, d.mode AS dead_letter_mode, d.first_scan_at,
          (SELECT count(*)::int FROM queue s WHERE s.dead_letter_target_arn = d.arn AND s.deleted_at IS NULL) AS dead_letter_sources,
          ${TAKES("sqs")} AS takes_from_queue, ${TAKES("stream")} AS takes_from_stream,
          EXISTS (SELECT 1 FROM resource_edge e WHERE p.kind = 'function' AND e.from_arn = p.arn AND e.kind = 'dead-letters') AS has_dead_letters
        FROM pipeline_part p
        LEFT JOIN queue q ON p.kind = 'queue' AND q.arn = p.arn AND q.deleted_at IS NULL AND q.is_selected
        LEFT JOIN queue d ON d.arn = q.dead_letter_target_arn AND d.deleted_at IS NULL AND d.is_selected AND (d.mode <> 'off' OR ${inScopeSql(scope, sql`d.account_id`, sql`d.arn`)})
        WHERE p.pipeline_id = ANY(${[...pipelineIds]}::text[]) AND p.role <> 'dead-letter' AND p.kind = ANY(${PROMISING}::text[])
          AND ${inScopeSql(scope, sql`p.account_id`, sql`p.arn`)}
        ORDER BY p.pipeline_id, p.depth, p.arn`,
  );
}

/** Keeps what was worked out of whole pipelines. Two workers at once write the same; a pipeline that was forgotten meanwhile gets no row. */
export async function saveSloBriefs(
  db: Sql,
  briefs: readonly { readonly pipelineId: string; readonly brief: SloBrief }[],
): Promise<void> {
  if (briefs.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO pipeline_figures AS f (pipeline_id, slo_at, slo)
        SELECT l.id, dlo_now(), b.brief FROM jsonb_to_recordset(${JSON.stringify(briefs)}::jsonb) AS b("pipelineId" text, brief jsonb)
        JOIN pipeline l ON l.id = b."pipelineId" AND l.gone_at IS NULL ORDER BY l.id
        ON CONFLICT (pipeline_id) DO UPDATE SET slo = EXCLUDED.slo, slo_at = EXCLUDED.slo_at`,
  );
}
