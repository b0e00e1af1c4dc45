import { KIND_WORDS as RESOURCE_WORDS } from "@/lib/core/inventory/resource";
import type { PartKind, PartRole, PatternName } from "@/lib/core/pipelines/pipeline";

export const KIND_WORDS: Readonly<Record<PartKind, string>> = {
  ...RESOURCE_WORDS,
  stream: "stream",
  outside: "outside",
};

export const ROLE_WORDS: Readonly<Record<PartRole, string>> = {
  entry: "entry",
  hop: "hop",
  consumer: "consumer",
  "dead-letter": "dead letters",
  shared: "shared",
};

export const PATTERN_WORDS: Readonly<Record<PatternName, string>> = {
  "topic-queue": "topic to queue",
  "event-queue": "event to queue",
  "event-topic": "event to topic",
  "storage-first": "storage first",
  "fan-out": "fan-out",
  "scatter-gather": "scatter and gather",
  "pipes-and-filters": "pipes and filters",
  saga: "saga",
  stream: "stream",
};

/** "dead letters" for a dead-letter queue, else the word of its kind. */
export function partWord({ kind, role }: { kind: PartKind; role: PartRole }): string {
  return role === "dead-letter" && kind === "queue" ? "dead-letter queue" : KIND_WORDS[kind];
}
