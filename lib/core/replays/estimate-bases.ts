/** What the estimate of a replay may rest on. In a file of its own: browsers read it, and need no prices. */
export const ESTIMATE_BASES = ["archive-rule", "rule-metrics", "archive-average", "unknown"] as const;
export type EstimateBasis = (typeof ESTIMATE_BASES)[number];
