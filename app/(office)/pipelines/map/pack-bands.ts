/** Width by height of the frame that most maps are looked at in. */
const ASPECT = 1.8;
const TRIES = 24;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Boxes side by side and below one another, about in their order, so that the whole is as large as can be in a frame. */
export function packBands<B extends Box>(boxes: readonly B[], gap: number, aspect: number = ASPECT): B[] {
  const widest = Math.max(0, ...boxes.map(({ width }) => width));
  const area = boxes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const ideal = Math.sqrt(area * aspect);
  const widths = Array.from({ length: TRIES }, (_, index) => Math.max(widest, ideal * (0.7 + 0.04 * index)));
  const tries = widths.map((width) => withinWidth(boxes, width, gap));
  return tries.sort((a, b) => scaleOf(b, aspect) - scaleOf(a, aspect))[0] ?? [];
}

/** How large the whole is drawn in the frame. */
function scaleOf(boxes: readonly Box[], aspect: number): number {
  const width = Math.max(1, ...boxes.map((box) => box.x + box.width));
  const height = Math.max(1, ...boxes.map((box) => box.y + box.height));
  return Math.min(aspect / width, 1 / height);
}

/** Each box as high up as it fits, and there as far left: what is placed forms a line of heights from left to right. */
function withinWidth<B extends Box>(boxes: readonly B[], width: number, gap: number): B[] {
  const placed: B[] = [];
  for (const box of boxes) {
    const lefts = [0, ...placed.map((other) => other.x + other.width + gap)];
    const spots = lefts
      .filter((x) => x + box.width <= width)
      .map((x) => ({ x, y: lowestFree(placed, x, box.width, gap) }))
      .sort((a, b) => a.y - b.y || a.x - b.x);
    placed.push({ ...box, ...(spots[0] ?? { x: 0, y: 0 }) });
  }
  return placed;
}

/** Below everything that stands above this stretch. */
function lowestFree(placed: readonly Box[], x: number, width: number, gap: number): number {
  const above = placed.filter((other) => other.x < x + width + gap && x < other.x + other.width + gap);
  return Math.max(0, ...above.map((other) => other.y + other.height + gap));
}
