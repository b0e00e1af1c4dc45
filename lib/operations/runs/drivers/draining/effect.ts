import type { ReceivedMessage } from "@/lib/aws/aws";
import type { WholeMessage } from "@/lib/db/bodies";
import type { Work } from "../driver";
import type { LedgerItem } from "./ledger";

/** Our hold on a received message: the newest handle, and until when it is hidden from others (monotonic clock). */
export interface Grip {
  readonly item: LedgerItem;
  readonly receivedMs: number;
  receiptHandle: string;
  visibleUntilMs: number;
}

/** A message of the plan in our hands. */
export interface Claimed {
  /** Its row. `item.destinationArn` is where it goes: the ARN that the plan froze for this message. */
  readonly item: LedgerItem;
  /** As it was received. Hashes, groups and origins are read from it, never sent from it. */
  readonly message: ReceivedMessage;
  /** What goes out: the received message, or its edited copy, with the run's mark where the plan says so. */
  readonly content: WholeMessage;
  /** What its row is to say of the content, for example that it went out unmarked. */
  readonly note: string | null;
  readonly grip: Grip;
}

/**
 * What came of one message.
 *
 * - *done*: the other side said that it has it. It is deleted from the dead-letter queue after this is written down.
 * - *rejected*: refused for a reason that a second attempt would meet again. It stays, and is given back.
 * - *not-done*: certainly nothing happened, but it may work later (throttled for this entry): it is tried again, more slowly.
 * - *unknown*: it may have arrived (no answer, a fault of AWS's own). The plan says whether it is tried again or held.
 */
export type EffectResult =
  | { readonly kind: "done"; readonly destinationMessageId: string | null }
  | { readonly kind: "rejected"; readonly reason: string }
  | { readonly kind: "not-done"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * What a run does with each message before it is deleted from the dead-letter queue. The draining machine around it
 * receives, commits the intent, calls `perform`, commits the outcome, deletes, keeps the rate and the stages, and recovers
 * after a crash. An effect holds no state that a crash may lose: a new worker makes a new one and goes on.
 */
export interface Effect {
  readonly doneState: "redriven" | "discarded";
  /**
   * Doing it twice changes nothing, so that an unfinished attempt is simply made again and *unknown* never becomes
   * ambiguous. True for a copy into the vault; false for everything that sends, also with a deduplication id.
   */
  readonly isRepeatable: boolean;
  /**
   * Cuts claimed messages into calls, order kept, none left out: each batch is one `perform` and at most 10 messages. An
   * effect whose call takes one message answers one batch per message. Asked several times; pure. Of a FIFO group a batch
   * holds one message only.
   */
  batches(claimed: readonly Claimed[]): Claimed[][];
  /**
   * Does it, once and without repetition (SDK retries off), for one batch of `batches`. Many run at the same time. One result
   * per message, in order. Throws only when certainly nothing was done to any of them: throttled, denied, place not found;
   * the messages are planned again then, and the error slows, pauses or ends the run. A lost answer is *unknown*, not a throw.
   */
  perform(work: Work, batch: readonly Claimed[]): Promise<EffectResult[]>;
}
