import type { GuardedFetch } from "@/lib/net/guarded-fetch";

/** What an exchange over http needs of the world. */
export interface WayOut {
  readonly fetch: GuardedFetch;
  now(): Date;
  readonly signal: AbortSignal;
}

/** An issue of a class, for a tracker to write in its own form. */
export interface NewIssue {
  /** The same for a class for ever: an issue that has it is this one, so that a lost answer makes no second. No spaces. */
  readonly marker: string;
  readonly title: string;
  /** Sentences, one paragraph each. */
  readonly lines: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** When it was asked for first: no issue of it is older. */
  readonly askedAt: Date;
}

export type Made =
  | { readonly kind: "made"; readonly externalId: string; readonly url: string }
  /** Not made, or not known whether it was: to be asked again. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterSeconds?: number | undefined }
  | { readonly kind: "refused"; readonly reason: string };

export type Read =
  | { readonly kind: "open" | "closed" }
  /** It was deleted, or is kept from us. */
  | { readonly kind: "absent"; readonly reason: string }
  | { readonly kind: "unread"; readonly reason: string; readonly retryAfterSeconds?: number | undefined };

/** A tracker of issues. Neither call throws for what the other side says, nor logs a secret. */
export interface IssueTracker<Config = unknown, Secret = unknown> {
  /** Makes the issue unless one with its marker is there: that one is handed back. */
  create(issue: NewIssue, config: Config, secret: Secret, outside: WayOut): Promise<Made>;
  /** Whether an issue of this address lies where these settings lead: elsewhere its id is another issue's. */
  holds(url: string, config: Config): boolean;
  read(externalId: string, config: Config, secret: Secret, outside: WayOut): Promise<Read>;
}

/** Trackers get issues of classes; an alert is no issue. */
export const NO_ALERTS = {
  kind: "refused",
  reason: "An issue tracker takes issues of classes only: send alerts and reviews to another channel.",
} as const;
