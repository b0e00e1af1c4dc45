import type { Graph } from "@/lib/core/inventory/graph";
import type { Cause } from "../cause-kind";

/** What fails without leaving a message, beside the origins of messages: the anchor of such a class in one word. */
export const UNRECORDED_KINDS = [
  "rule-delivery",
  "async-invocation",
  "topic-delivery",
  "schedule-group",
  "pipe-batch",
  "execution",
] as const;
export type UnrecordedKind = (typeof UNRECORDED_KINDS)[number];

/** What may fail in one account and Region, as the inventory knows it. */
export interface LossGraph extends Pick<Graph, "all"> {
  /** ARNs of functions that something known invokes without waiting for the answer. */
  readonly invokedAsync: ReadonlySet<string>;
}

/** A thing that can lose something, and under which dimensions its metrics stand. */
export interface Watched {
  readonly arn: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Metrics of what failed too and is not lost here: a message has it, or another family counts it. */
  readonly accountedBy?: readonly string[];
  /** Instead of the family's, where more is known of this thing. */
  readonly wayBack?: string;
}

/** A metric of AWS that counts what failed without a message to look at. One file each. */
export interface LossFamily {
  /** Part of the fingerprint: it never changes. */
  readonly name: string;
  readonly originKind: UnrecordedKind;
  /** *executions*: Step Functions keeps them. *count-only*: they are lost, and there is a count. */
  readonly record: "executions" | "count-only";
  readonly namespace: string;
  readonly metric: string;
  /** What one of the count is. */
  readonly unit: string;
  /** What it means, in one line. */
  readonly title: string;
  readonly cause: Cause;
  readonly wayBack: string;
  /** Things that can lose something this way; not those whose failures lie in a dead-letter queue. */
  readonly watched: (graph: LossGraph) => readonly Watched[];
}

/** No metric says why. */
export function untold(hint: string): Cause {
  return { kind: "unknown", reason: `A metric counts and does not say why: ${hint}.` };
}
