import { partsOf } from "../delivery/sender";
import type { World } from "../service";
import type { StreamRecord } from "./open-stream";
import type { KinesisRecord } from "./state";
import { shownChange } from "./table-streams";

export interface RecordPlace {
  readonly streamArn: string;
  readonly shardId: string;
  /** Of whoever reads. */
  readonly roleArn: string;
}

/** A record as a Lambda function gets it in `Records`. */
export function functionEvent(world: World, one: StreamRecord, place: RecordPlace): Record<string, unknown> {
  if (one.kind === "dynamodb") return changeEvent(world, one, place);
  return { kinesis: kinesisPart(one.record), ...kinesisFrame(one.record, place) };
}

/** A record as a pipe hands it on: a Kinesis record lies flat. */
export function pipeEvent(world: World, one: StreamRecord, place: RecordPlace): Record<string, unknown> {
  if (one.kind === "dynamodb") return changeEvent(world, one, place);
  return { ...kinesisPart(one.record), ...kinesisFrame(one.record, place) };
}

function kinesisPart({ partitionKey, sequenceNumber, data, at }: KinesisRecord) {
  return { kinesisSchemaVersion: "1.0", partitionKey, sequenceNumber, data, approximateArrivalTimestamp: at / 1000 };
}

function kinesisFrame({ sequenceNumber }: KinesisRecord, { streamArn, shardId, roleArn }: RecordPlace) {
  return {
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `${shardId}:${sequenceNumber}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: roleArn,
    awsRegion: partsOf(streamArn).region,
    eventSourceARN: streamArn,
  };
}

function changeEvent(world: World, one: StreamRecord & { kind: "dynamodb" }, { streamArn }: RecordPlace) {
  const { accountId, region, resource } = partsOf(streamArn);
  const stream = world.streams.tables.get(accountId, region, resource.slice("table/".length));
  if (!stream) throw new Error(`there is no stream ${streamArn}`);
  return { ...shownChange(stream, one.record, (at) => at / 1000), eventSourceARN: streamArn };
}
