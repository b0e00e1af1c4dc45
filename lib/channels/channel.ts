import type { ChannelMessage } from "@/lib/core/alerts/notification";

/** What became of one try. `externalId` and `externalUrl` are the other side's, where it made something. */
export type Sent =
  | { readonly kind: "delivered"; readonly externalId?: string | undefined; readonly externalUrl?: string | undefined }
  /** Worth another try, not before `retryAfterSeconds` where the other side said so. It may have arrived. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterSeconds?: number | undefined }
  /** This message will never be taken. */
  | { readonly kind: "refused"; readonly reason: string }
  /** The other side is gone for good (410, an uninstalled app): the channel is to be switched off, and people told. */
  | { readonly kind: "gone"; readonly reason: string };

/** What a channel needs of the world: nothing else reaches out. */
export interface Outside {
  /** The guarded fetch: addresses that people typed in (decision 0055). */
  readonly fetch: typeof fetch;
  now(): Date;
  readonly signal: AbortSignal;
}

/** One kind of channel. `config` is what anybody may read of it, `secret` what nobody may; both as its schema took them. */
export interface Channel<Config = unknown, Secret = unknown> {
  /** Tells the other side once. Never throws for what the other side says or does not say; never logs the secret. */
  send(message: ChannelMessage, config: Config, secret: Secret, outside: Outside): Promise<Sent>;
}
