import type { PipelineMatch, PipelineRule } from "@/lib/core/pipelines/assembly/match-rules";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface RuleRow extends PipelineRule {
  readonly createdAt: string;
  readonly createdBy: string;
}
const COLUMNS = sql`r.id, r.pipeline_id, r.kind, r.match, r.created_at, r.created_by`;

/** The rules of one pipeline, in the order in which they were made. The pipeline must be in the asker's scope. */
export function listRulesOf(db: Sql, pipelineId: string): Promise<RuleRow[]> {
  return rows<RuleRow>(
    db,
    sql`SELECT ${COLUMNS} FROM pipeline_rule r WHERE r.pipeline_id = ${pipelineId} ORDER BY r.created_at, r.id`,
  );
}

/** Every rule, with the entry of the pipeline that it belongs to. */
export function listPipelineRules(db: Sql): Promise<(PipelineRule & { readonly anchorArn: string })[]> {
  return rows(
    db,
    sql`SELECT r.id, r.pipeline_id, r.kind, r.match, l.anchor_arn FROM pipeline_rule r JOIN pipeline l ON l.id = r.pipeline_id ORDER BY r.id`,
  );
}

export async function insertRule(
  tx: Tx,
  rule: {
    readonly id: string;
    readonly pipelineId: string;
    readonly kind: "join" | "cut";
    readonly match: PipelineMatch;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO pipeline_rule (id, pipeline_id, kind, match, created_at, created_by)
        VALUES (${rule.id}, ${rule.pipelineId}, ${rule.kind}, ${JSON.stringify(rule.match)}::jsonb, ${rule.at}, ${rule.by})`,
  );
}

/** The rule that was removed; undefined when the pipeline has none of this id. */
export function removeRule(tx: Tx, pipelineId: string, id: string): Promise<RuleRow | undefined> {
  return firstRow<RuleRow>(
    tx,
    sql`DELETE FROM pipeline_rule r WHERE r.id = ${id} AND r.pipeline_id = ${pipelineId} RETURNING ${COLUMNS}`,
  );
}
