import { deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { classify } from "@/lib/core/failures/classify";
import { MAX_INFLATED_BYTES } from "@/lib/core/messages/payload/layer";
import { sha256Of } from "@/lib/db/bodies";
import { inflate } from "./inflate";

const queueArn = "arn:aws:sqs:eu-west-1:111122223333:orders-dlq";
const failed = JSON.stringify({ type: "order.placed", error: { message: "No such customer: 4711" } });
const classified = (body: string) =>
  classify(
    { messageId: "m", body, attributes: {}, system: {} },
    { queueArn, knownSourceQueueArns: [] },
    sha256Of,
    inflate,
  );

test.each([
  ["gzip", gzipSync(failed)],
  ["deflate", deflateSync(failed)],
])("a body in %s is grouped by the error and the type inside it", (_, packed) => {
  const known = classified(Buffer.from(packed).toString("base64"));

  expect(known).toMatchObject({ messageType: "order.placed", errorText: "No such customer: 4711" });
  expect(known.shape).toBe(classified(failed).shape);
});

test("of a stream that is too long only so much is opened", () => {
  const bomb = inflate(gzipSync(Buffer.alloc(MAX_INFLATED_BYTES * 20)), "gzip");

  expect(bomb).toMatchObject({ isCut: true, isBroken: false });
  expect(bomb?.bytes.length).toBeGreaterThan(MAX_INFLATED_BYTES / 4);
  expect(bomb?.bytes.length).toBeLessThanOrEqual(MAX_INFLATED_BYTES);
});

test("what is no stream opens to nothing", () => {
  expect(inflate(Buffer.from("no stream at all"), "gzip")).toBeUndefined();
  expect(inflate(new Uint8Array(), "raw")).toBeUndefined();
});
