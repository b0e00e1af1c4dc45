import { nameOfArn, parseArn } from "@/lib/core/arn";
import { newStyleWords } from "@/lib/core/events/new-style";
import { KIND_WORDS, type ResourceKind } from "@/lib/core/inventory/resource";

/** Where failures go that is no queue. */
export const DESTINATION_KINDS = ["bucket", "event-bus", "topic", "function", "stream", "kafka", "other"] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];

const BY_SERVICE: Readonly<Record<string, DestinationKind>> = {
  s3: "bucket",
  events: "event-bus",
  sns: "topic",
  lambda: "function",
  kinesis: "stream",
  firehose: "stream",
  kafka: "kafka",
};

const WHY: Readonly<Record<DestinationKind, string>> = {
  bucket: "They lie there as objects, with what they carried; this office reads queues only.",
  "event-bus": "A bus keeps nothing: look at what its rules do with them, or give one of them a queue.",
  topic:
    "A topic keeps nothing: if a queue that is subscribed to it is a dead-letter queue here, its messages are shown.",
  function: "A function keeps nothing: look at what it does with them.",
  stream: "They lie in the stream for as long as it keeps them; this office reads queues only.",
  kafka: "They lie in the Kafka topic for as long as it keeps them; this office reads queues only.",
  other: "This office does not know how to read them there.",
};

export interface UnreadableDestination {
  readonly destinationKind: DestinationKind;
  readonly sentence: string;
}

/** Who sends its failures where, and why they cannot be read there. Recognised, not readable. */
export function unreadableDestination(
  sender: { kind: ResourceKind; name: string },
  destinationArn: string,
): UnreadableDestination {
  const destinationKind = BY_SERVICE[parseArn(destinationArn)?.service ?? ""] ?? "other";
  const word = destinationKind === "other" ? "" : `${destinationKind.replace("-", " ")} `;
  const who = `${KIND_WORDS[sender.kind]} ${sender.name}`;
  const newStyle = newStyleWords(destinationArn);
  if (newStyle) return { destinationKind, sentence: `The ${who} sends its failures to a bus: ${newStyle}` };
  return {
    destinationKind,
    sentence: `The ${who} sends its failures to ${word}${nameOfArn(destinationArn)}. ${WHY[destinationKind]}`,
  };
}
