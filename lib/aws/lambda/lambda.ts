/** An event for a function. */
export interface AsyncInvocation {
  /** With the version or alias that is meant; without one, Lambda takes `$LATEST`. */
  readonly functionArn: string;
  /** JSON text of at most 1 MiB, handed over byte for byte. */
  readonly payload: string;
}
/** *accepted*: in Lambda's own queue for the function; what the function makes of it nobody is told. */
export type InvokeResult =
  | { readonly kind: "accepted"; readonly requestId: string }
  | { readonly kind: "rejected"; readonly code: string; readonly message: string }
  | { readonly kind: "unknown"; readonly reason: string };

export interface Lambda {
  /** Functions that read from a queue by an event source mapping, disabled ones included. */
  consumersOf(queueArn: string): Promise<{ functionArn: string; state: string }[]>;
  /**
   * Hands a function one event to work on later, once: the SDK never repeats it. A payload that Lambda will never take is
   * *rejected*. Refusals of the call (denied, throttled, function missing) throw, and nothing was done; a lost answer is
   * *unknown*.
   */
  invokeAsync(invocation: AsyncInvocation): Promise<InvokeResult>;
}
