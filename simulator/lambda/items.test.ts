import { expect, test } from "vitest";
import { itemsOf } from "./items";

const viewsOf = (payload: unknown) => itemsOf(payload).map(({ view }) => view);

test("an event that is no batch is one item", () => {
  expect(viewsOf({ detail: { id: 1 } })).toEqual([{ detail: { id: 1 } }]);
  expect(viewsOf("text")).toEqual(["text"]);
  expect(viewsOf({ Records: [] })).toEqual([{ Records: [] }]);
});

test("records of a queue are judged one by one with their bodies parsed", () => {
  const record = (messageId: string, body: string) => ({ eventSource: "aws:sqs", messageId, body });
  const envelope = JSON.stringify({ Type: "Notification", Message: '{"id":3}' });
  const items = itemsOf({ Records: [record("a", '{"id":1}'), record("b", "{not json"), record("c", envelope)] });

  expect(items.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(items.map(({ view }) => (view as { body: unknown }).body)).toEqual([
    { id: 1 },
    "{not json",
    { Type: "Notification", Message: { id: 3 } },
  ]);
});

test("a Kinesis record shows its content as data and is known by its sequence number", () => {
  const data = Buffer.from('{"id":1}').toString("base64");
  const [item] = itemsOf({ Records: [{ eventSource: "aws:kinesis", kinesis: { data, sequenceNumber: "42" } }] });

  expect(item).toMatchObject({ id: "42", view: { data: { id: 1 } } });
});

test("a topic's event stays one item with its message parsed", () => {
  const payload = { Records: [{ EventSource: "aws:sns", Sns: { Message: '{"id":1}' } }] };

  expect(viewsOf(payload)).toEqual([{ Records: [{ EventSource: "aws:sns", Sns: { Message: { id: 1 } } }] }]);
});
