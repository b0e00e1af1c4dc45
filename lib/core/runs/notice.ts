/** What whoever asked for a run is told about it: that it paused by itself, or how it ended. */
export const NOTICE_KINDS = [
  "run-paused",
  "run-finished",
  "run-failed",
  "run-interrupted",
  /** Messages came back after the run had ended. */
  "late-returns",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
