import { putOnBus } from "../events/put-on-bus";
import type { BusEvent } from "../events/state";
import { invokeAsync } from "../lambda/invoke-async";
import type { World } from "../service";
import { publishFor } from "../sns/publish-for";
import { startFor } from "../step-functions/start-for";
import { putRecordFor } from "../streams/put-for";
import { sendToQueue } from "./send-to-queue";
import { type Delivered, partsOf, type Sender } from "./sender";

export interface Parcel {
  /** What the target gets: message body, payload, input, message or data. */
  readonly text: string;
  /** A bus gets the event itself. */
  readonly event?: BusEvent;
  /** String attributes, on queues and topics. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groupId?: string;
  readonly dedupId?: string;
}

/** Delivers to a queue, topic, function, state machine, stream or bus, in the name of the sender. */
export function deliver(world: World, sender: Sender, targetArn: string, parcel: Parcel, now: number): Delivered {
  const { text, event, groupId, dedupId } = parcel;
  const attributes = stringAttributes(parcel.attributes);
  const { service, resource } = partsOf(targetArn);
  switch (service) {
    case "sqs": {
      const ids = { MessageGroupId: groupId, MessageDeduplicationId: dedupId };
      return sendToQueue(world, sender, targetArn, { MessageBody: text, MessageAttributes: attributes, ...ids }, now);
    }
    case "sns":
      return publishFor(world, sender, targetArn, { message: text, attributes, groupId, dedupId }, now);
    case "lambda":
      return invokeAsync(world, sender, targetArn, text, now);
    case "states":
      return startFor(world, sender, targetArn, text, now);
    case "kinesis":
      return putRecordFor(world, sender, targetArn, { data: text, partitionKey: groupId ?? world.uuid() }, now);
    case "events":
      if (event && resource.startsWith("event-bus/")) return putOnBus(world, sender, targetArn, event, now);
  }
  return { kind: "invalid", code: "InvalidParameter", message: `Nothing can be delivered to ${targetArn} here.` };
}

function stringAttributes(texts: Readonly<Record<string, string>> | undefined) {
  if (!texts) return undefined;
  return Object.fromEntries(
    Object.entries(texts).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
}
