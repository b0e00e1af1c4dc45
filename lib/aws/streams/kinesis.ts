import { DescribeStreamSummaryCommand, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-kinesis";
import { call, type Door } from "../call";
import type { Page } from "./page";

interface Place {
  readonly streamArn: string;
  readonly shardId: string;
}
const PAGE_RECORDS = 1_000;

/** Where to begin reading. A record that has left the stream is no error to Kinesis: it begins at the oldest it has. */
export async function kinesisIterator(door: Door, { streamArn, shardId }: Place, from: string): Promise<string> {
  const start =
    from === "oldest"
      ? ({ ShardIteratorType: "TRIM_HORIZON" } as const)
      : ({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: from } as const);
  const command = new GetShardIteratorCommand({ StreamARN: streamArn, ShardId: shardId, ...start });
  const options = { action: "kinesis:GetShardIterator", resource: streamArn, isControlPlane: true };
  const answer = await call(door, options, (wire) => door.clients.kinesis.send(command, wire));
  return answer.ShardIterator ?? "";
}

export async function kinesisPage(door: Door, { streamArn }: Place, iterator: string): Promise<Page> {
  const command = new GetRecordsCommand({ StreamARN: streamArn, ShardIterator: iterator, Limit: PAGE_RECORDS });
  const options = { action: "kinesis:GetRecords", resource: streamArn, isControlPlane: true };
  const answer = await call(door, options, (wire) => door.clients.kinesis.send(command, wire));
  return {
    records: (answer.Records ?? []).map((record) => ({
      kind: "kinesis",
      sequenceNumber: record.SequenceNumber ?? "",
      arrivedAt: record.ApproximateArrivalTimestamp ?? new Date(0),
      partitionKey: record.PartitionKey ?? "",
      dataBase64: Buffer.from(record.Data ?? []).toString("base64"),
    })),
    next: answer.NextShardIterator || undefined,
    isAtTip: answer.MillisBehindLatest === 0,
  };
}

/** How many seconds the stream keeps its records. */
export async function describeKinesis(door: Door, streamArn: string): Promise<number> {
  const command = new DescribeStreamSummaryCommand({ StreamARN: streamArn });
  const options = { action: "kinesis:DescribeStreamSummary", resource: streamArn, isControlPlane: true };
  const answer = await call(door, options, (wire) => door.clients.kinesis.send(command, wire));
  return (answer.StreamDescriptionSummary?.RetentionPeriodHours ?? 24) * 3600;
}
