import { filterOf } from "./filter-policy";
import { messageFor, type Notification, type NotificationAttribute } from "./notification";
import type { Subscription } from "./state";

/** Why a filter policy keeps a notification from a subscriber, in the words of SNS's metrics. */
export type Rejection =
  | "MessageAttributes"
  | "NoMessageAttributes"
  | "InvalidAttributes"
  | "MessageBody"
  | "InvalidMessageBody";

/** Undefined when the subscription has no filter policy or the notification passes it. */
export function rejectionOf(subscription: Subscription, notification: Notification): Rejection | undefined {
  const { FilterPolicy, FilterPolicyScope } = subscription.attributes;
  if (!FilterPolicy || FilterPolicy === "{}") return undefined;
  if (FilterPolicyScope === "MessageBody") {
    const body = parseBody(messageFor(notification, subscription.protocol));
    if (body === undefined) return "InvalidMessageBody";
    return filterOf(FilterPolicy, "MessageBody")(body) ? undefined : "MessageBody";
  }
  const { attributes = {} } = notification;
  const values = valuesOf(attributes);
  if (!values) return "InvalidAttributes";
  if (filterOf(FilterPolicy, "MessageAttributes")(values)) return undefined;
  return Object.keys(attributes).length === 0 ? "NoMessageAttributes" : "MessageAttributes";
}

function parseBody(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    // Not JSON: the metric for invalid bodies counts it.
    return undefined;
  }
}

/** The values that a policy looks at: binary ones never; undefined when a String.Array is no JSON list. */
function valuesOf(attributes: Readonly<Record<string, NotificationAttribute>>) {
  const values: Record<string, unknown> = {};
  for (const [name, { DataType, StringValue = "" }] of Object.entries(attributes)) {
    if (DataType === "String.Array") {
      const list = parseList(StringValue);
      if (!list) return undefined;
      values[name] = list;
    } else if (DataType.startsWith("Number")) values[name] = Number(StringValue);
    else if (DataType.startsWith("String")) values[name] = StringValue;
  }
  return values;
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    // Not JSON: the metric for invalid attributes counts it.
    return undefined;
  }
}
