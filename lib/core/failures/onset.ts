/**
 * How well it is known when a failure began. *received*: when its first message was tried for the first time. *reached*:
 * when its first message reached the dead-letter queue. *ended*: when its first execution did. *counted*: by the
 * end of the five minutes in which it is counted first. *seen*: when we first saw it. *again*: when it came back after it was
 * resolved. *faster*: when it escalated. *before-us*: it was there when we first looked.
 */
export const ONSET_KINDS = ["received", "reached", "ended", "counted", "seen", "again", "faster", "before-us"] as const;
export type OnsetKind = (typeof ONSET_KINDS)[number];

/** Half a sentence that goes on after "began at 02:41". */
export const ONSET_NOTES: Readonly<Record<OnsetKind, string>> = {
  received: "when its first message was first received",
  reached: "when its first message reached the dead-letter queue",
  ended: "when its first execution ended",
  counted: "or in the five minutes before: it is counted no finer",
  seen: "when we first saw it; it may have begun a little earlier",
  again: "when it came back after it had been resolved",
  faster: "when it began to come faster than usual; the rise lies within the hour before",
  "before-us": "or before: it was there when we first looked",
};
