import { expect, test } from "vitest";
import { anchorName, anchorWord } from "./anchor-words";

test.each([
  ["arn:aws:sns:eu-west-1:1:news:37ded1fd-a827-49c0-9963-660867649cc4", "subscription of news"],
  ["arn:aws:sns:eu-west-1:1:news", "news"],
  ["arn:aws:events:eu-west-1:1:subscriber/mail/01ABCDEFGHIJKLMNOPQRSTUVWX", "mail"],
  ["arn:aws:events:eu-west-1:1:rule/shop/paid", "paid"],
])("an anchor is called by a name that people know: %s", (arn, name) => {
  expect(anchorName(arn)).toBe(name);
});

test("an anchor that is only the queue it lies in is not called a function", () => {
  expect(anchorWord("lambda-async", "arn:aws:sqs:x:1:dead")).toBe("dead-letter queue");
  expect(anchorWord("lambda-async", "arn:aws:lambda:x:1:function:f")).toBe("function");
});
