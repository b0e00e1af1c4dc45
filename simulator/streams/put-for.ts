import { mayDeliver } from "../delivery/may-deliver";
import { type Delivered, partsOf, type Sender } from "../delivery/sender";
import type { World } from "../service";
import { appendRecord } from "./append-record";
import { LARGEST_RECORD_BYTES } from "./kinesis-input";

/** Puts a record on a Kinesis stream for a service: `data` is text. Says what stood in the way. */
export function putRecordFor(
  world: World,
  sender: Sender,
  streamArn: string,
  record: { readonly data: string; readonly partitionKey: string },
  now: number,
): Delivered {
  const { accountId, region, resource } = partsOf(streamArn);
  const stream = world.streams.kinesis.get(accountId, region, resource.slice(resource.indexOf("/") + 1));
  if (!stream) {
    const message = `Stream ${resource} under account ${accountId} not found.`;
    return { kind: "missing", code: "ResourceNotFoundException", message };
  }
  const refused = mayDeliver(world, sender, "kinesis:PutRecord", streamArn, undefined, now);
  if (refused) return refused;
  const bytes = Buffer.from(record.data);
  if (bytes.length > LARGEST_RECORD_BYTES) {
    return { kind: "invalid", code: "InvalidArgumentException", message: "The record is too large." };
  }
  appendRecord(world, stream, { data: bytes.toString("base64"), partitionKey: record.partitionKey }, now);
  return undefined;
}
