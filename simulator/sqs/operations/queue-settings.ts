import type {
  GetQueueAttributesCommandInput,
  GetQueueAttributesCommandOutput,
  ListQueueTagsCommandInput,
  ListQueueTagsCommandOutput,
  SetQueueAttributesCommandInput,
  SetQueueAttributesCommandOutput,
  TagQueueCommandInput,
  TagQueueCommandOutput,
  UntagQueueCommandInput,
  UntagQueueCommandOutput,
} from "@aws-sdk/client-sqs";
import type { Operation } from "../../service";
import { READABLE_NAMES } from "../attributes";
import { missingParameter, sqsError } from "../errors";
import { locate } from "../locate";
import type { Queue } from "../queue";
import { operation } from "../wire";

const MAX_TAGS = 50;

/** All that can be read of a queue now, settings and counters. */
function readable(queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = queue.store.counts;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.lastModifiedAt / 1000)),
    ...queue.attributes,
  };
}

export const GetQueueAttributes: Operation = operation<GetQueueAttributesCommandInput, GetQueueAttributesCommandOutput>(
  (call, input) => {
    const { queue } = locate(call, input.QueueUrl);
    const asked: readonly string[] = input.AttributeNames ?? [];
    for (const name of asked) {
      if (name === "All" || READABLE_NAMES.includes(name)) continue;
      throw sqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    }
    const found = Object.entries(readable(queue)).filter(([name]) => asked.includes("All") || asked.includes(name));
    return found.length > 0 ? { Attributes: Object.fromEntries(found) } : {};
  },
);

export const SetQueueAttributes: Operation = operation<SetQueueAttributesCommandInput, SetQueueAttributesCommandOutput>(
  (call, input) => {
    const { region, queue, now } = locate(call, input.QueueUrl);
    if (!input.Attributes) throw missingParameter("Attributes");
    if (input.Attributes.FifoQueue !== undefined) {
      throw sqsError(
        "InvalidAttributeName",
        "You specified one or more attributes that cannot be modified: FifoQueue.",
      );
    }
    region.configure(queue, input.Attributes, now);
    queue.settle(now);
    return {};
  },
);

export const TagQueue: Operation = operation<TagQueueCommandInput, TagQueueCommandOutput>((call, input) => {
  const { queue } = locate(call, input.QueueUrl);
  const tags = { ...queue.tags, ...input.Tags };
  if (Object.keys(tags).length > MAX_TAGS) {
    throw sqsError("InvalidParameterValue", `Too many tags added for queue ${queue.name}.`);
  }
  queue.tags = tags;
  return {};
});

export const UntagQueue: Operation = operation<UntagQueueCommandInput, UntagQueueCommandOutput>((call, input) => {
  const { queue } = locate(call, input.QueueUrl);
  for (const key of input.TagKeys ?? []) delete queue.tags[key];
  return {};
});

export const ListQueueTags: Operation = operation<ListQueueTagsCommandInput, ListQueueTagsCommandOutput>(
  (call, input) => {
    const { queue } = locate(call, input.QueueUrl);
    return Object.keys(queue.tags).length > 0 ? { Tags: queue.tags } : {};
  },
);
