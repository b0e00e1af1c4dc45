import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";

/** Puts a record on a Kinesis stream for a service. */
export function putRecordFor(
  _world: World,
  _sender: Sender,
  _streamArn: string,
  _record: { readonly data: string; readonly partitionKey: string },
  _now: number,
): Delivered {
  return { kind: "missing", code: "ResourceNotFoundException", message: "Streams are not simulated." };
}
