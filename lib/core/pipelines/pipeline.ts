import type { EdgeKind } from "../inventory/edges";
import { RESOURCE_KINDS } from "../inventory/resource";

/** *stream*: Kinesis or a table's. *outside*: named by something that we read, itself never read (another account, HTTP, Amazon MQ, SWF). */
export const PART_KINDS = [...RESOURCE_KINDS, "stream", "outside"] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** What a part does in its pipeline. *shared*: it belongs to several, so that it joins none of them. */
export const PART_ROLES = ["entry", "hop", "consumer", "dead-letter", "shared"] as const;
export type PartRole = (typeof PART_ROLES)[number];

export const PATTERNS = [
  "topic-queue",
  "event-queue",
  "event-topic",
  "storage-first",
  "fan-out",
  "scatter-gather",
  "pipes-and-filters",
  "saga",
  "stream",
] as const;
export type PatternName = (typeof PATTERNS)[number];

export interface PipelinePart {
  readonly arn: string;
  readonly kind: PartKind;
  readonly name: string;
  /** Null for what lies in no connected account. */
  readonly accountId: string | null;
  readonly region: string;
  readonly role: PartRole;
  /** How many hops from the entry; what is on a cycle keeps the shortest. */
  readonly depth: number;
}

export interface PipelineEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly part: string | null;
}

/** What the graph says is one pipeline, before it has a row. */
export interface AssembledPipeline {
  /** The entry by which it is recognised again; see `recognise`. */
  readonly anchorArn: string;
  /** Worked out of the names of its parts. */
  readonly name: string;
  readonly parts: readonly PipelinePart[];
  readonly edges: readonly PipelineEdge[];
  readonly patterns: readonly PatternName[];
}
