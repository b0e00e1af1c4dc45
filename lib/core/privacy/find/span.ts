import type { MaskingRule } from "../masking-rule";

/** A part of a text that a rule keeps out of sight; without a `value` it leaves no token. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly rule: MaskingRule;
  readonly value: string | undefined;
}

/** The spans in order and none over another: what overlaps becomes one, under the rule that begins first. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else if (span.end > last.end) joined[joined.length - 1] = { ...last, end: span.end, value: undefined };
  }
  return joined;
}
