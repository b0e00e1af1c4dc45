import type { AlertSettings } from "@/lib/contract/alert-settings";
import { lastWholeWeek, nextScheduled, scheduledBefore } from "@/lib/core/review/week";
import { MESSAGES } from "@/lib/core/review/words";
import type { Sql } from "@/lib/db/connect";
import { alertSettingsOf } from "../alerts/settings";

type Schedule = NonNullable<AlertSettings["review"]>;

/** What people set about reviews. Without it weeks are those of UTC, messages are messages, and none writes itself. */
export interface ReviewTerms {
  readonly zone: string;
  readonly unit: Schedule["unit"];
  readonly channels: readonly string[];
  readonly schedule: Schedule | null;
}

export async function reviewTerms(db: Sql): Promise<ReviewTerms> {
  const { review } = await alertSettingsOf(db);
  return {
    zone: review?.zone ?? "UTC",
    unit: review?.unit ?? MESSAGES,
    channels: review?.channels ?? [],
    schedule: review?.isOn ? review : null,
  };
}

/** The week whose review the schedule has asked for last; undefined without a schedule. */
export function dueWeek({ schedule }: ReviewTerms, at: Date): string | undefined {
  return schedule === null ? undefined : lastWholeWeek(scheduledBefore(schedule, at), schedule.zone);
}

export function nextReviewAt({ schedule }: ReviewTerms, at: Date): Date | null {
  return schedule === null ? null : nextScheduled(schedule, at);
}
