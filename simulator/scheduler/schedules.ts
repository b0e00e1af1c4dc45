import type { Call, Operation } from "../service";
import { textIn } from "../wire/input";
import { DEFAULT_GROUP, findGroup } from "./groups";
import { pageOf } from "./page";
import { planNextRun } from "./run-schedule";
import { settingsIn } from "./schedule-input";
import { checkName, conflict, notFound } from "./scheduler-errors";
import type { Schedule } from "./state";

type Input = Readonly<Record<string, unknown>>;

export const CreateSchedule: Operation = (call, input) => {
  const { world, accountId, region } = call;
  const { group, scheduleName, arn } = meant(call, input, "GroupName");
  call.authorize(arn);
  if (!findGroup(call, group)) throw notFound(`Schedule group ${group}`);
  const name = `${group}/${scheduleName}`;
  if (world.scheduler.schedules.get(accountId, region, name)) {
    throw conflict(`Schedule ${scheduleName} already exists.`);
  }
  const settings = settingsIn(world, input);
  const now = world.clock.now();
  const place = { accountId, region, name, group, scheduleName, arn };
  const schedule = { ...place, createdAt: now, changedAt: now, version: 1, settings };
  planNextRun(world, world.scheduler.schedules.put(schedule), now);
  return { ScheduleArn: arn };
};

export const UpdateSchedule: Operation = (call, input) => {
  const schedule = locate(call, input, "GroupName");
  const now = call.world.clock.now();
  schedule.settings = settingsIn(call.world, input);
  schedule.changedAt = now;
  schedule.version += 1;
  planNextRun(call.world, schedule, now);
  return { ScheduleArn: schedule.arn };
};

export const GetSchedule: Operation = (call, input) => {
  const schedule = locate(call, input, "groupName");
  const { expression, timezone, description, startAt, endAt, windowMinutes, afterCompletion, target } =
    schedule.settings;
  return {
    ...identity(schedule),
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    Description: description,
    StartDate: startAt === undefined ? undefined : new Date(startAt),
    EndDate: endAt === undefined ? undefined : new Date(endAt),
    FlexibleTimeWindow: windowMinutes ? { Mode: "FLEXIBLE", MaximumWindowInMinutes: windowMinutes } : { Mode: "OFF" },
    ActionAfterCompletion: afterCompletion,
    Target: target,
  };
};

export const DeleteSchedule: Operation = (call, input) => {
  call.world.scheduler.schedules.delete(locate(call, input, "groupName"));
  return {};
};

export const ListSchedules: Operation = (call, input) => {
  call.authorize("*");
  const group = textIn(input, "ScheduleGroup");
  const prefix = textIn(input, "NamePrefix") ?? "";
  const state = textIn(input, "State");
  const matching = call.world.scheduler.schedules
    .list(call.accountId, call.region)
    .filter((one) => group === undefined || one.group === group)
    .filter((one) => state === undefined || one.settings.state === state)
    .filter(({ scheduleName }) => scheduleName.startsWith(prefix));
  const { shown, nextToken } = pageOf(input, matching);
  const Schedules = shown.map((one) => ({ ...identity(one), Target: { Arn: one.settings.target.Arn } }));
  return { Schedules, NextToken: nextToken };
};

function identity(schedule: Schedule) {
  return {
    Arn: schedule.arn,
    Name: schedule.scheduleName,
    GroupName: schedule.group,
    State: schedule.settings.state,
    CreationDate: new Date(schedule.createdAt),
    LastModificationDate: new Date(schedule.changedAt),
  };
}

/** The group travels as `groupName` in query strings and as `GroupName` in bodies. */
function meant({ region, accountId }: Call, input: Input, groupMember: "GroupName" | "groupName") {
  const group = checkName(textIn(input, groupMember) ?? DEFAULT_GROUP, "groupName");
  const scheduleName = checkName(textIn(input, "Name"), "name");
  return { group, scheduleName, arn: `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${scheduleName}` };
}

function locate(call: Call, input: Input, groupMember: "GroupName" | "groupName"): Schedule {
  const { group, scheduleName, arn } = meant(call, input, groupMember);
  call.authorize(arn);
  const found = call.world.scheduler.schedules.get(call.accountId, call.region, `${group}/${scheduleName}`);
  if (!found) throw notFound(`Schedule ${scheduleName}`);
  return found;
}
