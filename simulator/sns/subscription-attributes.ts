import { parseQueueArn } from "../sqs/arn";
import { invalidParameter, notSimulated } from "./errors";
import { FilterPolicyProblem, type FilterScope, filterOf } from "./filter-policy";
import type { Subscription } from "./state";

type Attributes = Readonly<Record<string, string>>;
type Target = Pick<Subscription, "topicArn" | "protocol" | "endpoint">;

const KNOWN = new Set(["FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "DeliveryPolicy"]);
const REFUSED = new Set(["ReplayPolicy", "SubscriptionRoleArn"]);

/**
 * Throws InvalidParameter unless a subscription may have these attributes together. `where` opens the message, as
 * Subscribe and SetSubscriptionAttributes word it differently.
 */
export function checkSubscriptionAttributes(target: Target, attributes: Attributes, where = ""): void {
  for (const name of Object.keys(attributes)) {
    if (REFUSED.has(name)) throw notSimulated(name);
    if (!KNOWN.has(name)) throw invalidParameter("AttributeName");
  }
  const { RawMessageDelivery, FilterPolicy, FilterPolicyScope = "MessageAttributes", RedrivePolicy } = attributes;
  checkRaw(target, RawMessageDelivery, where);
  if (!isScope(FilterPolicyScope)) {
    throw invalidParameter(
      `${where}FilterPolicyScope: Invalid value [${FilterPolicyScope}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  if (FilterPolicy) checkFilterPolicy(FilterPolicy, FilterPolicyScope, where);
  if (RedrivePolicy) checkRedrivePolicy(target, RedrivePolicy, where);
  if (attributes.DeliveryPolicy) parseObject(attributes.DeliveryPolicy, `${where}DeliveryPolicy`);
}

function checkRaw({ protocol }: Target, value: string | undefined, where: string): void {
  if (value === undefined || value === "false") return;
  if (value !== "true") {
    throw invalidParameter(`${where}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  }
  if (!["sqs", "http", "https"].includes(protocol)) {
    throw invalidParameter(`${where}Delivery protocol [${protocol}] does not support raw message delivery.`);
  }
}

function isScope(scope: string): scope is FilterScope {
  return scope === "MessageAttributes" || scope === "MessageBody";
}

function checkFilterPolicy(text: string, scope: FilterScope, where: string): void {
  try {
    filterOf(text, scope);
  } catch (error) {
    if (error instanceof FilterPolicyProblem) throw invalidParameter(`${where}FilterPolicy: ${error.message}`);
    throw error;
  }
}

/** The dead-letter queue is in the subscription's Region, and FIFO when the subscriber is a FIFO queue. */
function checkRedrivePolicy({ topicArn, endpoint }: Target, text: string, where: string): void {
  const { deadLetterTargetArn } = parseObject(text, `${where}RedrivePolicy`);
  const queue = typeof deadLetterTargetArn === "string" ? parseQueueArn(deadLetterTargetArn) : undefined;
  if (!queue) throw invalidParameter(`${where}RedrivePolicy: deadLetterTargetArn is an invalid arn`);
  if (queue.region !== topicArn.split(":")[3]) {
    throw invalidParameter(`${where}RedrivePolicy: deadLetterTargetArn must be in the same Region as the subscription`);
  }
  if (queue.name.endsWith(".fifo") !== endpoint.endsWith(".fifo")) {
    const kind = endpoint.endsWith(".fifo")
      ? "must use a FIFO queue as DLQ for a FIFO topic"
      : "must not use a FIFO queue as DLQ for a standard topic";
    throw invalidParameter(`${where}RedrivePolicy: ${kind}`);
  }
}

function parseObject(text: string, what: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw invalidParameter(`${what}: failed to parse JSON.`);
}

/** What GetSubscriptionAttributes shows. */
export function shownAttributes(subscription: Subscription): Map<string, string> {
  const { attributes, pendingToken } = subscription;
  const set = Object.entries(attributes).filter(([, value]) => value !== "");
  const scope = attributes.FilterPolicy ? { FilterPolicyScope: "MessageAttributes" } : {};
  return new Map(
    Object.entries({
      SubscriptionArn: subscription.arn,
      TopicArn: subscription.topicArn,
      Owner: subscription.owner,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      SubscriptionPrincipal: subscription.principalArn,
      PendingConfirmation: String(pendingToken !== undefined),
      ConfirmationWasAuthenticated: String(pendingToken === undefined),
      RawMessageDelivery: "false",
      ...scope,
      ...Object.fromEntries(set),
    }),
  );
}
