import type { Tone } from "./status";

/** What the loss clock of a queue or a class knows. */
export type Loss =
  | {
      kind: "deadline";
      /** When the first unsaved message is deleted. */
      at: string;
      retentionSeconds: number;
      /** Unsaved messages keep arriving, so more is lost with each hour. */
      isWorsening?: boolean;
    }
  /** Messages were not opened; not before this moment, and where it is known, at the latest by the other. */
  | { kind: "bound"; notBefore: string; by?: string | null }
  | { kind: "unknown" }
  | { kind: "saved" }
  | { kind: "nothing-left" }
  /** Nothing kept them: there is only a count. */
  | { kind: "lost" };

const DANGER_SECONDS = 24 * 3600;
const WARN_SECONDS = 72 * 3600;

/** Red under a day, amber under three days while unsaved messages keep arriving, else calm. */
export function lossTone(leftSeconds: number, isWorsening = false): Tone {
  if (leftSeconds < DANGER_SECONDS) return "danger";
  return isWorsening && leftSeconds < WARN_SECONDS ? "warn" : "ink-2";
}

/** The share of the retention that is left, 0 to 1. */
export function lossShare(leftSeconds: number, retentionSeconds: number): number {
  return retentionSeconds > 0 ? Math.max(0, Math.min(1, leftSeconds / retentionSeconds)) : 0;
}
