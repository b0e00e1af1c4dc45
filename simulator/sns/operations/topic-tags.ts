import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { allowedTopic } from "../authorize-topic";
import { requiredText, tagsIn, textsIn } from "../sns-input";
import type { Topic } from "../state";
import { checkTags } from "../topic-tags";

type Input = Readonly<Record<string, unknown>>;

/** SNS TagResource: adds to the topic's tags, or replaces their values. */
export function TagResource(call: Call, input: Input) {
  const topic = tagged(call, input);
  const tags = { ...topic.tags, ...tagsIn(input) };
  checkTags(tags);
  topic.tags = tags;
}

/** SNS UntagResource: keys that the topic does not have are no error. */
export function UntagResource(call: Call, input: Input) {
  const topic = tagged(call, input);
  for (const key of textsIn(input, "TagKeys")) delete topic.tags[key];
}

/** SNS ListTagsForResource. */
export function ListTagsForResource(call: Call, input: Input) {
  const topic = tagged(call, input);
  return { Tags: Object.entries(topic.tags).map(([Key, Value]) => ({ Key, Value })) };
}

function tagged(call: Call, input: Input): Topic {
  const topic = allowedTopic(call, requiredText(input, "ResourceArn"));
  if (topic) return topic;
  throw new AwsError("ResourceNotFound", "Resource does not exist", { status: 404 });
}
