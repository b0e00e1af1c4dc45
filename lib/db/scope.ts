import type { Scope } from "@/lib/core/access/scope";
import type { Prisma } from "./connect";
import { joinSql, sql } from "./query";

/**
 * `AND`-able condition: the row's account lies in the scope or, for somebody who sees single resources, one of the ARNs that it
 * speaks of. Columns are written by us, never by a caller's input. Without ARNs only whole accounts count.
 */
export function inScopeSql(scope: Scope, account: Prisma.Sql, ...arns: Prisma.Sql[]): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  const whole = sql`${account} = ANY(${[...scope.accountIds]}::text[])`;
  const single = singleArns(scope);
  if (single.length === 0 || arns.length === 0) return whole;
  return anyOf(...wholly(scope, whole), ...arns.map((arn) => sql`${arn} = ANY(${single}::text[])`));
}

/** The row's account is one of which the person sees at least something: for what concerns all of it, such as being blind. */
export function touchedSql(scope: Scope, account: Prisma.Sql): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  return sql`${account} = ANY(${[...scope.accountIds, ...Object.values(scope.arns ?? {})]}::text[])`;
}

/** The same for a row that belongs to a queue. */
export function queueInScopeSql(scope: Scope, account: Prisma.Sql, queueId: Prisma.Sql): Prisma.Sql {
  return withSingle(scope, account, (arns) => sql`${queueId} IN (${queuesOf(arns)})`);
}

/**
 * The same for a failure class: by the resource that failed or, for who sees the whole queue, by its dead-letter queue. So
 * in a queue that many sources share everybody sees the failures of their own.
 */
export function classInScopeSql(scope: Scope, account: Prisma.Sql, classId: Prisma.Sql): Prisma.Sql {
  return withSingle(scope, account, (arns) => sql`${classId} IN (${classesOf(arns)})`);
}

/** The same for a plan or what a plan became: its whole queue or resource, or each of its messages by its class. */
export function planInScopeSql(
  scope: Scope,
  account: Prisma.Sql,
  plan: { readonly id: Prisma.Sql; readonly queueId: Prisma.Sql },
): Prisma.Sql {
  return withSingle(
    scope,
    account,
    (
      arns,
    ) => sql`(${plan.queueId} IN (${queuesOf(arns)}) OR EXISTS (SELECT 1 FROM plan ap WHERE ap.id = ${plan.id} AND ap.resource_id IS NOT NULL AND ap.detail #>> '{subject,arn}' = ANY(${arns}::text[])) OR (EXISTS (SELECT 1 FROM plan_item pi WHERE pi.plan_id = ${plan.id})
      AND NOT EXISTS (SELECT 1 FROM plan_item pi LEFT JOIN failed_message pf ON pf.id = pi.message_row_id
                      WHERE pi.plan_id = ${plan.id} AND (pf.id IS NULL OR pf.class_id NOT IN (${classesOf(arns)})))))`,
  );
}

function withSingle(scope: Scope, account: Prisma.Sql, speaksOf: (arns: string[]) => Prisma.Sql): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  const whole = inScopeSql(scope, account);
  const single = singleArns(scope);
  return single.length === 0 ? whole : anyOf(...wholly(scope, whole), speaksOf(single));
}

/** Left out where there is no whole account: an `OR` with nothing keeps PostgreSQL from beginning at the few single rows. */
function wholly(scope: Exclude<Scope, { kind: "all" }>, whole: Prisma.Sql): Prisma.Sql[] {
  return scope.accountIds.length === 0 ? [] : [whole];
}

function queuesOf(arns: string[]): Prisma.Sql {
  return sql`SELECT sq.id FROM queue sq WHERE sq.arn = ANY(${arns}::text[])`;
}

/** Two lists made one: an `OR` of the two conditions would have every message looked at for the few classes. */
function classesOf(arns: string[]): Prisma.Sql {
  return sql`SELECT sc.id FROM failure_class sc WHERE sc.anchor_arn = ANY(${arns}::text[])
    UNION SELECT sc.id FROM failure_class sc JOIN queue sq ON sq.id = sc.queue_id WHERE sq.arn = ANY(${arns}::text[])`;
}

function singleArns(scope: Exclude<Scope, { kind: "all" }>): string[] {
  return Object.keys(scope.arns ?? {});
}

function anyOf(...conditions: Prisma.Sql[]): Prisma.Sql {
  return sql`(${joinSql(conditions, " OR ")})`;
}
