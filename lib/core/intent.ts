/** What a worker can be told to look at at once. */
export const INTENT_TOPICS = [
  "run",
  "scan",
  "check",
  "organization",
  "coverage",
  "writes",
  "evidence",
  "regroup",
  "erasure",
  "retention",
  "pipelines",
  "alerts",
  "notifications",
  "review",
  "issues",
] as const;
export type IntentTopic = (typeof INTENT_TOPICS)[number];
