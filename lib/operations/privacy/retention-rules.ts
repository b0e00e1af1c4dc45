import { KEEP_ALL, type RetentionRules } from "@/lib/core/privacy/retention";
import type { Sql } from "@/lib/db/connect";
import type { RetentionRound } from "@/lib/db/retention";
import { getSetting } from "@/lib/db/settings";

export const RULES_SETTING = "retention";
export const ROUND_SETTING = "retention-round";

export interface KeptRules {
  readonly version: number;
  readonly rules: RetentionRules;
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}
export const NEVER_SET: KeptRules = { version: 0, rules: KEEP_ALL, changedAt: null, changedBy: null };

export async function readRetention(db: Sql): Promise<KeptRules> {
  return (await getSetting<KeptRules>(db, RULES_SETTING)) ?? NEVER_SET;
}
export async function readRound(db: Sql): Promise<RetentionRound | null> {
  return (await getSetting<RetentionRound>(db, ROUND_SETTING)) ?? null;
}
