import { expect, test } from "vitest";
import {
  attributeText,
  deadLetterSourceArn,
  firstReceivedAt,
  groupId,
  type ObservedMessage,
  receiveCount,
  sentAt,
} from "./message";

const withSystem = (system: Record<string, string>): ObservedMessage => ({
  messageId: "m",
  body: "x",
  attributes: {},
  system,
});

test("system attributes are read as times and counts", () => {
  const message = withSystem({
    SentTimestamp: "1717408800000",
    ApproximateFirstReceiveTimestamp: "1717408801500",
    ApproximateReceiveCount: "7",
    MessageGroupId: "g",
  });

  expect([
    sentAt(message)?.toISOString(),
    firstReceivedAt(message)?.toISOString(),
    receiveCount(message),
    groupId(message),
  ]).toEqual(["2024-06-03T10:00:00.000Z", "2024-06-03T10:00:01.500Z", 7, "g"]);
});

test.each(["", "soon", "-1", "1e3", "99999999999999999999", "8640000000000001"])(
  "nonsense in a time is no time: %s",
  (text) => {
    expect(sentAt(withSystem({ SentTimestamp: text }))).toBeUndefined();
  },
);

test("inherited names are no attributes", () => {
  const message = withSystem({});

  expect([attributeText(message, "constructor"), deadLetterSourceArn(message)]).toEqual([undefined, undefined]);
});
