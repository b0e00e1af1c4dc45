import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { MessageAttribute } from "@/lib/core/messages/message";

/** User attributes as SQS gave them, types verbatim, binary values as base64. */
export function fromSqs(
  attributes: Readonly<Record<string, MessageAttributeValue>> | undefined,
): Record<string, MessageAttribute> {
  const read = Object.entries(attributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => {
    const attribute: MessageAttribute = { dataType: DataType ?? "String" };
    if (StringValue !== undefined) attribute.stringValue = StringValue;
    if (BinaryValue !== undefined) attribute.binaryBase64 = Buffer.from(BinaryValue).toString("base64");
    return [name, attribute] as const;
  });
  return Object.fromEntries(read);
}

/** The same attributes for sending; undefined when there are none. */
export function toSqs(
  attributes: Readonly<Record<string, MessageAttribute>>,
): Record<string, MessageAttributeValue> | undefined {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return undefined;
  const written = entries.map(([name, { dataType, stringValue, binaryBase64 }]) => {
    const value: MessageAttributeValue = { DataType: dataType };
    if (stringValue !== undefined) value.StringValue = stringValue;
    if (binaryBase64 !== undefined) value.BinaryValue = Buffer.from(binaryBase64, "base64");
    return [name, value] as const;
  });
  return Object.fromEntries(written);
}
