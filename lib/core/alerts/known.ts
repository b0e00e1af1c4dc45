import type { AlertState, Mute } from "./alert";
import type { ChannelKind } from "./notification";
import type { Reason, Severity } from "./reason";

/** A reason as it was kept: of which alert, since when it is kept, when it held last. */
export interface KnownReason extends Reason {
  readonly rowId: number;
  readonly alertId: string;
  readonly openedAt: Date;
  readonly seenAt: Date;
  readonly resolvedAt: Date | null;
}

/** An alert as it was kept. */
export interface KnownAlert {
  readonly id: string;
  readonly number: number;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly mute: Mute | null;
  readonly muteReason: string | null;
  readonly silenceId: string | null;
  readonly route: string | null;
  readonly owner: string | null;
  readonly team: string | null;
  readonly openedAt: Date;
  readonly pagedAt: Date | null;
  /** When somebody was told of it first. */
  readonly toldAt: Date | null;
  /** When somebody was told last that it opened or holds still. */
  readonly lastToldAt: Date | null;
  readonly acknowledgedAt: Date | null;
  /** When it held again after it had been over. */
  readonly reopenedAt: Date | null;
  /** The channels that were told of it and not yet that it is over. */
  readonly toldChannelIds: readonly string[];
}

export interface KnownChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly isOn: boolean;
}

/** What is known of the place that a reason is about: by it routes and silences decide. */
export interface ReasonPlace {
  /** Null for what concerns the whole installation. */
  readonly account: {
    readonly id: string;
    readonly awsAccountId: string;
    readonly name: string;
    readonly environment: string;
    readonly isProduction: boolean;
  } | null;
  /** Empty where the reason names none. */
  readonly region: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly owner: string | null;
  readonly team: string | null;
  readonly tier: string | null;
  readonly pipelines: readonly { readonly id: string; readonly name: string }[];
  /** It was so before anybody looked: told once there is something new. */
  readonly isBacklog: boolean;
}

/** A reason that holds, with its place. */
export interface PlacedReason extends Reason {
  readonly place: ReasonPlace;
}
