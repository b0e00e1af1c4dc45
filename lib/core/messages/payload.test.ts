import fc from "fast-check";
import { expect, test } from "vitest";
import { innermost, readPayload } from "./payload";

const order = '{"id":12345678901234567890,"total":1.0}';
const event = `{"version":"0","id":"1","detail-type":"Order Placed","source":"shop","detail":${order}}`;
const sns = (inner: string) =>
  JSON.stringify({ Type: "Notification", MessageId: "m", TopicArn: "arn:aws:sns:eu-west-1:1:orders", Message: inner });

test.each([
  ["plain text", "order 42 is late", ["text"]],
  ["nothing", " \n", ["empty"]],
  ["JSON", order, ["json"]],
  ["broken JSON", '{"id":', ["text"]],
  ["JSON in a JSON string", JSON.stringify(order), ["json-string", "json"]],
  ["an SNS notification", sns("hello"), ["sns-envelope", "text"]],
  ["an EventBridge event", event, ["eventbridge-event", "json"]],
  ["an EventBridge event through SNS", sns(event), ["sns-envelope", "eventbridge-event", "json"]],
  ["a CloudEvent", `{"specversion":"1.0","type":"shop.order","data":${order}}`, ["cloudevents", "json"]],
  ["a CloudEvent with text", '{"specversion":"1.0","type":"shop.order","data":"hi"}', ["cloudevents", "text"]],
  ["an S3 notification", '{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}', ["s3-notification"]],
  ["an S3 test event", '{"Service":"Amazon S3","Event":"s3:TestEvent"}', ["s3-notification"]],
  [
    "a pointer of the S3 extended client",
    '["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"b","s3Key":"k"}]',
    ["s3-pointer"],
  ],
  ["gzip in base64", "H4sIAAAAAAAAA6tWSkksSVSyUkpUqgUAL1Y3TwwAAAA=", ["gzip-base64"]],
  ["JSON in base64", btoa('{"hello":"world"}'), ["base64", "json"]],
  ["a long word that only looks like base64", "abcdefghijklmnopqrst", ["text"]],
])("%s is opened layer by layer", (_, body, kinds) => {
  const payload = readPayload(body);

  expect(payload.layers.map((layer) => layer.kind)).toEqual(kinds);
});

test("numbers that JavaScript cannot hold survive the opening of an envelope", () => {
  expect(innermost(readPayload(sns(event))).text).toBe(order);
});

test.each([
  ["100,000 levels deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ["100,000 levels deep and broken", '{"a":'.repeat(100_000)],
  ["one line of 1 MiB", "x".repeat(1_048_576)],
  ["lone surrogates", "\ud800\udfff\udfff{"],
])("a hostile body is only text: %s", (_, body) => {
  expect(readPayload(body).kind).toBe("text");
});

test("a body that names __proto__ changes no object", () => {
  readPayload('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');

  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("an envelope in an envelope in an envelope ends", () => {
  let body = "x";
  for (let depth = 0; depth < 12; depth++) body = sns(body);

  expect(readPayload(body).layers).toHaveLength(6);
});

test("no body makes it throw, and the outermost layer is the body", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.json()),
      (body) => readPayload(body).layers[0].text === body,
    ),
  );
});
