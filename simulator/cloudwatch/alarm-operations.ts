import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { numberIn, objectsIn, textIn, textsIn } from "../wire/input";
import { type Alarm, type AlarmValue, alarmArn } from "./alarms-state";
import { keepEvaluating, setAlarmValue } from "./evaluate-alarms";
import { parseAlarm } from "./parse-alarm";
import { invalidNextToken, missingParameter, validationError } from "./validation-error";

type Input = Readonly<Record<string, unknown>>;

const VALUES: readonly AlarmValue[] = ["OK", "ALARM", "INSUFFICIENT_DATA"];
const LARGEST_PAGE = 100;

/** CloudWatch PutMetricAlarm: makes the alarm, or replaces it and keeps its state. */
export function putMetricAlarm(call: Call, input: Input) {
  const { accountId, region, world } = call;
  const name = nameIn(input);
  call.authorize(alarmArn({ accountId, region, name }));
  const rule = parseAlarm(input);
  objectsIn(input, "Tags");
  const now = world.clock.now();
  const earlier = world.alarms.alarms.get(accountId, region, name);
  const value = earlier ?? {
    value: "INSUFFICIENT_DATA" as const,
    valueReason: "Unchecked: Initial alarm creation",
    valueUpdatedAt: now,
    valueChangedAt: now,
  };
  world.alarms.alarms.put({ ...value, accountId, region, name, request: { ...input }, rule, changedAt: now });
  keepEvaluating(world, now);
  return {};
}

/** CloudWatch DescribeAlarms: metric alarms by name, up to 100 a page. There are no composite alarms here. */
export function describeAlarms(call: Call, input: Input) {
  const { accountId, region, world } = call;
  call.authorize(alarmArn({ accountId, region, name: "*" }));
  const largest = numberIn(input, "MaxRecords") ?? 50;
  if (!Number.isInteger(largest) || largest < 1 || largest > LARGEST_PAGE) {
    throw validationError(`The value ${largest} for parameter MaxRecords must be between 1 and ${LARGEST_PAGE}.`);
  }
  const after = parseToken(textIn(input, "NextToken"));
  const found = world.alarms.alarms.list(accountId, region).filter(filterOf(input));
  const left = found.filter(({ name }) => name > after);
  const shown = left.slice(0, largest);
  const last = shown.at(-1);
  return {
    MetricAlarms: shown.map(tell),
    CompositeAlarms: [],
    NextToken: last && shown.length < left.length ? Buffer.from(`after:${last.name}`).toString("base64url") : undefined,
  };
}

/** CloudWatch DeleteAlarms: all of them or, when one does not exist, none. */
export function deleteAlarms(call: Call, input: Input) {
  const { accountId, region, world } = call;
  const names = textsIn(input, "AlarmNames") ?? [];
  if (names.length === 0) throw missingParameter("AlarmNames");
  if (names.length > LARGEST_PAGE) throw validationError(`AlarmNames must not have more than ${LARGEST_PAGE} members.`);
  for (const name of names) call.authorize(alarmArn({ accountId, region, name }));
  const alarms = names.map((name) => find(call, name));
  for (const alarm of alarms) world.alarms.alarms.delete(alarm);
  return {};
}

/** CloudWatch SetAlarmState: for a while; the next evaluation that finds another state sets that. */
export function setAlarmState(call: Call, input: Input) {
  const { accountId, region, world } = call;
  const name = nameIn(input);
  call.authorize(alarmArn({ accountId, region, name }));
  const wanted = textIn(input, "StateValue");
  const value = VALUES.find((known) => known === wanted);
  if (!value)
    throw validationError(`The value ${wanted} for parameter StateValue must be one of ${VALUES.join(", ")}.`);
  const text = textIn(input, "StateReason");
  if (text === undefined) throw missingParameter("StateReason");
  const json = textIn(input, "StateReasonData");
  setAlarmValue(world, find(call, name), value, { text, json }, world.clock.now());
  return {};
}

/** Composite alarms do not exist here. */
export function putCompositeAlarm(call: Call): never {
  call.authorize("*");
  throw validationError("Composite alarms are not simulated; use metric alarms.");
}

function find({ accountId, region, world }: Call, name: string): Alarm {
  const alarm = world.alarms.alarms.get(accountId, region, name);
  if (alarm) return alarm;
  throw new AwsError("ResourceNotFound", `Unknown alarm: ${name}`, { status: 404 });
}

function filterOf(input: Input): (alarm: Alarm) => boolean {
  const names = textsIn(input, "AlarmNames");
  const prefix = textIn(input, "AlarmNamePrefix");
  if (names && prefix !== undefined) throw validationError("AlarmNames and AlarmNamePrefix must not both be given.");
  for (const name of ["ChildrenOfAlarmName", "ParentsOfAlarmName"]) {
    if (textIn(input, name) !== undefined)
      throw validationError(`${name} is not simulated: there are no composite alarms.`);
  }
  const types = textsIn(input, "AlarmTypes");
  const state = textIn(input, "StateValue");
  const actionPrefix = textIn(input, "ActionPrefix");
  const hasAction = ({ request }: Alarm) =>
    [request.OKActions, request.AlarmActions, request.InsufficientDataActions].some(
      (arns) => Array.isArray(arns) && arns.some((arn) => String(arn).startsWith(actionPrefix ?? "")),
    );
  return (alarm) =>
    (names === undefined || names.includes(alarm.name)) &&
    alarm.name.startsWith(prefix ?? "") &&
    (types === undefined || types.includes("MetricAlarm")) &&
    (state === undefined || alarm.value === state) &&
    (actionPrefix === undefined || hasAction(alarm));
}

function tell(alarm: Alarm) {
  const { request } = alarm;
  const { Tags: _, ...said } = request;
  return {
    ...said,
    AlarmArn: alarmArn(alarm),
    ActionsEnabled: request.ActionsEnabled ?? true,
    OKActions: request.OKActions ?? [],
    AlarmActions: request.AlarmActions ?? [],
    InsufficientDataActions: request.InsufficientDataActions ?? [],
    Dimensions: request.Dimensions ?? [],
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.changedAt),
    StateValue: alarm.value,
    StateReason: alarm.valueReason,
    StateReasonData: alarm.valueReasonData,
    StateUpdatedTimestamp: new Date(alarm.valueUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.valueChangedAt),
  };
}

function nameIn(input: Input): string {
  const name = textIn(input, "AlarmName");
  if (!name) throw missingParameter("AlarmName");
  if (name.length > 255) throw validationError("AlarmName must have length less than or equal to 255.");
  return name;
}

function parseToken(token: string | undefined): string {
  if (token === undefined) return "";
  const [, after] = /^after:(.+)$/s.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (after === undefined) throw invalidNextToken();
  return after;
}
