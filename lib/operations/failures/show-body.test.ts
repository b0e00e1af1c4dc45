import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { showBody } from "./show-body";

const MIB = 1024 * 1024;
const order = '{"id":12345678901234567890,"total":1.0}';
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");
const layersOf = (body: string) => showBody({ body, attributes: {}, system: {} }, null).layers;
const kindsOf = (body: string) => layersOf(body).map(({ kind, path }) => (path ? `${path}: ${kind}` : kind));
const sns = (inner: string) =>
  JSON.stringify({ Type: "Notification", MessageId: "m", TopicArn: "arn:aws:sns:eu-west-1:1:orders", Message: inner });
const event = (detail: string) =>
  `{"version":"0","id":"1","detail-type":"Order Placed","source":"shop","detail":${detail}}`;
const records = (...list: object[]) => JSON.stringify({ Records: list });
const kinesis = (data: string) => ({ eventSource: "aws:kinesis", kinesis: { data } });
const varied = (bytes: number) => Uint8Array.from({ length: bytes }, (_, at) => (at * at * 31 + (at >> 3) * 17) & 0xff);

test.each([
  ["gzip in base64", base64(gzipSync(order)), ["gzip-base64", "json"]],
  ["deflate in base64", base64(deflateSync(order)), ["deflate-base64", "json"]],
  [
    "deflate without a beginning",
    base64(deflateRawSync(`${order}${" ".repeat(40)}${order}`)),
    ["deflate-base64", "text"],
  ],
  [
    "gzip in lines of 76 characters",
    base64(gzipSync(varied(200))).replace(/.{76}/g, "$&\r\n"),
    ["gzip-base64", "binary"],
  ],
  ["gzip in gzip", base64(gzipSync(gzipSync(order))), ["gzip-base64", "gzip-base64", "json"]],
  ["gzip in SNS", sns(base64(gzipSync(order))), ["sns-envelope", "gzip-base64", "json"]],
  ["UTF-16", base64(Buffer.from(`\ufeff${order}`, "utf16le")), ["base64", "json"]],
  ["UTF-16 without a mark", base64(Buffer.from(order, "utf16le")), ["base64", "json"]],
  ["UTF-8 with a mark", base64(Buffer.from(`\ufeff${order}`)), ["base64", "json"]],
  ["an image", base64(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])), ["base64", "binary"]],
  ["bytes of any kind", base64(varied(90)), ["base64", "binary"]],
  [
    "protobuf",
    base64(Uint8Array.from([8, 150, 1, 18, 7, ...Buffer.from("testing"), 24, 1])),
    ["base64", "binary", "protobuf"],
  ],
  ["an event of a function with a Kinesis record", records(kinesis(base64(order))), ["lambda-records", "json"]],
  ["a compressed Kinesis record", records(kinesis(base64(gzipSync(order)))), ["lambda-records", "gzip-base64", "json"]],
  ["a DynamoDB record", records({ eventSource: "aws:dynamodb", dynamodb: { Keys: {} } }), ["lambda-records", "json"]],
  ["logs", JSON.stringify({ awslogs: { data: base64(gzipSync(order)) } }), ["log-delivery", "gzip-base64", "json"]],
  [
    "a batch of SQS messages that came through SNS and EventBridge",
    records({ eventSource: "aws:sqs", body: sns(event(order)) }),
    ["lambda-records", "sns-envelope", "eventbridge-event", "json"],
  ],
  [
    "the bare list of a pipe",
    `[{"eventSource":"aws:sqs","body":${JSON.stringify(order)}}]`,
    ["lambda-records", "json"],
  ],
  [
    "JSON in a member, and JSON in a member of that",
    JSON.stringify({ a: [{ "b c": JSON.stringify({ d: order }) }] }),
    ["json", 'a[0]["b c"]: json', 'a[0]["b c"].d: json'],
  ],
  [
    "the other records of a batch",
    records(kinesis(base64(order)), kinesis(base64(gzipSync("second record")))),
    ["lambda-records", "json", "Records[1].kinesis.data: text"],
  ],
])("%s is opened layer by layer", (_, body, kinds) => {
  expect(kindsOf(body)).toEqual(kinds);
});

test("numbers that JavaScript cannot hold survive compression and envelopes", () => {
  expect(layersOf(records({ eventSource: "aws:sqs", body: sns(base64(gzipSync(order))) })).at(-1)?.text).toBe(order);
});

test.each([
  "550e8400-e29b-41d4-a716-446655440000",
  "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "OrderShippedEventHandler",
  "AKIAIOSFODNN7EXAMPLE",
  "orders/shipped/events/eu",
])("%s is a text and no bytes", (body) => {
  expect(kindsOf(body)).toEqual(["text"]);
});

test("a bomb is opened as far as 4 MiB and says so", () => {
  const layers = layersOf(base64(gzipSync(Buffer.alloc(200 * MIB, 32))));

  expect(layers.map(({ kind }) => kind)).toEqual(["gzip-base64", "empty"]);
  expect(layers[0]?.note).toMatch(/more than 4 MiB/);
  expect(layers[1]?.isCut).toBe(true);
  expect(layers[1]?.text.length).toBeLessThanOrEqual(4 * MIB);
});

test("a stream that ends too early gives what it held; one that is damaged says so", () => {
  const text = Array.from({ length: 2000 }, (_, at) => `line ${at * at}`).join("\n");
  const packed = gzipSync(text);
  const early = layersOf(base64(packed).slice(0, 5001));
  const damaged = layersOf(base64(packed.fill(0x55, 20, 400)));

  expect(early.map(({ kind, isCut }) => [kind, isCut])).toEqual([
    ["gzip-base64", undefined],
    ["text", true],
  ]);
  expect(text.startsWith(early[1]?.text ?? "?")).toBe(true);
  expect(damaged[0]).toMatchObject({ kind: "gzip-base64", note: expect.stringMatching(/could not be opened/) });
});

test("bytes are shown as hex and as characters, and what was not fetched is said", () => {
  const [, hex, fields] = layersOf(base64(Uint8Array.from([8, 150, 1, 18, 7, ...Buffer.from("testing"), 24, 1])));
  const pointer = layersOf('["com.amazon.sqs.javamessaging.MessageS3Pointer",{"s3BucketName":"b","s3Key":"k/1"}]');

  expect(hex?.text).toMatch(/^00000000 {2}08 96 01 12 07 74 65 .* ·····testing··$/);
  expect(fields).toMatchObject({
    text: expect.stringContaining('2: "testing"'),
    note: expect.stringMatching(/unknown/),
  });
  expect(pointer[0]?.note).toMatch(/s3:\/\/b\/k\/1\. It was not fetched/);
});

test.each([
  ["100,000 levels in a member", JSON.stringify({ a: "[".repeat(100_000) })],
  ["a list of a mebibyte", `[${"1,".repeat(500_000)}1]`],
  ["a mebibyte of base64", base64(varied(MIB * 0.7))],
  ["a mebibyte of As", "A".repeat(MIB)],
  ["a mebibyte of small members that are JSON", `[${'"[[[[1]]]]",'.repeat(80_000)}1]`],
  ["a mebibyte of one member that is JSON", JSON.stringify({ a: `[${"1,".repeat(500_000)}1]` })],
  ["a member named __proto__", '{"__proto__":"{\\"polluted\\":true}","constructor":"[1,2,3]"}'],
  ["half of a character, separators of lines, orders to a terminal", "\ud800 \u2028 \u001b[2J \u202e"],
])("a hostile body is shown within a second and bounded: %s", (_, body) => {
  const startedAt = performance.now();
  const layers = layersOf(body);

  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(layers.length).toBeLessThan(20);
  expect(layers.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(6 * MIB);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
