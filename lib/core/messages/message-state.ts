export const MESSAGE_STATES = [
  "present",
  "vaulted",
  "redriven",
  "discarded",
  "left",
  "probably-expired",
  "purged",
] as const;
