import { type LabelPlace, NODE, type Point } from "./map-shapes";

const MIDDLE = NODE.height / 2;
/** How far from the left a dead-letter queue hangs below its source. */
export const HANG = { indent: 24, gap: 14, stem: 11 } as const;

interface Drawn {
  readonly path: string;
  readonly label: LabelPlace;
}

/** From the right side of one node to the left side of another, by the bends between them. */
export function forwardPath(from: Point, to: Point, bends: readonly Point[]): Drawn {
  const start = { x: from.x + NODE.width, y: from.y + MIDDLE };
  const end = { x: to.x, y: to.y + MIDDLE };
  if (end.x <= start.x) return backwardPath(from, to);
  const points = [start, ...bends.filter(({ x }) => x > start.x && x < end.x), end];
  return { path: curve(points), label: labelPlace(points) };
}

/** A cycle: around below both. */
function backwardPath(from: Point, to: Point): Drawn {
  const start = { x: from.x + NODE.width / 2, y: from.y + NODE.height };
  const end = { x: to.x + NODE.width / 2, y: to.y + NODE.height };
  const low = Math.max(start.y, end.y) + NODE.height;
  return {
    path: `M${start.x} ${start.y}C${start.x} ${low} ${end.x} ${low} ${end.x} ${end.y + 3}`,
    label: { x: (start.x + end.x) / 2, y: low - 8 },
  };
}

/** Down from a source to the dead-letter queue that hangs below it. */
export function hangingPath(from: Point, to: Point): Drawn {
  const x = from.x + HANG.stem;
  const y = to.y + MIDDLE;
  return {
    path: `M${x} ${from.y + NODE.height}V${y - 6}Q${x} ${y} ${x + 6} ${y}H${to.x}`,
    label: { x: x + 6, y: to.y + 1, anchor: "start" },
  };
}

/** Out of the bottom of a source to a dead-letter queue of several. */
export function droppingPath(from: Point, to: Point): Drawn {
  const start = { x: from.x + NODE.width - 28, y: from.y + NODE.height };
  const end = { x: to.x, y: to.y + MIDDLE };
  if (end.x <= start.x) return backwardPath(from, to);
  const turn = { x: from.x + NODE.width + 6, y: start.y + 10 };
  const points = [turn, end];
  return {
    path: `M${start.x} ${start.y}Q${start.x} ${turn.y} ${turn.x} ${turn.y}${curve(points, false)}`,
    label: labelPlace(points),
  };
}

/** Level at each point, so that pieces join without a corner. */
function curve(points: readonly Point[], isStart = true): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let at = first;
  let path = isStart ? `M${first.x} ${first.y}` : "";
  for (const next of rest) {
    const half = (at.x + next.x) / 2;
    path += `C${half} ${at.y} ${half} ${next.y} ${next.x} ${next.y}`;
    at = next;
  }
  return path;
}

/** Just before the tip: several edges that leave together have parted there. */
function labelPlace(points: readonly Point[]): Point {
  const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
  return { x: x - 10, y };
}
