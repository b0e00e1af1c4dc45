import { type Objective, objectiveSchema } from "@/lib/contract/pipeline-fields";

/** The objective as people write it: percent and minutes. */
export interface ObjectiveDraft {
  readonly deliveredPercent: string;
  readonly ageMinutes: string;
  readonly agePercent: string;
  readonly windowDays: string;
}

export type DraftErrors = Partial<Record<keyof ObjectiveDraft, string>>;

const WRONG: Readonly<Record<keyof ObjectiveDraft, string>> = {
  deliveredPercent: "must be a number from 50 to 99.999",
  ageMinutes: "must be a number of minutes, from 0.2 to 20,160 (14 days)",
  agePercent: "must be a number from 50 to 99.999",
  windowDays: "must be a whole number of days from 1 to 90",
};

const FIELD_OF: Readonly<Record<keyof Objective, keyof ObjectiveDraft>> = {
  deliveredShare: "deliveredPercent",
  ageSeconds: "ageMinutes",
  ageShare: "agePercent",
  windowDays: "windowDays",
};

export function draftOf(objective: Objective): ObjectiveDraft {
  return {
    deliveredPercent: numberText(objective.deliveredShare * 100),
    ageMinutes: numberText(objective.ageSeconds / 60),
    agePercent: numberText(objective.ageShare * 100),
    windowDays: String(objective.windowDays),
  };
}

/** What the draft asks for, or what is wrong with which field. */
export function objectiveFrom(draft: ObjectiveDraft): { objective: Objective } | { errors: DraftErrors } {
  const parsed = objectiveSchema.safeParse({
    deliveredShare: share(draft.deliveredPercent),
    ageSeconds: Math.round(numberOf(draft.ageMinutes) * 60),
    ageShare: share(draft.agePercent),
    windowDays: numberOf(draft.windowDays),
  });
  if (parsed.success) return { objective: parsed.data };
  return { errors: errorsAt(parsed.error.issues.map(({ path }) => String(path[0]))) };
}

/** The errors that stand under the fields of these parts of an objective. */
export function errorsAt(parts: readonly string[]): DraftErrors {
  const fields = parts.flatMap((part) => Object.entries(FIELD_OF).filter(([name]) => name === part));
  return Object.fromEntries(fields.map(([, field]) => [field, WRONG[field]]));
}

/** A decimal comma is a decimal point; nothing at all is no number. */
function numberOf(text: string): number {
  const trimmed = text.trim().replace(",", ".");
  return trimmed === "" ? Number.NaN : Number(trimmed);
}

function share(percent: string): number {
  return Math.round(numberOf(percent) * 1_000_000) / 100_000_000;
}

function numberText(value: number): string {
  return String(Math.round(value * 100_000) / 100_000);
}
