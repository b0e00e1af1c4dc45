import type { ReceivedMessage } from "@/lib/aws/aws";
import type { Work } from "../driver";
import type { LedgerItem } from "./ledger";

/** A message in our hands: received, of the plan, and hidden from others until `visibleUntilMs` (monotonic clock). */
export interface Claimed {
  readonly item: LedgerItem;
  readonly message: ReceivedMessage;
  readonly visibleUntilMs: number;
}

/** What came of one message. *unknown*: it may have arrived. */
export type EffectResult =
  | { readonly kind: "done"; readonly destinationMessageId: string | null }
  | { readonly kind: "rejected"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** What a run does with each message before it is deleted from the dead-letter queue. */
export interface Effect {
  readonly doneState: "redriven" | "discarded";
  /** Whether doing it twice changes nothing, so that an unfinished attempt is simply made again. */
  readonly isRepeatable: boolean;
  /** Groups claimed messages so that one call can take them, in order. */
  batches(claimed: readonly Claimed[]): Claimed[][];
  /** Does it, once. One result per message, in order. Throws only when certainly nothing was done. */
  perform(work: Work, batch: readonly Claimed[]): Promise<EffectResult[]>;
}
