export type FaultKind =
  | "throttle"
  | "5xx"
  | "timeout"
  | "resetBefore"
  | "resetAfter"
  | "accessDenied"
  | "expiredToken"
  | "delayMs"
  | "overLimit"
  | "partialBatch"
  | "duplicateDelivery"
  | "lateReceive"
  | "emptyReceive";

/** A fault that the service itself must play: these kinds reach it in `call.fault`, all others the door plays. */
export interface Fault {
  /**
   * - partialBatch: the first `n` entries of a batch fail with InternalError (Receiver's fault), the rest succeed;
   * - duplicateDelivery: a received message is handed out again at once, although it is in flight;
   * - lateReceive: the answer of a receive comes after the messages' visibility timeout has passed;
   * - emptyReceive: no message although some exist;
   * - overLimit: OverLimit, too many messages in flight.
   */
  readonly kind: "partialBatch" | "duplicateDelivery" | "lateReceive" | "emptyReceive" | "overLimit";
  /** For partialBatch; 1 unless told. */
  readonly n?: number;
}
