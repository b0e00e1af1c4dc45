import type { Scope } from "@/lib/core/access/scope";
import type { Prisma } from "./connect";
import { sql } from "./query";
import { inScopeSql } from "./scope";

/** Parts `p` by which a pipeline is seen at all. */
export const partSeenSql = (scope: Scope): Prisma.Sql => inScopeSql(scope, sql`p.account_id`, sql`p.arn`);
/** Parts `p` that may be named: those in the scope, and what lies in no account, which is named by others. */
export const partInScopeSql = (scope: Scope): Prisma.Sql => sql`(p.account_id = '' OR ${partSeenSql(scope)})`;

/**
 * Whether part `p` is where class `c`, whose dead-letter queue has the ARN `queue`, fails or ends. In a queue that several
 * pipelines share a failure is that of the pipeline in which it happened, where that is known.
 */
export const belongsSql = (anchor: Prisma.Sql, queue: Prisma.Sql): Prisma.Sql =>
  sql`(p.arn = ${anchor} OR (p.arn = ${queue} AND (p.role <> 'shared' OR NOT EXISTS (SELECT 1 FROM pipeline_part n WHERE n.arn = ${anchor}))))`;

/** `AND`-able condition on class `c`: it belongs to this pipeline. */
export const classInPipelineSql = (scope: Scope, pipelineId: string): Prisma.Sql =>
  sql`EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = ${pipelineId} AND ${partSeenSql(scope)}
    AND ${belongsSql(sql`c.anchor_arn`, sql`(SELECT x.arn FROM queue x WHERE x.id = c.queue_id)`)})`;

/** `AND`-able condition on run `r`: its queue, or the resource that it is about, is a part of this pipeline. */
export const runInPipelineSql = (scope: Scope, pipelineId: string): Prisma.Sql =>
  sql`EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = ${pipelineId} AND ${partSeenSql(scope)}
    AND p.arn IN ((SELECT x.arn FROM queue x WHERE x.id = r.queue_id), (SELECT x.arn FROM resource x WHERE x.id = r.resource_id)))`;

/** What all rows of ownership `w` agree on in this column, among those that say anything; null where they differ. */
export const agreedSql = (column: Prisma.Sql): Prisma.Sql =>
  sql`CASE WHEN count(DISTINCT ${column}) = 1 THEN min(${column}) END`;
/** The tier of pipeline `l`: by hand, else the one on which its own parts in the scope agree. Health, objectives and lists ask the same. */
export const tierSql = (scope: Scope): Prisma.Sql => sql`
  coalesce(l.tier, (SELECT ${agreedSql(sql`w.tier`)} FROM pipeline_part p JOIN ownership w ON w.arn = p.arn
    WHERE p.pipeline_id = l.id AND p.role <> 'shared' AND ${partSeenSql(scope)}))`;
