/** Why a channel is told: an alert opened, still holds, was answered, is over; somebody tries the channel; a review is there. */
export const NOTIFICATION_KINDS = ["opened", "repeated", "acknowledged", "resolved", "test", "review"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/**
 * waiting: to be sent, or sent again later · sending: a worker has it · delivered: the other side said so · dead: given up, and
 * kept to be replayed · dropped: overtaken by something newer about the same alert before it could be sent.
 */
export const NOTIFICATION_STATES = ["waiting", "sending", "delivered", "dead", "dropped"] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

export const CHANNEL_KINDS = ["webhook", "slack", "pagerduty", "email", "alertmanager", "jira", "github"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** All that a channel is told about an alert; each channel writes it in its own form. Frozen when the notification is queued. */
export interface AlertMessage {
  readonly kind: Exclude<NotificationKind, "review">;
  /** The same for all notifications of one alert: the other side folds them by it. */
  readonly dedupKey: string;
  readonly alertId: string | null;
  readonly number: number | null;
  readonly severity: "page" | "notify";
  /** One line. */
  readonly title: string;
  readonly openedAt: string;
  readonly resolvedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly owner: string | null;
  readonly team: string | null;
  readonly environment: string | null;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly pipelines: readonly { readonly name: string; readonly url: string }[];
  /** Its gravest reasons first, at most ten; `moreCount` is how many are left out. */
  readonly reasons: readonly AlertLine[];
  readonly moreCount: number;
  /** What ran last about it and what came of it; null where nothing did. */
  readonly lastRun: string | null;
  /** What changed just before, as a suspicion; null where nothing is suspected. */
  readonly suspect: string | null;
  readonly timeToLoss: string | null;
  readonly runbook: string | null;
  readonly openUrl: string;
  /** A page with a button: opening it acknowledges nothing. */
  readonly acknowledgeUrl: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

export interface AlertLine {
  readonly condition: string;
  readonly subject: string;
  readonly sentence: string;
  readonly since: string;
  readonly url: string;
}

/** A review that was written, for a channel. */
export interface ReviewMessage {
  readonly kind: "review";
  readonly dedupKey: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly openUrl: string;
}
export type ChannelMessage = AlertMessage | ReviewMessage;
