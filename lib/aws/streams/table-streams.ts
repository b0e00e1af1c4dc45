import { type _Record, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import { DloError } from "@/lib/core/errors";
import type { JsonObject, JsonValue } from "@/lib/core/messages/json";
import { call, type Door } from "../call";
import type { Page } from "./page";

interface Place {
  readonly streamArn: string;
  readonly shardId: string;
}
const PAGE_RECORDS = 1_000;

/** Where to begin reading; undefined when the record has left the stream. */
export async function tableIterator(
  door: Door,
  { streamArn, shardId }: Place,
  from: string,
): Promise<string | undefined> {
  const start =
    from === "oldest"
      ? ({ ShardIteratorType: "TRIM_HORIZON" } as const)
      : ({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: from } as const);
  const command = new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...start });
  const options = { action: "dynamodb:GetShardIterator", resource: streamArn, isControlPlane: true };
  try {
    const answer = await call(door, options, (wire) => door.clients.dynamodbStreams.send(command, wire));
    return answer.ShardIterator;
  } catch (error) {
    if (isTrimmed(error)) return undefined;
    throw error;
  }
}

/** A page whose first records leave the stream while it is read is an empty end: the stretch is not whole then. */
export async function tablePage(door: Door, { streamArn }: Place, iterator: string): Promise<Page> {
  const command = new GetRecordsCommand({ ShardIterator: iterator, Limit: PAGE_RECORDS });
  const options = { action: "dynamodb:GetRecords", resource: streamArn, isControlPlane: true };
  try {
    const answer = await call(door, options, (wire) => door.clients.dynamodbStreams.send(command, wire));
    const records = (answer.Records ?? []).map(recordOf);
    return { records, next: answer.NextShardIterator || undefined, isAtTip: false };
  } catch (error) {
    if (isTrimmed(error)) return { records: [], next: undefined, isAtTip: true };
    throw error;
  }
}

function isTrimmed(error: unknown): boolean {
  return error instanceof DloError && error.detail.awsCode === "TrimmedDataAccessException";
}

function recordOf(record: _Record) {
  const { dynamodb: told, userIdentity } = record;
  const change = {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: record.eventSource,
    awsRegion: record.awsRegion,
    ...(userIdentity && { userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId } }),
    dynamodb: {
      ...told,
      ApproximateCreationDateTime: (told?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000,
    },
  };
  return { kind: "dynamodb", sequenceNumber: told?.SequenceNumber ?? "", change: plainObject(change) } as const;
}

/** JSON has no bytes: a function gets them as base64, and no member that is not there. */
function plain(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) return plainObject(value);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function plainObject(value: object): JsonObject {
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(members.map(([name, one]) => [name, plain(one)]));
}
