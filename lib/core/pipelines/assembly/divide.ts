import { Components } from "./components";
import { isByArn, type MatchedRule } from "./match-rules";
import { isDeadLetter, type Tie, type Wiring } from "./wiring";

/** Into so many otherwise unconnected pipelines' common end they are not joined: it belongs to each of them. */
export const MANY_DELIVER = 5;
const SEVERAL_GIVE_UP = 2;

export interface Division {
  readonly components: Components;
  readonly isShared: readonly boolean[];
  /** A pipeline begins here because somebody said so. */
  readonly isCut: readonly boolean[];
}

/**
 * Which nodes belong together, and which belong to several. The order of nothing matters: of the nodes that may be shared, the
 * largest set is taken of which each stands between enough groups when all of them are cut out.
 */
export function divide(wiring: Wiring, rules: readonly MatchedRule[]): Division {
  const { nodes } = wiring;
  const said = rulesByPlace(wiring, rules);
  const isShared = nodes.map((node, place) => !said.takenIn[place] && (node.isApart || mayBeShared(wiring, place)));
  const joins = (tie: Tie) => !said.isCut[tie.to] && !isShared[tie.from] && !isShared[tie.to];
  const components = new Components(nodes.length);
  for (const { from, to } of wiring.ties.filter(joins)) components.unite(from, to);
  const division = { components, isShared, isCut: said.isCut };
  uniteSaid(division, said.together);
  release(wiring, division, said.together);
  return division;
}

function uniteSaid({ components, isShared }: Division, together: Together): void {
  for (const places of together) {
    const [first, ...rest] = places.filter((place) => !isShared[place]);
    if (first !== undefined) for (const place of rest) components.unite(first, place);
  }
}

function mayBeShared(wiring: Wiring, place: number): boolean {
  const froms = new Set((wiring.in[place] ?? []).map(({ from }) => from));
  return froms.size >= (isDeadLetter(wiring, place) ? SEVERAL_GIVE_UP : MANY_DELIVER);
}

/** Gives back, round by round, what stands between too few groups to be shared. Each round only makes groups larger. */
function release(wiring: Wiring, division: Division & { readonly isShared: boolean[] }, together: Together): void {
  const { components, isShared, isCut } = division;
  let waiting = wiring.nodes.flatMap((node, place) => (isShared[place] && !node.isApart ? [place] : []));
  for (;;) {
    const freed = waiting.filter((place) => groupsInto(wiring, division, place) < threshold(wiring, place));
    if (freed.length === 0) return;
    for (const place of freed) isShared[place] = false;
    for (const place of freed) {
      for (const { from, to } of [...(wiring.in[place] ?? []), ...(wiring.out[place] ?? [])])
        if (!isCut[to] && !isShared[from] && !isShared[to]) components.unite(from, to);
    }
    uniteSaid(division, together);
    const gone = new Set(freed);
    waiting = waiting.filter((place) => !gone.has(place));
  }
}

function threshold(wiring: Wiring, place: number): number {
  return isDeadLetter(wiring, place) ? SEVERAL_GIVE_UP : MANY_DELIVER;
}

function groupsInto(wiring: Wiring, { components, isCut }: Division, place: number): number {
  if (isCut[place]) return 0;
  const groups = new Set<number>();
  for (const { from } of wiring.in[place] ?? []) if (!wiring.nodes[from]?.isApart) groups.add(components.of(from));
  return groups.size;
}

type Together = readonly (readonly number[])[];

/**
 * Where pipelines are cut, what is joined with what, and what was taken in by name: a bus or a common end that one pipeline was
 * given by its ARN is an ordinary part of it. What only fits a pattern stays shared.
 */
function rulesByPlace({ nodes, placeOf }: Wiring, rules: readonly MatchedRule[]) {
  const isCut = nodes.map(() => false);
  const takenIn = nodes.map(() => false);
  const together: number[][] = [];
  for (const { kind, match, anchorArn, arns } of rules) {
    const places = arns.flatMap((arn) => placeOf.get(arn) ?? []);
    if (kind === "cut") for (const place of places) isCut[place] = true;
    else {
      if (isByArn(match)) for (const place of places) takenIn[place] = true;
      const anchor = placeOf.get(anchorArn);
      if (places.length > 0) together.push(anchor === undefined ? places : [anchor, ...places]);
    }
  }
  return { isCut, takenIn, together };
}
