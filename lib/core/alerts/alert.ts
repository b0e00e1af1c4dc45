/** open: nobody answered yet · acknowledged: somebody has it · resolved: none of its reasons holds any more. */
export const ALERT_STATES = ["open", "acknowledged", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What happened to an alert, in its history. */
export const ALERT_EVENTS = [
  "opened",
  "joined",
  "paged",
  "repeated",
  "acknowledged",
  "unacknowledged",
  "left",
  "resolved",
  "reopened",
  "silenced",
  "inhibited",
  "noise",
] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

/** Why nobody was told of an alert that holds, or null when somebody was. */
export const MUTES = ["silence", "maintenance", "inhibited", "non-production", "no-channel", "backlog"] as const;
export type Mute = (typeof MUTES)[number];
