import type { AssembledPipeline, PartKind, PatternName, PipelineEdge, PipelinePart } from "../pipeline";
import { PATTERNS } from "../pipeline";

type Parts = AssembledPipeline["parts"];
/** A pipeline as patterns look at it. What gives up counts for none of them. */
interface Shape {
  readonly parts: ReadonlyMap<string, PipelinePart>;
  readonly next: ReadonlyMap<string, readonly string[]>;
  kindOf(arn: string): PartKind | undefined;
  nextOf(arn: string): readonly string[];
}

/**
 * Patterns that the parts and edges show, in the order of `PATTERNS`. topic-queue, event-queue, event-topic, fan-out and stream are
 * read off the settings. storage-first, scatter-gather, pipes-and-filters and saga are guesses: who sends, what a function does with
 * its answers and which step undoes another stands in code that nobody reads here.
 */
export function patternsOf(parts: Parts, edges: readonly PipelineEdge[]): PatternName[] {
  const shape = shapeOf(parts, edges);
  return PATTERNS.filter((name) => HAS[name](shape));
}

const CHANNELS: readonly (PartKind | undefined)[] = ["queue", "topic", "stream"];
const STEPS: readonly (PartKind | undefined)[] = ["function", "state-machine"];
/** What only carries between two others. */
const TAKERS: readonly (PartKind | undefined)[] = ["subscription", "mapping"];
/** So many parts are looked through for branches that meet again; beyond, nobody could see it in a picture either. */
const MOST_STEPS = 20_000;

const HAS: Readonly<Record<PatternName, (shape: Shape) => boolean>> = {
  "topic-queue": (shape) => leadsTo(shape, "topic", "queue"),
  "event-queue": (shape) => leadsTo(shape, "rule", "queue"),
  "event-topic": (shape) => leadsTo(shape, "rule", "topic"),
  "storage-first": (shape) =>
    [...shape.parts.values()].some(
      ({ arn, kind, role }) => kind === "queue" && role === "entry" && shape.nextOf(arn).length > 0,
    ),
  "fan-out": (shape) => fansOf(shape).length > 0,
  "scatter-gather": doesGather,
  "pipes-and-filters": hasFilters,
  saga: (shape) =>
    ofKind(shape, ["state-machine"]).some(
      (arn) => shape.nextOf(arn).filter((to) => shape.kindOf(to) === "function").length > 1,
    ),
  stream: (shape) => ofKind(shape, ["stream"]).some((arn) => shape.nextOf(arn).length > 0),
};

/** What carries between two others is left out of the way: a topic leads to the queue of its subscription. */
function shapeOf(parts: Parts, edges: readonly PipelineEdge[]): Shape {
  const byArn = new Map(parts.map((part) => [part.arn, part]));
  const direct = new Map<string, Set<string>>();
  for (const { from, to, kind } of edges) {
    if (kind !== "delivers" && kind !== "consumes") continue;
    const next = direct.get(from);
    if (next) next.add(to);
    else direct.set(from, new Set([to]));
  }
  const kindOf = (arn: string) => byArn.get(arn)?.kind;
  const past = (to: string) => (TAKERS.includes(kindOf(to)) ? [...(direct.get(to) ?? [])] : [to]);
  const next = new Map([...direct].map(([from, tos]) => [from, [...new Set([...tos].flatMap(past))]]));
  return { parts: byArn, next, kindOf, nextOf: (arn) => next.get(arn) ?? [] };
}

function ofKind(shape: Shape, kinds: readonly (PartKind | undefined)[]): string[] {
  return [...shape.parts.values()].flatMap(({ arn, kind }) => (kinds.includes(kind) ? [arn] : []));
}

function leadsTo(shape: Shape, from: PartKind, to: PartKind): boolean {
  return ofKind(shape, [from]).some((arn) => shape.nextOf(arn).some((next) => shape.kindOf(next) === to));
}

/** What hands the same event to several. Two functions on a queue share its messages out, which is no fan-out. */
function fansOf(shape: Shape): string[] {
  return ofKind(shape, ["rule", "topic", "stream"]).filter((arn) => shape.nextOf(arn).length > 1);
}

/** Branches of a fan-out, each through a step that works, that meet again in one channel or step. */
function doesGather(shape: Shape): boolean {
  let stepsLeft = MOST_STEPS;
  return fansOf(shape).some((fan) => {
    const branchOf = new Map<string, { readonly branch: string; readonly hasWorked: boolean }>();
    const waiting = shape
      .nextOf(fan)
      .map((arn) => ({ arn, branch: arn, hasWorked: STEPS.includes(shape.kindOf(arn)) }));
    for (const at of waiting) {
      if (stepsLeft-- <= 0) return false;
      const met = branchOf.get(at.arn);
      if (met && met.branch !== at.branch && met.hasWorked && at.hasWorked) return true;
      if (met) continue;
      branchOf.set(at.arn, at);
      for (const arn of shape.nextOf(at.arn)) {
        const hasWorked = at.hasWorked || STEPS.includes(shape.kindOf(at.arn));
        waiting.push({ arn, branch: at.branch, hasWorked });
      }
    }
    return false;
  });
}

/** A step that works, then a channel, then another step. */
function hasFilters(shape: Shape): boolean {
  return ofKind(shape, STEPS).some((step) =>
    shape
      .nextOf(step)
      .some(
        (channel) =>
          CHANNELS.includes(shape.kindOf(channel)) &&
          shape.nextOf(channel).some((next) => next !== step && reachesStep(shape, next)),
      ),
  );
}

/** The thing itself, or behind a queue of a topic or a pipe what takes from it. */
function reachesStep(shape: Shape, arn: string, hopsLeft = 3): boolean {
  if (STEPS.includes(shape.kindOf(arn))) return true;
  return hopsLeft > 0 && shape.nextOf(arn).some((next) => reachesStep(shape, next, hopsLeft - 1));
}
