import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  type ScheduleSummary,
} from "@aws-sdk/client-scheduler";
import type { ScheduleConfig } from "@/lib/core/inventory/resource";
import { allPages } from "../all-pages";
import type { Described, InventorySource, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf, toldBy } from "../summary";

const DEFAULT_GROUP = "default";

export function schedulesSource(door: Door): InventorySource {
  return {
    feature: "schedules",
    kinds: ["schedule"],
    list: () => listSchedules(door),
    describe: (listed) => describeSchedule(door, listed),
  };
}

/** Of all groups. */
async function listSchedules(door: Door): Promise<Listed[]> {
  const schedules = await allPages(async (NextToken) => {
    const page = await call(door, { action: "scheduler:ListSchedules", isControlPlane: true }, (wire) =>
      door.clients.scheduler.send(new ListSchedulesCommand({ NextToken, MaxResults: 100 }), wire),
    );
    return { items: page.Schedules, next: page.NextToken };
  });
  return schedules.flatMap((schedule): Listed[] =>
    schedule.Arn && schedule.Name
      ? [{ kind: "schedule", arn: schedule.Arn, name: schedule.Name, summary: summaryOf(schedule) }]
      : [],
  );
}

async function describeSchedule(door: Door, listed: Listed): Promise<Described<"schedule">> {
  const { GroupName } = toldBy<ScheduleSummary>(listed);
  const options = { action: "scheduler:GetSchedule", resource: listed.arn, isControlPlane: true };
  const told = await call(door, options, (wire) =>
    door.clients.scheduler.send(new GetScheduleCommand({ Name: listed.name, GroupName }), wire),
  );
  return { config: configOf(told), observed: {} };
}

function configOf(told: GetScheduleCommandOutput): ScheduleConfig {
  const { Target: target } = told;
  return {
    groupName: told.GroupName ?? DEFAULT_GROUP,
    expression: told.ScheduleExpression ?? "",
    isEnabled: told.State !== "DISABLED",
    targetArn: target?.Arn ?? "",
    roleArn: target?.RoleArn ?? null,
    deadLetterArn: target?.DeadLetterConfig?.Arn || null,
    maxRetries: target?.RetryPolicy?.MaximumRetryAttempts ?? null,
    maxAgeSeconds: target?.RetryPolicy?.MaximumEventAgeInSeconds ?? null,
    messageGroupId: target?.SqsParameters?.MessageGroupId || null,
  };
}
