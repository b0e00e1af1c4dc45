import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { validationProblem } from "../archives/check-input";
import { listPage } from "../archives/list-page";
import { busArnOf, busesOf, DEFAULT_BUS, requireBus } from "../resources/event-bus";
import { rulesOf } from "../resources/rule";
import type { EventBus } from "../state";
import {
  BUS_NAME,
  busPlaceIn,
  deadLetterArnIn,
  type Input,
  limitExceeded,
  limitedTextIn,
  refuseUnsimulated,
  requiredTextIn,
  tagsIn,
} from "./parameters";

/** EventBridge quotas: custom buses of an account in a Region. */
const MOST_BUSES = 100;
const UNSIMULATED = ["EventSourceName", "KmsKeyIdentifier", "LogConfig"];

export function createEventBus(call: Call, input: Input) {
  const { accountId, region, world } = call;
  const name = requiredTextIn(input, "Name", BUS_NAME);
  const description = limitedTextIn(input, "Description", { longest: 512 });
  const tags = tagsIn(input);
  refuseUnsimulated(input, UNSIMULATED);
  const deadLetterArn = deadLetterArnIn(input);
  const arn = busArnOf({ accountId, region, busName: name });
  call.authorize(arn);
  if (Object.keys(tags).length > 0) call.authorize(arn, "events:TagResource");
  if (name.includes("/")) throw validationProblem("Event bus name must not contain '/'.");
  const buses = busesOf(world, accountId, region);
  if (buses.some((bus) => bus.name === name)) {
    throw new AwsError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
  }
  if (buses.length > MOST_BUSES) throw limitExceeded();
  const now = world.clock.now();
  world.events.buses.put({ accountId, region, name, createdAt: now, changedAt: now, description, deadLetterArn, tags });
  return { EventBusArn: arn, Description: description, ...deadLetterConfigOf(deadLetterArn) };
}

export function describeEventBus(call: Call, input: Input) {
  const place = busPlaceIn(call, input, "Name");
  call.authorize(busArnOf(place));
  const bus = requireBus(call.world, place);
  return { ...shown(bus), ...deadLetterConfigOf(bus.deadLetterArn) };
}

export function listEventBuses(call: Call, input: Input) {
  call.authorize("*");
  const prefix = limitedTextIn(input, "NamePrefix", BUS_NAME) ?? "";
  const buses = busesOf(call.world, call.accountId, call.region).filter(({ name }) => name.startsWith(prefix));
  const { shown: page, NextToken } = listPage(input, buses);
  return { EventBuses: page.map(shown), NextToken };
}

/** The bus must have no rules; deleting one that does not exist succeeds. */
export function deleteEventBus(call: Call, input: Input) {
  const name = requiredTextIn(input, "Name", BUS_NAME);
  const place = { accountId: call.accountId, region: call.region, busName: name };
  call.authorize(busArnOf(place));
  if (name === DEFAULT_BUS) throw validationProblem("Cannot delete event bus default.");
  if (rulesOf(call.world, place).length > 0) {
    throw validationProblem(`Event bus ${name} can't be deleted since it has rules.`);
  }
  call.world.events.buses.delete({ ...place, name });
  return {};
}

export function updateEventBus(call: Call, input: Input) {
  const place = busPlaceIn(call, input, "Name");
  const arn = busArnOf(place);
  const description = limitedTextIn(input, "Description", { longest: 512 });
  const deadLetterArn = deadLetterArnIn(input);
  refuseUnsimulated(input, UNSIMULATED);
  call.authorize(arn);
  const bus = requireBus(call.world, place);
  const changedAt = call.world.clock.now();
  call.world.events.buses.put({ ...bus, description, deadLetterArn, changedAt });
  return { Arn: arn, Name: bus.name, Description: description, ...deadLetterConfigOf(deadLetterArn) };
}

function shown({ accountId, region, name, description, policy, createdAt, changedAt }: EventBus) {
  return {
    Name: name,
    Arn: busArnOf({ accountId, region, busName: name }),
    Description: description,
    Policy: policy,
    CreationTime: createdAt > 0 ? new Date(createdAt) : undefined,
    LastModifiedTime: changedAt > 0 ? new Date(changedAt) : undefined,
  };
}

function deadLetterConfigOf(arn: string | undefined) {
  return arn === undefined ? {} : { DeadLetterConfig: { Arn: arn } };
}
