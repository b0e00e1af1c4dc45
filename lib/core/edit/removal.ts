import type { BodyPlace } from "./find-places";
import type { JsonNode } from "./json-tree";
import type { Splice } from "./splice";

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** What is cut out so that members or items are gone with one comma each. */
export function removalSplices(places: readonly BodyPlace[]): Splice[] {
  const byParent = Map.groupBy(places, ({ parent }) => parent);
  return [...byParent].flatMap(([parent, gone]) => {
    const indexes = new Set(gone.map(({ index }) => index));
    return parent === undefined ? [] : cuts(piecesOf(parent), indexes);
  });
}

function piecesOf(parent: JsonNode): Piece[] {
  if (parent.kind === "object") return parent.members.map(({ start, value }) => ({ start, end: value.end }));
  return parent.kind === "array" ? [...parent.items] : [];
}

/** Neighbours that go are cut out as one: up to the next that stays, or else from the end of the last that stays. */
function cuts(pieces: readonly Piece[], gone: ReadonlySet<number>): Splice[] {
  const found: Splice[] = [];
  for (let from = 0; from < pieces.length; from++) {
    if (!gone.has(from)) continue;
    let to = from;
    while (gone.has(to + 1)) to++;
    const [first, last] = [pieces[from], pieces[to]];
    const [before, next] = [pieces[from - 1], pieces[to + 1]];
    if (first && last && next) found.push({ start: first.start, end: next.start, text: "" });
    else if (first && last) found.push({ start: before?.end ?? first.start, end: last.end, text: "" });
    from = to;
  }
  return found;
}
