export const CONFIDENCES = ["strong", "fair", "weak"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One thing that makes a figure less sure than it looks. */
export interface Doubt {
  readonly level: Exclude<Confidence, "strong">;
  /** A whole sentence. */
  readonly why: string;
}

const FEW_EVENTS = 100;

/** As sure as its worst doubt; the sentences of that level say why. */
export function confidenceOf(
  doubts: readonly Doubt[],
  whenNone: string,
): { readonly confidence: Confidence; readonly confidenceWhy: string } {
  const level = doubts.some((doubt) => doubt.level === "weak") ? "weak" : doubts.length > 0 ? "fair" : "strong";
  const why = doubts.filter((doubt) => doubt.level === level).map((doubt) => doubt.why);
  return { confidence: level, confidenceWhy: why.length > 0 ? why.join(" ") : whenNone };
}

/** What little measuring means for a figure. */
export function doubtsOfCover(coveredShare: number, eventCount: number | null): Doubt[] {
  const percent = `${Math.round(coveredShare * 1000) / 10} %`;
  return [
    ...(coveredShare < 0.2 ? [{ level: "weak", why: `Only ${percent} of the window was measured.` } as const] : []),
    ...(coveredShare >= 0.2 && coveredShare < 0.8
      ? [{ level: "fair", why: `${percent} of the window was measured.` } as const]
      : []),
    ...(eventCount !== null && eventCount < FEW_EVENTS
      ? [{ level: "weak", why: `${eventCount} came in: one more or less changes much.` } as const]
      : []),
  ];
}
