import { parseArn } from "@/lib/core/arn";
import type { LossGraph } from "../family";

interface Group {
  readonly arn: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly withQueueCount: number;
  readonly withoutQueueCount: number;
}

/** Groups of schedules: Scheduler counts by group, never by schedule. */
export function groupsOf({ all }: LossGraph): Group[] {
  const groups = new Map<string, { withQueueCount: number; withoutQueueCount: number }>();
  for (const { arn, config } of all("schedule")) {
    const { partition = "aws", region = "", awsAccountId = "" } = parseArn(arn) ?? {};
    const group = `arn:${partition}:scheduler:${region}:${awsAccountId}:schedule-group/${config.groupName}`;
    const counts = groups.get(group) ?? { withQueueCount: 0, withoutQueueCount: 0 };
    groups.set(group, counts);
    counts[config.deadLetterArn === null ? "withoutQueueCount" : "withQueueCount"] += 1;
  }
  return [...groups].map(([arn, counts]) => ({
    arn,
    dimensions: { ScheduleGroup: arn.slice(arn.lastIndexOf("/") + 1) },
    ...counts,
  }));
}

export const CALL_AGAIN =
  "Nothing was kept: make the call of the schedule again by hand, or let its next time do it where one run may be missed.";
