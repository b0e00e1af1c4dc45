import { z } from "zod";
import { EXECUTION_DAYS, RETENTION_KINDS, type RetentionKind } from "./kinds";

const DAYS_MOST = 3650;
const days = z.number().int().min(1, "must be at least a day").max(DAYS_MOST).nullable();
const executionDays = z.number().int().min(1, "must be at least a day").max(EXECUTION_DAYS).nullable();
const byKind = {
  body: days,
  preview: days,
  projection: days,
  errorText: days,
  evidence: days,
  vault: days,
  executions: executionDays,
} satisfies Record<RetentionKind, z.ZodType>;

export const RETENTION_SCOPES = ["queue", "account", "environment"] as const;
export const retentionDaysSchema = z.strictObject(byKind);
export const retentionRulesSchema = z.strictObject({
  defaults: retentionDaysSchema.describe("days per kind; null: for ever. Executions go after 90 days in any case"),
  overrides: z
    .array(
      z.strictObject({
        scope: z.strictObject({
          kind: z.enum(RETENTION_SCOPES),
          id: z.string().trim().min(1, "must name one").max(80).describe("queue id, account id or environment"),
        }),
        days: z.strictObject(byKind).partial().describe("what is left out is as it is for the wider scope"),
      }),
    )
    .max(500)
    .refine(
      (overrides) => new Set(overrides.map(({ scope }) => `${scope.kind} ${scope.id}`)).size === overrides.length,
      "name each queue, account and environment once",
    ),
});
export type RetentionRules = z.infer<typeof retentionRulesSchema>;
export type RetentionDays = RetentionRules["defaults"];

/** Nothing goes by itself until somebody says so. */
export const KEEP_ALL: RetentionRules = {
  defaults: {
    body: null,
    preview: null,
    projection: null,
    errorText: null,
    evidence: null,
    vault: null,
    executions: null,
  },
  overrides: [],
};

export interface RetentionPlace {
  readonly queueId: string | null;
  readonly accountId: string;
  readonly environment: string;
}

/** How many days a kind is kept at a place: as its queue says, else its account, else its environment; null is for ever. */
export function daysKept(rules: RetentionRules, place: RetentionPlace, kind: RetentionKind): number | null {
  const ids = { queue: place.queueId, account: place.accountId, environment: place.environment };
  for (const wanted of RETENTION_SCOPES) {
    const override = rules.overrides.find(({ scope }) => scope.kind === wanted && scope.id === ids[wanted]);
    const said = override?.days[kind];
    if (said !== undefined) return said;
  }
  return rules.defaults[kind];
}

export interface Due<P> {
  readonly kind: RetentionKind;
  readonly days: number;
  readonly places: readonly P[];
}
/** What is to be looked at: for each kind and number of days the places that have it. */
export function dueByDays<P extends RetentionPlace>(
  rules: RetentionRules,
  places: readonly P[],
  kinds: readonly RetentionKind[] = RETENTION_KINDS,
): Due<P>[] {
  return kinds.flatMap((kind) => {
    const byDays = new Map<number, P[]>();
    for (const place of places) {
      const kept = daysKept(rules, place, kind);
      if (kept !== null) byDays.set(kept, [...(byDays.get(kept) ?? []), place]);
    }
    return [...byDays].map(([count, some]) => ({ kind, days: count, places: some }));
  });
}
