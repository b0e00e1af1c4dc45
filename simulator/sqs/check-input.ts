import { AwsError } from "../aws-error";

type Kind = "text" | "number" | "texts" | "objects" | "textMap" | "objectMap";

/** Every member of every SQS request; the names mean the same wherever they occur (SQS API reference). */
const MEMBERS: Readonly<Record<string, Kind>> = {
  ...kinds("text", "QueueUrl QueueName QueueOwnerAWSAccountId QueueNamePrefix NextToken MessageBody ReceiptHandle Id"),
  ...kinds(
    "text",
    "MessageDeduplicationId MessageGroupId ReceiveRequestAttemptId SourceArn DestinationArn TaskHandle Label",
  ),
  ...kinds("text", "DataType StringValue BinaryValue"),
  ...kinds("number", "DelaySeconds VisibilityTimeout WaitTimeSeconds MaxNumberOfMessages MaxResults"),
  ...kinds("number", "MaxNumberOfMessagesPerSecond"),
  ...kinds("texts", "AttributeNames MessageAttributeNames MessageSystemAttributeNames TagKeys AWSAccountIds Actions"),
  ...kinds("texts", "StringListValues BinaryListValues"),
  ...kinds("objects", "Entries"),
  ...kinds("textMap", "Attributes Tags tags"),
  ...kinds("objectMap", "MessageAttributes MessageSystemAttributes"),
};

function kinds(kind: Kind, names: string): Record<string, Kind> {
  return Object.fromEntries(names.split(" ").map((name) => [name, kind]));
}

const CHECKS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
  objects: (value) => Array.isArray(value) && value.every(isObject),
  textMap: (value) => isObject(value) && Object.values(value).every((one) => typeof one === "string"),
  objectMap: (value) => isObject(value) && Object.values(value).every(isObject),
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The request without nulls and without members that SQS does not know; SerializationException for a wrong type. */
export function checkedInput(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const kind = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    if (value === null || !kind) continue;
    if (!CHECKS[kind](value)) {
      throw new AwsError("SerializationException", `The value of ${name} does not have the type that SQS expects.`);
    }
    checked[name] = checkedDeep(kind, value);
  }
  return checked;
}

function checkedDeep(kind: Kind, value: unknown): unknown {
  if (kind === "objects" && Array.isArray(value)) return value.map(checkedInput);
  if (kind !== "objectMap" || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isObject(one) ? checkedInput(one) : one]),
  );
}
