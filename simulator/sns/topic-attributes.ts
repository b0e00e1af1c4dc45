import { invalidParameter, notSimulated } from "./errors";
import { checkTopicPolicy } from "./topic-policy";

const LARGEST_MESSAGE_BYTES = 1_048_576;
const DEFAULT_MESSAGE_BYTES = 262_144;

type Check = (value: string) => boolean;
const isBoolean: Check = (value) => value === "true" || value === "false";
const isWithin = (from: number, to: number): Check => {
  return (value) => /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to;
};
const isJson: Check = (value) => {
  try {
    return typeof JSON.parse(value) === "object";
  } catch {
    return false;
  }
};

/** Attributes that a topic may be given, and whether a value is possible. */
const ATTRIBUTES: Readonly<Record<string, Check>> = {
  DisplayName: (value) => value.length <= 100,
  KmsMasterKeyId: () => true,
  SignatureVersion: (value) => value === "1" || value === "2",
  TracingConfig: (value) => value === "PassThrough" || value === "Active",
  MaximumMessageSize: isWithin(1024, LARGEST_MESSAGE_BYTES),
  DeliveryPolicy: (value) => value === "" || isJson(value),
  Policy: (value) => {
    checkTopicPolicy(value);
    return true;
  },
};

const FIFO_ATTRIBUTES: Readonly<Record<string, Check>> = {
  ContentBasedDeduplication: isBoolean,
  FifoThroughputScope: (value) => value === "Topic" || value === "MessageGroup",
};

const FEEDBACK = /^(HTTP|Firehose|Lambda|Application|SQS)(SuccessFeedback(RoleArn|SampleRate)|FailureFeedbackRoleArn)$/;

/**
 * Throws InvalidParameter unless the topic may have this attribute. Delivery status logging is kept and shown but writes
 * no logs; message archives would change what happens and are refused.
 */
export function checkTopicAttribute(name: string, value: string, isFifo: boolean): void {
  if (name === "ArchivePolicy") throw notSimulated("ArchivePolicy");
  if (FEEDBACK.test(name)) return;
  const known = isFifo ? { ...ATTRIBUTES, ...FIFO_ATTRIBUTES } : ATTRIBUTES;
  const check = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!check) throw invalidParameter("AttributeName");
  if (!check(value)) throw invalidParameter(`Attributes Reason: ${name}: invalid value ${value.slice(0, 100)}`);
}

/** The largest message, attributes included, that the topic takes. */
export function maximumMessageSize(attributes: Readonly<Record<string, string>>): number {
  return Number(attributes.MaximumMessageSize ?? DEFAULT_MESSAGE_BYTES);
}

/** How HTTP endpoints are retried unless a policy says otherwise (SNS Developer Guide, "Creating an HTTP/S delivery policy"). */
export const DEFAULT_DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: "linear",
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
  },
});
