import { PolicyProblem, parsePolicy } from "../iam/policy";
import { invalidValue, sqsError } from "./errors";
import {
  ALLOW_ALL,
  parseRedriveAllowPolicy,
  parseRedrivePolicy,
  type RedriveAllowPolicy,
  type RedrivePolicy,
} from "./redrive-policy";

export type AttributeTexts = Readonly<Record<string, string>>;

export const MAX_MESSAGE_BYTES = 1_048_576;
export const MAX_VISIBILITY_SECONDS = 43_200;

/** The settable attributes in the form the queue works with. */
export interface QueueSettings {
  readonly delaySeconds: number;
  readonly maximumMessageSize: number;
  readonly retentionMs: number;
  readonly receiveWaitSeconds: number;
  readonly visibilitySeconds: number;
  readonly hasContentBasedDeduplication: boolean;
  readonly isDeduplicationPerGroup: boolean;
  readonly redrivePolicy?: RedrivePolicy;
  readonly redriveAllowPolicy: RedriveAllowPolicy;
}

interface NumberRule {
  readonly initial: number;
  readonly from: number;
  readonly to: number;
}

const NUMBERS: Readonly<Record<string, NumberRule>> = {
  DelaySeconds: { initial: 0, from: 0, to: 900 },
  MaximumMessageSize: { initial: MAX_MESSAGE_BYTES, from: 1024, to: MAX_MESSAGE_BYTES },
  MessageRetentionPeriod: { initial: 345_600, from: 60, to: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { initial: 0, from: 0, to: 20 },
  VisibilityTimeout: { initial: 30, from: 0, to: MAX_VISIBILITY_SECONDS },
};

const KMS_REUSE: NumberRule = { initial: 300, from: 60, to: 86_400 };

const CHOICES: Readonly<Record<string, { readonly initial: string; readonly allowed: readonly string[] }>> = {
  ContentBasedDeduplication: { initial: "false", allowed: ["true", "false"] },
  DeduplicationScope: { initial: "queue", allowed: ["queue", "messageGroup"] },
  FifoThroughputLimit: { initial: "perQueue", allowed: ["perQueue", "perMessageGroupId"] },
};

const TEXTS = ["Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"];

export const COMPUTED_NAMES = [
  "QueueArn",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
];

const FIFO_NAMES = ["FifoQueue", ...Object.keys(CHOICES)];

export const READABLE_NAMES = [
  ...COMPUTED_NAMES,
  ...Object.keys(NUMBERS),
  ...TEXTS,
  ...FIFO_NAMES,
  "KmsDataKeyReusePeriodSeconds",
  "SqsManagedSseEnabled",
];

/** What a new queue has when nothing is said. */
export function initialAttributes(isFifo: boolean): Record<string, string> {
  const texts: Record<string, string> = { SqsManagedSseEnabled: "true" };
  for (const [name, { initial }] of Object.entries(NUMBERS)) texts[name] = String(initial);
  if (isFifo) {
    texts.FifoQueue = "true";
    for (const [name, { initial }] of Object.entries(CHOICES)) texts[name] = initial;
  }
  return texts;
}

function invalidAttributeValue(name: string): Error {
  return sqsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
}

function checkNumber(name: string, text: string, { from, to }: NumberRule): void {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) throw invalidAttributeValue(name);
}

function checkPolicy(name: string, text: string): void {
  if (text === "") return;
  if (name === "RedrivePolicy" || name === "RedriveAllowPolicy") {
    const parsed = name === "RedrivePolicy" ? parseRedrivePolicy(text) : parseRedriveAllowPolicy(text);
    if (typeof parsed === "string") throw invalidValue(name, text, parsed);
  }
  if (name === "Policy") checkQueuePolicy(text);
}

/** One that could not be read would let nobody in and deny nobody. */
function checkQueuePolicy(text: string): void {
  try {
    parsePolicy(text, "resource");
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error;
    throw sqsError("InvalidAttributeValue", `Invalid value for the parameter Policy. Reason: ${error.message}.`);
  }
}

/** Throws InvalidAttributeName or InvalidAttributeValue for what may not be set on a queue of this type. */
export function checkAttributes(changes: AttributeTexts, isFifo: boolean): void {
  for (const [name, text] of Object.entries(changes)) {
    const ownNumber = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
    const number = name === "KmsDataKeyReusePeriodSeconds" ? KMS_REUSE : ownNumber;
    const choice = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
    if (typeof text !== "string") throw invalidAttributeValue(name);
    if (FIFO_NAMES.includes(name) && !isFifo) throw sqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    if (number) checkNumber(name, text, number);
    else if (choice) {
      if (!choice.allowed.includes(text)) throw invalidAttributeValue(name);
    } else if (name === "FifoQueue") {
      if (text !== "true") throw invalidAttributeValue(name);
    } else if (name === "SqsManagedSseEnabled") {
      if (text !== "true" && text !== "false") throw invalidAttributeValue(name);
    } else if (TEXTS.includes(name)) checkPolicy(name, text);
    else throw sqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  }
  if (changes.KmsMasterKeyId && changes.SqsManagedSseEnabled === "true") {
    throw invalidAttributeValue("SqsManagedSseEnabled");
  }
  if (changes.FifoThroughputLimit === "perMessageGroupId" && changes.DeduplicationScope === "queue") {
    throw invalidAttributeValue("FifoThroughputLimit");
  }
}

/** The attributes after a change: an empty policy or key clears it, a KMS key and SSE-SQS exclude each other. */
export function withChanges(current: AttributeTexts, changes: AttributeTexts): Record<string, string> {
  const next: Record<string, string> = { ...current, ...changes };
  if (changes.KmsMasterKeyId) {
    next.SqsManagedSseEnabled = "false";
    next.KmsDataKeyReusePeriodSeconds ??= String(KMS_REUSE.initial);
  }
  if (changes.SqsManagedSseEnabled === "true") {
    delete next.KmsMasterKeyId;
    delete next.KmsDataKeyReusePeriodSeconds;
  }
  for (const name of TEXTS) if (next[name] === "") delete next[name];
  return next;
}

/** Attributes that passed `checkAttributes`, in working form. */
export function settingsOf(texts: AttributeTexts): QueueSettings {
  const redrive = texts.RedrivePolicy ? parseRedrivePolicy(texts.RedrivePolicy) : undefined;
  const allow = texts.RedriveAllowPolicy ? parseRedriveAllowPolicy(texts.RedriveAllowPolicy) : ALLOW_ALL;
  return {
    delaySeconds: Number(texts.DelaySeconds),
    maximumMessageSize: Number(texts.MaximumMessageSize),
    retentionMs: Number(texts.MessageRetentionPeriod) * 1000,
    receiveWaitSeconds: Number(texts.ReceiveMessageWaitTimeSeconds),
    visibilitySeconds: Number(texts.VisibilityTimeout),
    hasContentBasedDeduplication: texts.ContentBasedDeduplication === "true",
    isDeduplicationPerGroup: texts.DeduplicationScope === "messageGroup",
    redrivePolicy: typeof redrive === "object" ? redrive : undefined,
    redriveAllowPolicy: typeof allow === "object" ? allow : ALLOW_ALL,
  };
}
