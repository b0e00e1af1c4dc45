/** What was seen of a stage after it was sent. *none*: nothing could be seen, and the next stage opened all the same. */
export const EVIDENCE = ["full", "partial", "none"] as const;
export type Evidence = (typeof EVIDENCE)[number];

export const STAGE_ENDS = ["window", "person", "returns"] as const;
export type StageEnd = (typeof STAGE_ENDS)[number];

/** *not-opened*: the run ended before it. */
export const STAGE_STATES = ["waiting", "sending", "watching", "done", "not-opened"] as const;
export type StageState = (typeof STAGE_STATES)[number];
