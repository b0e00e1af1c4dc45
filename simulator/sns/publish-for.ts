import { AwsError } from "../aws-error";
import { mayDeliver } from "../delivery/may-deliver";
import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";
import { checkNotification } from "./check-notification";
import { publishToTopic } from "./publish-to-topic";

export interface TopicMessage {
  readonly message: string;
  readonly subject?: string;
  readonly attributes?: Readonly<
    Record<string, { readonly DataType?: string; readonly StringValue?: string; readonly BinaryValue?: string }>
  >;
  readonly groupId?: string;
  readonly dedupId?: string;
}

/** Publishes to a topic for a service; the topic's policy must allow it. */
export function publishFor(
  world: World,
  sender: Sender,
  topicArn: string,
  content: TopicMessage,
  now: number,
): Delivered {
  const topic = world.sns.topic(topicArn);
  if (!topic) return { kind: "missing", code: "NotFound", message: "Topic does not exist" };
  const refused = mayDeliver(world, sender, "sns:Publish", topicArn, topic.attributes.Policy, now);
  if (refused) return refused;
  try {
    publishToTopic(world, topic, checkNotification(topic, content), now);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return { kind: "invalid", code: error.code, message: error.message };
    throw error;
  }
}
