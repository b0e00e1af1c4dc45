import type { EdgeKind } from "../../inventory/edges";
import type { Node, Nodes } from "./nodes";

/** An edge between two nodes, by their places. */
export interface Tie {
  readonly from: number;
  readonly to: number;
  readonly kind: EdgeKind;
  readonly part: string | null;
}

/** The nodes with the ties that leave and reach each of them. */
export interface Wiring {
  readonly nodes: readonly Node[];
  readonly placeOf: ReadonlyMap<string, number>;
  readonly ties: readonly Tie[];
  readonly out: readonly (readonly Tie[])[];
  readonly in: readonly (readonly Tie[])[];
}

export function wiringOf({ all, ties }: Nodes): Wiring {
  const placeOf = new Map(all.map((node, index) => [node.arn, index]));
  const out: Tie[][] = all.map(() => []);
  const into: Tie[][] = all.map(() => []);
  const wired: Tie[] = [];
  for (const { from, to, kind, part } of ties) {
    const tie = { from: placeOf.get(from) ?? -1, to: placeOf.get(to) ?? -1, kind, part };
    if (tie.from === tie.to) continue;
    out[tie.from]?.push(tie);
    into[tie.to]?.push(tie);
    wired.push(tie);
  }
  return { nodes: all, placeOf, ties: wired, out, in: into };
}

/** Whether all that leads here gives up: a dead-letter queue, or a topic of failures. */
export function isDeadLetter(wiring: Wiring, place: number): boolean {
  const into = wiring.in[place] ?? [];
  return into.length > 0 && into.every(({ kind }) => kind === "dead-letters");
}
