import type { Scope } from "@/lib/core/access/scope";
import type { Prisma } from "./connect";
import { sql } from "./query";
import { classInScopeSql, inScopeSql, queueInScopeSql } from "./scope";

/**
 * `AND`-able condition on reason `r`: what it is about lies in the scope, as class, as queue, or as the resource that failed.
 * What concerns the whole installation is only for who sees all of it.
 */
export function reasonInScopeSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  if (scope.arns === undefined) return inScopeSql(scope, sql`r.account_id`);
  return sql`CASE WHEN r.class_id IS NOT NULL THEN ${classInScopeSql(scope, sql`r.account_id`, sql`r.class_id`)}
    WHEN r.queue_id IS NOT NULL THEN ${queueInScopeSql(scope, sql`r.account_id`, sql`r.queue_id`)}
    ELSE ${inScopeSql(scope, sql`r.account_id`, sql`r.arn`)} END`;
}

/** `AND`-able condition on alert `a`: one of its reasons lies in the scope. */
export function alertInScopeSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  return sql`EXISTS (SELECT 1 FROM alert_reason r WHERE r.alert_id = a.id AND ${reasonInScopeSql(scope)})`;
}

/** How many reasons of alert `a` lie outside of the scope; null for who sees all. */
export function hiddenReasonsSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`NULL::int`;
  return sql`(dlo_alert_reason_count(a.id) - (SELECT count(*)::int FROM alert_reason r WHERE r.alert_id = a.id AND ${reasonInScopeSql(scope)}))`;
}
