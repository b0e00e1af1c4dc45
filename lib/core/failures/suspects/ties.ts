import { nameOfArn } from "@/lib/core/arn";
import type { EdgeKind } from "@/lib/core/inventory/edges";
import { unqualified } from "@/lib/core/inventory/unqualified";

/** How a thing is tied to a failure, in words, and how closely: 1 is the failing stage itself. */
export interface Tie {
  readonly words: string;
  readonly closeness: number;
}
export interface TieEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}
/** Where a failure stands: its anchor with the word for it, and the queue that it ended in. */
export interface FailurePlace {
  readonly anchorArn: string;
  readonly anchorWord: string;
  readonly deadLetterQueueArn: string | null;
}

const ONE_STEP = 0.8;
const MAPPING = 0.95;
const TWO_STEPS = 0.5;
const DEAD_LETTER_QUEUE = 0.3;

/**
 * Where the way on may be followed. What shares a bus or a dead-letter queue has nothing else in common: there it ends.
 */
export function nextSteps(place: FailurePlace, edges: readonly TieEdge[]): string[] {
  const anchorArn = unqualified(place.anchorArn);
  const found = edges.flatMap((edge) => otherEnd(edge, anchorArn) ?? []);
  return [...new Set(found)].filter((arn) => arn !== place.deadLetterQueueArn && !arn.includes(":event-bus/"));
}

/** What stands within two steps of a failure. A function that consumes the anchor is as near as the anchor itself. */
export function tiesOf(place: FailurePlace, edges: readonly TieEdge[]): Map<string, Tie> {
  const anchorArn = unqualified(place.anchorArn);
  const ties = new Map<string, Tie>();
  const add = (arn: string, words: string, closeness: number) => {
    if ((ties.get(arn)?.closeness ?? 0) < closeness) ties.set(arn, { words, closeness });
  };
  add(anchorArn, `it is the ${place.anchorWord}`, 1);
  for (const edge of edges) {
    const arn = otherEnd(edge, anchorArn);
    if (arn !== undefined) add(arn, stepInWords(edge, anchorArn), edge.kind === "consumes" ? MAPPING : ONE_STEP);
  }
  for (const via of nextSteps(place, edges)) {
    const isConsumer = edges.some(({ kind, from, to }) => kind === "consumes" && from === anchorArn && to === via);
    for (const edge of edges) {
      const arn = otherEnd(edge, via);
      if (arn === undefined || arn === anchorArn) continue;
      if (isConsumer && edge.kind === "delivers" && edge.from === via)
        add(arn, `it consumes ${nameOfArn(anchorArn)}`, 1);
      else add(arn, `${stepInWords(edge, via)}, two steps from ${nameOfArn(anchorArn)}`, TWO_STEPS);
    }
  }
  if (place.deadLetterQueueArn !== null && place.deadLetterQueueArn !== anchorArn)
    ties.set(place.deadLetterQueueArn, { words: "it is the dead-letter queue", closeness: DEAD_LETTER_QUEUE });
  return ties;
}

function otherEnd({ from, to }: TieEdge, arn: string): string | undefined {
  if (from === arn) return to;
  return to === arn ? from : undefined;
}

/** A subscription has no name of its own: the last part of its ARN means nothing to anybody. */
function nameIn(arn: string): string {
  const topic = /^arn:[^:]+:sns:[^:]*:\d*:([^:]+):/.exec(arn)?.[1];
  return topic === undefined ? nameOfArn(arn) : `a subscription of ${topic}`;
}

/** How the other end is tied to `arn`. */
function stepInWords({ from, kind }: TieEdge, arn: string): string {
  const name = nameIn(arn);
  if (kind === "consumes") return from === arn ? `it takes from ${name}` : `${name} takes from it`;
  if (kind === "dead-letters") return from === arn ? `${name} gives up into it` : `it gives up into ${name}`;
  return from === arn ? `${name} delivers to it` : `it delivers to ${name}`;
}
