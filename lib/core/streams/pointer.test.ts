import { expect, test } from "vitest";
import { pointerIn } from "./pointer";

const batch = {
  shardId: "shardId-000000000000",
  startSequenceNumber: "49600000000000000000000000000000000000000000000000000001",
  endSequenceNumber: "49600000000000000000000000000000000000000000000000000009",
  approximateArrivalOfFirstRecord: "2026-11-20T10:00:00.000Z",
  batchSize: 9,
  streamArn: "arn:aws:kinesis:eu-central-1:111111111111:stream/clicks",
};

test("a failure record points at a stretch of a shard, and says whose batch it was", () => {
  const functionArn = "arn:aws:lambda:eu-central-1:111111111111:function:counter";

  const pointer = pointerIn({ requestContext: { functionArn }, KinesisBatchInfo: batch });

  expect(pointer).toMatchObject({
    range: { shardId: batch.shardId, startSequenceNumber: batch.startSequenceNumber },
    batchSize: 9,
    functionArn,
    pipeArn: null,
  });
});

test.each([
  ["a stretch that ends before it begins", { ...batch, endSequenceNumber: "5" }],
  ["a sequence number that is none", { ...batch, startSequenceNumber: "1; DROP" }],
  ["no stream", { ...batch, streamArn: undefined }],
])("%s is no pointer", (_, info) => {
  expect(pointerIn(JSON.parse(JSON.stringify({ KinesisBatchInfo: info })))).toBeUndefined();
});
