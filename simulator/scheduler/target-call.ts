import { deliver, type Parcel } from "../delivery/deliver";
import { type Delivered, partsOf, type Sender } from "../delivery/sender";
import type { BusEvent } from "../events/state";
import type { World } from "../service";
import { invalid } from "./scheduler-errors";
import type { ScheduleTarget } from "./state";

/** The API call that a schedule makes: what its dead letter holds. */
export interface TargetCall {
  /** `sqs:sendMessage`. */
  readonly api: string;
  /** The call's input as JSON text. */
  readonly input: string;
}

const UNIVERSAL = /^arn:aws:scheduler:::aws-sdk:([a-z0-9]+:[a-zA-Z0-9]+)$/;

type Members = Readonly<Record<string, unknown>>;

/** Refuses targets that are not simulated: ValidationException. */
export function checkTarget(target: ScheduleTarget): void {
  const universal = UNIVERSAL.exec(target.Arn)?.[1];
  if (universal !== undefined) {
    if (!Object.hasOwn(PARCELS, universal)) throw invalid(`Target ${target.Arn} is not simulated.`);
    if (membersOf(target.Input) === undefined) throw invalid("Target Input must be a JSON object for this target.");
    return;
  }
  if (!templated(target, "", "")) throw invalid(`Provided Arn is not in correct format: ${target.Arn}`);
  if (target.Arn.endsWith(".fifo") && !target.SqsParameters?.MessageGroupId) {
    throw invalid("SqsParameters.MessageGroupId is required for a FIFO queue.");
  }
}

/** The call of this target; `text` is its Input with the context filled in. */
export function callOf(target: ScheduleTarget, text: string, endpoint: string): TargetCall {
  const api = UNIVERSAL.exec(target.Arn)?.[1];
  const made = api === undefined ? templated(target, text, endpoint) : { api, input: text };
  if (!made) throw new Error(`no call for ${target.Arn}`);
  return made;
}

/** Makes the call in the name of the schedule. */
export function makeCall(
  world: World,
  sender: Sender,
  { api, input }: TargetCall,
  region: string,
  now: number,
): Delivered {
  const members = membersOf(input);
  const meant = members && PARCELS[api]?.(members, { world, sender, region, now });
  if (!meant?.arn)
    return { kind: "invalid", code: "ValidationException", message: `The input of ${api} is not valid.` };
  return deliver(world, sender, meant.arn, meant.parcel, now);
}

function templated(target: ScheduleTarget, text: string, endpoint: string): TargetCall | undefined {
  const { Arn, SqsParameters, KinesisParameters, EventBridgeParameters } = target;
  const { service, accountId, resource } = partsOf(Arn);
  const as = (api: string, input: Members) => ({ api, input: JSON.stringify(input) });
  switch (service) {
    case "sqs": {
      const QueueUrl = `${endpoint}/${accountId}/${resource}`;
      return as("sqs:sendMessage", { MessageBody: text, QueueUrl, MessageGroupId: SqsParameters?.MessageGroupId });
    }
    case "sns":
      return as("sns:publish", { TopicArn: Arn, Message: text });
    case "lambda":
      return as("lambda:invoke", { FunctionName: Arn, InvocationType: "Event", Payload: text });
    case "states":
      return as("sfn:startExecution", { StateMachineArn: Arn, Input: text });
    case "kinesis":
      return as("kinesis:putRecord", { StreamARN: Arn, Data: text, PartitionKey: KinesisParameters?.PartitionKey });
    case "events": {
      const { DetailType, Source } = EventBridgeParameters ?? {};
      return as("eventbridge:putEvents", { Entries: [{ EventBusName: Arn, Detail: text, DetailType, Source }] });
    }
  }
  return undefined;
}

interface Context {
  readonly world: World;
  readonly sender: Sender;
  readonly region: string;
  readonly now: number;
}

type Meant = { readonly arn: string | undefined; readonly parcel: Parcel } | undefined;

/** For each API that can be called: whom it means, and with what. */
const PARCELS: Readonly<Record<string, (input: Members, context: Context) => Meant>> = {
  "sqs:sendMessage": (input, { region }) => ({
    arn: queueArnOf(textOf(input.QueueUrl), region),
    parcel: {
      text: textOf(input.MessageBody),
      attributes: attributesOf(input.MessageAttributes),
      groupId: optional(input.MessageGroupId),
      dedupId: optional(input.MessageDeduplicationId),
    },
  }),
  "sns:publish": (input) => ({
    arn: optional(input.TopicArn),
    parcel: {
      text: textOf(input.Message),
      attributes: attributesOf(input.MessageAttributes),
      groupId: optional(input.MessageGroupId),
      dedupId: optional(input.MessageDeduplicationId),
    },
  }),
  "lambda:invoke": (input, { sender, region }) => {
    const name = textOf(input.FunctionName);
    const arn = name.startsWith("arn:") ? name : `arn:aws:lambda:${region}:${sender.accountId}:function:${name}`;
    return { arn, parcel: { text: textOf(input.Payload) } };
  },
  "sfn:startExecution": (input) => ({
    arn: optional(input.StateMachineArn),
    parcel: { text: textOf(input.Input) || "{}" },
  }),
  "kinesis:putRecord": (input, { sender, region }) => ({
    arn:
      optional(input.StreamARN) ?? `arn:aws:kinesis:${region}:${sender.accountId}:stream/${textOf(input.StreamName)}`,
    parcel: { text: textOf(input.Data), groupId: optional(input.PartitionKey) },
  }),
  "eventbridge:putEvents": (input, context) => {
    const [entry, ...more] = Array.isArray(input.Entries) ? input.Entries : [];
    return isMembers(entry) && more.length === 0 ? eventOf(entry, context) : undefined;
  },
};

function eventOf(entry: Members, { world, sender, region, now }: Context): Meant {
  const detail = membersOf(optional(entry.Detail));
  const name = optional(entry.EventBusName) ?? "default";
  if (!detail) return undefined;
  const event: BusEvent = {
    version: "0",
    id: world.uuid(),
    "detail-type": textOf(entry.DetailType),
    source: textOf(entry.Source),
    account: sender.accountId,
    time: new Date(now).toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [sender.sourceArn],
    detail,
  };
  const arn = name.startsWith("arn:") ? name : `arn:aws:events:${region}:${sender.accountId}:event-bus/${name}`;
  return { arn, parcel: { text: JSON.stringify(event), event } };
}

function queueArnOf(url: string, region: string): string | undefined {
  const [, accountId, name] = /\/(\d{12})\/([\w-]+(?:\.fifo)?)$/.exec(url) ?? [];
  const [, named] = /^https?:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\//.exec(url) ?? [];
  return accountId && `arn:aws:sqs:${named ?? region}:${accountId}:${name}`;
}

function attributesOf(value: unknown): Record<string, string> | undefined {
  if (!isMembers(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isMembers(one) ? textOf(one.StringValue) : ""]),
  );
}

function membersOf(text: string | undefined): Members | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isMembers(value) ? value : undefined;
  } catch {
    // Text that is no JSON has no members.
    return undefined;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function optional(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
