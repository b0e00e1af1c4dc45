import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { objectIn, textIn } from "../../wire/input";
import { requireTopic } from "../authorize-topic";
import { checkNotification, type NotificationDraft, notificationBytes } from "../check-notification";
import { invalidParameter, missing, notSimulated } from "../errors";
import type { NotificationAttribute } from "../notification";
import { publishToTopic } from "../publish-to-topic";
import { mapIn, mapsIn, requiredText } from "../sns-input";
import type { Topic } from "../state";
import { maximumMessageSize } from "../topic-attributes";

type Input = Readonly<Record<string, unknown>>;

const MOST_ENTRIES = 10;
const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

/** SNS Publish to a topic; phone numbers and mobile endpoints are refused. */
export function Publish(call: Call, input: Input) {
  if (textIn(input, "PhoneNumber") !== undefined) throw notSimulated("PhoneNumber");
  const arn = textIn(input, "TopicArn") ?? textIn(input, "TargetArn");
  if (!arn) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  const topic = requireTopic(call, arn);
  if (input.Message === undefined) throw missing("Message");
  return publish(call, topic, draftOf(input));
}

/** SNS PublishBatch: up to ten entries, each with its own success; together no larger than one message may be. */
export function PublishBatch(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"), "sns:Publish");
  const entries = mapsIn(input, "PublishBatchRequestEntries");
  checkBatch(entries);
  const drafts = entries.map((entry) => ({ Id: textIn(entry, "Id") ?? "", draft: draftOf(entry) }));
  const bytes = drafts.reduce((sum, { draft }) => sum + notificationBytes(draft), 0);
  if (bytes > maximumMessageSize(topic.attributes)) {
    throw new AwsError("BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
  }
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const { Id, draft } of drafts) {
    try {
      Successful.push({ Id, ...publish(call, topic, draft) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: error.fault === "Sender" });
    }
  }
  return { Successful, Failed };
}

function checkBatch(entries: readonly Input[]): void {
  const ids = entries.map((entry) => requiredText(entry, "Id"));
  if (ids.length === 0) throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (ids.length > MOST_ENTRIES) {
    throw new AwsError("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
  }
  if (!ids.every((id) => ENTRY_ID.test(id))) {
    throw new AwsError(
      "InvalidBatchEntryId",
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  if (new Set(ids).size !== ids.length) {
    throw new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  }
}

function publish(call: Call, topic: Topic, draft: NotificationDraft) {
  const content = checkNotification(topic, draft);
  const { messageId, sequenceNumber } = publishToTopic(call.world, topic, content, call.world.clock.now());
  return { MessageId: messageId, SequenceNumber: sequenceNumber };
}

function draftOf(input: Input): NotificationDraft {
  const attributes: Record<string, Partial<NotificationAttribute>> = {};
  const given = mapIn(input, "MessageAttributes");
  for (const name of Object.keys(given)) {
    const value = objectIn(given, name) ?? {};
    attributes[name] = {
      DataType: textIn(value, "DataType"),
      StringValue: textIn(value, "StringValue"),
      BinaryValue: textIn(value, "BinaryValue"),
    };
  }
  return {
    message: textIn(input, "Message") ?? "",
    subject: textIn(input, "Subject"),
    structure: textIn(input, "MessageStructure"),
    attributes,
    groupId: textIn(input, "MessageGroupId"),
    dedupId: textIn(input, "MessageDeduplicationId"),
  };
}
