import { parseArn } from "@/lib/core/arn";
import { notificationEvent, notificationIn } from "@/lib/core/notifications/notification-event";
import { type LivingResource, listSubscriptionsThatGiveUpInto } from "@/lib/db/living-resources";
import { drainingDriver } from "./draining/drain";
import type { Claimed, Effect, EffectResult } from "./draining/effect";
import type { Work } from "./driver";
import { invokeAll } from "./invoke-function";
import { packMessages } from "./pack-messages";
import { sendContent } from "./send-content";

type Subscription = LivingResource<"subscription">;

/**
 * SNS: we deliver each notification to the endpoint of the one subscription that missed it: a queue gets the identical message,
 * a function the event that SNS would have made of it. The worker does every step in the account's operate role, not SNS.
 */
export const snsEndpoint = drainingDriver("sns-endpoint", async ({ ctx, queue }) =>
  endpointEffect(await listSubscriptionsThatGiveUpInto(ctx.db, queue.arn), queue.isFifo),
);

const destinationOf = ({ item }: Claimed) => item.destinationArn ?? "";
const isFunction = (one: Claimed | undefined) =>
  one !== undefined && parseArn(destinationOf(one))?.service === "lambda";

function endpointEffect(subscriptions: readonly Subscription[], isFifo: boolean): Effect {
  return {
    doneState: "redriven",
    isRepeatable: false,
    batches: (claimed) =>
      packMessages(claimed, destinationOf, isFifo).flatMap((batch) =>
        isFunction(batch[0]) ? batch.map((one) => [one]) : [batch],
      ),
    perform: (work, batch) => deliver(work, batch, subscriptions),
  };
}

async function deliver(
  work: Work,
  batch: readonly Claimed[],
  subscriptions: readonly Subscription[],
): Promise<EffectResult[]> {
  const [first] = batch;
  if (first && isFunction(first)) return [await invoke(work, first, subscriptions)];
  const strange = batch.map((one) => whyStrange(one, subscriptions));
  const sent = await sendFitting(
    work,
    batch.filter((_, index) => strange[index] === undefined),
  );
  return strange.map((reason) =>
    reason === undefined ? (sent.shift() ?? { kind: "unknown", reason: "no result" }) : { kind: "rejected", reason },
  );
}

function sendFitting(work: Work, batch: readonly Claimed[]): Promise<EffectResult[]> {
  return batch.length > 0 ? sendContent(work, batch) : Promise.resolve([]);
}

/** A notification of another topic than those of this endpoint was put into its class by mistake, or by a forger. */
function whyStrange({ item, content }: Claimed, subscriptions: readonly Subscription[]): string | undefined {
  const topicArn = notificationIn(content.body)?.topicArn;
  const fitting = subscriptions.filter(({ config }) => config.endpoint === item.destinationArn);
  if (fitting.length === 0) return `no subscription of ${item.destinationArn} gives up into this queue any more`;
  if (topicArn === undefined) return undefined;
  return fitting.some(({ config }) => config.topicArn === topicArn)
    ? undefined
    : `it is a notification of ${topicArn}, to which ${item.destinationArn} is not subscribed`;
}

async function invoke(work: Work, one: Claimed, subscriptions: readonly Subscription[]): Promise<EffectResult> {
  const place = destinationOf(one);
  const notification = notificationIn(one.content.body);
  if (!notification)
    return {
      kind: "rejected",
      reason:
        "it lies here without SNS's envelope: only SNS knows the id, time and signature that the function expects",
    };
  const strange = whyStrange(one, subscriptions);
  if (strange !== undefined) return { kind: "rejected", reason: strange };
  const fitting = subscriptions.filter(
    ({ config }) => config.endpoint === place && config.topicArn === notification.topicArn,
  );
  const named = notification.subscriptionArn;
  const [only, ...others] = named === null ? fitting : fitting.filter(({ arn }) => arn === named);
  if (!only || others.length > 0)
    return {
      kind: "rejected",
      reason:
        named === null
          ? "its subscription is not known, and the function expects its name"
          : `it names the subscription ${named}, which does not give up into this queue`,
    };
  return invokeAll(work, place, place, [notificationEvent(notification, only.arn)]);
}
