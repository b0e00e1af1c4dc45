import type { ChannelKind, ChannelMessage } from "@/lib/core/alerts/notification";
import type { GuardedAddress } from "@/lib/net/guarded-address";
import type { GuardedFetch } from "@/lib/net/guarded-fetch";
import type { IssueTracker } from "./issue-tracker";

/** What became of one try. `externalId` and `externalUrl` are the other side's, where it made something. */
export type Sent =
  | {
      readonly kind: "delivered";
      readonly externalId?: string | undefined;
      readonly externalUrl?: string | undefined;
      /** What of it was not taken, though the rest was: some of the addresses. Nothing is sent again for it. */
      readonly remark?: string | undefined;
    }
  /** Worth another try, not before `retryAfterSeconds` where the other side said so. It may have arrived. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterSeconds?: number | undefined }
  /** This message will never be taken. */
  | { readonly kind: "refused"; readonly reason: string }
  /** The other side is gone for good (410, an uninstalled app): the channel is to be switched off, and people told. */
  | { readonly kind: "gone"; readonly reason: string };

/** What the other side made of an earlier message about the same alert. */
export interface Earlier {
  readonly externalId: string;
  readonly externalUrl: string | null;
}

/** What a channel needs of the world: nothing else reaches out. */
export interface Outside {
  /** The guarded fetch: addresses that people typed in (decision 0055). */
  readonly fetch: GuardedFetch;
  /** The same guard for what is not http: where to connect to for this host. */
  readonly addressOf: GuardedAddress;
  /** Of this one message: the same whenever it is sent again, so that the other side can tell. */
  readonly messageId: string;
  /** The newest that this channel made for the same alert; null where it made nothing yet. */
  readonly earlier: Earlier | null;
  now(): Date;
  readonly signal: AbortSignal;
}

/** One kind of channel. `config` is what anybody may read of it, `secret` what nobody may; both as its schema took them. */
export interface Channel<Config = unknown, Secret = unknown> {
  /** Tells the other side once. Never throws for what the other side says or does not say; never logs the secret. */
  send(message: ChannelMessage, config: Config, secret: Secret, outside: Outside): Promise<Sent>;
  /** Where issues can be made of classes; absent where the other side is no tracker. */
  readonly issues?: IssueTracker<Config, Secret>;
}

/** All kinds that this build can speak. */
export type Channels = Readonly<Partial<Record<ChannelKind, Channel>>>;
