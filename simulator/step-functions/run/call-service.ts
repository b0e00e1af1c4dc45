import { sendToQueue } from "../../delivery/send-to-queue";
import type { Delivered } from "../../delivery/sender";
import { putOnBus } from "../../events/put-on-bus";
import { publishFor } from "../../sns/publish-for";
import { parseQueueUrl } from "../../sqs/arn";
import type { ResourceKind } from "../definition/resources";
import { StateFailure } from "../language/execution-error";
import { startFor } from "../start-for";
import { busArnOf, eventOf } from "./bus-event";
import { failureOf } from "./delivery-failure";
import { machineSender } from "./machine-sender";
import type { Running } from "./running";
import type { TaskOutcome } from "./task-outcome";

type ServiceCall = Exclude<ResourceKind, "function" | "lambda:invoke">;
type Parameters = Readonly<Record<string, unknown>>;
type Attributes = Readonly<
  Record<string, { readonly DataType: string; readonly StringValue?: string; readonly BinaryValue?: string }>
>;

const CALLS: Readonly<Record<ServiceCall, (running: Running, parameters: Parameters) => Delivered>> = {
  "sqs:sendMessage": sendMessage,
  "sns:publish": publish,
  "events:putEvents": putEvents,
  "states:startExecution": startExecution,
};

const RESULTS: Readonly<Record<ServiceCall, (running: Running) => object>> = {
  "sqs:sendMessage": ({ world }) => ({ MessageId: world.uuid() }),
  "sns:publish": ({ world }) => ({ MessageId: world.uuid() }),
  "events:putEvents": ({ world }) => ({ Entries: [{ EventId: world.uuid() }], FailedEntryCount: 0 }),
  "states:startExecution": ({ now }) => ({ StartDate: new Date(now).toISOString() }),
};

/** Calls a connected service with the machine's rights. The ids in the result are not those the service gave out. */
export function callService(running: Running, kind: ServiceCall, input: unknown): TaskOutcome {
  if (typeof input !== "object" || input === null) {
    throw new StateFailure("States.Runtime", `The parameters of ${kind} are not an object.`);
  }
  const problem = CALLS[kind](running, { ...input });
  if (problem) return { failure: failureOf(kind.split(":")[0] ?? "", problem) };
  return { result: { ...RESULTS[kind](running), SdkHttpMetadata: { HttpStatusCode: 200 } } };
}

function sendMessage(running: Running, parameters: Parameters): Delivered {
  const { world, machine, now } = running;
  const { MessageBody, DelaySeconds, MessageAttributes } = parameters;
  const address = parseQueueUrl(textOf(parameters.QueueUrl));
  if (!address) return { kind: "missing", code: "QueueDoesNotExist", message: "The specified queue does not exist." };
  const arn = `arn:aws:sqs:${machine.region}:${address.accountId}:${address.name}`;
  const draft = {
    MessageBody: textOf(MessageBody),
    DelaySeconds: typeof DelaySeconds === "number" ? DelaySeconds : undefined,
    MessageAttributes: attributesOf(MessageAttributes),
    MessageGroupId: optionalText(parameters.MessageGroupId),
    MessageDeduplicationId: optionalText(parameters.MessageDeduplicationId),
  };
  return sendToQueue(world, machineSender(running), arn, draft, now);
}

function publish(running: Running, parameters: Parameters): Delivered {
  const content = {
    message: textOf(parameters.Message),
    subject: optionalText(parameters.Subject),
    attributes: attributesOf(parameters.MessageAttributes),
    groupId: optionalText(parameters.MessageGroupId),
    dedupId: optionalText(parameters.MessageDeduplicationId),
  };
  return publishFor(running.world, machineSender(running), textOf(parameters.TopicArn), content, running.now);
}

function putEvents(running: Running, { Entries }: Parameters): Delivered {
  for (const entry of Array.isArray(Entries) ? Entries : []) {
    const fields: Parameters = { ...Object(entry) };
    const arn = busArnOf(running, fields);
    const problem = putOnBus(running.world, machineSender(running), arn, eventOf(running, fields), running.now);
    if (problem) return { ...problem, code: "FailedEntry" };
  }
  return undefined;
}

function startExecution(running: Running, { StateMachineArn, Input = {}, Name }: Parameters): Delivered {
  const sender = machineSender(running);
  return startFor(running.world, sender, textOf(StateMachineArn), textOf(Input), running.now, optionalText(Name));
}

/** Texts stay as they are; anything else becomes JSON. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function optionalText(value: unknown): string | undefined {
  return value === undefined ? undefined : textOf(value);
}

function attributesOf(value: unknown): Attributes | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const attributes = Object.entries(value).map(([name, one]) => {
    const { DataType, StringValue, BinaryValue } = Object(one);
    const text = { StringValue: optionalText(StringValue), BinaryValue: optionalText(BinaryValue) };
    return [name, { DataType: textOf(DataType), ...text }];
  });
  return Object.fromEntries(attributes);
}
