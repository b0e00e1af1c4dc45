import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from "yaml";

export type Path = readonly PropertyKey[];
/** What stands at a path of a YAML document, or the nearest thing above it. */
export interface Place {
  /** Absent when nothing is written there. */
  readonly node: Node | undefined;
  /** Where to point: the value, its key when it has none, else what should have held it. */
  readonly offset: number;
  readonly keyOffset: number;
}

/** Follows a path of keys and places, through aliases, as far as it goes. */
export function placeAt(document: Document, path: Path): Place {
  let node = nodeIn(document, document.contents);
  let keyOffset = offsetOf(document.contents) ?? 0;
  for (const step of path) {
    const next = isMap(node) ? pairAt(node.items, step) : undefined;
    const inside = next ? next.value : isSeq(node) ? node.items[Number(step)] : undefined;
    if (next === undefined && inside === undefined) return { node: undefined, offset: keyOffset, keyOffset };
    keyOffset = offsetOf(next?.key) ?? offsetOf(inside) ?? keyOffset;
    node = nodeIn(document, inside);
  }
  const isWritten = !(isScalar(node) && node.value === null && !node.source);
  return { node, offset: isWritten ? (offsetOf(node) ?? keyOffset) : keyOffset, keyOffset };
}

/** `12:7`, counted from one. */
export function lineAndColumn(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function pairAt(items: readonly Pair[], step: PropertyKey): Pair | undefined {
  return items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
}

function nodeIn(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document);
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}

function offsetOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}
