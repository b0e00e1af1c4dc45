/** A message that really entered or left a queue, whatever the caller was told. */
export interface Effect {
  readonly at: number;
  readonly action: "SendMessage" | "DeleteMessage";
  readonly accountId: string;
  readonly region: string;
  readonly queueName: string;
  readonly messageId: string;
  /** The principal that did it; `sqs` when a move task or retention did. */
  readonly principalArn: string;
}

export interface UsageCounters {
  /** Call it at the moment of the effect, once per message (batches too). */
  effect(effect: Effect): void;
}
