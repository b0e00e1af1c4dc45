import type { Scope } from "@/lib/core/access/scope";
import { CLASSES, matchingClasses } from "./class-filter";
import type { Prisma } from "./connect";
import { belongsSql, partSeenSql } from "./pipeline-membership";
import { nameSql } from "./pipelines";
import { sql } from "./query";

/** The living pipelines in the scope that class `c`, with queue `q`, belongs to, by name, as a relation with one row and the column `list`. */
export const pipelinesOfClassSql = (scope: Scope): Prisma.Sql => sql`
  SELECT coalesce(json_agg(json_build_object('id', y.id, 'name', y.name) ORDER BY y.name, y.id), '[]'::json) AS list
  FROM (SELECT DISTINCT l.id, ${nameSql(scope)} AS name FROM pipeline_part p JOIN pipeline l ON l.id = p.pipeline_id AND l.gone_at IS NULL
        WHERE p.arn IN (c.anchor_arn, q.arn) AND ${belongsSql(sql`c.anchor_arn`, sql`q.arn`)} AND ${partSeenSql(scope)}) y`;

/** Open classes that need somebody, as a relation (pipeline_id, class_id, first_expiry_at): one row for each pipeline they belong to. */
export const openClassesSql = (scope: Scope): Prisma.Sql => sql`
  WITH k AS MATERIALIZED (SELECT c.id, c.anchor_arn, c.first_expiry_at, x.arn AS queue_arn FROM ${CLASSES} LEFT JOIN queue x ON x.id = c.queue_id
    WHERE ${matchingClasses(scope, { view: "needs-action" })})
  SELECT p.pipeline_id, k.id AS class_id, k.first_expiry_at FROM k JOIN pipeline_part p ON p.arn = k.anchor_arn AND ${partSeenSql(scope)}
  UNION
  SELECT p.pipeline_id, k.id, k.first_expiry_at FROM k JOIN pipeline_part p ON p.arn = k.queue_arn AND ${belongsSql(sql`k.anchor_arn`, sql`k.queue_arn`)} AND ${partSeenSql(scope)}`;
