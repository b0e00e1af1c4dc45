import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";

export interface TopicMessage {
  readonly message: string;
  readonly subject?: string;
  readonly attributes?: Readonly<
    Record<string, { readonly DataType?: string; readonly StringValue?: string; readonly BinaryValue?: string }>
  >;
  readonly groupId?: string;
  readonly dedupId?: string;
}

/** Publishes to a topic for a service; the topic's policy must allow it. */
export function publishFor(
  _world: World,
  _sender: Sender,
  _topicArn: string,
  _content: TopicMessage,
  _now: number,
): Delivered {
  return { kind: "missing", code: "NotFound", message: "Topics are not simulated." };
}
