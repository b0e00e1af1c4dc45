/** `path` is a field (`order.lines[0].sku`, empty for the whole) or a line (`line 3`); `a` and `b` are JSON or text. */
export type Difference =
  | { kind: "only-a"; path: string; a: string }
  | { kind: "only-b"; path: string; b: string }
  | { kind: "differs"; path: string; a: string; b: string };

/** `differences` are the first `MAX_DIFFERENCES` of `differenceCount`; `sameCount` fields or lines are equal. */
export type Comparison = {
  by: "field" | "line";
  differences: Difference[];
  differenceCount: number;
  sameCount: number;
  note?: string;
};

export const MAX_DIFFERENCES = 300;
const MAX_SHOWN_CHARACTERS = 240;
const BEFORE_CHARACTERS = 60;

/** Counts all differences and keeps the first `MAX_DIFFERENCES`. */
export class Differences {
  private readonly kept: Difference[] = [];
  private count = 0;
  private sameCount = 0;

  same(count = 1): void {
    this.sameCount += count;
  }

  /** The difference is made only when it is kept: writing a path and two values costs more than finding them. */
  add(make: () => Difference): void {
    this.count++;
    if (this.kept.length < MAX_DIFFERENCES) this.kept.push(make());
  }

  comparison(by: Comparison["by"], note?: string): Comparison {
    const { kept, count, sameCount } = this;
    return { by, differences: kept, differenceCount: count, sameCount, ...(note !== undefined && { note }) };
  }
}

/** The two texts cut to where they begin to differ. */
export function excerpts(a: string, b: string): { a: string; b: string } {
  if (a.length <= MAX_SHOWN_CHARACTERS && b.length <= MAX_SHOWN_CHARACTERS) return { a, b };
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const from = Math.max(0, at - BEFORE_CHARACTERS);
  return { a: excerpt(a, from), b: excerpt(b, from) };
}

export function excerpt(text: string, from = 0): string {
  const end = from + MAX_SHOWN_CHARACTERS;
  return `${from > 0 ? "…" : ""}${text.slice(from, end).toWellFormed()}${end < text.length ? "…" : ""}`;
}
