import type { Finding, FindingDetail } from "@/lib/contract/coverage";
import { inScope, type Scope } from "@/lib/core/access/scope";
import { COVERAGE_RULES } from "@/lib/core/coverage/rules";
import { NotFound } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { type FindingRow, getFinding } from "@/lib/db/coverage";
import type { Ctx } from "../context";

const RULES = new Map(COVERAGE_RULES.map((rule) => [rule.id, rule]));

/**
 * A finding as lists show it. Words about the rule are those of this version, not those of the day it was found; where it
 * speaks of accounts outside the scope, nothing but those is left.
 */
export function showFinding(row: FindingRow, scope: Scope): Finding {
  const { suppressionId, suppressionReason, suppressedUntil, suppressedBy, resourceId } = row;
  const isSuppressed = suppressionId !== null && suppressedUntil !== null;
  return {
    id: row.id,
    rule: row.rule,
    title: titleOf(row.rule),
    severity: row.severity,
    confidence: row.confidence,
    ...(speaksOfOthers(row, scope)
      ? { summary: `${titleOf(row.rule)}. ${WITHHELD}`, part: "" }
      : { summary: row.summary, part: row.part }),
    arn: row.arn,
    kind: row.kind,
    name: row.name,
    href: resourceId === null ? null : `/${row.kind === "queue" ? "queues" : "inventory"}/${resourceId}`,
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    owner: row.owner,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    resolvedAt: row.resolvedAt,
    suppression: isSuppressed
      ? { id: suppressionId, reason: suppressionReason ?? "", until: suppressedUntil, by: suppressedBy ?? "" }
      : null,
  };
}

const WITHHELD = "It speaks of resources in accounts that your rights do not cover.";

function speaksOfOthers({ namedAccountIds }: FindingRow, scope: Scope): boolean {
  return namedAccountIds.some((id) => !inScope(scope, id));
}

/** The title of a rule; its id when this version knows the rule no more. */
export function titleOf(rule: string): string {
  return RULES.get(rule)?.title ?? rule;
}

/** One finding with its evidence and fix, read on the given connection. */
export async function readFinding(ctx: Ctx, db: Sql, id: string): Promise<FindingDetail> {
  const row = await getFinding(db, ctx.actor.scope, id);
  if (!row) throw new NotFound("finding", id);
  const isWithheld = speaksOfOthers(row, ctx.actor.scope);
  const { evidence, fix } = isWithheld ? { evidence: [{ label: "Withheld", value: WITHHELD }], fix: null } : row.detail;
  const rule = RULES.get(row.rule);
  return {
    ...showFinding(row, ctx.actor.scope),
    explanation: rule?.explanation ?? "",
    evidence: [...evidence],
    documentedAt: [...(rule?.documentedAt ?? [])],
    fix,
  };
}
