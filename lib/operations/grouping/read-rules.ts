import { canonicalRules, type GroupingRule } from "@/lib/core/failures/rules/rule";
import { sha256Of } from "@/lib/db/bodies";
import type { Sql } from "@/lib/db/connect";
import { getSetting } from "@/lib/db/settings";

export const RULES_SETTING = "grouping-rules";
/** The rules in their order, and when and by whom they were changed last; null: never. */
export interface GroupingSetting {
  readonly rules: readonly GroupingRule[];
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}
export const NO_RULES: GroupingSetting = { rules: [], changedAt: null, changedBy: null };

export async function readGroupingRules(db: Sql): Promise<GroupingSetting> {
  return (await getSetting<GroupingSetting>(db, RULES_SETTING)) ?? NO_RULES;
}

/** The same for all lists that mean the same. */
export function rulesHash(rules: readonly GroupingRule[]): string {
  return `grp-${sha256Of(canonicalRules(rules)).slice(0, 32)}`;
}
