import { nameOfArn } from "../../arn";
import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { amendment } from "./amendment";
import type { Destination } from "./new-queue";

/** A subscription that exists with a dead-letter queue, as code. */
export function subscriptionFix(subscription: ResourceOf<"subscription">, deadLetter: Destination): Fix {
  const { topicArn, protocol, endpoint, isRaw, filterPolicy } = subscription.config;
  const attributes = {
    topic_arn: topicArn,
    protocol,
    endpoint,
    raw_message_delivery: isRaw || undefined,
    filter_policy: filterPolicy ?? undefined,
    redrive_policy: { json: { deadLetterTargetArn: deadLetter.terraform } },
  };
  const properties = {
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    RawMessageDelivery: isRaw || undefined,
    RedrivePolicy: { deadLetterTargetArn: deadLetter.cloudFormation },
  };
  return amendment(
    {
      name: `${nameOfArn(topicArn)}-to-${nameOfArn(endpoint)}`,
      terraform: { type: "aws_sns_topic_subscription", attributes },
      cloudFormation: { type: "AWS::SNS::Subscription", properties },
    },
    ...(filterPolicy ? ["The subscription keeps its filter policy."] : []),
  );
}
