import { nameOfArn } from "../../arn";
import type { ResourceOf } from "../../inventory/resource";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Severity, Verdict } from "../rule";

const TO_MACHINES = ["sqs", "lambda", "http", "https", "firehose"];

/** Unconfirmed subscriptions get nothing and are left out. People who read mail and text messages are a low matter. */
export const subscriptionWithoutDlq: CoverageRule = {
  id: "subscription-without-dlq",
  title: "Subscription without a dead-letter queue",
  explanation:
    "SNS discards a message that a subscriber could not get, unless the subscription has a dead-letter queue. A deleted endpoint or a refused delivery is not retried; one subscriber can lose everything while its neighbours work. A redrive policy on the subscribed queue is about its consumer, not about this delivery.",
  documentedAt: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html",
  ],
  check: (graph) =>
    graph
      .all("subscription")
      .filter(({ config }) => config.isConfirmed)
      .map(judge),
};

function judge(subscription: ResourceOf<"subscription">): Verdict {
  const { topicArn, protocol, endpoint, deadLetterArn } = subscription.config;
  if (deadLetterArn) return { resource: subscription, hole: null };
  const severity: Severity = TO_MACHINES.includes(protocol) ? "high" : "low";
  return {
    resource: subscription,
    hole: {
      part: "",
      summary: `A message of ${nameOfArn(topicArn)} that SNS cannot deliver to ${nameOfArn(endpoint)} is lost: ${howLong(protocol)}.`,
      evidence: [
        { label: "Topic", value: topicArn },
        { label: "Endpoint", value: `${protocol}: ${endpoint}` },
        { label: "RedrivePolicy", value: "none" },
      ],
      confidence: "certain",
      severity,
      fix: giveDeadLetterQueue(subscription, ""),
      failingStageArn: null,
    },
  };
}

function howLong(protocol: string): string {
  if (protocol === "http" || protocol === "https")
    return "after the retries of its delivery policy, three by default, and at once after an error on our side";
  if (TO_MACHINES.includes(protocol)) return "at once if it is refused or gone, after 23 days if AWS's service fails";
  return "after 50 attempts within 6 h";
}
