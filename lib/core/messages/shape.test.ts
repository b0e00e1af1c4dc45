import fc from "fast-check";
import { expect, test } from "vitest";
import type { ObservedMessage } from "./message";
import { messageTypeOf } from "./message-type";
import { readPayload } from "./payload";
import { payloadShape, shapeOf } from "./shape";

const aMessage = (body: string, attributes: Record<string, string> = {}): ObservedMessage => ({
  messageId: "m-1",
  body,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([name, stringValue]) => [name, { dataType: "String", stringValue }]),
  ),
  system: {},
});

test.each([
  [{ lines: [{ qty: 1 }, { qty: 7 }], address: null }, "{address:null,lines:[{qty:number}]}"],
  [{ tags: ["a", 1, true] }, "{tags:[boolean|number|string]}"],
  [{ "8f14e45f-ceea": { ok: true }, "9a14e45f-ceea": { ok: false } }, "{*:{ok:boolean}}"],
  [[], "[]"],
  ["text", "string"],
])("the shape of %j is %s", (value, shape) => {
  expect(shapeOf(value)).toBe(shape);
});

test("key order does not change the shape", () => {
  expect(shapeOf({ a: 1, b: "x" })).toBe(shapeOf({ b: "y", a: 2 }));
});

test("the shape of any value is short and comes out the same twice", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (text) => {
      const shape = shapeOf(JSON.parse(text));
      return shape.length <= 1_001 && shape === shapeOf(JSON.parse(text));
    }),
  );
});

test("a body that is no JSON has its kind as shape", () => {
  expect(payloadShape(readPayload("hello there"))).toBe("text");
});

test.each([
  ["EventBridge detail-type", '{"detail-type":"Order Placed","source":"s","detail":{"type":"x"}}', {}, "Order Placed"],
  ["CloudEvents type", '{"specversion":"1.0","type":"shop.order.v2","data":{}}', {}, "shop.order.v2"],
  ["eventType field", '{"eventType":"OrderPlaced","id":1}', {}, "OrderPlaced"],
  ["a type in metadata", '{"metadata":{"eventName":"OrderPaid"},"data":{}}', {}, "OrderPaid"],
  ["S3 event name", '{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}', {}, "ObjectCreated:Put"],
  ["message attribute", '{"id":1}', { eventType: "OrderPaid" }, "OrderPaid"],
  ["SNS subject", '{"Type":"Notification","TopicArn":"a:t","Message":"x","Subject":"Alarm"}', {}, "Alarm"],
  ["top-level keys", '{"id":1,"address":null}', {}, "{address, id}"],
  ["payload kind", "hello", {}, "text"],
  ["an id is no type", '{"type":"8f14e45f-ceea-4672-9b8e-1f0a5b6c7d8e","a":1}', {}, "{a, type}"],
])("the message type comes from: %s", (_, body, attributes, type) => {
  expect(messageTypeOf(readPayload(body), aMessage(body, attributes))).toBe(type);
});
