import { createHash } from "node:crypto";
import { GetSubscriptionAttributesCommand, ListSubscriptionsCommand, type Subscription } from "@aws-sdk/client-sns";
import { nameOfArn, parseArn } from "@/lib/core/arn";
import type { SubscriptionConfig } from "@/lib/core/inventory/resource";
import { allPages } from "../all-pages";
import type { Described, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf, toldBy } from "../summary";

/** What SNS says in place of an ARN until the subscription is confirmed. */
const PENDING = "PendingConfirmation";
const DELETED = "Deleted";

/** Every subscription that the account made. One that is not confirmed has no ARN yet: ours is told by its endpoint. */
export async function listSubscriptions(door: Door): Promise<Listed[]> {
  const subscriptions = await allPages(async (NextToken) => {
    const page = await call(door, { action: "sns:ListSubscriptions", isControlPlane: true }, (wire) =>
      door.clients.sns.send(new ListSubscriptionsCommand({ NextToken }), wire),
    );
    return { items: page.Subscriptions, next: page.NextToken };
  });
  return subscriptions
    .filter(({ SubscriptionArn, TopicArn }) => SubscriptionArn && SubscriptionArn !== DELETED && TopicArn)
    .map((told) => ({ kind: "subscription", arn: arnOf(told), name: nameOf(told), summary: summaryOf(told) }));
}

export async function describeSubscription(door: Door, listed: Listed): Promise<Described<"subscription">> {
  const { TopicArn = "", Protocol = "", Endpoint = "", SubscriptionArn } = toldBy<Subscription>(listed);
  const base = { topicArn: TopicArn, protocol: Protocol, endpoint: Endpoint };
  // Without an ARN SNS tells no attributes: nothing is delivered yet, so nothing is lost either.
  if (SubscriptionArn === PENDING)
    return {
      config: { ...base, deadLetterArn: null, isRaw: false, filterPolicy: null, isConfirmed: false },
      observed: { isUnread: true },
    };
  const options = { action: "sns:GetSubscriptionAttributes", resource: listed.arn, isControlPlane: true };
  const answer = await call(door, options, (wire) =>
    door.clients.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: listed.arn }), wire),
  );
  return { config: { ...base, ...settingsOf(answer.Attributes ?? {}) }, observed: {} };
}

function settingsOf(
  told: Readonly<Record<string, string>>,
): Omit<SubscriptionConfig, "topicArn" | "protocol" | "endpoint"> {
  return {
    deadLetterArn: deadLetterArnIn(told.RedrivePolicy),
    isRaw: told.RawMessageDelivery === "true",
    filterPolicy: told.FilterPolicy || null,
    isConfirmed: told.PendingConfirmation !== "true",
  };
}

function deadLetterArnIn(redrivePolicy: string | undefined): string | null {
  if (!redrivePolicy) return null;
  const policy: unknown = JSON.parse(redrivePolicy);
  const isObject = typeof policy === "object" && policy !== null && "deadLetterTargetArn" in policy;
  return isObject && typeof policy.deadLetterTargetArn === "string" ? policy.deadLetterTargetArn : null;
}

function arnOf({ SubscriptionArn = "", TopicArn, Protocol, Endpoint }: Subscription): string {
  if (SubscriptionArn !== PENDING) return SubscriptionArn;
  const digest = createHash("sha256").update(`${Protocol} ${Endpoint}`).digest("hex");
  return `${TopicArn}:pending-${digest.slice(0, 16)}`;
}

/** `topic/endpoint`; of an address on the web only the host, since the rest of it may be a secret. */
function nameOf({ TopicArn = "", Endpoint = "" }: Subscription): string {
  const host = URL.canParse(Endpoint) && !parseArn(Endpoint) ? new URL(Endpoint).hostname : "";
  return `${nameOfArn(TopicArn)}/${host || nameOfArn(Endpoint)}`;
}
