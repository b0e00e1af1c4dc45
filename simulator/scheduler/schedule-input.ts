import { canAssume } from "../delivery/can-assume";
import type { World } from "../service";
import { numberIn, objectIn, textIn } from "../wire/input";
import { type Expression, parseExpression } from "./expression";
import { invalid } from "./scheduler-errors";
import type { ScheduleSettings, ScheduleTarget } from "./state";
import { checkTarget } from "./target-call";

type Input = Readonly<Record<string, unknown>>;

const QUEUE_ARN = /^arn:aws:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/;
const UTC = ["UTC", "Etc/UTC", "GMT", "Etc/GMT"];

/** What a create or update sets, all checked: ValidationException. */
export function settingsIn(world: World, input: Input): ScheduleSettings {
  const expression = textIn(input, "ScheduleExpression") ?? "";
  expressionOf(expression);
  return {
    expression,
    timezone: timezoneIn(input),
    state: oneOf(input, "State", ["ENABLED", "DISABLED"]) ?? "ENABLED",
    description: textIn(input, "Description"),
    startAt: dateIn(input, "StartDate"),
    endAt: dateIn(input, "EndDate"),
    windowMinutes: windowIn(input),
    afterCompletion: oneOf(input, "ActionAfterCompletion", ["NONE", "DELETE"]) ?? "NONE",
    target: targetIn(world, input),
  };
}

export function expressionOf(text: string): Expression {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof RangeError) throw invalid(`Invalid Schedule Expression ${text}: ${error.message}.`);
    throw error;
  }
}

function timezoneIn(input: Input): string {
  const timezone = textIn(input, "ScheduleExpressionTimezone") ?? "UTC";
  if (UTC.includes(timezone)) return timezone;
  throw invalid(`ScheduleExpressionTimezone ${timezone} is not simulated; only UTC is.`);
}

function windowIn(input: Input): number {
  const window = objectIn(input, "FlexibleTimeWindow");
  if (!window) throw invalid("FlexibleTimeWindow is required.");
  const mode = oneOf(window, "Mode", ["OFF", "FLEXIBLE"]);
  const minutes = numberIn(window, "MaximumWindowInMinutes");
  if (mode === "OFF" && minutes === undefined) return 0;
  if (mode === "FLEXIBLE") return inRange("MaximumWindowInMinutes", minutes ?? 0, 1, 1440);
  throw invalid("FlexibleTimeWindow needs Mode OFF, or FLEXIBLE with MaximumWindowInMinutes.");
}

function targetIn(world: World, input: Input): ScheduleTarget {
  const given = objectIn(input, "Target");
  if (!given) throw invalid("Target is required.");
  const roleArn = textIn(given, "RoleArn") ?? "";
  if (!canAssume(world, roleArn, "scheduler.amazonaws.com")) {
    throw invalid("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");
  }
  const target: ScheduleTarget = {
    Arn: textIn(given, "Arn") ?? "",
    RoleArn: roleArn,
    Input: textIn(given, "Input"),
    DeadLetterConfig: deadLettersIn(given),
    RetryPolicy: retryPolicyIn(given),
    SqsParameters: textsIn(given, "SqsParameters"),
    KinesisParameters: textsIn(given, "KinesisParameters"),
    EventBridgeParameters: textsIn(given, "EventBridgeParameters"),
  };
  checkTarget(target);
  return target;
}

function deadLettersIn(target: Input): ScheduleTarget["DeadLetterConfig"] {
  const config = objectIn(target, "DeadLetterConfig");
  const arn = config && textIn(config, "Arn");
  if (arn !== undefined && !QUEUE_ARN.test(arn)) {
    throw invalid(`Value '${arn}' at 'target.deadLetterConfig.arn' is not the ARN of a standard queue.`);
  }
  return config && { Arn: arn };
}

function retryPolicyIn(target: Input): ScheduleTarget["RetryPolicy"] {
  const policy = objectIn(target, "RetryPolicy") ?? {};
  return {
    MaximumEventAgeInSeconds: inRange(
      "MaximumEventAgeInSeconds",
      numberIn(policy, "MaximumEventAgeInSeconds") ?? 86_400,
      60,
      86_400,
    ),
    MaximumRetryAttempts: inRange("MaximumRetryAttempts", numberIn(policy, "MaximumRetryAttempts") ?? 185, 0, 185),
  };
}

function textsIn(target: Input, name: string): Record<string, string> | undefined {
  const given = objectIn(target, name);
  if (!given) return undefined;
  return Object.fromEntries(Object.keys(given).map((member) => [member, textIn(given, member) ?? ""]));
}

function dateIn(input: Input, name: string): number | undefined {
  const seconds = numberIn(input, name);
  return seconds === undefined ? undefined : seconds * 1000;
}

function inRange(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw invalid(`Value '${value}' at '${name}' must be between ${min} and ${max}.`);
}

function oneOf<const T extends string>(input: Input, name: string, choices: readonly T[]): T | undefined {
  const text = textIn(input, name);
  const choice = choices.find((known) => known === text);
  if (text === undefined || choice) return choice;
  throw invalid(`Value '${text}' at '${name}' must be one of ${choices.join(", ")}.`);
}
