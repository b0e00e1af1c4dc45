import type { ResourceOf } from "@/lib/core/inventory/resource";
import type { LossGraph } from "../family";

interface Topic {
  readonly arn: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly withQueueCount: number;
  readonly withoutQueueCount: number;
}

/** Topics with confirmed subscriptions: SNS counts by topic, never by subscription. */
export function topicsOf({ all }: LossGraph): Topic[] {
  const subscriptions = new Map<string, ResourceOf<"subscription">[]>();
  for (const one of all("subscription").filter(({ config }) => config.isConfirmed))
    subscriptions.set(one.config.topicArn, [...(subscriptions.get(one.config.topicArn) ?? []), one]);
  return all("topic").map(({ arn, name }) => {
    const of = subscriptions.get(arn) ?? [];
    const withQueueCount = of.filter(({ config }) => config.deadLetterArn !== null).length;
    return { arn, dimensions: { TopicName: name }, withQueueCount, withoutQueueCount: of.length - withQueueCount };
  });
}

export const PUBLISH_AGAIN =
  "Nothing was kept: deliver the same notification to that subscriber again from its source; published again, every subscriber of the topic gets it.";
