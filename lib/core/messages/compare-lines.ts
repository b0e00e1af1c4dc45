import { type Comparison, type Difference, Differences, excerpt, excerpts } from "./differences";

/** So many lines each are lined up one by one: the square of it is the work. */
const MAX_ALIGNED_LINES = 1_000;

/** What two texts differ in, line by line. Between an equal beginning and end lines are lined up, very long parts by place. */
export function compareLines(a: string, b: string): Comparison {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const found = new Differences();
  const start = equalAtStart(left, right);
  const end = equalAtEnd(left, right, start);
  found.same(start + end);
  const middle = { a: left.slice(start, left.length - end), b: right.slice(start, right.length - end) };
  const isTooLong = middle.a.length > MAX_ALIGNED_LINES || middle.b.length > MAX_ALIGNED_LINES;
  for (const [at, to] of isTooLong ? byPlace(middle) : aligned(middle)) addPair(found, middle, at, to, start);
  return found.comparison(
    "line",
    isTooLong ? "Too many lines differ to line them up; they are compared by place." : undefined,
  );
}

type Texts = { a: string[]; b: string[] };
type Pair = [at: number | undefined, to: number | undefined];

function addPair(
  found: Differences,
  { a, b }: Texts,
  at: number | undefined,
  to: number | undefined,
  start: number,
): void {
  const left = at === undefined ? undefined : (a[at] ?? "");
  const right = to === undefined ? undefined : (b[to] ?? "");
  if (left === right) found.same();
  else found.add(() => differenceOf(`line ${start + (at ?? to ?? 0) + 1}`, left, right));
}

function differenceOf(path: string, left: string | undefined, right: string | undefined): Difference {
  if (left === undefined) return { kind: "only-b", path, b: excerpt(right ?? "") };
  if (right === undefined) return { kind: "only-a", path, a: excerpt(left) };
  return { kind: "differs", path, ...excerpts(left, right) };
}

function equalAtStart(a: string[], b: string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

function equalAtEnd(a: string[], b: string[], start: number): number {
  let count = 0;
  const most = Math.min(a.length, b.length) - start;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

function* byPlace({ a, b }: Texts): Generator<Pair> {
  for (let at = 0; at < Math.max(a.length, b.length); at++)
    yield [at < a.length ? at : undefined, at < b.length ? at : undefined];
}

/** The longest run of common lines; between two of them the lines left over are paired, as one that was changed. */
function* aligned({ a, b }: Texts): Generator<Pair> {
  const lengths = commonLengths(a, b);
  const lengthAt = (at: number, to: number) => lengths[at * (b.length + 1) + to] ?? 0;
  let [at, to] = [0, 0];
  let [gapA, gapB] = [0, 0];
  while (at < a.length && to < b.length) {
    if (a[at] === b[to]) {
      yield* gap(gapA, at, gapB, to);
      yield [at++, to++];
      [gapA, gapB] = [at, to];
    } else if (lengthAt(at + 1, to) >= lengthAt(at, to + 1)) at++;
    else to++;
  }
  yield* gap(gapA, a.length, gapB, b.length);
}

function* gap(fromA: number, toA: number, fromB: number, toB: number): Generator<Pair> {
  for (let step = 0; step < Math.max(toA - fromA, toB - fromB); step++)
    yield [fromA + step < toA ? fromA + step : undefined, fromB + step < toB ? fromB + step : undefined];
}

/** At `at · width + to`: how many lines the rests from there have in common, in order. */
function commonLengths(a: string[], b: string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let at = a.length - 1; at >= 0; at--)
    for (let to = b.length - 1; to >= 0; to--) {
      const here = at * width + to;
      lengths[here] =
        a[at] === b[to]
          ? (lengths[here + width + 1] ?? 0) + 1
          : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0);
    }
  return lengths;
}
