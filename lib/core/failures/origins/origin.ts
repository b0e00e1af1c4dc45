import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { JsonValue } from "@/lib/core/messages/json";
import { attributeText, type ObservedMessage } from "@/lib/core/messages/message";
import type { CauseKind } from "../cause-kind";

export const ORIGIN_KINDS = [
  "sqs-redrive",
  "eventbridge-subscriber",
  "scheduler",
  "eventbridge-rule",
  "eventbridge-bus",
  "pipe",
  "stream-mapping",
  "lambda-destination",
  "lambda-async",
  "sns-subscription",
  "restored",
  "direct-send",
  "unknown",
] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];
export type Certainty = "certain" | "probable" | "unknown";

/** What the service wrote about the failure. `cause` is there where its code alone says it; `retries` after the first try. */
export type OriginError = { code?: string; text?: string; retries?: number; cause?: CauseKind; where: string };

/**
 * Who put a message into the dead-letter queue, which stage failed, and its one correct way back in one sentence.
 * `anchorArn` is the resource that failed, `anchorPart` its target where it has several. `original` is what was meant to
 * arrive, absent when the message only points at it or holds a part of it; `messageType` names such a pointer.
 * `recordsUntil`: when the records pointed at vanish from their stream, or the earliest moment at which they may.
 * `sourceQueueArn` is there when SQS moved it.
 */
export type Origin = {
  kind: OriginKind;
  certainty: Certainty;
  sourceQueueArn?: string;
  anchorArn: string;
  anchorPart?: string;
  failingStage: string;
  wayBack: string;
  original?: string;
  messageType?: string;
  error?: OriginError;
  recordsUntil?: { at: Date; isAtTheEarliest: boolean };
};

/** A resource, other than a queue, that names the queue as the place for its failures. */
export type FailureSender = {
  kind: ResourceKind;
  arn: string;
  /** Of a rule its target id; of a function `async` for its dead-letter queue, else the qualifier with the destination. */
  part: string | null;
  topicArn?: string | null;
  isRaw?: boolean | null;
};

/**
 * What the inventory knows about the dead-letter queue: the queues whose redrive policy names it, every other resource
 * that names it, the topics it is subscribed to, and of which messages we know that we sent them here (message id → run).
 */
export type OriginGraph = {
  queueArn: string;
  knownSourceQueueArns: string[];
  namedBy?: readonly FailureSender[];
  subscribedTopicArns?: readonly string[];
  sentByUs?: ReadonlyMap<string, number>;
  /** By source queue: the versions of the code that consumes it, newest first; `since` null where nobody saw it begin. */
  consumers?: ReadonlyMap<string, readonly ConsumerVersion[]>;
};
export type ConsumerVersion = { version: string; since: Date | null };

/** A message with its body read as JSON, once for all rules; undefined when it is none. */
export type Letter = { message: ObservedMessage; json: JsonValue | undefined };

export type OriginRule = {
  name: OriginKind;
  recognise: (letter: Letter, graph: OriginGraph) => Origin | undefined;
};

/** Text of the first of these user attributes that is there and not blank. */
export function markOf({ message }: Letter, name: string): string | undefined {
  const text = attributeText(message, name)?.trim();
  return text === "" ? undefined : text;
}

/** The resources of one kind that name the queue, each once. */
export function sendersOf(graph: OriginGraph, kind: ResourceKind): FailureSender[] {
  const named = (graph.namedBy ?? []).filter((sender) => sender.kind === kind);
  return [...new Map(named.map((sender) => [sender.arn, sender])).values()];
}
