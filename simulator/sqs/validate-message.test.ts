import { expect, test } from "vitest";
import { TestRegion } from "./test-region";
import { checkMessage, type MessageDraft } from "./validate-message";

const standard = new TestRegion().queue("orders");
const fifo = new TestRegion().queue("orders.fifo");
const text = { DataType: "String", StringValue: "x" };
const attributes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`name${n}`, text]));

test.each([
  ["NUL", "a\u0000b"],
  ["a control character", "\u001f"],
  ["U+FFFE", "\ufffe"],
  ["half a surrogate pair", "\ud800"],
])("%s in a body is InvalidMessageContents", (_, MessageBody) => {
  expect(() => checkMessage(standard, { MessageBody })).toThrow(
    expect.objectContaining({ code: "InvalidMessageContents" }),
  );
});

test.each(["tab\tline\r\n", "\u0080\u009f", "\u202e bidi", "😀", "\ud7ff\ue000\ufffd"])(
  "%j may be sent",
  (MessageBody) => {
    expect(checkMessage(standard, { MessageBody }).content.body).toBe(MessageBody);
  },
);

const refused: readonly (readonly [string, string, MessageDraft])[] = [
  ["an empty body", "MissingParameter", { MessageBody: "" }],
  ["one byte more than 1 MiB", "InvalidParameterValue", { MessageBody: "x".repeat(1_048_577) }],
  [
    "attributes that push it over 1 MiB",
    "InvalidParameterValue",
    { MessageBody: "x".repeat(1_048_570), MessageAttributes: { a: text } },
  ],
  ["eleven attributes", "InvalidParameterValue", { MessageAttributes: attributes(11) }],
  ["a name of AWS's own", "InvalidParameterValue", { MessageAttributes: { "AWS.x": text } }],
  ["a name with two dots", "InvalidParameterValue", { MessageAttributes: { "a..b": text } }],
  ["a name ending in a dot", "InvalidParameterValue", { MessageAttributes: { "a.": text } }],
  ["an unknown type", "InvalidParameterValue", { MessageAttributes: { a: { DataType: "Text", StringValue: "x" } } }],
  ["an empty value", "InvalidParameterValue", { MessageAttributes: { a: { DataType: "String", StringValue: "" } } }],
  [
    "a number that is none",
    "InvalidParameterValue",
    { MessageAttributes: { a: { DataType: "Number.int", StringValue: "x" } } },
  ],
  [
    "a list value",
    "UnsupportedOperation",
    { MessageAttributes: { a: { DataType: "String", StringListValues: ["x"] } } },
  ],
  ["a delay over 900 s", "InvalidParameterValue", { DelaySeconds: 901 }],
  ["a deduplication id on a standard queue", "InvalidParameterValue", { MessageDeduplicationId: "d" }],
];

test.each(refused)("%s is refused: %s", (_, code, draft) => {
  expect(() => checkMessage(standard, { MessageBody: "x", ...draft })).toThrow(expect.objectContaining({ code }));
});

test("exactly 1 MiB and exactly ten attributes of every type may be sent", () => {
  const MessageAttributes = {
    ...attributes(8),
    "Number.like": { DataType: "Number.int", StringValue: "12345678901234567890123456789012345678" },
    bytes: { DataType: "Binary.gif", BinaryValue: "AAECgP8=" },
  };

  expect(checkMessage(standard, { MessageBody: "x", MessageAttributes }).content.attributes).toEqual(MessageAttributes);
  expect(checkMessage(standard, { MessageBody: "x".repeat(1_048_576) }).content.bytes).toBe(1_048_576);
});

test.each([
  ["no group", "MissingParameter", { MessageDeduplicationId: "d" }],
  ["no deduplication id", "InvalidParameterValue", { MessageGroupId: "g" }],
  [
    "a delay of its own",
    "InvalidParameterValue",
    { MessageGroupId: "g", MessageDeduplicationId: "d", DelaySeconds: 5 },
  ],
  ["a group with a space", "InvalidParameterValue", { MessageGroupId: "g g", MessageDeduplicationId: "d" }],
])("a FIFO queue refuses %s: %s", (_, code, draft) => {
  expect(() => checkMessage(fifo, { MessageBody: "x", ...draft })).toThrow(expect.objectContaining({ code }));
});

test("a standard queue keeps the group of a fair-queue tenant", () => {
  expect(checkMessage(standard, { MessageBody: "x", MessageGroupId: "tenant-1" }).content.groupId).toBe("tenant-1");
});
