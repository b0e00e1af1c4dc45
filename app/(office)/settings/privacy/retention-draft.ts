import type { Retention } from "@/lib/contract/retention";
import type { RetentionKind } from "@/lib/core/privacy/kinds";
import type { RetentionRules } from "@/lib/core/privacy/retention";

export type Days = Partial<Record<RetentionKind, number | null>>;

/** The rules alone, without what else is told of them. */
export function rulesOf({ defaults, overrides }: Retention): RetentionRules {
  return { defaults, overrides };
}

/** What somebody typed as days: empty is for ever; undefined when it is no number of days. */
export function daysFrom(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^[1-9]\d{0,3}$/.test(trimmed) ? Number(trimmed) : undefined;
}

export function daysWords(days: number | null | undefined, mostDays: number | null): string {
  if (days === undefined) return "as it is for the wider scope";
  if (days === null) return mostDays === null ? "for ever" : `${mostDays} days`;
  return days === 1 ? "1 day" : `${days} days`;
}

export function isSameRules(a: RetentionRules, b: RetentionRules): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
