import type { Call, Operation } from "../service";
import { textIn } from "../wire/input";
import { pageOf } from "./page";
import { checkName, conflict, invalid, notFound } from "./scheduler-errors";
import type { ScheduleGroup } from "./state";

export const DEFAULT_GROUP = "default";

export const CreateScheduleGroup: Operation = (call, input) => {
  const name = checkName(textIn(input, "Name"), "name");
  const arn = groupArn(call, name);
  call.authorize(arn);
  if (findGroup(call, name)) throw conflict(`Schedule group ${name} already exists.`);
  const { accountId, region, world } = call;
  world.scheduler.groups.put({ accountId, region, name, arn, createdAt: world.clock.now() });
  return { ScheduleGroupArn: arn };
};

export const GetScheduleGroup: Operation = (call, input) => shownGroup(requireGroup(call, textIn(input, "Name")));

/** A group goes with all its schedules, at once. */
export const DeleteScheduleGroup: Operation = (call, input) => {
  const group = requireGroup(call, textIn(input, "Name"));
  if (group.name === DEFAULT_GROUP) throw invalid("The default schedule group cannot be deleted.");
  const { schedules, groups } = call.world.scheduler;
  for (const schedule of schedules.list(call.accountId, call.region)) {
    if (schedule.group === group.name) schedules.delete(schedule);
  }
  groups.delete(group);
  return {};
};

export const ListScheduleGroups: Operation = (call, input) => {
  call.authorize("*");
  const prefix = textIn(input, "NamePrefix") ?? "";
  const made = call.world.scheduler.groups.list(call.accountId, call.region);
  const all = [...made, defaultGroup(call)].sort((one, other) => (one.name < other.name ? -1 : 1));
  const { shown, nextToken } = pageOf(
    input,
    all.filter(({ name }) => name.startsWith(prefix)),
  );
  return { ScheduleGroups: shown.map(shownGroup), NextToken: nextToken };
};

/** The group, allowed to the caller. ResourceNotFoundException when there is none. */
function requireGroup(call: Call, named: string | undefined): ScheduleGroup {
  const name = checkName(named, "name");
  call.authorize(groupArn(call, name));
  const group = findGroup(call, name);
  if (!group) throw notFound(`Schedule group ${name}`);
  return group;
}

export function findGroup(call: Call, name: string): ScheduleGroup | undefined {
  if (name === DEFAULT_GROUP) return defaultGroup(call);
  return call.world.scheduler.groups.get(call.accountId, call.region, name);
}

function defaultGroup(call: Call): ScheduleGroup {
  const { accountId, region } = call;
  return { accountId, region, name: DEFAULT_GROUP, arn: groupArn(call, DEFAULT_GROUP), createdAt: 0 };
}

function groupArn({ region, accountId }: Call, name: string): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule-group/${name}`;
}

function shownGroup({ arn, name, createdAt }: ScheduleGroup) {
  const at = new Date(createdAt);
  return { Arn: arn, Name: name, State: "ACTIVE", CreationDate: at, LastModificationDate: at };
}
