import type { Edge } from "../inventory/edges";
import type { HealthState } from "./health";

interface Rate {
  readonly ratePerMinute: number | null;
  readonly failedPerMinute: number | null;
  /** Of a rule: what it gave into a dead-letter queue. */
  readonly deadLetteredPerMinute: number | null;
}

interface EdgeFigures {
  readonly ratePerMinute: number | null;
  readonly failedPerMinute: number | null;
  /** Nothing else can be what fails at this end. */
  readonly sole: { readonly from: boolean; readonly to: boolean };
}

/**
 * The figures of edges, each told where it must be that of the edge: where only this one leaves, or only this one arrives. What
 * several pipelines share may have edges that are not among these, so that nothing is known of what arrives there.
 */
export function edgeFigures(
  edges: readonly Edge[],
  rates: ReadonlyMap<string, Rate>,
  isShared: (arn: string) => boolean,
): (edge: Edge) => EdgeFigures {
  const [givenUp, onward] = [edges.filter(isGivenUp), edges.filter((edge) => !isGivenUp(edge))];
  return (edge) => {
    const alike = isGivenUp(edge) ? givenUp : onward;
    const sole = {
      from: alike.every(({ from, to }) => from !== edge.from || to === edge.to),
      to: !isShared(edge.to) && alike.every(({ from, to }) => to !== edge.to || from === edge.from),
    };
    const [begin, end] = [rates.get(edge.from), rates.get(edge.to)];
    return { ...(isGivenUp(edge) ? intoDeadLetters(sole, begin, end) : along(edge, sole, begin, end)), sole };
  };
}

function isGivenUp({ kind }: Edge): boolean {
  return kind === "dead-letters";
}

/** All of it failed. What arrived in the queue is known better than what a source says it gave. */
function intoDeadLetters({ from, to }: EdgeFigures["sole"], begin: Rate | undefined, end: Rate | undefined) {
  const arrived = to ? end?.failedPerMinute : undefined;
  const given = from ? begin?.deadLetteredPerMinute : undefined;
  const rate = arrived ?? given ?? null;
  return { ratePerMinute: rate, failedPerMinute: rate };
}

/** A queue takes what it is given: what failed is said by who delivers or by who runs. */
function along(edge: Edge, { from, to }: EdgeFigures["sole"], begin: Rate | undefined, end: Rate | undefined) {
  const [left, arrived] = [from ? begin : undefined, to ? end : undefined];
  const given = delivers(edge.from) ? left?.failedPerMinute : undefined;
  const run = runs(edge.to) ? arrived?.failedPerMinute : undefined;
  return {
    ratePerMinute: left?.ratePerMinute ?? arrived?.ratePerMinute ?? null,
    failedPerMinute: given ?? run ?? null,
  };
}

function delivers(arn: string): boolean {
  return !/^arn:[^:]+:(sqs|lambda|states):/.test(arn) && !arn.includes(":event-bus/");
}

/** Executions of a state machine fail after what started them has delivered. */
function runs(arn: string): boolean {
  return /^arn:[^:]+:lambda:/.test(arn);
}

/** An edge fails only where its own failure is known, as badly as the end that says so; else it works, or nobody sees either end. */
export function edgeHealth(
  edge: Edge,
  { failedPerMinute, sole }: EdgeFigures,
  health: ReadonlyMap<string, HealthState>,
): HealthState {
  const [from, to] = [health.get(edge.from), health.get(edge.to)];
  if (isSeen(from) || isSeen(to)) {
    if (failedPerMinute) return told(sole.from && delivers(edge.from) && !isGivenUp(edge) ? from : to);
    if (edge.kind === "consumes" && from === "stalled" && sole.from) return "stalled";
    return "healthy";
  }
  return "blind";
}

function isSeen(state: HealthState | undefined): state is HealthState {
  return state !== undefined && state !== "blind";
}

/** Of an end that nobody sees nothing speaks. */
function told(state: HealthState | undefined): HealthState {
  return isSeen(state) ? state : "healthy";
}
