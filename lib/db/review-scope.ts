import type { Scope } from "@/lib/core/access/scope";
import type { Prisma } from "./connect";
import { sql } from "./query";

/**
 * `AND`-able condition on frozen pipeline `p`: every part that it had lies in the scope. Of one whose parts nobody knows only who sees
 * everything may know.
 */
export function wholePipelineSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  const whole = [...scope.accountIds];
  const single = Object.keys(scope.arns ?? {});
  const isWhole = sql`p.account_ids <@ ${whole}::text[]`;
  if (single.length === 0) return sql`(p.account_ids <> '{}' AND ${isWhole})`;
  const isTouched = sql`p.account_ids <@ ${[...whole, ...Object.values(scope.arns ?? {})]}::text[]`;
  const parts = sql`NOT EXISTS (SELECT 1 FROM unnest(p.part_arns) x WHERE x <> ALL(${single}::text[])
    AND split_part(x, ':', 5) NOT IN (SELECT a.aws_account_id FROM account a WHERE a.id = ANY(${whole}::text[])))`;
  return sql`(p.account_ids <> '{}' AND ${isTouched} AND (${isWhole} OR ${parts}))`;
}

/** The same: at least one part lies in the scope. */
export function touchedPipelineSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  const single = Object.keys(scope.arns ?? {});
  return sql`(p.account_ids && ${[...scope.accountIds]}::text[] OR p.part_arns && ${single}::text[])`;
}

/**
 * `AND`-able condition on fact `f`: its account lies in the scope, or one of the resources that it speaks of; that an account was blind is
 * told to who sees anything of it. What is of no account is told where it is about a pipeline that lies in the scope as a whole. All of it was
 * frozen with the fact: what became of classes, queues and pipelines since then does not matter.
 */
export function factInScopeSql(scope: Scope): Prisma.Sql {
  if (scope.kind === "all") return sql`true`;
  const whole = [...scope.accountIds];
  const arns = scope.arns ?? {};
  const single = Object.keys(arns);
  const bySingle = sql`OR f.arn = ANY(${single}::text[]) OR f.detail ->> 'queueArn' = ANY(${single}::text[])
    OR (f.kind = 'blind' AND f.account_id = ANY(${Object.values(arns)}::text[]))`;
  const own = sql`f.account_id <> '' AND (f.account_id = ANY(${whole}::text[]) ${single.length === 0 ? sql`` : bySingle})`;
  const ofPipeline = sql`f.account_id = '' AND EXISTS (SELECT 1 FROM review_pipeline p WHERE p.review_id = f.review_id AND p.pipeline_id = f.pipeline_id AND ${wholePipelineSql(scope)})`;
  // Said first and by itself, it is what an index finds them by; nothing outside of it is behind the fence either.
  const touched = sql`f.account_id = ANY(${["", ...whole, ...Object.values(arns)]}::text[])`;
  return sql`(${touched} AND ((${own}) OR (${ofPipeline})))`;
}
