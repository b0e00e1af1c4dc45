import { type Arn, parseArn } from "@/lib/core/arn";
import { isJsonObject, type JsonObject, type JsonValue, member, parseJson, rawMember } from "@/lib/core/messages/json";
import { attributeText, type MessageAttribute, type ObservedMessage } from "@/lib/core/messages/message";
import { isOfAws, type PuttableEvent } from "./event-letter";
import { callableKind } from "./rule-targets";

/** The one call that a schedule could not make, with the input's own parameters; `placeArn` is what it is made to. */
export type ScheduledCall =
  | {
      readonly kind: "send" | "publish";
      readonly placeArn: string;
      readonly body: string;
      readonly attributes: Readonly<Record<string, MessageAttribute>>;
      readonly subject?: string | undefined;
      readonly groupId?: string | undefined;
    }
  | { readonly kind: "invoke"; readonly placeArn: string; readonly body: string }
  | { readonly kind: "put"; readonly placeArn: string; readonly event: PuttableEvent };
export type ReadCall = ScheduledCall | { readonly kind: "none"; readonly why: string };

type Letter = Pick<ObservedMessage, "attributes"> & { readonly body: string };
interface Input {
  readonly json: JsonObject;
  readonly text: string;
  /** Partition, Region and account of the schedule: what names leave out. */
  readonly home: Arn;
}

const API = /^arn:[^:]+:scheduler:::aws-sdk:([a-z0-9]+:[A-Za-z0-9]+)$/;
const LISTED = "sqs:sendMessage, lambda:invoke, sns:publish and events:putEvents";

/**
 * What the dead letter of a schedule says is to be called, or why it is not called, in words after "it". Only four calls are
 * ever made, and only when nothing of their input would be left out. The body is the input of the call; where the letter
 * names a queue, function or topic itself, a body that is no such input is what was meant for it.
 */
export function readScheduledCall({ body, attributes }: Letter): ReadCall {
  const mark = (name: string) => attributeText({ messageId: "", body, attributes, system: {} }, name)?.trim();
  if (mark("IS_PAYLOAD_TRUNCATED")?.toLowerCase() === "true")
    return none("was cut by Scheduler, being too large: run the schedule again");
  const [home, targetArn] = [parseArn(mark("SCHEDULE_ARN") ?? ""), mark("TARGET_ARN")];
  if (!home || targetArn === undefined) return none("does not say what its schedule called");
  const api = API.exec(targetArn)?.[1];
  const json = parseJson(body);
  if (api !== undefined) {
    const read = Object.hasOwn(READERS, api) ? READERS[api] : undefined;
    if (!read) return none(`calls ${api}: only ${LISTED} are called in a schedule's stead`);
    return isJsonObject(json) ? read({ json, text: body, home }) : none(`holds no input of ${api}`);
  }
  return templated(targetArn, { json, text: body, home });
}

function templated(
  targetArn: string,
  { json, text, home }: { json: JsonValue | undefined; text: string; home: Arn },
): ReadCall {
  const kind = callableKind(targetArn);
  const reader = { queue: "sqs:sendMessage", function: "lambda:invoke", topic: "sns:publish", bus: "events:putEvents" };
  const read = kind && READERS[reader[kind]];
  if (!read) return none(`calls ${targetArn}: only ${LISTED} are called in a schedule's stead`);
  const whole = isJsonObject(json) ? read({ json, text, home }) : none("");
  if (whole.kind !== "none") return whole;
  if (kind === "bus") return none("does not say the source and type of the event that it meant");
  if (kind === "function") return { kind: "invoke", placeArn: targetArn, body: text };
  return { kind: kind === "topic" ? "publish" : "send", placeArn: targetArn, body: text, attributes: {} };
}

const READERS: Readonly<Record<string, (input: Input) => ReadCall>> = {
  "sqs:sendMessage": readSend,
  "lambda:invoke": readInvoke,
  "sns:publish": readPublish,
  "events:putEvents": readPut,
  "eventbridge:putEvents": readPut,
};

function readSend(input: Input): ReadCall {
  const placeArn = queueArnOf(text(input, "QueueUrl") ?? "", input.home);
  const body = text(input, "MessageBody");
  const attributes = attributesOf(member(input.json, "MessageAttributes"));
  if (placeArn === undefined || body === undefined || !attributes) return none("holds no input of sqs:sendMessage");
  const taken = ["QueueUrl", "MessageBody", "MessageAttributes", "MessageGroupId", "MessageDeduplicationId"];
  const groupId = text(input, "MessageGroupId");
  return leftOut(input.json, taken) ?? { kind: "send", placeArn, body, attributes, groupId };
}

function readPublish(input: Input): ReadCall {
  const [placeArn, body] = [text(input, "TopicArn"), text(input, "Message")];
  const attributes = attributesOf(member(input.json, "MessageAttributes"));
  if (placeArn === undefined || callableKind(placeArn) !== "topic" || body === undefined || !attributes)
    return none("holds no input of sns:publish to a topic");
  const taken = ["TopicArn", "Message", "Subject", "MessageAttributes", "MessageGroupId", "MessageDeduplicationId"];
  const [subject, groupId] = [text(input, "Subject"), text(input, "MessageGroupId")];
  return leftOut(input.json, taken) ?? { kind: "publish", placeArn, body, attributes, subject, groupId };
}

/** How Scheduler waits for the function is left out: it is invoked to work on the event later. */
function readInvoke(input: Input): ReadCall {
  const base = functionArnOf(text(input, "FunctionName") ?? "", input.home);
  if (base === undefined) return none("holds no input of lambda:invoke");
  const qualifier = text(input, "Qualifier");
  const placeArn = qualifier === undefined ? base : `${base}:${qualifier}`;
  const taken = ["FunctionName", "Qualifier", "InvocationType", "LogType", "Payload"];
  return leftOut(input.json, taken) ?? { kind: "invoke", placeArn, body: text(input, "Payload") ?? "{}" };
}

function readPut(input: Input): ReadCall {
  const entries = member(input.json, "Entries");
  if (!Array.isArray(entries) || entries.length !== 1) return none("does not put exactly one event");
  const [entry] = entries;
  if (!isJsonObject(entry)) return none("holds no input of events:putEvents");
  const within = { ...input, json: entry, text: JSON.stringify(entry) };
  const [source, detailType, detail] = [text(within, "Source"), text(within, "DetailType"), text(within, "Detail")];
  if (source === undefined || detailType === undefined || !isJsonObject(parseJson(detail ?? "")))
    return none("puts an event without source, type or detail");
  if (isOfAws(source)) return none(`puts an event of ${source}: nobody but AWS may`);
  const { resources, time } = { resources: member(entry, "Resources"), time: timeOf(member(entry, "Time")) };
  const event = {
    source,
    detailType,
    detail: detail ?? "",
    resources: Array.isArray(resources) ? resources.filter((one) => typeof one === "string") : [],
    time,
  };
  const taken = ["EventBusName", "Source", "DetailType", "Detail", "Resources", "Time"];
  const placeArn = busArnOf(text(within, "EventBusName") ?? "default", input.home);
  return leftOut(input.json, ["Entries"]) ?? leftOut(entry, taken) ?? { kind: "put", placeArn, event };
}

/** A text, or the source text of what stands there instead; undefined when nothing does. */
function text({ json, text: source }: Pick<Input, "json" | "text">, name: string): string | undefined {
  const value = member(json, name);
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : rawMember(source, name);
}

function leftOut(json: JsonObject, taken: readonly string[]): ReadCall | undefined {
  const other = Object.keys(json).find((name) => !taken.includes(name) && json[name] !== null);
  return other === undefined ? undefined : none(`has the parameter ${other}, which would be left out`);
}

function attributesOf(value: JsonValue | undefined): Record<string, MessageAttribute> | undefined {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) return undefined;
  const attributes: Record<string, MessageAttribute> = {};
  for (const [name, one] of Object.entries(value)) {
    const [type, told, bytes] = [member(one, "DataType"), member(one, "StringValue"), member(one, "BinaryValue")];
    if (typeof type !== "string" || (typeof told !== "string" && typeof bytes !== "string")) return undefined;
    attributes[name] =
      typeof told === "string"
        ? { dataType: type, stringValue: told }
        : { dataType: type, binaryBase64: String(bytes) };
  }
  return attributes;
}

function queueArnOf(url: string, { partition, region }: Arn): string | undefined {
  const [, accountId, name] = /\/(\d{12})\/([\w-]+(?:\.fifo)?)$/.exec(url) ?? [];
  if (accountId === undefined) return undefined;
  const named = /^https?:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com/.exec(url);
  return `arn:${partition}:sqs:${named?.[1] ?? named?.[2] ?? region}:${accountId}:${name}`;
}

function functionArnOf(name: string, { partition, region, awsAccountId }: Arn): string | undefined {
  if (callableKind(name) === "function") return name;
  const [, account = awsAccountId, plain] = /^(?:(\d{12}):function:)?([\w-]+(?::[\w$-]+)?)$/.exec(name) ?? [];
  return plain === undefined ? undefined : `arn:${partition}:lambda:${region}:${account}:function:${plain}`;
}

function busArnOf(name: string, { partition, region, awsAccountId }: Arn): string {
  return callableKind(name) === "bus" ? name : `arn:${partition}:events:${region}:${awsAccountId}:event-bus/${name}`;
}

/** Seconds, as AWS writes times in JSON, or a date in words. */
function timeOf(value: JsonValue | undefined): Date | null {
  const time = new Date(typeof value === "number" ? value * 1000 : typeof value === "string" ? value : "");
  return Number.isNaN(time.getTime()) ? null : time;
}

function none(why: string): ReadCall {
  return { kind: "none", why };
}
