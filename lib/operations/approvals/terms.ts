import type { ApprovalRules } from "@/lib/contract/approvals";
import type { Scope } from "@/lib/core/access/scope";
import { DEFAULT_APPROVAL_TERMS } from "@/lib/core/approvals/default-terms";
import { type ApprovalRule, type ApprovalTerms, canonicalTerms } from "@/lib/core/approvals/rule";
import { approvalWarnings } from "@/lib/core/approvals/warnings";
import { Conflict } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { sha256Of } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import { listGrants } from "@/lib/db/grants";
import { getSetting, lockSetting, putSetting, putSettingOnce } from "@/lib/db/settings";
import { command, question } from "../operation";

const TERMS_SETTING = "approval-rules";
/** When and by whom they were changed last; null: never. */
interface TermsSetting extends ApprovalTerms {
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}
const AS_FROM_US: TermsSetting = { ...DEFAULT_APPROVAL_TERMS, changedAt: null, changedBy: null };

/** The rules in force. */
export async function readApprovalTerms(db: Sql): Promise<TermsSetting> {
  return (await getSetting<TermsSetting>(db, TERMS_SETTING)) ?? AS_FROM_US;
}

export const getApprovalRules = question("getApprovalRules", async (ctx) =>
  show(ctx.db, ctx.actor.scope, await readApprovalTerms(ctx.db)),
);

/** Replaces all rules. Two at once take turns; the second is refused, because it named the version that the first changed. */
export const putApprovalRules = command("putApprovalRules", async (ctx, tx, { rules, applyLimit, ifVersion }) => {
  await putSettingOnce(tx, TERMS_SETTING, AS_FROM_US);
  const before = (await lockSetting<TermsSetting>(tx, TERMS_SETTING)) ?? AS_FROM_US;
  const version = versionOf(before);
  if (ifVersion !== version)
    throw new Conflict("settings-changed", "The approval rules have changed since you looked.", { version });
  if (versionOf({ rules, applyLimit }) === version) return show(tx, ctx.actor.scope, before);
  const after: TermsSetting = { rules, applyLimit, changedAt: ctx.now().toISOString(), changedBy: ctx.actor.name };
  await putSetting(tx, TERMS_SETTING, after, ctx.actor.id);
  const detail = {
    before: { rules: before.rules, applyLimit: before.applyLimit },
    after: { rules, applyLimit },
  };
  await appendAudit(tx, ctx, { action: "approval-rules.changed", objectKind: "approval-rules", detail });
  return show(tx, ctx.actor.scope, after);
});

async function show(db: Sql, scope: Scope, terms: TermsSetting): Promise<ApprovalRules> {
  const { applyLimit, changedAt, changedBy } = terms;
  const rules = visibleRules(terms.rules, scope);
  return {
    rules,
    applyLimit,
    version: versionOf(terms),
    changedAt,
    changedBy,
    warnings: approvalWarnings(rules, await countApprovers(db)),
  };
}

/** Of rules that name accounts, only those accounts that this scope holds. */
function visibleRules(rules: readonly ApprovalRule[], scope: Scope): ApprovalRule[] {
  if (scope.kind === "all") return [...rules];
  return rules.flatMap((rule) => {
    if (!rule.accountIds) return [rule];
    const { accountIds, ...rest } = rule;
    const seen = accountIds.filter((id) => scope.accountIds.includes(id));
    if (seen.length > 0) return [{ ...rest, accountIds: seen }];
    return rule.environments ? [rest] : [];
  });
}

/** People who may approve somewhere; null where a group may, because nobody knows how many are in it. */
async function countApprovers(db: Sql): Promise<number | null> {
  const approving = (await listGrants(db)).filter(({ capabilities }) => capabilities.includes("plans.approve"));
  if (approving.some(({ subjectKind }) => subjectKind === "group")) return null;
  return new Set(approving.map(({ subject }) => subject)).size;
}

function versionOf(terms: ApprovalTerms): string {
  return `apr-${sha256Of(canonicalTerms(terms)).slice(0, 32)}`;
}
